import pytest

from config.menu import AKUN, MENU, menu_for, owner_of
from pegawai.rules.peran import Peran


def labels(*peran: Peran) -> list[str]:
    return [entri.label for entri in menu_for(peran)]


@pytest.mark.parametrize(
    ("peran", "menu"),
    [
        (Peran.ASN, ["Hasil saya", "Klinik saya", "Data saya"]),
        (Peran.PROKTOR, ["Dasbor", "Gelombang", "Ruang ujian", "Pekerjaan", "Kunci masuk"]),
        (Peran.ASESOR, ["Dasbor", "Menilai", "Penugasan", "Kamus dan standar", "Pekerjaan"]),
        (Peran.PENULIS_SOAL, ["Dasbor", "Bank soal", "Kamus dan standar", "Pekerjaan"]),
        (Peran.PENGESAH, ["Dasbor", "Penilaian", "Laporan", "Kamus dan standar", "Pekerjaan"]),
        (Peran.PEJABAT_OPD, ["Dasbor", "Pegawai", "Pengembangan", "Laporan", "Pekerjaan"]),
        (Peran.PIMPINAN, ["Dasbor", "Pegawai", "Pengembangan", "Laporan", "Pekerjaan"]),
    ],
)
def test_each_role_sees_the_entries_of_its_work(peran: Peran, menu: list[str]) -> None:
    assert labels(peran) == menu


def test_an_administrator_sees_every_entry_but_the_own_work_of_others() -> None:
    own_work = {frozenset({peran}) for peran in (Peran.ASN, Peran.PROKTOR, Peran.ASESOR)}

    assert labels(Peran.ADMINISTRATOR) == [e.label for e in MENU if e.peran not in own_work]


def test_two_roles_see_each_entry_once() -> None:
    assert labels(Peran.PROKTOR, Peran.ASN) == [
        "Dasbor",
        "Hasil saya",
        "Klinik saya",
        "Data saya",
        "Gelombang",
        "Ruang ujian",
        "Pekerjaan",
        "Kunci masuk",
    ]


def test_nobody_in_particular_sees_nothing() -> None:
    assert labels() == []


def test_no_route_stands_twice() -> None:
    routes = [entri.route for entri in (*MENU, *AKUN)]

    assert len(routes) == len(set(routes))


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("/", "/"),
        ("/pegawai/", "/pegawai/"),
        ("/pegawai/12/", "/pegawai/"),
        ("/pegawai/impor/3/", "/pegawai/impor/"),
        ("/lain/", None),
    ],
)
def test_a_page_belongs_to_the_entry_whose_address_begins_its_own(path: str, owner: str | None) -> None:
    assert owner_of(path, ["/", "/pegawai/", "/pegawai/impor/"]) == owner
