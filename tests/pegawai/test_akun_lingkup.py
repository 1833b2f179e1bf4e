"""Roles granted for a unit: what they open, whose accounts they reach, and that sessions end with the roles."""

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from pegawai import queries, services
from pegawai.models import Akun, PemberianPeran
from pegawai.rules.peran import BERLINGKUP, Peran
from tests.pegawai.factories import SANDI, make_akun, make_pegawai, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    """Two OPD, a school below the first, one person in each."""
    dinas, lain = make_unit("Dinas Pendidikan"), make_unit("Dinas Kesehatan")
    sekolah = make_unit("SDN 1", dinas, "sekolah")
    return {
        "dinas": dinas,
        "lain": lain,
        "sekolah": sekolah,
        "guru": make_pegawai("Guru Sekolah", sekolah),
        "bidan": make_pegawai("Bidan Puskesmas", lain),
    }


def browser(akun) -> Client:
    client = Client()
    client.force_login(akun)
    return client


@pytest.mark.parametrize("peran", sorted(BERLINGKUP - {Peran.PENGESAH}))
def test_a_role_for_a_unit_sees_its_people_and_no_others(tree, peran):
    client = browser(make_akun(peran, unit=tree["dinas"]))

    page = client.get("/pegawai/").content.decode()

    assert ("Guru Sekolah" in page, "Bidan Puskesmas" in page) == (True, False)
    assert client.get(f"/pegawai/{tree['guru'].pk}/").status_code == 200
    assert client.get(f"/pegawai/{tree['bidan'].pk}/").status_code == 404


@pytest.mark.parametrize(
    ("peran", "address"),
    [
        ("administrator", "/pengaturan/"),
        ("administrator", "/jejak/"),
        ("auditor", "/jejak/"),
        ("pengelola", "/pegawai/impor/baru/"),
        ("pengelola", "/gelombang/baru/"),
        ("pengelola", "/penilaian/"),
        ("pengesah", "/penilaian/"),
        ("pengelola", "/bank/"),
    ],
)
def test_what_concerns_all_units_opens_for_no_role_of_one_unit(tree, peran, address):
    assert browser(make_akun(peran)).get(address).status_code == 200
    assert browser(make_akun(peran, unit=tree["dinas"])).get(address).status_code == 404


def test_the_menu_leads_to_no_closed_door(tree):
    for peran in BERLINGKUP:
        client = browser(make_akun(peran, unit=tree["dinas"]))
        links = client.get("/", follow=True).context["kerangka"].tautan_menu

        assert {entry.label: client.get(entry.alamat, follow=True).status_code for entry in links} == {
            entry.label: 200 for entry in links
        }


def test_an_administrator_of_a_unit_reaches_the_accounts_of_that_unit_only(tree):
    admin = make_akun("administrator", unit=tree["dinas"])
    guru = make_akun("asn", pegawai=tree["guru"])
    bidan = make_akun("asn", pegawai=tree["bidan"])
    mighty = make_akun("pimpinan", pegawai=make_pegawai("Kepala", tree["dinas"]))
    both = make_akun("pejabat_opd", unit=tree["sekolah"])
    PemberianPeran.objects.create(akun=both, peran="pejabat_opd", unit=tree["lain"], dari="2026-01-01")
    client = browser(admin)

    seen = {a.pk for a in client.get("/akun/").context["halaman"]}

    assert seen == {admin.pk, guru.pk}
    for closed in (bidan, mighty, both):
        assert client.get(f"/akun/{closed.pk}/").status_code == 404
        assert client.post(f"/akun/{closed.pk}/sandi/", {"alasan": "x"}).status_code == 404
        closed.refresh_from_db()
        assert closed.check_password(SANDI)
    assert client.post(f"/akun/{guru.pk}/sandi/", {"alasan": "lupa"}).status_code == 200


def test_an_administrator_of_a_unit_grants_roles_there_only(tree):
    client = browser(make_akun("administrator", unit=tree["dinas"]))
    guru = make_akun("asn", pegawai=tree["guru"])
    today = timezone.localdate().isoformat()
    data = {"peran-peran": "pejabat_opd", "peran-dari": today, "peran-sampai": "", "peran-alasan": "SK 1"}

    for unit in ("", tree["lain"].pk):
        client.post(f"/akun/{guru.pk}/", data | {"peran-unit": unit})
    client.post(f"/akun/{guru.pk}/", data | {"peran-peran": "penulis_soal", "peran-unit": ""})
    assert queries.peran_of(guru, timezone.localdate()) == {Peran.ASN}
    client.post(f"/akun/{guru.pk}/", data | {"peran-unit": tree["sekolah"].pk})

    assert queries.peran_of(guru, timezone.localdate()) == {Peran.ASN, Peran.PEJABAT_OPD}


def test_an_administrator_of_a_unit_makes_accounts_for_its_people_only(tree):
    client = browser(make_akun("administrator", unit=tree["dinas"]))
    data = {"nama": "Baru", "username": "baru", "email": ""}

    for nip in ("", tree["bidan"].nip):
        assert client.post("/akun/baru/", data | {"nip": nip}).context["formulir"].errors
    client.post("/akun/baru/", data | {"nip": tree["guru"].nip})

    assert Akun.objects.get(username="baru").pegawai == tree["guru"]


def test_who_has_which_role_where(tree, client):
    client.force_login(make_akun("auditor"))
    make_akun("pejabat_opd", unit=tree["dinas"])
    make_akun("pejabat_opd", unit=tree["lain"])
    make_akun("proktor", is_active=False)

    def shown(**asked):
        return [(p.peran, p.unit and p.unit.nama) for p in client.get("/akun/peran/", asked).context["halaman"]]

    assert shown(peran="pejabat_opd") == [("pejabat_opd", "Dinas Kesehatan"), ("pejabat_opd", "Dinas Pendidikan")]
    assert shown(unit=tree["dinas"].pk) == [("pejabat_opd", "Dinas Pendidikan")]
    counts = {str(peran): n for peran, _, n in client.get("/akun/peran/").context["jumlah"]}
    assert {peran: n for peran, n in counts.items() if n} == {"auditor": 1, "pejabat_opd": 2}
    assert "Tidak ada peran yang cocok" in client.get("/akun/peran/", {"cari": "tidak ada"}).content.decode()


@pytest.mark.parametrize("act", ["grant", "revoke", "close"])
def test_sessions_end_when_roles_change(act):
    akun, at = make_akun("pengelola"), timezone.now()
    make_akun("administrator")
    client = browser(akun)
    assert client.get("/pekerjaan/").status_code == 200

    if act == "grant":
        services.grant_peran(akun_id=akun.pk, peran=Peran.PROKTOR, dari=timezone.localdate(), at=at, oleh=None)
    elif act == "revoke":
        services.revoke_peran(pemberian_id=akun.peran_diberikan.get().pk, at=at, oleh=None, alasan="pindah")
    else:
        services.set_aktif(akun_id=akun.pk, aktif=False, at=at, oleh=None, alasan="cuti")

    assert client.get("/pekerjaan/")["Location"].startswith("/masuk/")


def test_whoever_changes_the_own_roles_goes_on_here_and_nowhere_else(client):
    admin, other = make_akun("administrator"), Client()
    client.force_login(admin)
    other.force_login(admin)
    today = timezone.localdate().isoformat()

    client.post(
        f"/akun/{admin.pk}/",
        {"peran-peran": "proktor", "peran-unit": "", "peran-dari": today, "peran-sampai": "", "peran-alasan": "SK 1"},
    )

    assert client.get("/akun/").status_code == 200
    assert other.get("/akun/").status_code == 302


def lock(akun, address):
    AccessAttempt.objects.create(
        username=akun.username, ip_address=address, user_agent="", failures_since_start=5, path_info="/masuk/"
    )


def test_a_proctor_opens_locks_of_the_own_place_only():
    near, far = make_akun("asn"), make_akun("asn")
    lock(near, "127.0.0.1")
    lock(far, "203.0.113.9")
    client = browser(make_akun("proktor"))

    assert [k.akun_id for k in client.get("/akun/kunci/").context["kunci"]] == [near.pk]
    for akun in (near, far):
        client.post(f"/akun/kunci/{akun.pk}/buka/")

    assert list(AccessAttempt.objects.values_list("username", flat=True)) == [far.username]


def test_an_administrator_opens_every_lock_and_one_of_a_unit_those_of_its_people(tree):
    guru, bidan = make_akun("asn", pegawai=tree["guru"]), make_akun("asn", pegawai=tree["bidan"])
    for akun in (guru, bidan):
        lock(akun, "203.0.113.9")

    local = browser(make_akun("administrator", unit=tree["dinas"]))
    assert [k.akun_id for k in local.get("/akun/kunci/").context["kunci"]] == [guru.pk]
    local.post(f"/akun/kunci/{bidan.pk}/buka/")
    assert AccessAttempt.objects.count() == 2
    browser(make_akun("administrator")).post(f"/akun/kunci/{bidan.pk}/buka/")

    assert AccessAttempt.objects.get().username == guru.username


def test_no_role_both_writes_keys_and_publishes_results():
    from django.urls import resolve, reverse

    number = "00000000-0000-0000-0000-000000000000"
    publish = reverse("penilaian:penghitungan-umumkan", args=[number])
    write = reverse("bank:impor-apply", args=[1])

    assert resolve(publish).func.required_peran & resolve(write).func.required_peran == frozenset()
