"""People as they stood on a day."""

from datetime import date

import pytest

from pegawai import queries
from pegawai.models import Pegawai, RiwayatNip, RiwayatPegawai, Unit
from tests.pegawai.factories import AT, make_jabatan, make_pegawai, make_unit

pytestmark = pytest.mark.django_db
MUDA, MADYA = "Guru Ahli Muda", "Guru Ahli Madya"


def stood(pegawai: Pegawai, tanggal: date) -> tuple[str, str, str, str]:
    orang = queries.orang_pada([pegawai.pk], tanggal)[pegawai.pk]
    return orang.unit_nama, orang.jabatan, orang.jenjang, orang.golongan


def note(pegawai: Pegawai, fakta: str, dari: date, nama: str, **fields) -> RiwayatPegawai:
    return RiwayatPegawai.objects.create(pegawai=pegawai, fakta=fakta, dari=dari, nama=nama, created_at=AT, **fields)


@pytest.fixture
def siti() -> Pegawai:
    """She moved from one school to another in 2024 and was promoted in 2025, twice on one day."""
    dinas = make_unit("Dinas Pendidikan")
    lama, baru = make_unit("SDN 1", dinas, "sekolah"), make_unit("SDN 2", dinas, "sekolah")
    muda, madya = make_jabatan(MUDA), make_jabatan(MADYA, jenjang="Ahli Madya")
    siti = make_pegawai("Siti", unit=baru, jabatan=madya, golongan="IV/b")
    note(siti, "unit", date(2020, 1, 1), "SDN 1", unit=lama)
    note(siti, "unit", date(2024, 7, 1), "SDN 2", unit=baru)
    note(siti, "jabatan", date(2020, 1, 1), MUDA, jabatan=muda)
    note(siti, "jabatan", date(2025, 4, 1), MADYA, jabatan=madya)
    note(siti, "golongan", date(2020, 1, 1), "III/c")
    note(siti, "golongan", date(2025, 4, 1), "IV/a")
    note(siti, "golongan", date(2025, 4, 1), "IV/b")
    return siti


@pytest.mark.parametrize(
    ("tanggal", "expected"),
    [
        (date(2019, 5, 5), ("SDN 1", MUDA, "Ahli Muda", "III/c")),
        (date(2024, 6, 30), ("SDN 1", MUDA, "Ahli Muda", "III/c")),
        (date(2024, 7, 1), ("SDN 2", MUDA, "Ahli Muda", "III/c")),
        (date(2025, 4, 1), ("SDN 2", MADYA, "Ahli Madya", "IV/b")),
        (date(2026, 11, 24), ("SDN 2", MADYA, "Ahli Madya", "IV/b")),
    ],
)
def test_orang_pada_gives_the_facts_of_that_day_and_the_first_known_ones_before(siti, tanggal, expected):
    assert stood(siti, tanggal) == expected


def test_a_person_without_history_stands_where_the_registry_says(django_assert_num_queries):
    unit = make_unit("Dinas Kesehatan")
    people = [make_pegawai(unit=unit) for _ in range(3)]

    with django_assert_num_queries(4):
        found = queries.orang_pada([p.pk for p in people], date(2025, 1, 1))

    assert found == queries.orang_many([p.pk for p in people])


def test_a_unit_that_was_merged_away_keeps_its_name_in_the_history(siti):
    Unit.objects.get(nama="SDN 1").delete()

    orang = queries.orang_pada([siti.pk], date(2021, 1, 1))[siti.pk]

    assert (orang.unit_nama, orang.unit_id, orang.unit_jalur, orang.opd_nama) == ("SDN 1", None, "", "")


def test_a_former_nip_still_finds_the_person(siti):
    RiwayatNip.objects.create(pegawai=siti, nip="198609262015052001", sampai=date(2024, 1, 1), created_at=AT)

    assert queries.orang_by_nip(["198609262015052001", "198609262015052002"]) == {
        "198609262015052001": queries.orang_many([siti.pk])[siti.pk]
    }


def test_the_history_of_one_person_is_read_newest_first(siti):
    assert [(row.fakta, row.nama) for row in queries.riwayat_pegawai_of(siti.pk)][:3] == [
        ("golongan", "IV/b"),
        ("golongan", "IV/a"),
        ("jabatan", MADYA),
    ]
