"""Rosters through all stages; the real one in layout, size and faults is the first."""

import json
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings

from pegawai import queries, services
from pegawai.models import Impor, Jabatan, Jejak, Pegawai, Unit
from pegawai.queries import Scope
from tests.pegawai.factories import AT, TODAY, make_jabatan, make_pegawai, make_riwayat, make_unit

pytestmark = pytest.mark.django_db
BERKAS = settings.BASE_DIR / "contoh" / "berkas"
EXPECTED = json.loads((BERKAS / "expected.json").read_text())
HEADER = ["NIP", "Nama", "Gol", "Jabatan", "Unit Kerja", "OPD"]
SITI = ["198609262015052001", "Siti Aminah", "III/c", "Guru Ahli Muda", "UPT SDN 1 Sangir", "Dinas Pendidikan"]
LATER = AT + timedelta(hours=1)


def staged(isi: bytes, nama: str = "daftar.xlsx") -> Impor:
    impor = services.open_impor(jenis="pegawai", nama=nama, isi=isi, akun=None, at=AT)
    return services.stage_impor(impor_id=impor.pk, at=AT)


def table(tmp_path: Path, *rows) -> bytes:
    book = openpyxl.Workbook()
    for row in [HEADER, *rows]:
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    return (tmp_path / "x.xlsx").read_bytes()


def applied(impor: Impor, at=AT) -> Impor:
    return services.apply_impor(impor_id=impor.pk, akun=None, at=at)


@pytest.mark.slow
def test_the_roster_of_siasn_creates_4706_people_refuses_9_and_changes_nothing_the_second_time():
    raw = (BERKAS / "siasn.xlsx").read_bytes()
    faults = {f["excel_row"]: f["fault"] for f in EXPECTED["siasn"]["faults"] if not f["fault"].endswith("_ok")}

    impor = staged(raw)

    assert Pegawai.objects.count() == 0
    told = {row.nomor: row.masalah[0]["code"] for row in impor.baris.filter(has_masalah=True)}
    assert told == faults
    assert {key: impor.ringkasan[key] for key in ("baris", "baru", "ditolak", "peringatan")} == {
        "baris": 4715,
        "baru": 4706,
        "ditolak": 9,
        "peringatan": 3,
    }
    assert impor.berkas

    impor = applied(impor)

    assert not impor.berkas
    assert impor.ringkasan["created"] == 4706
    population = EXPECTED["population"]
    counts = {row.kelompok: row.total for row in queries.cakupan(Scope(is_all=True), TODAY)}
    assert counts == {name: population[name] for name in counts}
    assert Pegawai.objects.filter(unit=None).count() == 0
    assert Unit.objects.filter(jenis="instansi").count() == 1
    assert len(queries.opd_list(Scope(is_all=True))) == 19
    assert Unit.objects.get(nama="UPT SDN 04 Sungai Pagu").kecamatan == "Sungai Pagu"
    tiers = Jabatan.objects.filter(jenis="struktural").values_list("jenjang", flat=True)
    assert set(tiers) == {"JPT Pratama", "Administrator", "Pengawas"}

    before = Jejak.objects.count()
    again = applied(staged(raw), LATER)

    assert {key: again.ringkasan[key] for key in ("created", "updated", "unchanged")} == {
        "created": 0,
        "updated": 0,
        "unchanged": 4706,
    }
    assert Pegawai.objects.filter(updated_at=LATER).count() == 0
    assert Jejak.objects.count() == before + 2


def test_other_layouts_are_understood(django_assert_max_num_queries):
    make_unit("UPT SDN 01 Sangir", jenis="sekolah")

    dapodik = staged((BERKAS / "dapodik_guru.xlsx").read_bytes(), "dapodik_guru.xlsx")
    duk = staged((BERKAS / "duk.csv").read_bytes(), "duk.csv")
    with django_assert_max_num_queries(30):
        applied(dapodik)

    assert (dapodik.ringkasan["baru"], dapodik.ringkasan["ditolak"], dapodik.ringkasan["unit_baru"]) == (15, 4, 0)
    assert set(Pegawai.objects.values_list("unit__nama", flat=True)) == {"UPT SDN 01 Sangir"}
    assert (duk.ringkasan["baris"], duk.ringkasan["baru"], duk.ringkasan["ditolak"]) == (406, 406, 0)


def test_a_changed_row_shows_old_and_new_and_keeps_what_the_file_does_not_say(tmp_path):
    applied(staged(table(tmp_path, SITI)))
    changed = [SITI[0], "SITI AMINAH, S.Pd.", "IV/a", None, "UPT SDN 2 Sangir", "Dinas Pendidikan"]

    impor = staged(table(tmp_path, changed))

    row = impor.baris.get()
    assert row.keadaan == "berubah"
    assert row.perubahan == {
        "gelar_belakang": ["", "S.Pd."],
        "golongan": ["III/c", "IV/a"],
        "unit": ["UPT SDN 1 Sangir", "UPT SDN 2 Sangir"],
    }
    assert impor.ringkasan["unit_baru"] == 1

    applied(impor, LATER)

    siti = Pegawai.objects.get()
    assert (siti.nama_lengkap, siti.golongan, siti.jabatan.nama) == ("Siti Aminah, S.Pd.", "IV/a", "Guru Ahli Muda")
    assert siti.unit.nama == "UPT SDN 2 Sangir"
    assert siti.unit.induk.nama == "Dinas Pendidikan"
    assert (siti.created_at, siti.updated_at) == (AT, LATER)


def test_facts_read_from_the_nip_never_replace_what_the_registry_knows(tmp_path):
    make_pegawai("Siti Aminah", nip=SITI[0], jenis_kelamin="L", tanggal_lahir=date(1986, 9, 27), status_asn="CPNS")

    row = staged(table(tmp_path, [SITI[0], "Siti Aminah", "III/c", None, None, None])).baris.get()

    assert (row.keadaan, row.perubahan) == ("tetap", {})


def test_what_an_officer_corrected_on_a_jabatan_stays(tmp_path):
    make_jabatan("Guru Ahli Muda", kelompok="fungsional", jenjang="Ahli Madya")

    applied(staged(table(tmp_path, SITI)))

    assert Pegawai.objects.get().jabatan.kelompok == "fungsional"


def test_an_unknown_unit_without_opd_is_left_with_a_warning(tmp_path):
    impor = staged(
        table(tmp_path, [*SITI[:4], "Pos Jaga", None], ["198609262015052002", "B", None, None, "Dinas X", None])
    )

    assert [m["code"] for row in impor.baris.all() for m in row.masalah] == ["unit_unknown"]
    applied(impor)
    assert list(Pegawai.objects.order_by("nip").values_list("unit__nama", flat=True)) == [None, "Dinas X"]


def test_an_unreadable_file_is_noted_on_the_import_and_its_file_removed(django_capture_on_commit_callbacks):
    impor = services.open_impor(jenis="pegawai", nama="a.xlsx", isi=b"PK rusak", akun=None, at=AT)
    path = Path(impor.berkas.path)

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(services.ImporUnreadable) as refusal:
        services.stage_impor(impor_id=impor.pk, at=AT)

    impor.refresh_from_db()
    assert refusal.value.code == "unreadable"
    assert (impor.status, impor.galat) == ("gagal", " ".join(refusal.value.messages))
    assert not path.exists()


def test_a_table_without_the_needed_columns_is_unreadable(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Nama", "Alamat"])
    book.save(tmp_path / "a.xlsx")

    with pytest.raises(services.ImporUnreadable) as refusal:
        staged((tmp_path / "a.xlsx").read_bytes())

    assert refusal.value.code == "no_header"


def test_applying_twice_writes_once_and_a_discarded_import_can_never_be_applied(tmp_path):
    impor = applied(staged(table(tmp_path, SITI)))

    assert applied(impor, LATER).applied_at == AT

    other = staged(table(tmp_path, SITI))
    services.discard_impor(impor_id=other.pk, akun=None, at=AT)
    with pytest.raises(services.ImporNotStaged):
        applied(other)
    assert other.baris.count() == 0


def test_withdrawing_an_import_leaves_the_registry_as_it_was(tmp_path):
    applied(staged(table(tmp_path, SITI)))
    other = ["198609262015052002", "Budi", "III/a", "Arsiparis Ahli Muda", "Bidang Arsip", "Dinas Arsip"]
    second = staged(table(tmp_path, [*SITI[:2], "IV/a", *SITI[3:4], "UPT SDN 2 Sangir", SITI[5]], other))
    applied(second, LATER)
    assert (Pegawai.objects.count(), Unit.objects.count()) == (2, 6)

    services.withdraw_impor(impor_id=second.pk, akun=None, at=LATER, alasan="salah berkas")

    siti = Pegawai.objects.get()
    assert (siti.golongan, siti.unit.nama) == ("III/c", "UPT SDN 1 Sangir")
    assert (Unit.objects.count(), Jabatan.objects.count()) == (3, 1)
    assert Jejak.objects.filter(tindakan="impor.tarik").get().alasan == "salah berkas"


def test_an_import_is_not_withdrawn_when_something_newer_depends_on_it(tmp_path):
    first = applied(staged(table(tmp_path, SITI)))
    applied(staged(table(tmp_path, [*SITI[:2], "IV/a", *SITI[3:]])), LATER)

    with pytest.raises(services.ImporNotWithdrawable):
        services.withdraw_impor(impor_id=first.pk, akun=None, at=LATER, alasan="x")

    other = applied(staged(table(tmp_path, ["198609262015052002", "Budi", "III/a", None, None, None])), LATER)
    make_riwayat(Pegawai.objects.get(nama="Budi"))
    with pytest.raises(services.ImporNotWithdrawable):
        services.withdraw_impor(impor_id=other.pk, akun=None, at=LATER, alasan="x")
    assert Pegawai.objects.count() == 2


def test_an_import_is_not_taken_back_while_a_unit_of_it_stands_renamed(tmp_path):
    impor = applied(staged(table(tmp_path, SITI)))
    unit = Unit.objects.get(nama="UPT SDN 1 Sangir")
    row = services.rename_unit(unit_id=unit.pk, nama="SDN 01", jenis="sekolah", alasan="x", akun=None, at=LATER)

    with pytest.raises(services.ImporNotWithdrawable, match="SDN 01"):
        services.withdraw_impor(impor_id=impor.pk, akun=None, at=LATER, alasan="x")

    services.undo_perubahan_unit(perubahan_id=row.pk, alasan="x", akun=None, at=LATER)
    services.withdraw_impor(impor_id=impor.pk, akun=None, at=LATER, alasan="x")
    assert Unit.objects.count() == 0


def test_the_same_file_after_a_unit_was_renamed_changes_nothing(tmp_path):
    applied(staged(table(tmp_path, SITI)))
    unit = Unit.objects.get(nama="UPT SDN 1 Sangir")
    services.rename_unit(unit_id=unit.pk, nama="SDN 01", jenis="sekolah", alasan="x", akun=None, at=LATER)

    again = staged(table(tmp_path, SITI))

    assert (again.ringkasan["tetap"], again.ringkasan["unit_baru"]) == (1, 0)
