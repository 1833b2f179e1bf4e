"""The same person under a new NIP: recognised, asked about, kept as history, and found by the old number."""

from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from django.utils import timezone

from pegawai import queries, services
from pegawai.models import Impor, Pegawai, RiwayatAsesmen, RiwayatNip
from tests.pegawai.factories import AT, TODAY, make_pegawai

pytestmark = pytest.mark.django_db
HEADER = ["NIP", "Nama", "Tanggal Lahir", "JK", "Gol", "Jabatan", "Unit Kerja", "OPD"]
LAMA, BARU = "198609262021212001", "198609262024222001"
SITI = ["Siti Aminah, S.Pd.", "26-09-1986", "P", "IX", "Guru Ahli Pertama", "SDN 1", "Dinas Pendidikan"]


def staged(tmp_path: Path, *rows, jenis: str = "pegawai", header=HEADER) -> Impor:
    book = openpyxl.Workbook()
    for row in [header, *rows]:
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    isi = (tmp_path / "x.xlsx").read_bytes()
    impor = services.open_impor(jenis=jenis, nama="x.xlsx", isi=isi, akun=None, at=AT)
    return services.stage_impor(impor_id=impor.pk, at=AT)


def decided(impor: Impor, nomor: int, pilihan: str, pegawai_id: int | None = None) -> str:
    return services.decide_usulan(
        impor_id=impor.pk, nomor=nomor, pilihan=pilihan, pegawai_id=pegawai_id, akun=None, at=AT
    ).keadaan


def applied(impor: Impor, at=AT) -> Impor:
    return services.apply_impor(impor_id=impor.pk, akun=None, at=at)


def changed(tmp_path: Path, at=AT) -> Pegawai:
    """Siti, who had LAMA and has BARU since."""
    applied(staged(tmp_path, [LAMA, *SITI]))
    siti = Pegawai.objects.get()
    impor = staged(tmp_path, [BARU, *SITI])
    decided(impor, 2, "sama", siti.pk)
    applied(impor, at)
    return Pegawai.objects.get()


def test_an_undecided_row_is_left_out_and_counted(tmp_path):
    make_pegawai("Siti Aminah", nip=LAMA)
    other = ["198501012010011001", "Budi", "01-01-1985", "L", *SITI[3:]]

    impor = applied(staged(tmp_path, [BARU, *SITI], other))

    assert [(m["code"], m["refuses"]) for m in impor.baris.get(nomor=2).masalah] == [("nip_changed", False)]
    assert {key: impor.ringkasan[key] for key in ("created", "updated", "undecided", "usulan")} == {
        "created": 1,
        "updated": 0,
        "undecided": 1,
        "usulan": 1,
    }
    assert set(Pegawai.objects.values_list("nip", flat=True)) == {LAMA, other[0]}
    assert [row.nomor for row in queries.perbaikan_of(impor).baris] == [2]


def test_the_same_person_keeps_the_row_and_the_old_nip_as_history(tmp_path):
    siti = changed(tmp_path, AT + timedelta(days=1))

    assert (siti.nip, siti.created_at) == (BARU, AT)
    row = RiwayatNip.objects.get()
    assert (row.pegawai_id, row.nip, row.sampai) == (siti.pk, LAMA, date(2026, 11, 25))
    assert list(queries.riwayat_nip_of(siti.pk)) == [row]


def test_a_decision_shows_what_will_change(tmp_path):
    siti = make_pegawai("Siti Aminah", nip=LAMA, golongan="V", gelar_belakang="S.Pd.")
    impor = staged(tmp_path, [BARU, "Siti Aminah, S.Pd.", "26-09-1986", "P", "IX", None, None, None])

    assert decided(impor, 2, "sama", siti.pk) == "berubah"

    assert impor.baris.get().perubahan == {"nip": [LAMA, BARU], "golongan": ["V", "IX"], "status_asn": ["PNS", "PPPK"]}
    impor.refresh_from_db()
    assert (impor.ringkasan["usulan"], impor.ringkasan["berubah"]) == (0, 1)


def test_somebody_else_becomes_a_new_person(tmp_path):
    make_pegawai("Siti Aminah", nip=LAMA)
    impor = staged(tmp_path, [BARU, *SITI])

    assert decided(impor, 2, "lain") == "baru"
    applied(impor)

    assert set(Pegawai.objects.values_list("nip", flat=True)) == {LAMA, BARU}
    assert RiwayatNip.objects.count() == 0


@pytest.mark.parametrize(
    "row",
    [
        [BARU, "Siti Aminah", "27-09-1986", "P", "IX"],
        [BARU, "Siti Amanah", "26-09-1986", "P", "IX"],
        ["198609262021211001", "Siti Aminah", "26-09-1986", "L", "IX"],
    ],
    ids=["birth date", "name", "sex"],
)
def test_a_person_who_differs_is_simply_new(tmp_path, row):
    make_pegawai("Siti Aminah", nip=LAMA)

    assert staged(tmp_path, row).baris.get().keadaan == "baru"


def test_two_people_of_one_name_who_both_stand_in_the_file_are_not_asked_about(tmp_path):
    make_pegawai("Siti Aminah", nip=LAMA)

    impor = staged(tmp_path, [LAMA, *SITI], [BARU, *SITI])

    assert list(impor.baris.values_list("keadaan", flat=True)) == ["berubah", "baru"]


def test_one_person_is_chosen_for_one_row_only(tmp_path):
    siti = make_pegawai("Siti Aminah", nip=LAMA)
    impor = staged(tmp_path, [BARU, *SITI], ["198609262024222002", *SITI])
    decided(impor, 2, "sama", siti.pk)

    with pytest.raises(services.OrangTaken):
        decided(impor, 3, "sama", siti.pk)
    assert services.decide_clear_usulan(impor_id=impor.pk, akun=None, at=AT) == 0


def test_all_clear_proposals_are_answered_at_once(tmp_path):
    make_pegawai("Siti Aminah", nip=LAMA)
    people = [make_pegawai("Budi", nip=f"19850101201001100{n}") for n in (1, 2)]
    impor = staged(tmp_path, [BARU, *SITI], ["198501012024211001", "Budi", "01-01-1985", "L", *SITI[3:]])

    assert services.decide_clear_usulan(impor_id=impor.pk, akun=None, at=AT) == 1

    unclear = impor.baris.get(keadaan="usulan")
    assert [person["id"] for person in unclear.data["usul"]] == [p.pk for p in people]


def test_a_decision_needs_a_preview(tmp_path):
    siti = make_pegawai("Siti Aminah", nip=LAMA)
    impor = applied(staged(tmp_path, [BARU, *SITI]))

    with pytest.raises(services.ImporNotStaged):
        decided(impor, 2, "sama", siti.pk)


def test_a_file_with_the_former_nip_is_about_its_holder_and_does_not_bring_it_back(tmp_path):
    siti = changed(tmp_path)

    impor = staged(tmp_path, [LAMA, *SITI[:3], "X", *SITI[4:]])

    row = impor.baris.get()
    assert (row.keadaan, row.perubahan) == ("berubah", {"golongan": ["IX", "X"]})
    assert [m["code"] for m in row.masalah] == ["nip_former"]
    applied(impor)
    siti.refresh_from_db()
    assert (siti.nip, siti.golongan) == (BARU, "X")


def test_the_former_and_the_new_nip_in_one_file_are_one_person_twice(tmp_path):
    changed(tmp_path)

    impor = staged(tmp_path, [LAMA, *SITI], [BARU, *SITI])

    assert [(row.keadaan, [m["code"] for m in row.masalah]) for row in impor.baris.all()] == [
        ("ditolak", ["duplicate"]),
        ("tetap", []),
    ]


def test_earlier_results_under_the_former_nip_belong_to_the_person(tmp_path):
    siti = changed(tmp_path)
    header = ["NIP", "Tanggal Penilaian", "JPM"]

    applied(staged(tmp_path, [LAMA, "05-05-2023", "80"], jenis="hasil", header=header))
    again = staged(tmp_path, [BARU, "05-05-2023", "80"], jenis="hasil", header=header)

    assert RiwayatAsesmen.objects.get().pegawai_id == siti.pk
    assert again.baris.get().keadaan == "tetap"


def test_an_import_notes_since_when_a_person_is_where(tmp_path):
    applied(staged(tmp_path, [LAMA, *SITI]))
    later = AT + timedelta(days=30)
    moved = staged(tmp_path, [LAMA, *SITI[:3], "X", "Guru Ahli Muda", "SDN 2", SITI[6]])
    applied(moved, later)
    siti = Pegawai.objects.get()

    def stood(day: date) -> tuple[str, str, str]:
        orang = queries.orang_pada([siti.pk], day)[siti.pk]
        return orang.unit_nama, orang.jabatan, orang.golongan

    assert stood(TODAY) == stood(date(2020, 1, 1)) == ("SDN 1", "Guru Ahli Pertama", "IX")
    assert stood(timezone.localdate(later)) == ("SDN 2", "Guru Ahli Muda", "X")
    assert queries.riwayat_pegawai_of(siti.pk).count() == 6


def test_a_stated_tmt_is_the_day_from_which_a_fact_holds(tmp_path):
    header = [*HEADER, "TMT Jabatan", "TMT Golongan"]
    applied(staged(tmp_path, [LAMA, *SITI, "01-03-2021", "01-04-2021"], header=header))
    raised = [LAMA, *SITI[:3], "X", "Guru Ahli Muda", *SITI[5:], "01-02-2020", "01-10-2026"]
    impor = applied(staged(tmp_path, raised, header=header), AT + timedelta(days=1))
    siti = Pegawai.objects.get()

    rows = queries.riwayat_pegawai_of(siti.pk).exclude(fakta="unit").values_list("fakta", "nama", "dari")

    # The second file's TMT of the jabatan is older than what is known before it: it belongs to the old jabatan.
    assert impor.ringkasan["updated"] == 1
    assert list(rows) == [
        ("jabatan", "Guru Ahli Muda", date(2026, 11, 25)),
        ("golongan", "X", date(2026, 10, 1)),
        ("golongan", "IX", date(2021, 4, 1)),
        ("jabatan", "Guru Ahli Pertama", date(2021, 3, 1)),
    ]


def test_a_tmt_that_cannot_be_read_is_told_and_the_row_stands(tmp_path):
    impor = staged(tmp_path, [LAMA, *SITI, "kemarin"], header=[*HEADER, "TMT Jabatan"])

    row = impor.baris.get()
    assert (row.keadaan, row.masalah[0]["code"], row.masalah[0]["column"]) == ("baru", "tmt_unreadable", "TMT Jabatan")
