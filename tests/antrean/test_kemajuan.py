from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from antrean.formats.kemajuan import sentence_of, state_of

AT = datetime(2026, 11, 24, 3, 12, tzinfo=UTC)


def job(status: str, **columns: object) -> SimpleNamespace:
    plain = {"total": 0, "done": 0, "keterangan": "", "galat": "", "tautan": "/hasil/1/", "started_at": None}
    return SimpleNamespace(status=status, **{**plain, **columns})


def test_a_running_job_tells_how_far_and_how_long() -> None:
    running = job(
        "berjalan", done=2566, total=4140, keterangan="menulis lembar 2", started_at=AT - timedelta(seconds=65)
    )

    assert state_of(running, AT) == {
        "status": "berjalan",
        "done": 2566,
        "total": 4140,
        "kalimat": "2.566 dari 4.140 · kira-kira 40 detik lagi · menulis lembar 2",
        "tautan": "",
    }


def test_only_a_finished_job_leads_to_its_result() -> None:
    assert [state_of(job(s), AT)["tautan"] for s in ("antre", "gagal", "dibatalkan", "selesai")] == [
        "",
        "",
        "",
        "/hasil/1/",
    ]


@pytest.mark.parametrize(
    ("kerja", "sentence"),
    [
        (job("antre"), "menunggu giliran"),
        (job("antre", keterangan="urutan 2"), "urutan 2"),
        (job("berjalan", keterangan="membaca berkas"), "membaca berkas"),
        (job("berjalan", done=1, total=2), "1 dari 2"),
        (job("gagal", galat="Ruang 5 tidak menjawab."), "Ruang 5 tidak menjawab."),
        (job("selesai", keterangan="900 kartu"), "900 kartu"),
    ],
)
def test_every_state_has_its_sentence(kerja: SimpleNamespace, sentence: str) -> None:
    assert sentence_of(kerja, AT) == sentence
