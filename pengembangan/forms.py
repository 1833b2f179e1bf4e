"""What one person types or chooses about development."""

from typing import Any

from django import forms

from asesmen.kompetensi.queries import kompetensi_rows
from pegawai.queries import Scope, opd_list
from pengembangan import queries

MENIT = "%Y-%m-%dT%H:%M"
HARI = "%Y-%m-%d"
JENIS = [("", "Semua"), ("klasikal", "Klasikal"), ("nonklasikal", "Nonklasikal")]
KEADAAN = [("", "Semua"), ("datang", "Akan datang"), ("berjalan", "Berjalan"), ("selesai", "Selesai")]
KEADAAN_SESI = [("datang", "Akan datang"), ("lewat", "Sudah lewat")]


def day_field(label: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format=HARI)
    return forms.DateField(label=label, input_formats=[HARI], widget=widget)


def kompetensi_choices() -> list[tuple[str, str]]:
    return [("", "Semua"), *((k.kode, k.nama) for k in kompetensi_rows())]


class SaringUnit(forms.Form):
    """Search within one perangkat daerah of the reader's units."""

    cari = forms.CharField(label="Nama, NIP, atau unit", required=False, max_length=100)
    unit = forms.ChoiceField(label="Perangkat daerah", required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opd = {str(o.id): o for o in opd_list(scope)}
        self.fields["unit"].choices = [("", "Semua"), *((k, o.nama) for k, o in self.opd.items())]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        """cari and unit_jalur, empty where nothing sensible was chosen."""
        data = self.cleaned_data if self.is_valid() else {}
        opd = self.opd.get(data.get("unit", ""))
        return {"cari": data.get("cari", ""), "unit_jalur": opd.jalur if opd else ""}


class SaringKebutuhan(SaringUnit):
    kode = forms.ChoiceField(label="Kompetensi", required=False)
    field_order = ["kode", "unit", "cari"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kode"].choices = kompetensi_choices()  # type: ignore[attr-defined]


class SaringCalon(SaringUnit):
    pertama = forms.IntegerField(label="Centang sekian teratas", required=False, min_value=1, max_value=500)


class SaringJp(SaringUnit):
    tahun = forms.IntegerField(label="Tahun", required=False, min_value=2000, max_value=2100)
    field_order = ["tahun", "unit", "cari"]


class SaringProgram(forms.Form):
    kode = forms.ChoiceField(label="Kompetensi", required=False)
    jenis = forms.ChoiceField(label="Jenis", choices=JENIS, required=False)
    cari = forms.CharField(label="Nama, kode, atau bentuk", required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kode"].choices = kompetensi_choices()  # type: ignore[attr-defined]


class SaringAngkatan(forms.Form):
    keadaan = forms.ChoiceField(label="Keadaan", choices=KEADAAN, required=False)
    cari = forms.CharField(label="Angkatan, program, atau tempat", required=False, max_length=100)


class SaringSesi(forms.Form):
    keadaan = forms.ChoiceField(label="Keadaan", choices=KEADAAN_SESI, required=False)
    cari = forms.CharField(label="Topik, tempat, atau pelatih", required=False, max_length=100)


class AngkatanForm(forms.Form):
    program = forms.TypedChoiceField(label="Program", coerce=int)
    nama = forms.CharField(label="Nama angkatan", max_length=100, help_text="Misalnya Angkatan I 2027.")
    mulai = day_field("Hari pertama")
    selesai = day_field("Hari terakhir")
    tempat = forms.CharField(label="Tempat", max_length=150, required=False)
    kuota = forms.IntegerField(label="Jumlah tempat", min_value=1, max_value=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programs = ((p.id, f"{p.nama} ({p.kode}, {p.jp} JP)") for p in queries.program_rows())
        self.fields["program"].choices = [("", "Pilih program"), *programs]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("mulai") and data.get("selesai") and data["selesai"] < data["mulai"]:
            self.add_error("selesai", "Hari terakhir tidak boleh sebelum hari pertama. Ubah salah satunya.")
        return data


class SesiForm(forms.Form):
    topik = forms.TypedChoiceField(label="Topik", coerce=int)
    mulai = forms.DateTimeField(
        label="Mulai",
        input_formats=[MENIT, "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MENIT),
        help_text="Lamanya mengikuti topik.",
    )
    tempat = forms.CharField(label="Tempat", max_length=150)
    pelatih = forms.CharField(label="Pelatih", max_length=150)
    kuota = forms.IntegerField(
        label="Jumlah tempat", min_value=1, max_value=200, help_text="Anjuran tiap topik tertulis di sampingnya."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = (
            (t.pk, f"{t.judul} ({t.durasi_menit} menit, {t.jp} JP, {t.kuota} tempat)") for t in queries.topik_list()
        )
        self.fields["topik"].choices = [("", "Pilih topik"), *topics]  # type: ignore[attr-defined]


def read_kehadiran(data: Any) -> tuple[list[int], list[int]]:
    """pegawai ids noted as present and as absent, from fields named kehadiran_<id>."""
    hadir: list[int] = []
    tidak_hadir: list[int] = []
    for name, value in data.items():
        pegawai_id = name.removeprefix("kehadiran_")
        if name.startswith("kehadiran_") and pegawai_id.isdecimal():
            if value == "hadir":
                hadir.append(int(pegawai_id))
            elif value == "tidak_hadir":
                tidak_hadir.append(int(pegawai_id))
    return hadir, tidak_hadir
