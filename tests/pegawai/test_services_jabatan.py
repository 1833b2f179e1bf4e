"""The office's rules for jabatan: changed, ordered, applied; what an officer fixed stays."""

import pytest
from django.core.exceptions import ValidationError

from pegawai import queries, services
from pegawai.models import AturanJabatan, Jabatan, Jejak
from pegawai.rules.aturan_jabatan import BAWAAN
from pegawai.services.impor.pohon import DaftarJabatan
from tests.pegawai.factories import AT, make_jabatan, make_pegawai

pytestmark = pytest.mark.django_db
FIELDS = {"nama": "Penyuluh", "pola": "penyuluh *", "syarat": "", "jenis": "fungsional", "jenjang": "", "eselon": ""}
FIELDS |= {"kelompok": "fungsional", "rumpun": "teknis"}


def save(aturan_id: int | None = None, **fields: str) -> AturanJabatan:
    return services.save_aturan_jabatan(aturan_id=aturan_id, fields=FIELDS | fields, alasan="Uji", akun=None, at=AT)


def apply() -> int:
    return services.apply_aturan_jabatan(alasan="Uji", akun=None, at=AT)


def order() -> list[str]:
    return list(AturanJabatan.objects.order_by("urutan").values_list("nama", flat=True))


@pytest.fixture
def shipped():
    """As a new installation has them."""
    services.reset_aturan_jabatan(alasan="Uji", akun=None, at=AT)


def test_a_new_installation_judges_by_the_shipped_rules(shipped):
    assert order() == [aturan.nama for aturan in BAWAAN]
    assert [queries.jabatan.as_aturan(row) for row in queries.aturan_jabatan_list()] == list(BAWAAN)


def test_without_rules_of_its_own_an_office_judges_by_the_shipped_ones():
    AturanJabatan.objects.all().delete()

    assert queries.Penentu().decide("Guru Ahli Muda").kelompok == "guru"


def test_a_new_rule_is_asked_first(shipped):
    row = save()

    assert order()[:2] == ["Penyuluh", "Guru"]
    assert row.urutan == 1
    assert queries.Penentu().decide("Penyuluh Kesehatan Masyarakat Ahli Muda").kelompok == "fungsional"


def test_a_changed_rule_keeps_its_place_and_tells_what_it_was(shipped):
    row = AturanJabatan.objects.get(urutan=2)

    save(row.pk, nama="Kesehatan", pola="Bidan *")

    assert order()[1] == "Kesehatan"
    assert AturanJabatan.objects.get(pk=row.pk).pola == "bidan *"
    trace = Jejak.objects.get(tindakan="aturan_jabatan.ubah")
    assert trace.sebelum
    assert trace.sesudah
    assert (trace.sebelum["nama"], trace.sesudah["nama"]) == ("Tenaga kesehatan", "Kesehatan")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"pola": "  "}, "empty"),
        ({"pola": "**"}, "bare"),
        ({"jenis": "", "kelompok": "", "rumpun": ""}, "no_result"),
        ({"syarat": "fungsional"}, "both_jenis"),
    ],
)
def test_a_rule_that_says_nothing_is_refused(shipped, fields, code):
    with pytest.raises(ValidationError) as refusal:
        save(**fields)

    errors = refusal.value.error_dict.values() if hasattr(refusal.value, "error_dict") else [[refusal.value]]
    assert [error.code for group in errors for error in group] == [code]
    assert len(order()) == len(BAWAAN)


def test_rules_change_places_and_stay_within_the_list(shipped):
    first, second = order()[:2]
    row = AturanJabatan.objects.get(urutan=2)

    services.move_aturan_jabatan(aturan_id=row.pk, arah=-1, alasan="Uji", akun=None, at=AT)
    services.move_aturan_jabatan(aturan_id=row.pk, arah=-1, alasan="Uji", akun=None, at=AT)

    assert order()[:2] == [second, first]


def test_a_removed_rule_leaves_no_gap(shipped):
    services.remove_aturan_jabatan(aturan_id=AturanJabatan.objects.get(urutan=3).pk, alasan="Uji", akun=None, at=AT)

    numbers = list(AturanJabatan.objects.order_by("urutan").values_list("urutan", flat=True))
    assert numbers == list(range(1, len(BAWAAN)))


def test_applying_changes_what_the_preview_showed_and_a_second_time_nothing(shipped):
    old = make_jabatan("Penyuluh Pertanian Ahli Muda", "guru")
    make_pegawai(jabatan=old)
    save()

    [shown] = queries.jabatan_changes()
    assert (shown.jabatan.pk, shown.jabatan.jumlah) == (old.pk, 1)
    assert shown.perubahan == {"kelompok": ("guru", "fungsional"), "rumpun": ("", "teknis")}
    assert apply() == 1
    assert (Jabatan.objects.get(pk=old.pk).kelompok, queries.jabatan_changes(), apply()) == ("fungsional", [], 0)


def test_what_an_officer_fixed_is_left_alone_until_released(shipped):
    row = make_jabatan("Penyuluh Pertanian Ahli Muda", "fungsional")
    facts = {"jenis": "fungsional", "jenjang": "Ahli Madya", "eselon": "", "kelompok": "guru", "rumpun": "guru"}

    services.set_jabatan(jabatan_id=row.pk, facts=facts, alasan="SK", akun=None, at=AT)
    apply()
    assert Jabatan.objects.get(pk=row.pk).jenjang == "Ahli Madya"

    services.release_jabatan(jabatan_id=row.pk, alasan="SK dicabut", akun=None, at=AT)
    row.refresh_from_db()
    assert (row.jenjang, row.kelompok, row.is_tetap) == ("Ahli Muda", "fungsional", False)
    trace = Jejak.objects.get(tindakan="jabatan.tetapkan")
    assert trace.sebelum
    assert trace.sesudah
    assert (trace.sebelum["kelompok"], trace.sesudah["kelompok"]) == ("fungsional", "guru")


def test_what_the_list_stated_stays_a_fact(shipped):
    row = Jabatan.objects.create(
        nama="Kepala Bidang Mutu", jenis="fungsional", jenjang="", kelompok="fungsional", asal={"jenis": "fungsional"}
    )

    apply()

    row.refresh_from_db()
    assert (row.jenis, row.eselon) == ("fungsional", "")


def test_an_import_makes_jabatan_by_the_office_s_rules(shipped):
    save(pola="pamong belajar*")

    DaftarJabatan().make([{"jabatan": "Pamong Belajar", "asal": {}}, {"jabatan": "Camat Sangir", "asal": {}}])

    made = {row.nama: (row.jenis, row.kelompok, row.rumpun, row.eselon) for row in Jabatan.objects.all()}
    assert made == {
        "Pamong Belajar": ("fungsional", "fungsional", "teknis", ""),
        "Camat Sangir": ("struktural", "struktural", "", "III.a"),
    }


def test_resetting_brings_the_shipped_rules_back_and_keeps_the_old_in_the_trail(shipped):
    save()

    services.reset_aturan_jabatan(alasan="Mulai lagi", akun=None, at=AT)

    assert order() == [aturan.nama for aturan in BAWAAN]
    trace = Jejak.objects.filter(tindakan="aturan_jabatan.kembalikan", alasan="Mulai lagi").get()
    assert trace.sebelum
    assert trace.sebelum[0]["nama"] == "Penyuluh"
