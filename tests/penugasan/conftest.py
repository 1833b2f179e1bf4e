from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path: Path) -> Path:
    """Every test keeps its uploads in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "berkas"
    return tmp_path / "berkas"
