"""A file that breaks half-way leaves nothing behind: no rows, no people, no file."""

from pathlib import Path

import pytest

from pegawai import services
from pegawai.models import BarisImpor, Impor, Pegawai, Unit
from tests.pegawai.bom import SHEET, cell, sheet, with_entries, workbook
from tests.pegawai.factories import AT
from tests.pegawai.mutasi import HEADER, entries_of, packed, seeds

pytestmark = pytest.mark.django_db
ROWS = [HEADER, *[[n, f"19860926201505{n % 2 + 1}0{n:02d}", f"Orang {n}"] for n in range(1, 90)]]


def cut_in_the_rows() -> bytes:
    entries = entries_of(workbook(ROWS))
    return packed(entries | {SHEET: entries[SHEET][:-400]})


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (cut_in_the_rows, "unreadable"),
        (lambda: seeds()[0][:-300], "unreadable"),
        (lambda: with_entries(workbook(ROWS), **{"xl/x": b"\0" * 60_000_000, "xl/y": b"\0" * 60_000_000}), "too_large"),
        (lambda: sheet(cell("XFD1048576")), "too_many_columns"),
    ],
    ids=["rows cut off", "archive cut off", "bomb", "far cell"],
)
def test_a_file_that_breaks_half_way_is_refused_whole(make, code, django_capture_on_commit_callbacks):
    impor = services.open_impor(jenis="pegawai", nama="rusak.xlsx", isi=make(), akun=None, at=AT)
    path = Path(impor.berkas.path)

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(services.ImporUnreadable) as refusal:
        services.stage_impor(impor_id=impor.pk, at=AT)

    impor = Impor.objects.get()
    assert (refusal.value.code, impor.status, impor.galat.count(".") >= 1) == (code, "gagal", True)
    assert (BarisImpor.objects.count(), Pegawai.objects.count(), Unit.objects.count()) == (0, 0, 0)
    assert not path.exists()
