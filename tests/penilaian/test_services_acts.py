"""Approving, publishing and taking back."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from asesmen.gelombang.queries import gelombang_get
from asesmen.penilaian import queries, services
from asesmen.penilaian.models import Hasil, Penghitungan
from asesmen.ujian.models import KeputusanKarantina, LogJawaban, Pengerjaan
from pegawai.models import Jejak, RiwayatAsesmen
from pegawai.queries import Scope, cakupan
from tests.pegawai.factories import make_akun
from tests.penilaian.factories import AT, make_computed, make_published, make_sittings, make_wave

pytestmark = pytest.mark.django_db
ALL = Scope(is_all=True)
MINUTE = timedelta(minutes=1)


def status_of(penghitungan: Penghitungan) -> tuple[str, str]:
    penghitungan.refresh_from_db()
    return penghitungan.status, gelombang_get(penghitungan.gelombang_id).status


def test_sahkan_by_another_account_moves_computation_and_wave():
    draft = make_computed(people=1)
    pengesah = make_akun("pengesah")

    services.sahkan(penghitungan_id=draft.pk, akun_id=pengesah.pk, at=AT)

    assert status_of(draft) == ("disahkan", "disahkan")
    assert (draft.disahkan_oleh, draft.disahkan_at) == (pengesah, AT)
    assert Jejak.objects.filter(tindakan="penghitungan.sahkan", akun=pengesah).count() == 1


def test_sahkan_by_who_computed_is_refused():
    draft = make_computed(people=1)

    with pytest.raises(services.PengesahIsPenghitung):
        services.sahkan(penghitungan_id=draft.pk, akun_id=draft.dihitung_oleh_id, at=AT)

    assert status_of(draft) == ("dihitung", "dinilai")


def test_the_database_refuses_an_approver_who_computed():
    draft = make_computed(people=1)

    with pytest.raises(IntegrityError):
        Penghitungan.objects.filter(pk=draft.pk).update(disahkan_oleh_id=draft.dihitung_oleh_id)


def let_in(draft: Penghitungan, at: datetime, *, second_at: datetime | None = None, needs_second: bool = False) -> None:
    """One late answer of the wave, accepted from quarantine at this moment."""
    sitting = Pengerjaan.objects.filter(peserta__gelombang_id=draft.gelombang_id).order_by("pk")[0]
    seq = 100 + LogJawaban.objects.count()
    log = LogJawaban.objects.create(
        pengerjaan=sitting, versi_id=sitting.versi_ids[0], epoch=1, seq=seq, keadaan="karantina", received_at=at
    )
    KeputusanKarantina.objects.create(
        log=log,
        putusan="terima",
        alasan="Listrik padam",
        akun=draft.dihitung_oleh,
        at=at,
        needs_second=needs_second,
        akun_kedua=make_akun("pengelola") if second_at else None,
        at_kedua=second_at,
    )


def test_sahkan_is_refused_while_answers_count_that_the_computation_has_not_read():
    draft = make_computed(people=1)
    pengesah = make_akun("pengesah")
    let_in(draft, draft.dihitung_at + MINUTE)
    let_in(draft, draft.dihitung_at - MINUTE, needs_second=True, second_at=draft.dihitung_at + MINUTE)

    with pytest.raises(services.JawabanAcceptedLater) as refusal:
        services.sahkan(penghitungan_id=draft.pk, akun_id=pengesah.pk, at=AT)

    assert refusal.value.messages == [
        "Hasil ini dihitung sebelum 2 jawaban karantina diputuskan diterima, jadi jawaban itu belum ikut. "
        "Minta penghitung menghitung ulang gelombang ini, lalu sahkan penghitungan yang baru."
    ]
    assert status_of(draft) == ("dihitung", "dinilai")

    again = services.create_penghitungan(
        gelombang_id=draft.gelombang_id, akun_id=draft.dihitung_oleh_id, at=AT + 5 * MINUTE
    )
    services.hitung(penghitungan_id=again.pk, at=AT + 5 * MINUTE)
    services.sahkan(penghitungan_id=again.pk, akun_id=pengesah.pk, at=AT + 6 * MINUTE)
    assert status_of(again) == ("disahkan", "disahkan")


def test_sahkan_goes_on_where_answers_were_let_in_before_refused_or_wait_for_a_second_person():
    draft = make_computed(people=1)
    let_in(draft, draft.dihitung_at - MINUTE)
    let_in(draft, draft.dihitung_at + MINUTE, needs_second=True)
    let_in(draft, draft.dihitung_at + 2 * MINUTE)
    KeputusanKarantina.objects.filter(at=draft.dihitung_at + 2 * MINUTE).update(putusan="tolak")
    let_in(make_computed(people=1, nama="Lain"), draft.dihitung_at + MINUTE)

    services.sahkan(penghitungan_id=draft.pk, akun_id=make_akun("pengesah").pk, at=AT)

    assert status_of(draft) == ("disahkan", "disahkan")


def test_the_page_of_a_computation_says_that_later_answers_are_not_in_it():
    draft = make_computed(people=1)
    address = reverse("penilaian:penghitungan-detail", args=[draft.pk])
    client = Client()
    client.force_login(make_akun("pengesah"))
    before = client.get(address).content.decode()
    let_in(draft, draft.dihitung_at + MINUTE)

    after = client.get(address).content.decode()

    assert "jawaban karantina diputuskan" not in before
    assert "Dihitung sebelum 1 jawaban karantina diputuskan" in after
    assert "hasil ini tidak dapat disahkan" in after


def test_batal_sahkan_makes_it_a_draft_again():
    draft = make_computed(people=1)
    pengesah = make_akun("pengesah")
    services.sahkan(penghitungan_id=draft.pk, akun_id=pengesah.pk, at=AT)

    services.batal_sahkan(penghitungan_id=draft.pk, akun_id=pengesah.pk, at=AT, alasan="Kunci keliru")

    assert status_of(draft) == ("dihitung", "dinilai")
    assert (draft.disahkan_oleh, Jejak.objects.get(tindakan="penghitungan.batal_sahkan").alasan) == (
        None,
        "Kunci keliru",
    )


def test_umumkan_a_draft_is_refused():
    draft = make_computed(people=1)

    with pytest.raises(services.StatusNotNext):
        services.umumkan(penghitungan_id=draft.pk, akun_id=None, at=AT)


def test_umumkan_writes_history_and_counts_the_people_as_assessed():
    before = {row.kelompok: row.belum for row in cakupan(ALL, AT.date())}

    published = make_published(people=3)

    rows = RiwayatAsesmen.objects.order_by("pk")
    hasil = Hasil.objects.order_by("pk").first()
    first = rows.get(hasil_id=hasil.pk)
    assert status_of(published) == ("diumumkan", "diumumkan")
    assert (rows.count(), first.is_internal, first.kategori, first.jpm) == (3, True, hasil.kategori_nama, hasil.jpm)
    assert (first.tanggal, first.berlaku_sampai) == (date(2026, 12, 2), date(2029, 12, 2))
    assert set(first.level) == {"PED", "INT"}
    assert {row.kelompok: row.belum for row in cakupan(ALL, AT.date())} == before


def test_tarik_umumkan_removes_the_history_again():
    published = make_published(people=2)

    services.tarik_umumkan(penghitungan_id=published.pk, akun_id=None, at=AT, alasan="Salah tanggal")

    assert status_of(published) == ("disahkan", "disahkan")
    assert RiwayatAsesmen.objects.count() == 0
    assert next(row.belum for row in cakupan(ALL, AT.date()) if row.kelompok == "guru") == 2


def test_umumkan_replaces_the_older_one_and_its_history():
    older = make_published(people=2)
    newer = make_published(older.gelombang)

    assert status_of(older)[0] == "diganti"
    assert status_of(newer) == ("diumumkan", "diumumkan")
    assert set(RiwayatAsesmen.objects.values_list("hasil_id", flat=True)) == set(
        newer.hasil.values_list("pk", flat=True)
    )
    assert queries.penghitungan_diumumkan(older.gelombang_id) == newer


def test_umumkan_of_the_older_one_brings_it_back():
    older = make_published(people=1)
    newer = make_published(older.gelombang)
    services.tarik_umumkan(penghitungan_id=newer.pk, akun_id=None, at=AT, alasan="Kunci lama yang benar")

    services.umumkan(penghitungan_id=older.pk, akun_id=None, at=AT)

    assert (status_of(older)[0], status_of(newer)[0]) == ("diumumkan", "disahkan")
    assert list(RiwayatAsesmen.objects.values_list("hasil_id", flat=True)) == [older.hasil.get().pk]


def test_umumkan_of_a_rehearsal_is_refused():
    draft = make_computed(people=1, is_simulasi=True)
    services.sahkan(penghitungan_id=draft.pk, akun_id=make_akun("pengesah").pk, at=AT)

    with pytest.raises(services.GelombangIsSimulasi):
        services.umumkan(penghitungan_id=draft.pk, akun_id=None, at=AT)

    assert RiwayatAsesmen.objects.count() == 0


def test_batalkan_the_only_draft_opens_the_wave_again():
    draft = make_computed(people=1)

    services.batalkan(penghitungan_id=draft.pk, akun_id=None, at=AT, alasan="Masih ada susulan")

    assert status_of(draft) == ("dibatalkan", "selesai")


def test_a_new_draft_leaves_a_published_wave_published():
    published = make_published(people=1)

    make_computed(published.gelombang)

    assert status_of(published) == ("diumumkan", "diumumkan")


def test_kesenjangan_rows_tell_published_shortfalls_of_the_newest_wave_only():
    first = make_published(people=2)
    make_computed(make_wave(2, tanggal_acuan=AT.date() + timedelta(days=20)))
    again = make_wave(0, tanggal_acuan=AT.date() + timedelta(days=10))
    person = first.hasil.order_by("pk").first().pegawai
    make_sittings(again, [person])
    newest = make_published(again)

    rows = queries.kesenjangan_rows(ALL)

    assert {row.gelombang_nama for row in rows if row.pegawai_id == person.pk} <= {again.nama}
    assert {row.hasil_id for row in rows} <= {newest.hasil.get().pk, first.hasil.exclude(pegawai=person).get().pk}
    assert all(row.kesenjangan < 0 for row in rows)
    assert [row.kesenjangan for row in rows] == sorted(row.kesenjangan for row in rows)


def test_kesenjangan_rows_stay_within_scope_competency_and_size():
    published = make_published(people=6)
    unit = published.hasil.first().unit_jalur
    everything = queries.kesenjangan_rows(ALL)

    inside = queries.kesenjangan_rows(Scope(is_all=False, jalur=(unit,)), kode="PED")
    large = queries.kesenjangan_rows(ALL, minimum=1)

    assert inside == [r for r in everything if r.unit_jalur.startswith(unit) and r.kode == "PED"]
    assert large == [r for r in everything if r.kesenjangan <= -1]
    assert (len(inside) > 0, len(large) > 0) == (True, True)
