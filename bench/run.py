"""`make bench`: measure what the README promises, on this machine, in one run.

First the path of a new office in a clean clone, then the exam under load (bench/ujian.py, a process of its own).
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.clone import ROOT, Clone, clean_clone, own_environment
from bench.figures import Figure, merge

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


def elsewhere(clone: Clone) -> dict[str, str]:
    """A second set of data beside the clone, so that the first keeps what `make run` left."""
    return {"DATA_DIR": str(clone.second_data)}


def roster(clone: Clone) -> Iterator[Figure]:
    place = elsewhere(clone)
    clone.manage("migrate", "--verbosity", "0", **place)
    command = (clone.python, "manage.py", "import_pegawai", "contoh/berkas/siasn.xlsx", "--json")
    seconds, megabytes = clone.weigh(*command, **place)
    yield Figure("roster preview of 4,715 rows", round(seconds, 1), "s", 10)
    yield Figure("roster preview, memory", round(megabytes), "MB", 300)


def demo(clone: Clone) -> Iterator[Figure]:
    seconds, _ = clone.weigh(clone.python, "manage.py", "demo", **elsewhere(clone))
    yield Figure("manage.py demo", round(seconds, 1), "s", 60)


def results(clone: Clone) -> Iterator[Figure]:
    told = json.loads(clone.run(clone.python, "-m", "bench.score", **elsewhere(clone)).stdout.splitlines()[-1])
    for wave in told:
        name = f"scoring of {wave['people']:.0f} people, {wave['answers']:.0f} answers, as a job"
        yield Figure(name, round(wave["seconds"], 2), "s", 5)
    command = (clone.python, "manage.py", "export_kesenjangan", "--gelombang", str(told[0]["gelombang"]))
    seconds, _ = clone.weigh(*command, "--output", str(clone.folder / "kesenjangan.xlsx"), **elsewhere(clone))
    yield Figure("merit-gap workbook of 900, with start-up", round(seconds, 1), "s", 5)


def search(clone: Clone) -> Iterator[Figure]:
    told = json.loads(clone.run(clone.python, "-m", "bench.cari", **elsewhere(clone)).stdout.splitlines()[-1])
    yield Figure("list of 20,000 people, searched and filtered, p95 of the server's time", told["p95"], "ms", 150)
    yield Figure("more queries for 50 people than for 1", told["more_queries"], "", 0)


def large_roster(clone: Clone) -> Iterator[Figure]:
    told = json.loads(clone.run(clone.python, "-m", "bench.impor", **elsewhere(clone)).stdout.splitlines()[-1])
    yield Figure("import of 20,000 rows, preview and apply", round(told["preview"] + told["apply"], 1), "s", 20)
    again = told["preview again"] + told["apply again"]
    yield Figure("import of the same 20,000 rows again", round(again, 1), "s", 20)
    yield Figure("import of 20,000 rows, taken back", round(told["withdraw"], 1), "s", 20)
    yield Figure("import of 20,000 rows, memory", round(told["megabytes"]), "MB", 400)


def accounts(clone: Clone) -> Iterator[Figure]:
    told = json.loads(clone.run(clone.python, "-m", "bench.akun", **elsewhere(clone)).stdout.splitlines()[-1])
    yield Figure("5,000 accounts with codes, and their letters", round(told["making"] + told["printing"], 1), "s", 30)
    yield Figure("5,000 accounts with codes, memory", round(told["megabytes"]), "MB", 1200)


def fast_tests(clone: Clone) -> Iterator[Figure]:
    # Once for the tools, then what a developer waits for.
    clone.run("make", "test-fast")
    began = time.monotonic()
    clone.run("make", "test-fast")
    yield Figure("make test-fast", round(time.monotonic() - began, 1), "s", 10)


MEASURES = (starts, roster, demo, results, search, large_roster, accounts, fast_tests)


def main() -> int:
    figures: list[Figure] = []
    try:
        with clean_clone(PORT) as clone:
            for measure in MEASURES:
                for figure in measure(clone):
                    print(figure, flush=True)
                    figures.append(figure)
    finally:
        # What was measured stays, also when a later measure breaks off.
        merge(figures, RESULTS)
    # The exam's measures put their own figures beside these, and say by their exit whether each is met.
    exam = subprocess.run([sys.executable, "-m", "bench.ujian"], cwd=ROOT, env=own_environment(), check=False)
    print(f"{len(json.loads(RESULTS.read_text(encoding='utf-8')))} figures in bench/results.json")
    return 0 if all(figure.ok for figure in figures) and exam.returncode == 0 else 1


def whole() -> int:
    """This, then the exam under load, which has a stage of its own; both run whatever the other found."""
    found = main()
    return subprocess.call([sys.executable, "-m", "bench.ujian"]) or found


if __name__ == "__main__":
    sys.exit(whole())
