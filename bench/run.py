"""`make bench`: measure what the README promises, on this machine, in one run."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.clone import Clone, clean_clone
from bench.figures import Figure, write

RESULTS = Path(__file__).resolve().parent / "results.json"
PORT = 8123


def starts(clone: Clone) -> Iterator[Figure]:
    with clone.running(patience=400) as seconds:
        yield Figure("clean clone to first page", round(seconds, 1), "s", 180)
    began = time.monotonic()
    with clone.running(patience=60) as seconds:
        yield Figure("second make run to first page", round(seconds, 1), "s", 15)
        began = time.monotonic()
    yield Figure("Ctrl-C to everything stopped", round(time.monotonic() - began, 1), "s", 15)


def demo(clone: Clone) -> Iterator[Figure]:
    elsewhere = {"DATA_DIR": str(clone.folder / ".data-demo")}
    clone.manage("migrate", "--verbosity", "0", **elsewhere)
    began = time.monotonic()
    clone.manage("demo", **elsewhere)
    yield Figure("manage.py demo", round(time.monotonic() - began, 1), "s", 60)


def fast_tests(clone: Clone) -> Iterator[Figure]:
    # Once for the tools, then what a developer waits for.
    clone.run("make", "test-fast")
    began = time.monotonic()
    clone.run("make", "test-fast")
    yield Figure("make test-fast", round(time.monotonic() - began, 1), "s", 10)


MEASURES = (starts, demo, fast_tests)


def main() -> int:
    figures: list[Figure] = []
    with clean_clone(PORT) as clone:
        for measure in MEASURES:
            for figure in measure(clone):
                print(figure, flush=True)
                figures.append(figure)
    write(figures, RESULTS)
    print(f"{len(figures)} figures in bench/results.json")
    return 0 if all(figure.ok for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
