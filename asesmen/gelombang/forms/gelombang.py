"""A wave's own facts, and the reason that destructive acts ask for."""

from typing import Any

from django import forms

from asesmen.gelombang.models import Gelombang
from asesmen.gelombang.rules import LABEL, StatusGelombang


def date_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class GelombangForm(forms.ModelForm):
    class Meta:
        model = Gelombang
        fields = ["nama", "tujuan", "tanggal_acuan", "instrumen", "aturan", "batas_sekolah_persen", "is_simulasi"]
        labels = {
            "instrumen": "Instrumen ujian",
            "aturan": "Aturan penilaian",
            "batas_sekolah_persen": "Paling banyak dari satu unit per sesi (%)",
            "is_simulasi": "Gladi bersih",
        }
        help_texts = {
            "nama": "Misalnya Gelombang Guru 2026.",
            "tanggal_acuan": "Standar, unit, dan jabatan pada hari ini yang dipakai untuk menilai.",
            "instrumen": "Boleh dipilih nanti, sebelum gelombang dikunci.",
            "aturan": "Boleh dipilih nanti, sebelum gelombang dikunci.",
            "batas_sekolah_persen": "Supaya sekolah atau puskesmas tidak kosong selama ujian. Lazimnya 50.",
            "is_simulasi": "Untuk mencoba sebelum hari ujian. "
            "Hasilnya tidak diumumkan dan tidak dihitung dalam cakupan.",
        }
        widgets = {"tanggal_acuan": date_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("instrumen", "aturan"):
            self.fields[name].empty_label = "Belum dipilih"  # type: ignore[attr-defined]
        persen = self.fields["batas_sekolah_persen"]
        persen.min_value, persen.max_value = 1, 100  # type: ignore[attr-defined]
        persen.widget.attrs.update({"min": 1, "max": 100})

    def clean_batas_sekolah_persen(self) -> int:
        persen = self.cleaned_data["batas_sekolah_persen"]
        if not 1 <= persen <= 100:
            raise forms.ValidationError("Isi bilangan 1 sampai 100.", code="persen")
        return persen

    def values(self) -> dict[str, Any]:
        """The input as the services take it."""
        data = dict(self.cleaned_data)
        for name in ("instrumen", "aturan"):
            chosen = data.pop(name)
            data[f"{name}_id"] = chosen.pk if chosen else None
        return data


class SaringGelombangForm(forms.Form):
    cari = forms.CharField(label="Cari nama", required=False, max_length=100)
    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Semua"), *((s.value, LABEL[s.value]) for s in StatusGelombang)]
    )
