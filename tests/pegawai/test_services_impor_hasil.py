from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings

from pegawai import queries, services
from pegawai.models import Impor, Pegawai, RiwayatAsesmen
from pegawai.queries import Scope
from tests.pegawai.factories import AT, TODAY, make_pegawai, make_riwayat, make_unit

pytestmark = pytest.mark.django_db
BERKAS = settings.BASE_DIR / "contoh" / "berkas"
HEADER = ["NIP", "Nama", "Tanggal", "Penyelenggara", "Tujuan", "INT", "KJS", "JPM"]
LATER = AT + timedelta(hours=1)


def staged(isi: bytes, jenis: str = "hasil") -> Impor:
    impor = services.open_impor(jenis=jenis, nama="hasil.xlsx", isi=isi, akun=None, at=AT)
    return services.stage_impor(impor_id=impor.pk, at=AT)


def applied(impor: Impor, at=AT) -> Impor:
    return services.apply_impor(impor_id=impor.pk, akun=None, at=at)


def table(tmp_path: Path, *rows) -> bytes:
    book = openpyxl.Workbook()
    for row in [HEADER, *rows]:
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    return (tmp_path / "x.xlsx").read_bytes()


def result(pegawai: Pegawai, jpm=94.44, level=4, penyelenggara="BKN") -> list:
    return [pegawai.nip, pegawai.nama, date(2024, 2, 29), penyelenggara, "Pemetaan", level, 3, jpm]


@pytest.mark.slow
def test_earlier_results_leave_3000_people_to_assess():
    applied(staged((BERKAS / "siasn.xlsx").read_bytes(), "pegawai"))

    impor = applied(staged((BERKAS / "hasil_sebelumnya.xlsx").read_bytes()))

    assert (impor.ringkasan["baris"], impor.ringkasan["created"], impor.ringkasan["ditolak"]) == (1706, 1706, 0)
    assert impor.ringkasan["peringatan"] == 0
    rows = queries.cakupan(Scope(is_all=True), TODAY)
    assert {row.kelompok: row.belum for row in rows if row.belum} == {"guru": 1750, "tenaga_kesehatan": 1250}
    assert sum(row.belum for row in rows) == 3000
    assert len(queries.belum_asesmen_ids(Scope(is_all=True), "", TODAY)) == 3000
    again = applied(staged((BERKAS / "hasil_sebelumnya.xlsx").read_bytes()), LATER)
    assert (again.ringkasan["created"], again.ringkasan["updated"], again.ringkasan["unchanged"]) == (0, 0, 1706)


def test_a_result_keeps_levels_jpm_and_three_years_of_validity(tmp_path):
    siti = make_pegawai("Siti")

    impor = applied(staged(table(tmp_path, result(siti))))

    row = RiwayatAsesmen.objects.get()
    assert (row.pegawai_id, row.tanggal, row.berlaku_sampai) == (siti.pk, date(2024, 2, 29), date(2027, 2, 28))
    assert (row.jpm, row.level, row.kategori) == (Decimal("94.4400"), {"INT": "4.00", "KJS": "3.00"}, "")
    assert (row.is_internal, row.impor_id) == (False, impor.pk)


def test_unknown_people_and_results_of_our_own_are_refused_and_another_name_is_doubted(tmp_path):
    siti, own, renamed = make_pegawai("Siti"), make_pegawai("Own"), make_pegawai("Rina")
    make_riwayat(own, date(2024, 2, 29), hasil_id=5)
    stranger = ["197001011990011001", "X", *result(siti)[2:]]
    other_name = [renamed.nip, "Orang Lain", *result(siti)[2:]]

    impor = staged(table(tmp_path, stranger, result(own), other_name))

    told = [(row.keadaan, [m["code"] for m in row.masalah]) for row in impor.baris.all()]
    assert told == [("ditolak", ["person_unknown"]), ("ditolak", ["own_result"]), ("baru", ["name_mismatch"])]


def test_withdrawing_gives_changed_rows_their_values_back_and_removes_the_new(tmp_path):
    siti, budi = make_pegawai("Siti"), make_pegawai("Budi")
    first = applied(staged(table(tmp_path, result(siti))))
    second = applied(staged(table(tmp_path, result(siti, jpm=80, level=3), result(budi))), LATER)
    assert second.ringkasan["updated"] == 1
    assert RiwayatAsesmen.objects.get(pegawai=siti).jpm == 80

    with pytest.raises(services.ImporNotWithdrawable):
        services.withdraw_impor(impor_id=first.pk, akun=None, at=LATER, alasan="x")
    services.withdraw_impor(impor_id=second.pk, akun=None, at=LATER, alasan="salah")

    row = RiwayatAsesmen.objects.get()
    assert (row.pegawai_id, row.jpm, row.level["INT"], row.impor_id) == (siti.pk, Decimal("94.44"), "4.00", first.pk)


def test_a_list_without_dates_is_unreadable(tmp_path):
    make_unit()
    book = openpyxl.Workbook()
    book.active.append(["NIP", "Nama", "JPM"])
    book.save(tmp_path / "a.xlsx")

    with pytest.raises(services.ImporUnreadable):
        staged((tmp_path / "a.xlsx").read_bytes())
