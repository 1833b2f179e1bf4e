"""Asking for a correction, answering one, and looking for those that wait."""

from typing import Any

from django import forms

from pegawai.forms.saring import SaringForm
from pegawai.rules.koreksi import Bidang, Status


class KoreksiForm(forms.Form):
    bidang = forms.ChoiceField(label="Bagian data yang keliru", choices=Bidang.choices())
    seharusnya = forms.CharField(
        label="Isi yang seharusnya",
        required=False,
        max_length=300,
        help_text="Tanggal ditulis seperti 17-08-1985. Kosongkan hanya bila gelar itu tidak ada.",
    )
    penjelasan = forms.CharField(
        label="Penjelasan dan bukti",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Sebutkan dokumen yang mendukung, misalnya nomor SK atau ijazah.",
        error_messages={"required": "Jelaskan mengapa data itu keliru."},
    )


class JawabKoreksiForm(forms.Form):
    putusan = forms.ChoiceField(
        label="Putusan",
        choices=[("", "Pilih putusan"), ("terima", "Terima"), ("tolak", "Tolak")],
        error_messages={"required": "Pilih terima atau tolak."},
    )
    jawaban = forms.CharField(
        label="Jawaban kepada pegawai",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dibaca oleh yang mengajukan: apa yang diubah atau akan diubah, atau mengapa tidak.",
        error_messages={"required": "Tulis jawaban dan alasannya."},
    )


class SaringKoreksiForm(SaringForm):
    cari = forms.CharField(label="Nama atau NIP", required=False, max_length=100)
    status = forms.ChoiceField(label="Keadaan", required=False, choices=[("", "Semua keadaan"), *Status.choices()])

    def asked(self) -> dict[str, Any]:
        return {name: self.value(name) for name in self.fields}
