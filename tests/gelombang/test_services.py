"""Orders on waves: the database refuses what must not be, and the refusal has a name."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from asesmen.gelombang import queries, services
from asesmen.gelombang.models import KodeKartu, Penempatan, Peserta
from asesmen.gelombang.rules import Jadwal
from pegawai.models import Jejak
from pegawai.rules.peran import Peran
from tests.gelombang.factories import (
    AT,
    MULAI,
    make_gelombang,
    make_peserta,
    make_ruang,
    make_ruang_sesi,
    make_sesi,
    seat,
)
from tests.pegawai.factories import make_akun, make_pegawai

pytestmark = pytest.mark.django_db


def refused(constraint: str, act, *args, **fields) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        act(*args, **fields)


# ---------- What the database itself refuses ----------


def test_the_database_refuses_a_person_in_two_places_at_once():
    pegawai = make_pegawai()
    first, second = make_gelombang(), make_gelombang()
    seat(make_peserta(first, pegawai), make_ruang_sesi(make_sesi(first)))
    overlapping = make_ruang_sesi(make_sesi(second, mulai=MULAI + timedelta(minutes=119)))
    following = make_ruang_sesi(make_sesi(second, mulai=MULAI + timedelta(minutes=120)))
    peserta = make_peserta(second, pegawai)

    refused("pegawai_tidak_duduk_di_dua_tempat", seat, peserta, overlapping)
    assert seat(peserta, following).pk


def test_the_database_refuses_two_people_on_one_seat():
    gelombang = make_gelombang()
    room = make_ruang_sesi(make_sesi(gelombang))
    seat(make_peserta(gelombang), room, 1)

    refused("kursi_satu_orang", seat, make_peserta(gelombang), room, 1)


def test_the_database_refuses_a_room_and_a_proctor_used_twice_at_once():
    proktor = make_akun(Peran.PROKTOR)
    used = make_ruang_sesi(proktor=proktor)
    other = make_sesi()

    refused("ruang_tidak_dipakai_dua_sesi", make_ruang_sesi, other, used.ruang)
    refused("proktor_tidak_di_dua_ruang", make_ruang_sesi, other, proktor=proktor)


def test_the_database_refuses_a_person_twice_in_a_wave():
    peserta = make_peserta()

    refused("peserta_unik_per_gelombang", make_peserta, peserta.gelombang, peserta.pegawai)


# ---------- Named refusals ----------


def test_move_peserta_names_the_clash_with_another_wave():
    pegawai = make_pegawai()
    first, second = make_gelombang(), make_gelombang()
    seat(make_peserta(first, pegawai), make_ruang_sesi(make_sesi(first)))
    room = make_ruang_sesi(make_sesi(second))
    peserta = make_peserta(second, pegawai)

    with pytest.raises(services.PegawaiBusy):
        services.move_peserta(peserta_id=peserta.pk, ruang_sesi_id=room.pk, akun_id=None, at=AT)

    assert not Penempatan.objects.filter(peserta=peserta).exists()


def test_move_peserta_names_a_seat_that_is_taken_and_keeps_the_old_one():
    gelombang = make_gelombang()
    old, new = make_ruang_sesi(make_sesi(gelombang)), make_ruang_sesi(make_sesi(gelombang))
    peserta = make_peserta(gelombang)
    seat(peserta, old)
    seat(make_peserta(gelombang), new, 5)

    with pytest.raises(services.KursiTaken):
        services.move_peserta(peserta_id=peserta.pk, ruang_sesi_id=new.pk, kursi=5, akun_id=None, at=AT)

    assert Penempatan.objects.get(peserta=peserta).ruang_sesi == old


def test_move_peserta_refuses_who_is_present_and_a_session_that_is_over():
    gelombang = make_gelombang(status="berlangsung")
    running = make_ruang_sesi(make_sesi(gelombang, status="berlangsung"))
    over = make_ruang_sesi(make_sesi(gelombang, status="selesai"))
    present, late = make_peserta(gelombang), make_peserta(gelombang)
    seat(present, running, kehadiran="hadir")

    for peserta, room in ((present, running), (late, over)):
        with pytest.raises(services.SesiBegun):
            services.move_peserta(peserta_id=peserta.pk, ruang_sesi_id=room.pk, akun_id=None, at=AT)
    assert services.move_peserta(peserta_id=late.pk, ruang_sesi_id=running.pk, akun_id=None, at=AT).kursi == 2


def test_seat_peserta_leaves_out_who_sits_in_another_wave_then():
    pegawai = make_pegawai()
    first, second = make_gelombang(), make_gelombang()
    seat(make_peserta(first, pegawai), make_ruang_sesi(make_sesi(first)))
    make_ruang_sesi(make_sesi(second))
    make_peserta(second, pegawai)
    make_peserta(second)

    susunan = services.seat_peserta(gelombang_id=second.pk, akun_id=None, at=AT)

    assert len(susunan.tempat) == 1
    assert [t.sebab for t in susunan.tersisa] == ["sibuk"]


def test_seat_peserta_keeps_seats_unless_asked_to_begin_anew():
    gelombang = make_gelombang()
    room = make_ruang_sesi(make_sesi(gelombang))
    moved = seat(make_peserta(gelombang), room, 30)
    make_peserta(gelombang)

    services.seat_peserta(gelombang_id=gelombang.pk, akun_id=None, at=AT)
    kept = sorted(Penempatan.objects.values_list("kursi", flat=True))
    services.seat_peserta(gelombang_id=gelombang.pk, akun_id=None, at=AT, is_ulang=True)

    assert kept == [1, 30]
    assert not Penempatan.objects.filter(pk=moved.pk).exists()
    assert sorted(Penempatan.objects.values_list("kursi", flat=True)) == [1, 2]


def test_add_peserta_by_nip_tells_known_unknown_and_double():
    gelombang = make_gelombang()
    known, withdrawn = make_pegawai(), make_peserta(gelombang, is_mundur=True)
    nips = [known.nip, known.nip, withdrawn.pegawai.nip, "199912312024011001"]

    done = services.add_peserta_by_nip(gelombang_id=gelombang.pk, nips=nips, akun_id=None, at=AT)

    assert (done.ditambah, done.kembali, done.sudah_ada) == (1, 1, 0)
    assert (done.tidak_dikenal, done.ganda) == (["199912312024011001"], [known.nip])
    again = services.add_peserta_by_nip(gelombang_id=gelombang.pk, nips=[known.nip], akun_id=None, at=AT)
    assert (again.ditambah, again.sudah_ada) == (0, 1)
    numbers = list(Peserta.objects.filter(pegawai=known).values_list("nomor", flat=True))
    assert numbers == [f"26{gelombang.pk:03d}-0002"]


def test_a_locked_wave_takes_no_people_and_no_sessions():
    gelombang = make_gelombang(status="dikunci")

    with pytest.raises(services.GelombangNotEditable):
        services.add_peserta(gelombang_id=gelombang.pk, pegawai_ids=[make_pegawai().pk], akun_id=None, at=AT)
    with pytest.raises(services.GelombangNotEditable):
        services.create_sesi(gelombang_id=gelombang.pk, jadwal=[], ruang_ids=[], akun_id=None, at=AT)
    with pytest.raises(services.GelombangNotEditable):
        services.seat_peserta(gelombang_id=gelombang.pk, akun_id=None, at=AT)


def test_withdraw_peserta_refuses_who_is_present():
    gelombang = make_gelombang(status="berlangsung")
    peserta = make_peserta(gelombang)
    seat(peserta, make_ruang_sesi(make_sesi(gelombang)), kehadiran="hadir")

    with pytest.raises(services.PesertaPresent):
        services.withdraw_peserta(peserta_ids=[peserta.pk], alasan="x", akun_id=None, at=AT)


def test_create_sesi_skips_a_start_that_is_there_and_makes_nothing_on_a_clash():
    gelombang = make_gelombang()
    room, used = make_ruang(), make_ruang_sesi(make_sesi(mulai=MULAI + timedelta(days=1)))
    jadwal = [
        Jadwal(1, MULAI, MULAI + timedelta(hours=2)),
        Jadwal(2, MULAI + timedelta(days=1), MULAI + timedelta(days=1, hours=2)),
    ]

    def create(jadwal, rooms):
        return services.create_sesi(gelombang_id=gelombang.pk, jadwal=jadwal, ruang_ids=rooms, akun_id=None, at=AT)

    assert [s.nomor for s in create(jadwal[:1], [room.pk])] == [1]
    assert create(jadwal[:1], [room.pk]) == []
    with pytest.raises(services.RuangBusy, match=used.ruang.kode):
        create(jadwal, [room.pk, used.ruang_id])
    assert gelombang.sesi.count() == 1


def test_create_gelombang_refuses_a_name_twice():
    make_gelombang(nama="Satu")

    with pytest.raises(services.NamaTaken):
        services.create_gelombang(nama="Satu", tujuan="pemetaan", tanggal_acuan=date(2026, 12, 1), akun_id=None, at=AT)


# ---------- Cards ----------


def test_print_kartu_of_one_room_leaves_other_cards_alone():
    gelombang = make_gelombang(status="dikunci")
    first, second = make_ruang_sesi(make_sesi(gelombang)), make_ruang_sesi(make_sesi(gelombang))
    here, there = make_peserta(gelombang), make_peserta(gelombang)
    seat(here, first)
    seat(there, second)
    services.print_kartu(gelombang_id=gelombang.pk, akun_id=None, at=AT)

    _, count = services.print_kartu(gelombang_id=gelombang.pk, akun_id=None, at=AT, ruang_sesi_id=first.pk)

    assert count == 1
    issued = KodeKartu.objects.order_by("pk").values_list("peserta_id", "revoked_at")
    assert list(issued) == [(here.pk, AT), (there.pk, None), (here.pk, None)]
    assert queries.kode_aktif_of(gelombang.pk) == 2


def test_print_kartu_refuses_a_wave_that_is_not_locked():
    with pytest.raises(services.KartuNotPrintable):
        services.print_kartu(gelombang_id=make_gelombang().pk, akun_id=None, at=AT)


def test_set_kehadiran_changes_what_is_new_and_tells_it_once():
    gelombang = make_gelombang()
    peserta = make_peserta(gelombang)
    seat(peserta, make_ruang_sesi(make_sesi(gelombang)))

    def note():
        return services.set_kehadiran(peserta_ids=[peserta.pk], kehadiran="hadir", akun_id=None, at=AT)

    assert [note(), note()] == [1, 0]
    assert Jejak.objects.filter(tindakan="peserta.kehadiran").count() == 1
