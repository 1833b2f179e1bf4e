from datetime import date
from decimal import Decimal

import pytest

from pegawai import services
from pegawai.models import RiwayatAsesmen
from pegawai.services import RiwayatBaru
from tests.pegawai.factories import AT, make_pegawai

pytestmark = pytest.mark.django_db


def baru(pegawai_id: int, **fields: object) -> RiwayatBaru:
    return RiwayatBaru(pegawai_id, date(2026, 12, 1), date(2029, 12, 1), "BKPSDM", **fields)


def test_write_riwayat_twice_keeps_one_row_with_the_newest_values():
    pegawai = make_pegawai()

    services.write_riwayat([baru(pegawai.pk, jpm=Decimal("80.5000"), hasil_id=7)], AT)
    services.write_riwayat([baru(pegawai.pk, jpm=Decimal("91.2500"), hasil_id=8, level={"INT": "3.00"})], AT)

    row = RiwayatAsesmen.objects.get()
    assert (row.jpm, row.hasil_id, row.level) == (Decimal("91.2500"), 8, {"INT": "3.00"})


def test_remove_riwayat_takes_away_only_what_these_results_wrote():
    first, second = make_pegawai(), make_pegawai()
    services.write_riwayat([baru(first.pk, hasil_id=1), baru(second.pk, hasil_id=2)], AT)

    assert services.remove_riwayat([1]) == 1
    assert RiwayatAsesmen.objects.get().pegawai_id == second.pk
