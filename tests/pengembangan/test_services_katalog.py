import json

import pytest
from django.conf import settings

from pengembangan import services
from pengembangan.models import ProgramDiklat, TopikKlinik
from pengembangan.services import LoadResult
from tests.pengembangan.factories import AT, make_kompetensi

pytestmark = pytest.mark.django_db


def sample(name: str) -> list[dict]:
    rows = json.loads((settings.BASE_DIR / "contoh" / "konten" / name).read_text(encoding="utf-8"))
    for kode in {kode for row in rows for kode in row["kompetensi"]}:
        make_kompetensi(kode)
    return rows


def test_load_katalog_takes_the_sample_programmes_and_twice_is_once() -> None:
    rows = sample("diklat.json")

    results = [services.load_katalog(rows=rows, at=AT) for _ in range(2)]

    assert results == [LoadResult(created=30), LoadResult(unchanged=30)]
    assert sorted(ProgramDiklat.objects.get(kode="DK-019").kompetensi.values_list("kode", flat=True)) == [
        "KEP",
        "PED",
        "PRO",
        "SOS",
    ]


def test_load_katalog_updates_what_changed_only() -> None:
    rows = sample("diklat.json")[:2]
    services.load_katalog(rows=rows, at=AT)
    rows[0]["jp"] = 99

    assert services.load_katalog(rows=rows, at=AT) == LoadResult(updated=1, unchanged=1)
    assert ProgramDiklat.objects.get(kode=rows[0]["kode"]).jp == 99


def test_load_katalog_notices_another_competency() -> None:
    rows = sample("diklat.json")[:1]
    services.load_katalog(rows=rows, at=AT)
    make_kompetensi("PED")
    rows[0]["kompetensi"] = ["PED"]

    assert services.load_katalog(rows=rows, at=AT) == LoadResult(updated=1)


def test_load_katalog_refuses_an_unknown_competency() -> None:
    row = sample("diklat.json")[0] | {"kompetensi": ["XYZ"]}

    with pytest.raises(ValueError, match="XYZ tidak ada di kamus"):
        services.load_katalog(rows=[row], at=AT)


def test_load_klinik_takes_the_sample_topics_and_twice_is_once() -> None:
    rows = sample("coaching.json")

    results = [services.load_klinik(rows=rows, at=AT) for _ in range(2)]

    assert results == [LoadResult(created=6), LoadResult(unchanged=6)]
    assert TopikKlinik.objects.get(kode="CC-01").rincian["prasyarat"] == "Tidak ada"
