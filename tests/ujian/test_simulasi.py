"""The answer model and what filling a wave in bulk leaves behind."""

import time
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asesmen.bank.rules import KunciRow, score
from asesmen.gelombang.models import Penempatan
from asesmen.ujian import queries, services
from asesmen.ujian.models import Jawaban, LogJawaban, Pengerjaan
from asesmen.ujian.rules import answers_digest
from asesmen.ujian.rules.simulasi import answer, level_of, plan, unit, units
from asesmen.ujian.services.kumpul import answers_of
from tests.ujian.factories import AT, MENIT, make_ujian

SJT = {"A": Decimal(4), "B": Decimal(1), "C": Decimal(5), "D": Decimal(2), "E": Decimal(3)}
ROWS = {
    1: KunciRow(1, 1, "pilihan_ganda", "poin", Decimal(1), "PED", kunci=("B",)),
    2: KunciRow(2, 2, "pilihan_ganda_kompleks", "poin", Decimal(1), "PED", kunci=("A", "C")),
    3: KunciRow(3, 3, "benar_salah", "poin", Decimal(1), "PED", kunci=("A",)),
    4: KunciRow(4, 4, "isian_singkat", "poin", Decimal(1), "PED", diterima=("perancah",)),
    5: KunciRow(5, 5, "numerik", "poin", Decimal(1), "PED", diterima=("0,52",), toleransi=Decimal("0.005")),
    6: KunciRow(6, 6, "sjt", "bobot", Decimal(5), "INT", bobot=SJT),
}


@given(st.text(max_size=20), st.text(max_size=20))
def test_chance_is_a_number_below_one_and_always_the_same(seed: str, nomor: str) -> None:
    assert 0 <= unit(seed, nomor) < 1
    assert unit(seed, nomor) == unit(seed, nomor)
    assert plan(seed, nomor, "Ahli Muda", list(ROWS), ROWS) == plan(seed, nomor, "Ahli Muda", list(ROWS), ROWS)


def test_every_type_is_answered_right_or_wrong_in_a_form_that_scoring_reads() -> None:
    for versi, row in ROWS.items():
        earned = {score(row, answer(row, 3.0, *units(n, versi)[:2])) for n in range(200)}
        assert earned == (set(SJT.values()) if versi == 6 else {Decimal(0), Decimal(1)})


def test_the_mean_weight_of_situational_items_is_the_level_aimed_at() -> None:
    for level in (1.5, 2.5, 3.5, 4.5):
        mean = sum(SJT[answer(ROWS[6], level, unit(n), 0.0)] for n in range(3000)) / 3000
        assert abs(float(mean) - level) < 0.1


def test_people_spread_around_what_their_rank_asks() -> None:
    shares = [level_of("s", str(n), "Guru Ahli Muda") / 3 for n in range(2000)]

    bands = Counter("O" if s >= 0.9 else "CO" if s >= 0.78 else "KO" for s in shares)
    assert all(count > 200 for count in bands.values())
    assert len(bands) == 3


@pytest.mark.django_db
def test_filling_leaves_what_a_real_sitting_leaves() -> None:
    ujian = make_ujian(orang=4, per_tipe=2)

    count = services.bulk_fill(gelombang_id=ujian.gelombang.pk, seed="s", at=AT)

    sesi = ujian.ruang_sesi.sesi
    assert count == 4
    for p in Pengerjaan.objects.all():
        assert p.started_at is not None
        assert p.finished_at is not None
        assert sesi.mulai <= p.started_at < p.finished_at <= p.started_at + 60 * MENIT
        assert p.receipt_hash == answers_digest(str(p.pk), answers_of(p.pk))
        log = list(LogJawaban.objects.filter(pengerjaan=p).order_by("seq"))
        assert [entry.seq for entry in log] == list(range(1, len(log) + 1))
        assert all(p.started_at <= entry.received_at <= p.finished_at for entry in log)
        newest = {entry.versi_id: entry for entry in log}
        answers = Jawaban.objects.filter(pengerjaan=p)
        assert {a.versi_id: (a.seq, a.nilai) for a in answers} == {v: (e.seq, e.nilai) for v, e in newest.items()}
        assert set(newest) <= set(p.versi_ids)
    assert set(Penempatan.objects.values_list("kehadiran", flat=True)) == {"hadir"}
    assert len(queries.jawaban_rows(ujian.gelombang.pk)) == 4


@pytest.mark.django_db
def test_the_same_seed_fills_the_same_answers() -> None:
    ujian = make_ujian(orang=2)
    first = services.plan_isian(gelombang_id=ujian.gelombang.pk, seed="s")

    assert services.plan_isian(gelombang_id=ujian.gelombang.pk, seed="s") == first
    assert services.plan_isian(gelombang_id=ujian.gelombang.pk, seed="t") != first


@pytest.mark.django_db
def test_filling_twice_says_that_nothing_is_left() -> None:
    ujian = make_ujian()
    services.bulk_fill(gelombang_id=ujian.gelombang.pk, seed="s", at=AT)

    with pytest.raises(services.NaskahIncomplete):
        services.bulk_fill(gelombang_id=ujian.gelombang.pk, seed="s", at=AT)


@pytest.mark.django_db
def test_filling_is_fast() -> None:
    ujian = make_ujian(orang=60, per_tipe=4)

    started = time.process_time()
    services.bulk_fill(gelombang_id=ujian.gelombang.pk, seed="s", at=AT)

    # 60 × 24 answers here; 900 × 60 are to take at most ten seconds.
    assert time.process_time() - started < 2


@pytest.mark.django_db
def test_filling_timed_sections_answers_each_within_its_time_and_one_after_the_other() -> None:
    ujian = make_ujian(orang=3, per_tipe=4, bagian_menit=(10, 40))

    services.bulk_fill(gelombang_id=ujian.gelombang.pk, seed="s", at=AT)

    for p in Pengerjaan.objects.all():
        first = set(p.versi_ids[: len(p.naskah[0]["butir"])])
        moments = list(
            LogJawaban.objects.filter(pengerjaan=p).order_by("received_at").values_list("versi_id", "received_at")
        )
        early = [at for versi, at in moments if versi in first]
        late = [at for versi, at in moments if versi not in first]
        assert p.started_at <= early[0] <= early[-1] <= p.bagian_started_at <= late[0] <= late[-1] <= p.finished_at
        assert early[-1] <= p.started_at + 10 * MENIT
        assert (p.bagian_ke, p.bagian_durasi, p.bagian_versi_ids) == (1, 2400, p.versi_ids[len(first) :])
