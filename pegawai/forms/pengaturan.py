from datetime import date
from typing import Any

from django import forms

from pegawai.forms.akun import alasan_field, date_field
from pegawai.rules.nip import NipInvalid, parse_nip
from pegawai.rules.pengaturan import DEFINISI, DOKUMEN


class PengaturanForm(forms.Form):
    """One setting's new value; the field depends on the kind of setting."""

    alasan = alasan_field()

    def __init__(self, data: Any = None, *, kunci: str, nilai: Any) -> None:
        super().__init__(data)
        definisi = DEFINISI[kunci]
        required = {"required": "Isi nilai yang baru."}
        if definisi.jenis == "ya_tidak":
            field: forms.Field = forms.ChoiceField(choices=[("ya", "Ya"), ("tidak", "Tidak")])
            nilai = "ya" if nilai else "tidak"
        elif definisi.jenis == "pilihan":
            field = forms.ChoiceField(choices=definisi.pilihan)
        elif definisi.jenis == "angka":
            field = forms.CharField(max_length=9, widget=forms.TextInput(attrs={"inputmode": "numeric"}))
        elif definisi.jenis == "teks_panjang":
            field = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
        else:
            field = forms.CharField(max_length=200)
        field.label, field.help_text, field.initial = definisi.label, definisi.bantuan, nilai
        field.error_messages |= required
        self.fields = {"nilai": field, **self.fields}


class PenandatanganForm(forms.Form):
    """Who signs a kind of document."""

    dokumen = forms.ChoiceField(label="Dokumen", choices=list(DOKUMEN.items()))
    kapasitas = forms.CharField(
        label="Kapasitas", required=False, max_length=10, help_text="a.n., u.b., Plt., atau Plh."
    )
    jabatan = forms.CharField(label="Jabatan", max_length=150, error_messages={"required": "Isi jabatannya."})
    nama = forms.CharField(label="Nama dengan gelar", max_length=150, error_messages={"required": "Isi namanya."})
    pangkat = forms.CharField(label="Pangkat", required=False, max_length=80, help_text="Misalnya Pembina Utama Muda.")
    nip = forms.CharField(label="NIP", required=False, max_length=30)
    dari = date_field("Berlaku dari")
    sampai = date_field("Berlaku sampai", required=False)

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"dari": today})

    def clean_nip(self) -> str:
        text = self.cleaned_data["nip"]
        try:
            return parse_nip(text).angka if text else ""
        except NipInvalid as fault:
            raise forms.ValidationError(str(fault), code=fault.code) from fault

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        dari, sampai = cleaned.get("dari"), cleaned.get("sampai")
        if dari and sampai and sampai < dari:
            self.add_error("sampai", forms.ValidationError("Akhir berlaku harus sesudah awalnya.", code="order"))
        return cleaned
