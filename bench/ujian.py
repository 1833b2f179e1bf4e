"""The exam under load: python -m bench.ujian. One run on one machine, a server and a PostgreSQL of its own.

The server is started by the command that production uses, PostgreSQL keeps its promises (checked), the load comes from
another process over loopback. Figures: bench/results.json, beside those of bench/run.py.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.figures import Figure, merge
from bench.panggung import PORT, PORT_POLOS, ROOT, Exam, stage

RESULTS = Path(__file__).resolve().parent / "results.json"
LINES = 64


def load(kind: str, port: int = PORT, **order: Any) -> dict[str, Any]:
    """Run the generator with this order and return what it measured."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.beban"],
        input=json.dumps({"kind": kind, "port": port, **order}),
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=300,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    told: dict[str, Any] = json.loads(done.stdout)
    busy = f"client {told['client_cpu'] * 100:.0f} % of a core, load {os.getloadavg()[0]:.1f}"
    print(f"     {kind}: {told['requests']} in {told['seconds']:.1f} s, p50 {told['p50']} p99 {told['p99']} ms, {busy}")
    for example in told["examples"]:
        print(f"     {example}")
    return told


# ---------- Measures ----------


def ratio(exam: Exam) -> Iterator[Figure]:
    """Real and bare in turn, four rounds, the same generator."""
    counts = {PORT: 0.0, PORT_POLOS: 0.0}
    rounds = []
    for _ in range(4):
        found = {}
        for port in counts:
            told = load("hurried", port, pages=exam.pages[:6000], lines=LINES, seconds=4, seq=exam.next_seq())
            if told["errors"]:
                raise RuntimeError(f"{told['errors']} of {told['requests']} saves failed")
            found[port] = told["per_second"]
        rounds.append(found[PORT] / found[PORT_POLOS])
        for port in counts:
            counts[port] += found[port]
    each = ", ".join(f"{r:.2f}" for r in rounds)
    print(f"     rounds: {each}; {counts[PORT] / 4:.0f}/s and {counts[PORT_POLOS] / 4:.0f}/s")
    yield Figure("saves per second, real ÷ bare WSGI file", round(counts[PORT] / counts[PORT_POLOS], 2), "", 0.8, "≥")


def steady(exam: Exam) -> Iterator[Figure]:
    told = load("paced", pages=exam.pages[:900], pace=5, seconds=60, seq=exam.next_seq())
    yield Figure("900 participants, a save each 5 s: p99", told["p99"], "ms", 100)
    yield Figure("900 participants, a save each 5 s: errors", told["errors"], "", 0)


def most(exam: Exam) -> Iterator[Figure]:
    """Ever more participants, each on a connection of its own, as long as all goes well."""
    best = 0
    for people in (6_000, 9_000, 12_000, 16_000):
        told = load("paced", pages=exam.pages[:people], pace=10, seconds=10, seq=exam.next_seq())
        if told["errors"] or told["p99"] > 250:
            break
        best = people
    yield Figure("participants at a save each 10 s with p99 ≤ 250 ms", best, "", 9_000, "≥")


def starts(exam: Exam) -> Iterator[Figure]:
    from django.apps import apps
    from django.utils import timezone

    from bench import ruang_ujian

    people = ruang_ujian.entrants(exam.room_id, timezone.now())
    told = load("starting", people=people, seconds=10)
    print("     p99:", ", ".join(f"{label} {took:.0f}" for label, took in told["p99_of"].items()))
    sittings = apps.get_model("ujian", "Pengerjaan").objects.filter(peserta__gelombang__nama="Ukur")
    running = sittings.filter(status="berjalan", epoch=1)
    yield Figure("900 starts within 10 s: p99 of a request", told["p99"], "ms", 1000)
    yield Figure("900 starts within 10 s: errors", told["errors"], "", 0)
    yield Figure("900 starts within 10 s: people without exactly one attempt", 900 - running.count(), "", 0)


def console(exam: Exam) -> Iterator[Figure]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse
    from django.utils import timezone

    from pegawai.queries import akun_list

    client = Client(headers={"host": "localhost"})
    client.force_login(
        akun_list(at=timezone.localdate()).get(username="pengelola"), "django.contrib.auth.backends.ModelBackend"
    )
    path = reverse("ujian:konsol-keadaan", args=[exam.room_id])
    # As the page does: it asks for the room's token again only when the one it knows has run out.
    path += f"?berganti={(client.get(path).json().get('token') or {}).get('berganti', '')}"
    took = []
    for _ in range(7):
        with CaptureQueriesContext(connection) as queries:
            began = time.perf_counter()
            status = client.get(path).status_code
            took.append((time.perf_counter() - began) * 1000)
        if status != 200:
            raise RuntimeError(f"the console answered {status}")
    # The session comes first, then who signed in and as what.
    own = [q for q in queries.captured_queries[1:] if '"pegawai_' not in q["sql"]]
    yield Figure("console with 900 seats, one refresh", round(sorted(took)[len(took) // 2], 1), "ms", 50)
    yield Figure("console with 900 seats, queries beside sign-in", len(own), "", 3)


def submits(exam: Exam) -> Iterator[Figure]:
    told = load("submitting", pages=exam.pages[:900], seconds=1, seq=exam.next_seq())
    yield Figure("900 submits in the same second: p99", told["p99"], "ms", 2000)
    yield Figure("900 submits in the same second: errors", told["errors"], "", 0)


def round_trips(exam: Exam) -> Iterator[Figure]:
    """What PostgreSQL itself counted for one save after another: each its own statement, none beside it."""
    from django.db import connection

    def executed() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()")
            return int(cursor.fetchone()[0])

    # A connection reports what it did ten seconds after it fell silent.
    time.sleep(11)
    before = executed()
    told = load("hurried", pages=exam.pages[:50], lines=1, seconds=1.5, seq=exam.next_seq())
    time.sleep(11)
    # Our own two questions, and what the server asks by the way, are in the sum.
    trips = (executed() - before) / told["requests"]
    yield Figure("SQL round trips per save", round(trips, 2), "", 1.05)
    sent, heard = told["bytes"]
    yield Figure("request and reply of a one-answer save", round((sent + heard) / told["requests"]), "B", 1024)


def first_load(exam: Exam) -> Iterator[Figure]:
    """Everything the exam page fetches, as the server sends it to a browser, with a paper of 100 text items."""
    from django.apps import apps
    from django.utils import timezone

    from bench import berkas_halaman, ruang_ujian

    person = ruang_ujian.entrants(exam.room_id, timezone.now())[0]
    # Whoever began a moment ago may begin once more here, as after a proctor's "pindah perangkat".
    apps.get_model("ujian", "Pengerjaan").objects.filter(
        peserta__pegawai__nip=person["nip"], peserta__gelombang__nama="Ukur"
    ).update(lease="")
    sizes = berkas_halaman.first_load(PORT, person)
    print("     " + ", ".join(f"{name} {size}" for name, size in sorted(sizes.items(), key=lambda s: -s[1])[:8]))
    yield Figure("exam page, first load with 100 text items", round(sum(sizes.values()) / 1024, 1), "KB", 150)


MEASURES: tuple[Callable[[Exam], Iterator[Figure]], ...] = (
    ratio,
    steady,
    most,
    starts,
    first_load,
    console,
    round_trips,
    submits,
)


def main(names: list[str]) -> int:
    chosen = [m for m in MEASURES if not names or m.__name__ in names]
    figures: list[Figure] = []
    try:
        with stage() as exam:
            for measure in chosen:
                print(f"     {measure.__name__}", flush=True)
                for figure in measure(exam):
                    print(figure, flush=True)
                    figures.append(figure)
    finally:
        merge(figures, RESULTS)
    return 0 if all(figure.ok for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
