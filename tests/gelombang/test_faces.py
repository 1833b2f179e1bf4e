"""What other apps lean on: entry by card, seats, running sessions, the participant's door."""

import statistics
import time
from datetime import timedelta

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from asesmen.gelombang import queries, services
from asesmen.gelombang.access import peserta_required
from asesmen.gelombang.models import KodeKartu
from asesmen.gelombang.rules import is_code
from tests.gelombang.factories import AT, MULAI, make_gelombang, make_peserta, make_ruang_sesi, make_sesi, seat
from tests.pegawai.factories import make_akun, make_pegawai

pytestmark = pytest.mark.django_db


@pytest.fixture
def peserta():
    gelombang = make_gelombang()
    peserta = make_peserta(gelombang, make_pegawai(nip="198001012005012001"))
    seat(peserta, make_ruang_sesi(make_sesi(gelombang)))
    return peserta


def issue(peserta, sumber="kartu", at=AT):
    return services.issue_kode(peserta_ids=[peserta.pk], sumber=sumber, akun_id=None, at=at)[peserta.pk]


def test_a_card_opens_the_door_however_it_is_typed(peserta):
    kode = issue(peserta)

    typed = f" {kode[:4].lower()}-{kode[4:8]} {kode[8:]}"
    entry = queries.peserta_by_entry("19800101 200501 2 001", typed, AT)

    assert is_code(kode)
    assert entry is not None
    assert entry.peserta_id == peserta.pk
    assert entry.sumber == "kartu"


def test_a_code_is_kept_as_a_hash_only(peserta):
    kode = issue(peserta)

    stored = KodeKartu.objects.get(peserta=peserta)

    assert len(stored.hash) == 64
    assert kode.lower() not in stored.hash


def test_entry_gives_one_answer_for_every_fault(peserta):
    kode = issue(peserta)
    other = issue(make_peserta(peserta.gelombang))

    assert queries.peserta_by_entry("199001012015011001", kode, AT) is None
    assert queries.peserta_by_entry("198001012005012001", other, AT) is None
    assert queries.peserta_by_entry("198001012005012001", "", AT) is None
    assert queries.peserta_by_entry("", "", AT) is None


def test_entry_ends_thirty_days_after_the_last_session(peserta):
    kode = issue(peserta)
    end = MULAI + timedelta(hours=2)

    assert queries.peserta_by_entry("198001012005012001", kode, end + timedelta(days=30)) is not None
    assert queries.peserta_by_entry("198001012005012001", kode, end + timedelta(days=30, seconds=1)) is None
    assert queries.peserta_by_entry("198001012005012001", kode, AT - timedelta(seconds=1)) is None


def test_entry_refuses_who_withdrew_and_a_cancelled_wave(peserta):
    kode = issue(peserta)
    peserta.is_mundur = True
    peserta.save()
    assert queries.peserta_by_entry("198001012005012001", kode, AT) is None

    peserta.is_mundur = False
    peserta.save()
    peserta.gelombang.status = "dibatalkan"
    peserta.gelombang.save()
    assert queries.peserta_by_entry("198001012005012001", kode, AT) is None


def test_issue_kode_revokes_the_earlier_card_but_not_the_rehearsals(peserta):
    first, rehearsal, again = issue(peserta), issue(peserta, "simulasi"), issue(peserta, "ulang")

    def opens(kode):
        return queries.peserta_by_entry("198001012005012001", kode, AT) is not None

    assert [opens(first), opens(rehearsal), opens(again)] == [False, True, True]
    assert services.revoke_kode(peserta_ids=[peserta.pk], sumber="simulasi", at=AT) == 1
    assert [opens(rehearsal), opens(again)] == [False, True]


def test_entry_costs_one_query_whoever_knocks(peserta, django_assert_num_queries):
    kode = issue(peserta)

    for nip, typed in (("198001012005012001", kode), ("199001012015011001", kode), ("1", "AAAAAAAAAA")):
        with django_assert_num_queries(1):
            queries.peserta_by_entry(nip, typed, AT)


def test_entry_takes_the_same_time_for_a_known_and_an_unknown_nip(peserta):
    issue(peserta)

    def median(nip: str) -> float:
        times = []
        for _ in range(60):
            started = time.perf_counter()
            queries.peserta_by_entry(nip, "K7RM4XPH9T", AT)
            times.append(time.perf_counter() - started)
        return statistics.median(times)

    known, unknown = median("198001012005012001"), median("199001012015011001")

    assert abs(known - unknown) < 0.01


def test_penempatan_rows_tell_who_sits_where_in_order(peserta, django_assert_num_queries):
    with django_assert_num_queries(1):
        rows = queries.penempatan_rows(peserta.gelombang_id)

    assert [(r.peserta_id, r.kursi, r.nip, r.mulai) for r in rows] == [(peserta.pk, 1, "198001012005012001", MULAI)]
    assert queries.penempatan_of_peserta(peserta.pk) == rows[0]
    assert queries.penempatan_of_peserta(make_peserta().pk) is None


def test_has_running_sesi_by_state_and_by_clock(peserta):
    sesi = peserta.gelombang.sesi.get()
    assert queries.has_running_sesi(MULAI) is False

    peserta.gelombang.status = "dikunci"
    peserta.gelombang.save()
    sesi.status = "dikunci"
    sesi.save()
    assert queries.has_running_sesi(MULAI) is True
    assert queries.has_running_sesi(MULAI - timedelta(seconds=1)) is False

    sesi.status = "berlangsung"
    sesi.save()
    assert queries.has_running_sesi(MULAI - timedelta(seconds=1)) is True


def test_peserta_required_gives_the_participant_or_the_way_to_the_entry(peserta):
    request = HttpRequest()
    view = peserta_required(lambda request: HttpResponse(request.peserta.nomor))

    def visit(**session):
        request.session = session
        return view(request)

    assert visit(peserta_id=peserta.pk).content.decode() == peserta.nomor
    for session in ({}, {"peserta_id": "1"}, {"peserta_id": make_peserta(is_mundur=True).pk}):
        assert visit(**session)["Location"] == reverse("ujian:masuk")


@pytest.mark.django_db
def test_a_session_that_runs_past_midnight_stays_among_the_proctors_rooms() -> None:
    midnight = MULAI.replace(hour=17, minute=0)  # in Jakarta
    akun = make_akun("proktor")
    sesi = make_sesi(make_gelombang(), mulai=midnight - timedelta(hours=1), selesai=midnight + timedelta(hours=1))
    room = make_ruang_sesi(sesi, proktor=akun)

    assert [list(queries.tugas_of(akun.pk, start)) for start in (midnight, sesi.selesai)] == [[room], []]
