import threading
from datetime import timedelta

import pytest
from django.db import connection

from pegawai.models import Jejak
from pengembangan import services
from pengembangan.models import AngkatanDiklat, KepesertaanDiklat
from pengembangan.services import EnrolResult
from tests.pegawai.factories import make_akun, make_pegawai
from tests.pengembangan.factories import AT, TODAY, make_angkatan, make_kepesertaan, make_program

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def enrol(angkatan: AngkatanDiklat, *ids: int, at=AT) -> EnrolResult:
    return services.enrol(angkatan_id=angkatan.pk, pegawai_ids=ids, akun_id=None, at=at)


def create(**changes) -> AngkatanDiklat:
    values = {"nama": "Angkatan 1", "mulai": TODAY, "selesai": TODAY, "tempat": "Aula", "kuota": 30}
    if "program_id" not in changes:
        values["program_id"] = make_program().pk
    return services.create_angkatan(**(values | changes), akun_id=None, at=AT)


def test_create_angkatan_opens_a_batch() -> None:
    angkatan = create()

    assert (angkatan.kuota, Jejak.objects.get().tindakan) == (30, "angkatan.buka")


def test_create_angkatan_refuses_an_end_before_its_beginning() -> None:
    with pytest.raises(services.TanggalNotPossible):
        create(selesai=TODAY - DAY)


def test_create_angkatan_refuses_a_name_that_the_programme_has() -> None:
    first = make_angkatan()

    with pytest.raises(services.AngkatanNamaTaken):
        create(program_id=first.program_id, nama=first.nama)


def test_enrol_takes_many_at_once_and_tells_who_in_the_audit_trail() -> None:
    angkatan, akun = make_angkatan(), make_akun("pengelola")
    one, two = make_pegawai(), make_pegawai()

    result = services.enrol(angkatan_id=angkatan.pk, pegawai_ids=[one.pk, two.pk], akun_id=akun.pk, at=AT)

    assert result == EnrolResult(enrolled=(one.pk, two.pk), already=(), attended=())
    row = Jejak.objects.get(tindakan="angkatan.daftarkan")
    assert (row.akun, row.data) == (akun, {"pegawai": [one.pk, two.pk]})


def test_enrol_leaves_out_who_is_enrolled_or_has_attended_and_tells_them_apart() -> None:
    program = make_program()
    angkatan, earlier = make_angkatan(program), make_angkatan(program)
    new, here, elsewhere, done = (make_pegawai() for _ in range(4))
    make_kepesertaan(angkatan, here)
    make_kepesertaan(earlier, elsewhere)
    make_kepesertaan(earlier, done, "hadir")

    result = enrol(angkatan, new.pk, here.pk, elsewhere.pk, done.pk)

    assert result == EnrolResult(enrolled=(new.pk,), already=(here.pk, elsewhere.pk), attended=(done.pk,))


def test_enrol_takes_again_who_was_absent_elsewhere_or_had_given_up() -> None:
    program = make_program()
    angkatan, earlier = make_angkatan(program), make_angkatan(program)
    absent, given_up = make_pegawai(), make_pegawai()
    make_kepesertaan(earlier, absent, "tidak_hadir")
    make_kepesertaan(angkatan, given_up, "batal")

    result = enrol(angkatan, absent.pk, given_up.pk)

    assert result.enrolled == (absent.pk, given_up.pk)
    assert set(angkatan.kepesertaan.values_list("status", flat=True)) == {"terdaftar"}


def test_enrol_refuses_more_than_there_are_places_and_enrols_nobody() -> None:
    angkatan = make_angkatan(kuota=2)
    make_kepesertaan(angkatan)
    make_kepesertaan(angkatan, status="batal")

    with pytest.raises(services.AngkatanFull) as refused:
        enrol(angkatan, make_pegawai().pk, make_pegawai().pk)

    assert refused.value.messages == [
        "Sisa tempat 1, sedangkan 2 orang akan didaftarkan. Belum ada yang terdaftar. "
        "Kurangi 1 orang atau buka angkatan lain."
    ]
    assert angkatan.kepesertaan.exclude(status="batal").count() == 1


def test_enrol_refuses_a_batch_that_is_over() -> None:
    angkatan = make_angkatan(mulai=TODAY - 3 * DAY, selesai=TODAY - DAY)

    with pytest.raises(services.AngkatanOver):
        enrol(angkatan, make_pegawai().pk)


def test_enrol_in_the_past_works_with_a_past_moment() -> None:
    angkatan = make_angkatan(mulai=TODAY - 30 * DAY, selesai=TODAY - 28 * DAY)

    assert len(enrol(angkatan, make_pegawai().pk, at=AT - 40 * DAY).enrolled) == 1


def test_enrol_refuses_ids_that_are_nobody() -> None:
    with pytest.raises(services.PegawaiUnknown):
        enrol(make_angkatan(), 999_999)


def note(angkatan: AngkatanDiklat, hadir=(), tidak_hadir=(), at=AT) -> int:
    return services.note_attendance(angkatan_id=angkatan.pk, hadir=hadir, tidak_hadir=tidak_hadir, akun_id=None, at=at)


def test_note_attendance_counts_the_hours_of_who_came() -> None:
    angkatan = make_angkatan(make_program(jp=24), mulai=TODAY)
    came, missed = make_kepesertaan(angkatan), make_kepesertaan(angkatan)

    assert note(angkatan, [came.pegawai_id], [missed.pegawai_id]) == 2
    assert list(angkatan.kepesertaan.order_by("pk").values_list("status", "jp_diakui", "noted_at")) == [
        ("hadir", 24, AT),
        ("tidak_hadir", 0, AT),
    ]


def test_note_attendance_can_be_corrected() -> None:
    angkatan = make_angkatan(mulai=TODAY)
    person = make_kepesertaan(angkatan, status="hadir")

    note(angkatan, tidak_hadir=[person.pegawai_id])

    assert KepesertaanDiklat.objects.values_list("status", "jp_diakui").get() == ("tidak_hadir", 0)


def test_note_attendance_waits_for_the_first_day() -> None:
    with pytest.raises(services.AngkatanNotBegun):
        note(make_angkatan(mulai=TODAY + DAY))


@pytest.mark.parametrize("status", [None, "batal"])
def test_note_attendance_refuses_people_who_are_not_on_the_list(status: str | None) -> None:
    angkatan, pegawai = make_angkatan(mulai=TODAY), make_pegawai()
    if status:
        make_kepesertaan(angkatan, pegawai, status)

    with pytest.raises(services.PegawaiNotEnrolled):
        note(angkatan, [pegawai.pk])


def test_cancel_enrolment_frees_the_place_and_keeps_the_reason() -> None:
    angkatan = make_angkatan(kuota=1)
    kepesertaan = make_kepesertaan(angkatan)

    services.cancel_enrolment(kepesertaan_id=kepesertaan.pk, alasan="Cuti bersalin", akun_id=None, at=AT)

    assert Jejak.objects.get(tindakan="angkatan.keluarkan").alasan == "Cuti bersalin"
    assert len(enrol(angkatan, make_pegawai().pk).enrolled) == 1


@pytest.mark.parametrize("status", ["hadir", "tidak_hadir", "batal"])
def test_cancel_enrolment_refuses_what_is_noted_already(status: str) -> None:
    kepesertaan = make_kepesertaan(status=status)

    with pytest.raises(services.KepesertaanNotCancellable):
        services.cancel_enrolment(kepesertaan_id=kepesertaan.pk, alasan="x", akun_id=None, at=AT)


@pytest.mark.django_db(transaction=True)
def test_officers_who_enrol_at_the_same_moment_never_exceed_the_quota() -> None:
    angkatan = make_angkatan(kuota=5)
    groups = [[make_pegawai().pk for _ in range(3)] for _ in range(4)]
    outcomes: list[str] = []

    def work(ids: list[int]) -> None:
        try:
            enrol(angkatan, *ids)
            outcomes.append("ok")
        except services.AngkatanFull:
            outcomes.append("full")
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(ids,)) for ids in groups]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["full", "full", "full", "ok"]
    assert angkatan.kepesertaan.count() == 3
