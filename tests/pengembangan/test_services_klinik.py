import threading
from datetime import timedelta

import pytest
from django.db import connection

from pegawai.models import Jejak
from pengembangan import services
from pengembangan.models import PemesananKlinik, SesiKlinik
from tests.pegawai.factories import make_pegawai
from tests.pengembangan.factories import AT, make_pemesanan, make_sesi, make_topik

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def book(sesi: SesiKlinik, pegawai_id: int, at=AT) -> PemesananKlinik:
    return services.book_klinik(sesi_id=sesi.pk, pegawai_id=pegawai_id, akun_id=None, at=at)


def create(**changes) -> SesiKlinik:
    values = {"mulai": AT + timedelta(days=1), "tempat": "Lab", "pelatih": "Rina", "kuota": 12}
    return services.create_sesi(topik_id=make_topik(durasi_menit=45).pk, **(values | changes), akun_id=None, at=AT)


def test_create_sesi_lasts_as_long_as_its_topic() -> None:
    sesi = create()

    assert sesi.selesai - sesi.mulai == timedelta(minutes=45)


def test_create_sesi_refuses_a_start_in_the_past() -> None:
    with pytest.raises(services.SesiInPast):
        create(mulai=AT)


def test_book_klinik_takes_a_place() -> None:
    sesi, pegawai = make_sesi(), make_pegawai()

    pemesanan = book(sesi, pegawai.pk)

    assert (pemesanan.status, pemesanan.booked_at) == ("dipesan", AT)
    assert Jejak.objects.get(tindakan="klinik.pesan").data == {"pegawai": pegawai.pk}


def test_book_klinik_refuses_a_second_place_for_one_person() -> None:
    first = make_pemesanan()

    with pytest.raises(services.KlinikAlreadyBooked):
        book(first.sesi, first.pegawai_id)


def test_book_klinik_refuses_when_it_is_full() -> None:
    sesi = make_sesi(kuota=1)
    make_pemesanan(sesi)

    with pytest.raises(services.KlinikFull):
        book(sesi, make_pegawai().pk)


def test_book_klinik_gives_a_returned_place_away_again_also_to_who_returned_it() -> None:
    sesi = make_sesi(kuota=1)
    returned = make_pemesanan(sesi, status="batal")

    assert book(sesi, returned.pegawai_id).pk == returned.pk


def test_book_klinik_refuses_two_clinics_at_one_time_and_names_the_other() -> None:
    held = make_pemesanan()
    clash = make_sesi(mulai=held.sesi.selesai - MINUTE)

    with pytest.raises(services.KlinikOverlaps, match=held.sesi.topik.judul):
        book(clash, held.pegawai_id)


def test_book_klinik_takes_one_that_begins_when_the_other_ends() -> None:
    held = make_pemesanan()

    assert book(make_sesi(mulai=held.sesi.selesai), held.pegawai_id).status == "dipesan"


def test_book_klinik_refuses_once_it_has_begun() -> None:
    sesi = make_sesi(mulai=AT)

    with pytest.raises(services.KlinikBegun):
        book(sesi, make_pegawai().pk)


def cancel(pemesanan: PemesananKlinik, at=AT) -> PemesananKlinik:
    return services.cancel_klinik(pemesanan_id=pemesanan.pk, akun_id=None, at=at)


def test_cancel_klinik_gives_the_place_back_before_the_start() -> None:
    pemesanan = make_pemesanan(make_sesi(mulai=AT + MINUTE))

    assert cancel(pemesanan).status == "batal"


def test_cancel_klinik_refuses_from_the_start_on() -> None:
    with pytest.raises(services.KlinikBegun):
        cancel(make_pemesanan(make_sesi(mulai=AT)))


@pytest.mark.parametrize("status", ["batal", "hadir", "tidak_hadir"])
def test_cancel_klinik_refuses_what_is_over(status: str) -> None:
    with pytest.raises(services.PemesananNotActive):
        cancel(make_pemesanan(status=status))


def test_note_klinik_tells_who_came_and_who_did_not() -> None:
    sesi = make_sesi(mulai=AT)
    came, missed = make_pemesanan(sesi), make_pemesanan(sesi)

    count = services.note_klinik(
        sesi_id=sesi.pk, hadir=[came.pegawai_id], tidak_hadir=[missed.pegawai_id], akun_id=None, at=AT
    )

    assert count == 2
    assert list(sesi.pemesanan.order_by("pk").values_list("status", flat=True)) == ["hadir", "tidak_hadir"]


def test_note_klinik_waits_for_the_start() -> None:
    sesi = make_sesi(mulai=AT + MINUTE)

    with pytest.raises(services.KlinikNotBegun):
        services.note_klinik(sesi_id=sesi.pk, hadir=[], tidak_hadir=[], akun_id=None, at=AT)


def test_note_klinik_refuses_who_did_not_book() -> None:
    sesi = make_sesi(mulai=AT)

    with pytest.raises(services.PegawaiNotBooked):
        services.note_klinik(sesi_id=sesi.pk, hadir=[make_pegawai().pk], tidak_hadir=[], akun_id=None, at=AT)


@pytest.mark.django_db(transaction=True)
def test_fifty_people_who_book_at_the_same_moment_get_exactly_the_places_there_are() -> None:
    sesi = make_sesi(kuota=12)
    people = [make_pegawai().pk for _ in range(50)]
    gate, outcomes = threading.Barrier(50), []

    def work(pegawai_id: int) -> None:
        gate.wait()
        try:
            book(sesi, pegawai_id)
            outcomes.append("ok")
        except services.KlinikFull:
            outcomes.append("full")
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(pk,)) for pk in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (outcomes.count("ok"), outcomes.count("full")) == (12, 38)
    assert sesi.pemesanan.count() == 12
