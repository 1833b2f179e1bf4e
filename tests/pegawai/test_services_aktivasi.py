"""Accounts of ASN for many at once: who gets one, who is left alone, and that a code works once."""

from datetime import timedelta

import pytest

from pegawai import queries, services
from pegawai.models import Akun, Jejak, KodeAktivasi
from pegawai.queries import Scope
from pegawai.rules.peran import Peran
from tests.pegawai.factories import AT, TODAY, make_akun, make_pegawai, make_unit

pytestmark = pytest.mark.django_db
SANDI_BARU = "kuda-nil-di-sawah-hijau"


def make(*people, at=AT):
    return services.make_akun_asn(pegawai_ids=[p.pk for p in people], oleh=None, at=at)


def owner_of(pegawai, kode, at=AT):
    return queries.pegawai_by_kode(pegawai.nip, kode, at)


def test_each_gets_an_account_that_sees_only_its_owner_and_has_no_password():
    siti = make_pegawai("Siti")

    done = make(siti)

    akun = Akun.objects.get(pegawai=siti)
    assert (akun.username, akun.has_usable_password()) == (siti.nip, False)
    assert queries.peran_of(akun, TODAY) == {Peran.ASN}
    assert (done.dibuat, done.diulang, done.dilewati) == (1, 0, 0)
    assert done.surat[0].nip == siti.nip


def test_codes_are_kept_as_hashes_only_and_the_making_is_traced():
    done = make(make_pegawai(), make_pegawai())

    codes = {row.kode for row in done.surat}
    assert len(codes) == 2
    assert not KodeAktivasi.objects.filter(hash__in=codes).exists()
    row = Jejak.objects.get(tindakan="akun.buat_massal")
    assert row.data == {"akun": sorted(Akun.objects.values_list("pk", flat=True))}
    assert not any(code in str(row.__dict__) for code in codes)


def test_slips_come_by_unit_and_name():
    b, a = make_unit("B"), make_unit("A")
    people = [make_pegawai("Zul", a), make_pegawai("Ani", b), make_pegawai("Ali", a)]

    assert [(s.unit, s.nama) for s in make(*people).surat] == [("A", "Ali"), ("A", "Zul"), ("B", "Ani")]


def test_again_gives_new_codes_to_those_who_wait_and_leaves_the_others_alone():
    siti, budi = make_pegawai("Siti"), make_pegawai("Budi")
    old = {row.nama: row.kode for row in make(siti, budi).surat}
    services.activate_akun(pegawai_id=budi.pk, sandi=SANDI_BARU, at=AT)
    services.set_aktif(akun_id=Akun.objects.get(pegawai=siti).pk, aktif=True, at=AT, oleh=None, alasan="tetap")

    done = make(siti, budi, at=AT + timedelta(days=1))

    assert (done.dibuat, done.diulang, done.dilewati) == (0, 1, 1)
    assert owner_of(siti, old["Siti"]) is None
    assert owner_of(siti, done.surat[0].kode) == siti.pk
    assert Akun.objects.get(pegawai=budi).check_password(SANDI_BARU)


def test_a_code_opens_for_its_owner_for_14_days_and_once():
    siti, budi = make_pegawai(), make_pegawai()
    kode = make(siti).surat[0].kode

    assert owner_of(siti, f" {kode[:4].lower()} {kode[4:]}") == siti.pk
    assert owner_of(budi, kode) is None
    assert owner_of(siti, "AAAAAAAAAA") is None
    assert owner_of(siti, kode, AT + timedelta(days=14)) is None
    services.activate_akun(pegawai_id=siti.pk, sandi=SANDI_BARU, at=AT)
    assert owner_of(siti, kode) is None


@pytest.mark.parametrize(("fields", "fault"), [({}, services.AkunActive), ({"is_active": False}, services.AkunClosed)])
def test_an_account_that_is_open_or_closed_is_not_opened_again(fields, fault):
    siti = make_pegawai()
    akun = make_akun("asn", pegawai=siti, **fields)

    with pytest.raises(fault):
        services.activate_akun(pegawai_id=siti.pk, sandi=SANDI_BARU, at=AT)

    akun.refresh_from_db()
    assert not akun.check_password(SANDI_BARU)


def test_who_is_without_an_account_is_counted_within_the_scope():
    dinas, lain = make_unit(), make_unit()
    siti, budi = make_pegawai("Siti", dinas), make_pegawai("Budi", dinas)
    make_pegawai("Asing", lain)
    make_akun("asn", pegawai=budi)

    here = Scope(is_all=False, jalur=(dinas.jalur,))

    assert list(queries.without_akun(here)) == [siti]
    assert queries.without_akun(Scope(is_all=True)).count() == 2
    assert list(queries.without_akun(here, kelompok="kesehatan")) == []


def test_the_queries_do_not_grow_with_the_people(django_assert_num_queries):
    few, many = [make_pegawai() for _ in range(2)], [make_pegawai() for _ in range(6)]
    counts = []
    for people in (few, many):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as captured:
            make(*people)
        counts.append(len(captured))

    assert counts[0] == counts[1]
