from decimal import Decimal

import pytest

from asesmen.penugasan import queries, services
from asesmen.penugasan.models import Kiriman, NilaiKriteria
from asesmen.penugasan.services import Isian
from pegawai.models import Jejak
from tests.pegawai.factories import make_akun
from tests.penugasan.factories import AT, make_kiriman, make_marked, make_penugasan, make_sent

pytestmark = pytest.mark.django_db


def save(kiriman: Kiriman, *rows: Isian, umpan_balik: str = "") -> None:
    kriteria = list(kiriman.penugasan.tugas.kriteria.values_list("pk", flat=True))
    services.save_nilai(
        kiriman_id=kiriman.pk,
        isian=dict(zip(kriteria, rows, strict=False)),
        umpan_balik=umpan_balik,
        akun_id=None,
        at=AT,
    )


def test_a_draft_keeps_levels_notes_and_feedback() -> None:
    kiriman = make_sent()

    save(kiriman, Isian(3, "Selaras"), Isian(None, "Lihat lagi halaman 4"), umpan_balik="Lanjutkan.")

    assert list(kiriman.nilai.values_list("level", "catatan")) == [(3, "Selaras"), (None, "Lihat lagi halaman 4")]
    assert Kiriman.objects.get(pk=kiriman.pk).umpan_balik == "Lanjutkan."


def test_a_second_draft_replaces_the_first() -> None:
    kiriman = make_sent()
    save(kiriman, Isian(3, "Selaras"))

    save(kiriman, Isian(4, ""))

    assert list(kiriman.nilai.values_list("level", "catatan")) == [(4, "")]


def test_a_criterion_of_another_task_is_ignored() -> None:
    kiriman, other = make_sent(), make_sent()
    foreign = other.penugasan.tugas.kriteria.first().pk

    services.save_nilai(kiriman_id=kiriman.pk, isian={foreign: Isian(5)}, umpan_balik="", akun_id=None, at=AT)

    assert NilaiKriteria.objects.count() == 0


def test_what_was_not_sent_cannot_be_marked() -> None:
    with pytest.raises(services.KirimanNotSent):
        save(make_kiriman(), Isian(3))


def test_finish_names_the_criteria_without_a_level() -> None:
    kiriman = make_sent()
    save(kiriman, Isian(3), Isian(None, "belum"))

    with pytest.raises(services.NilaiIncomplete) as refused:
        services.finish_nilai(kiriman_id=kiriman.pk, akun_id=None, at=AT)

    assert refused.value.messages == [
        "Belum dapat diselesaikan. Beri level untuk: Diferensiasi; Asesmen formatif. Draf Anda tersimpan."
    ]


def test_finish_closes_the_marking_and_tells_who_did_it() -> None:
    kiriman, asesor = make_sent(), make_akun("asesor")
    save(kiriman, Isian(3), Isian(3), Isian(4))

    done = services.finish_nilai(kiriman_id=kiriman.pk, akun_id=asesor.pk, at=AT)

    assert (done.status, done.marked_at) == ("dinilai", AT)
    assert Jejak.objects.get(tindakan="nilai.selesaikan").akun == asesor


def test_a_finished_marking_changes_only_after_it_is_opened_again() -> None:
    kiriman = make_marked()

    with pytest.raises(services.NilaiFinished):
        save(kiriman, Isian(5))
    services.reopen_nilai(kiriman_id=kiriman.pk, alasan="Salah baca berkas", akun_id=None, at=AT)
    save(kiriman, Isian(5))

    assert kiriman.nilai.order_by("kriteria__urut").first().level == 5
    assert Jejak.objects.get(tindakan="nilai.buka_lagi").alasan == "Salah baca berkas"


def test_a_marking_that_is_open_needs_no_opening() -> None:
    with pytest.raises(services.NilaiNotFinished):
        services.reopen_nilai(kiriman_id=make_sent().pk, alasan="x", akun_id=None, at=AT)


def test_level_rows_hold_finished_markings_of_the_wave_only(django_assert_num_queries) -> None:
    penugasan = make_penugasan()
    marked = make_marked(penugasan, levels=(3, 3, 4))
    open_again = make_marked(penugasan)
    services.reopen_nilai(kiriman_id=open_again.pk, alasan="x", akun_id=None, at=AT)
    make_marked()

    with django_assert_num_queries(1):
        rows = queries.level_rows(penugasan.gelombang_id)

    assert {peserta: {kode: r.level for kode, r in found.items()} for peserta, found in rows.items()} == {
        # PED: (35 × 3 + 25 × 4) ÷ 60 = 3.41666…
        marked.peserta_id: {"PRO": Decimal("3.00"), "PED": Decimal("3.42")}
    }


def test_two_tasks_of_one_wave_are_weighted_together() -> None:
    first = make_marked(levels=(3, 3, 3))
    second = make_penugasan(gelombang=first.penugasan.gelombang)
    make_marked(second, levels=(5, 5, 5), peserta=first.peserta)

    rows = queries.level_rows(first.penugasan.gelombang_id)[first.peserta_id]

    assert {kode: row.level for kode, row in rows.items()} == {"PRO": Decimal("4.00"), "PED": Decimal("4.00")}
