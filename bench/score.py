"""Compute a finished wave again as a job, and tell the seconds: python -m bench.score, where the demonstration is."""

import json
import time

from config.embedded import prepare


def measure() -> list[dict[str, float]]:
    """The largest wave that has been held, and one of the same people with 100 items each."""
    from django.apps import apps
    from django.db.models import Count
    from django.utils import timezone

    from bench import hundred

    # Read past the apps' faces, as a measurement may.
    jawaban = apps.get_model("ujian", "Jawaban").objects.values("pengerjaan__peserta__gelombang_id")
    counted = jawaban.annotate(answers=Count("pk"), people=Count("pengerjaan", distinct=True))
    largest = counted.order_by("-answers")[0]["pengerjaan__peserta__gelombang_id"]
    measured = []
    for gelombang_id in (largest, hundred.create(like=largest, at=timezone.now())):
        size = counted.get(pengerjaan__peserta__gelombang_id=gelombang_id)
        seconds = score(gelombang_id)
        measured.append(
            {"gelombang": gelombang_id, "people": size["people"], "answers": size["answers"], "seconds": seconds}
        )
    return measured


def score(gelombang_id: int) -> float:
    """Compute the wave anew as a job, and return its seconds."""
    from django.utils import timezone

    from antrean import services as antrean
    from asesmen.penilaian import services as penilaian
    from asesmen.penilaian import tasks  # noqa: F401  (registers the job)

    at = timezone.now()
    row = penilaian.create_penghitungan(gelombang_id=gelombang_id, akun_id=None, at=at)
    job = antrean.enqueue(
        jenis="penilaian.hitung", judul="Ukur", argumen={"penghitungan_id": str(row.pk)}, akun_id=None, at=at
    )
    began = time.perf_counter()
    status = antrean.run(pekerjaan_id=str(job.pk), at=at)
    seconds = time.perf_counter() - began
    if status != "selesai":
        raise RuntimeError(f"the job ended as {status}")
    return seconds


def main() -> None:
    prepare.choose_run_mode()
    with prepare.database():
        prepare.django_setup()
        print(json.dumps(measure()))


if __name__ == "__main__":
    main()
