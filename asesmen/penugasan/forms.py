"""What one person types or chooses about assignments."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from asesmen.gelombang.queries import gelombang_list
from asesmen.penugasan import queries
from asesmen.penugasan.rules.nilai import LEVEL
from asesmen.penugasan.rules.penugasan import GELOMBANG_TERBUKA
from asesmen.penugasan.services import Isian

KEADAAN = [
    ("", "Semua"),
    ("belum", "Belum mengirim"),
    ("dikirim", "Sudah mengirim, belum dinilai"),
    ("dinilai", "Sudah dinilai"),
    ("tanpa_asesor", "Belum ada asesor"),
]
KEADAAN_MENILAI = [
    ("", "Semua"),
    ("perlu", "Perlu dinilai"),
    ("dinilai", "Selesai dinilai"),
    ("belum", "Belum dikirim"),
]
MENIT = "%Y-%m-%dT%H:%M"


def moment_field(label: str, **options: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MENIT)
    return forms.DateTimeField(label=label, input_formats=[MENIT, "%Y-%m-%dT%H:%M:%S"], widget=widget, **options)


class SaringPenugasan(forms.Form):
    cari = forms.CharField(label="Cari tugas atau gelombang", required=False, max_length=100)


class SaringKiriman(forms.Form):
    cari = forms.CharField(label="Nama, NIP, nomor, unit", required=False, max_length=100)
    keadaan = forms.ChoiceField(label="Keadaan", choices=KEADAAN, required=False)


class SaringMenilai(forms.Form):
    keadaan = forms.ChoiceField(label="Keadaan", choices=KEADAAN_MENILAI, required=False)


class SaringCalon(forms.Form):
    cari = forms.CharField(label="Nama, NIP, nomor, unit", required=False, max_length=100)
    pertama = forms.IntegerField(
        label="Centang sekian teratas", required=False, min_value=1, max_value=500, widget=forms.NumberInput
    )


class PenugasanForm(forms.Form):
    """Which task, in which wave, from when until when."""

    gelombang = forms.TypedChoiceField(label="Gelombang", coerce=int)
    tugas = forms.TypedChoiceField(label="Tugas", coerce=int)
    dibuka = moment_field("Dibuka", help_text="Sejak saat ini peserta dapat membaca tugas dan mengunggah berkas.")
    tenggat = moment_field("Tenggat", help_text="Sesudah saat ini kiriman ditolak.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waves = gelombang_list().filter(status__in=GELOMBANG_TERBUKA)
        self.fields["gelombang"].choices = [("", "Pilih gelombang"), *((g.pk, g.nama) for g in waves)]  # type: ignore[attr-defined]
        self.fields["tugas"].choices = [  # type: ignore[attr-defined]
            ("", "Pilih tugas"),
            *((t.pk, f"{t.judul} ({t.kode}, {t.durasi_hari} hari)") for t in queries.tugas_list()),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        dibuka, tenggat = data.get("dibuka"), data.get("tenggat")
        if dibuka and tenggat and tenggat <= dibuka:
            self.add_error("tenggat", "Tenggat harus setelah waktu dibuka. Ubah salah satunya.")
        return data


class TenggatForm(forms.Form):
    tenggat = moment_field("Tenggat baru")
    alasan = forms.CharField(
        label="Alasan, dicatat di jejak audit", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class AsesorForm(forms.Form):
    """Who marks; everybody who holds the role on the day."""

    asesor = forms.TypedChoiceField(label="Asesor", coerce=int, empty_value=None)

    def __init__(self, *args: Any, at: date, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["asesor"]
        field.required = required
        empty = "Pilih asesor" if required else "Tunjuk nanti"
        field.choices = [("", empty), *((a.id, a.nama) for a in queries.asesor_list(at))]  # type: ignore[attr-defined]


class NilaiForm(forms.Form):
    """The rubric as fields: a level and a note per criterion, then the feedback."""

    umpan_balik = forms.CharField(
        label="Umpan balik untuk peserta",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
        help_text="Dibaca peserta setelah hasil diumumkan. Tulis apa yang sudah baik dan satu langkah berikutnya.",
    )

    def __init__(self, *args: Any, rubrik: list[queries.KriteriaIsian], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rubrik = rubrik
        for k in rubrik:
            self.fields[f"level_{k.id}"] = forms.TypedChoiceField(
                label=k.nama, choices=[(n, str(n)) for n in LEVEL], coerce=int, empty_value=None, required=False
            )
            self.fields[f"catatan_{k.id}"] = forms.CharField(label="Catatan", required=False, max_length=500)

    def isian(self) -> dict[int, Isian]:
        if not self.is_valid():
            raise ValidationError("Isian belum benar.", code="invalid")
        return {
            k.id: Isian(self.cleaned_data[f"level_{k.id}"], self.cleaned_data[f"catatan_{k.id}"]) for k in self.rubrik
        }
