"""The seal of a computation's inputs."""

import hashlib
import json
from typing import Any


def sidik(data: Any) -> str:
    """SHA-256 of plain data, the same whatever the order of its keys; 64 hex digits."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
