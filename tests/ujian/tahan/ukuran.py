"""How much of it: short in `make test`, in full in `make chaos`, and any number by its own variable."""

import os
import random
import sys
import tempfile
from pathlib import Path

IS_FULL = os.environ.get("CHAOS", "") == "full"
SEED = int(os.environ.get("CHAOS_SEED", "0")) or (random.SystemRandom().randrange(1, 2**31) if IS_FULL else 20261124)
# Where a ledger is left when a run fails.
LEDGERS = Path(os.environ.get("CHAOS_FOLDER", tempfile.gettempdir()))


def count(name: str, short: int, full: int) -> int:
    """The number of a test: CHAOS_<NAME> if it is set, else by what is run."""
    return int(os.environ.get(f"CHAOS_{name}", "0")) or (full if IS_FULL else short)


def tell(what: str, **figures: object) -> None:
    """Say the seed and the figures of a run: shown with `-s`, in `make chaos`, and beside a failure."""
    line = ", ".join(f"{name} {value}" for name, value in figures.items())
    sys.stderr.write(f"[{what}] seed {SEED}: {line}\n")
