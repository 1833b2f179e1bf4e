"""Role × act × own or foreign object: who opens what is not theirs.

tests/cases/akses_objek.csv has a row for every route that takes an object; a route without a row fails the test.
`objek` is what the address names, `batas` what decides whose it is: unit (the person's unit), ruang (the proctor's
room), asesor (a submission to mark), pemilik (the account's own), peserta (the card's own), kantor (the office's: no
unit owns it, but the people on its page are cut), umum (the address itself is the key). Who may open a route at all is
in akses.csv.
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from pegawai.models import Jejak
from pegawai.rules.peran import BERLINGKUP, Peran
from tests.config.dunia import ASING, MILIK, RAHASIA, Dunia, build, is_scoped, job_of
from tests.config.test_akses import GUARDED, ROUTES, allowed

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).parent.parent / "cases" / "akses_objek.csv"
ROWS = {row["rute"]: row for row in csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines())}
OWNED = {name: row for name, row in ROWS.items() if row["batas"] in {"unit", "ruang", "asesor", "pemilik"}}
# Administrators and auditors look at everybody's jobs; they take, stop and repeat only their own.
LOOKED_AT = {"pegawai:pekerjaan-detail", "pegawai:pekerjaan-status"}
PENGAWAS = {Peran.ADMINISTRATOR, Peran.AUDITOR}
SHUT = {403, 404}


@pytest.fixture(scope="module")
def dunia(django_db_setup: None, django_db_blocker: Any) -> Iterator[Dunia]:
    """Built once; every request below is undone, so that each cell finds it as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


def ask(client: Client, address: str, *, only_get: bool = False) -> HttpResponseBase | None:
    """GET, and where a route takes orders only, POST an empty one; what it did is undone."""
    with transaction.atomic():
        response = client.get(address)
        if response.status_code == 405:
            response = client.post(address) if not only_get else None
        if response is not None and response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return response


def is_open(client: Client, address: str) -> bool:
    response = ask(client, address)
    assert response is not None
    return response.status_code not in SHUT


def address_of(dunia: Dunia, name: str, side: str, peran: Peran | None = None) -> str:
    row = ROWS[name]
    kind = row["objek"]
    if kind == "pekerjaan":
        assert peran is not None
        value: Any = job_of(dunia.akun[peran, side]).pk
    elif row["batas"] == "peserta":
        value = dunia.objek[f"{kind}_sendiri", side]
    else:
        value = dunia.objek[kind, side]
    return reverse(name, args=[value])


def expected(name: str, peran: Peran, side: str) -> bool:
    batas = ROWS[name]["batas"]
    if peran not in allowed(name):
        return False
    if batas == "pemilik":
        return side == MILIK or (name in LOOKED_AT and peran in PENGAWAS)
    if batas == "ruang" and peran != Peran.PROKTOR:
        # A room seats people of many units: whoever is bound to one unit sees none of it.
        return not is_scoped(peran)
    is_bound = is_scoped(peran) or (peran == Peran.ASESOR and batas == "asesor")
    return side == MILIK or not is_bound


def test_every_route_that_takes_an_object_says_whose_it_is() -> None:
    taking = {name for name, route in ROUTES.items() if route.pattern.converters}

    assert set(ROWS) == taking
    assert {row["batas"] for row in ROWS.values()} <= {
        "unit", "ruang", "asesor", "pemilik", "peserta", "kantor", "umum",
    }  # fmt: skip


def test_the_matrix_has_300_cells_and_more() -> None:
    cells = [(name, peran, side) for name in OWNED for peran in allowed(name) for side in (MILIK, ASING)]

    assert len(cells) >= 300
    assert len(GUARDED) * len(Peran) >= 1900


@pytest.mark.parametrize("peran", list(Peran), ids=str)
def test_a_role_opens_its_own_and_not_the_foreign(dunia: Dunia, peran: Peran) -> None:
    got = opened(dunia, dunia.client(peran), peran)

    assert {c: o for c, o in got.items() if o != expected(c[0], peran, c[1])} == {}


def opened(dunia: Dunia, client: Client, peran: Peran) -> dict[tuple[str, str], bool]:
    got = {}
    for name, side in [(name, side) for name in OWNED if peran in allowed(name) for side in (MILIK, ASING)]:
        with transaction.atomic():
            got[name, side] = is_open(client, address_of(dunia, name, side, peran))
            transaction.set_rollback(True)
    return got


@pytest.mark.parametrize("peran", sorted(BERLINGKUP))
def test_a_role_for_one_unit_opens_only_what_is_cut_by_unit_and_of_that_only_its_own(
    dunia: Dunia, peran: Peran
) -> None:
    got = opened(dunia, dunia.client(peran, setempat=True), peran)
    # Of somebody's own job another account is the owner here; rooms seat people of many units.
    hers = {(name, MILIK) for name, row in OWNED.items() if row["batas"] == "unit" and is_per_unit(name)}

    assert {cell for cell, is_open in got.items() if is_open} == hers & set(got)


def is_per_unit(name: str) -> bool:
    return getattr(ROUTES[name].callback, "is_per_unit", True)


def test_a_participant_opens_the_own_submission_and_not_the_foreign(dunia: Dunia) -> None:
    client = dunia.peserta_client()
    names = [name for name, row in ROWS.items() if row["batas"] == "peserta"]

    got = {(n, side): is_open(client, address_of(dunia, n, side)) for n in names for side in (MILIK, ASING)}

    assert got == {(n, side): side == MILIK for n in names for side in (MILIK, ASING)}


# Where a person's results, marks or history stand on the page; that somebody opened it is noted.
HASIL = {
    *("laporan:profil", "penilaian:hasil-detail", "pengembangan:kebutuhan-detail", "penugasan:kiriman-detail"),
    *("penugasan:berkas-download", "pegawai:pegawai-detail", "ujian:riwayat", "ujian:riwayat-export"),
    *("gelombang:peserta-export", "laporan:hasil-list", "pengembangan:kebutuhan-list", "pegawai:pegawai-export"),
    "penilaian:penghitungan-detail",
}


def test_opening_or_taking_results_of_persons_is_noted(dunia: Dunia) -> None:
    client = dunia.client(Peran.AUDITOR)

    noted = {}
    for name in HASIL:
        before = set(Jejak.objects.values_list("pk", flat=True))
        response = client.get(address_of(dunia, name, MILIK) if name in ROWS else reverse(name))
        if response.streaming:
            b"".join(response.streaming_content)  # to its end, so that the file is closed
        rows = Jejak.objects.exclude(pk__in=before)
        noted[name] = (response.status_code, [row.peran for row in rows])

    assert noted == dict.fromkeys(HASIL, (200, ["Auditor"]))


def test_a_participant_and_an_asn_are_noted_by_the_own_name(dunia: Dunia) -> None:
    peserta, asn = dunia.peserta[MILIK], dunia.akun[Peran.ASN, MILIK]

    dunia.peserta_client().get("/hasil-saya/")
    dunia.client(Peran.ASN).get("/laporan/profil-saya/")

    rows = Jejak.objects.filter(tindakan="hasil.lihat_sendiri").order_by("at").values_list("aktor", "objek")
    assert list(rows) == [
        (f"Peserta {peserta.nomor}", f"peserta:{peserta.pk}"),
        (asn.nama, f"pegawai:{asn.pegawai_id}"),
    ]


# Files without anybody's data.
EMPTY_FORMS = {"bank:impor-templat"}


def text_of(response: HttpResponseBase) -> str:
    """The page's text; of a workbook the text of all its parts."""
    content = response.content if not response.streaming else b""  # type: ignore[attr-defined]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            content = b" ".join(parts.read(name) for name in parts.namelist())
    return content.decode("utf-8", "replace")


@pytest.mark.parametrize("peran", sorted(BERLINGKUP))
def test_no_list_names_a_person_of_a_foreign_unit_to_a_role_for_one_unit(dunia: Dunia, peran: Peran) -> None:
    client = dunia.client(peran, setempat=True)
    found = {name: address for name, address in pages(dunia, peran).items() if is_per_unit(name)}

    named = names_foreign(dunia, client, found)

    assert [name for name, is_named in named.items() if is_named] == []
    assert named != {}


def pages(dunia: Dunia, peran: Peran) -> dict[str, str]:
    """Addresses that this role may open: lists, and what is the whole office's."""
    lists = {name: reverse(name) for name in GUARDED if peran in allowed(name) and name not in ROWS}
    office = {
        name: address_of(dunia, name, MILIK)
        for name, row in ROWS.items()
        if row["batas"] == "kantor" and (row["objek"], MILIK) in dunia.objek and peran in allowed(name)
        if len(ROUTES[name].pattern.converters) == 1
    }
    return lists | office


@pytest.mark.parametrize("peran", [Peran.ADMINISTRATOR, Peran.PENULIS_SOAL], ids=str)
def test_every_file_that_is_taken_away_is_noted(dunia: Dunia, peran: Peran) -> None:
    client = dunia.client(peran)
    own = {name: address_of(dunia, name, MILIK, peran) for name in OWNED if peran in allowed(name)}

    taken = {}
    for name, address in (pages(dunia, peran) | own).items():
        with transaction.atomic():
            before = Jejak.objects.count()
            response = ask_for_file(client, address)
            if response:
                taken[name] = Jejak.objects.count() - before
            transaction.set_rollback(True)

    assert {name: rows for name, rows in taken.items() if rows != 1 and name not in EMPTY_FORMS} == {}


def ask_for_file(client: Client, address: str) -> bool:
    """Whether this address answers a GET with a file to keep."""
    response = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)  # to its end, so that the file is closed
    return response.status_code == 200 and "Content-Disposition" in response.headers


@pytest.mark.parametrize("peran", [p for p in Peran if is_scoped(p)], ids=str)
def test_no_list_names_a_person_of_a_foreign_unit(dunia: Dunia, peran: Peran) -> None:
    named = names_foreign(dunia, dunia.client(peran), pages(dunia, peran))

    assert [name for name, is_named in named.items() if is_named] == []
    assert named != {}


def names_foreign(dunia: Dunia, client: Client, found: dict[str, str]) -> dict[str, bool]:
    """Whether a page that opened names somebody of the foreign unit, by the page's name."""
    named = {}
    for name, address in found.items():
        response = ask(client, address, only_get=True)
        if response is not None and response.status_code == 200:
            text = text_of(response)
            named[name] = RAHASIA in text or dunia.nip_asing in text.replace(" ", "")
    return named
