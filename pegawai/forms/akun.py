from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from pegawai.queries import OpdRow
from pegawai.rules.jabatan import Kelompok
from pegawai.rules.nip import clean_nip
from pegawai.rules.peran import Peran

USERNAME_MESSAGE = "Pakai huruf kecil, angka, titik, atau garis bawah, 3 sampai 60 karakter."


def date_field(label: str, **fields: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **fields)


def alasan_field(required: str = "Tulis alasannya, misalnya nomor surat tugas.") -> forms.CharField:
    return forms.CharField(
        label="Alasan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Dicatat pada jejak audit.",
        error_messages={"required": required},
    )


class AkunForm(forms.Form):
    nama = forms.CharField(label="Nama", max_length=150, error_messages={"required": "Isi nama pemegang akun."})
    username = forms.RegexField(
        r"^[a-z0-9][a-z0-9._]{2,59}$",
        label="Nama pengguna",
        help_text="ASN memakai NIP tanpa spasi.",
        error_messages={"invalid": USERNAME_MESSAGE, "required": "Isi nama pengguna."},
    )
    nip = forms.CharField(
        label="NIP",
        required=False,
        max_length=30,
        help_text="Hubungkan dengan pegawai, agar ia dapat melihat hasilnya.",
    )
    email = forms.EmailField(label="Surel", required=False)

    def __init__(self, data: Any = None, *, is_all: bool = True) -> None:
        super().__init__(data)
        if not is_all:
            self.fields["nip"].required = True
            self.fields["nip"].error_messages["required"] = "Isi NIP pegawai unit Anda."

    def clean_nip(self) -> str:
        return clean_nip(self.cleaned_data["nip"])


class MassalForm(forms.Form):
    """For whom accounts are made at once."""

    unit = forms.ChoiceField(label="Unit dan bawahannya", required=False)
    kelompok = forms.ChoiceField(
        label="Kelompok", required=False, choices=[("", "Semua kelompok"), *Kelompok.choices()]
    )

    def __init__(self, data: Any = None, *, units: Sequence[OpdRow], is_all: bool) -> None:
        super().__init__(data)
        empty = "Semua unit" if is_all else "Semua unit Anda"
        self.fields["unit"].choices = [("", empty), *((str(u.id), u.nama) for u in units)]  # type: ignore[attr-defined]
        self.jalur = {str(unit.id): unit.jalur for unit in units}

    def asked(self) -> dict[str, str]:
        """The part of the tree and the group, empty for all."""
        unit = self.cleaned_data["unit"]
        return {"jalur": self.jalur.get(unit, ""), "kelompok": self.cleaned_data["kelompok"]}


class PeranForm(forms.Form):
    """A role for an account."""

    peran = forms.ChoiceField(label="Peran", choices=Peran.choices())
    unit = forms.ChoiceField(label="Unit", required=False, help_text="Kosong berarti semua unit.")
    dari = date_field("Berlaku dari")
    sampai = date_field("Berlaku sampai", required=False, help_text="Kosong berarti sampai dicabut.")
    alasan = alasan_field()

    def __init__(self, data: Any = None, *, units: Sequence[OpdRow], today: date, is_all: bool = True) -> None:
        super().__init__(data, initial={"dari": today}, prefix="peran")
        empty = "Semua unit" if is_all else "Pilih unit"
        self.fields["unit"].choices = [("", empty), *((str(u.id), u.nama) for u in units)]  # type: ignore[attr-defined]
        if not is_all:
            self.fields["unit"].help_text = "Anda memberi peran pada unit Anda dan bawahannya."
        self.today, self.is_all = today, is_all

    def clean_dari(self) -> date:
        dari: date = self.cleaned_data["dari"]
        if dari < self.today:
            raise forms.ValidationError("Peran tidak dapat berlaku surut. Pilih hari ini atau sesudahnya.", code="past")
        return dari

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.is_all and not cleaned.get("unit") and cleaned.get("peran") != Peran.ASN:
            self.add_error("unit", forms.ValidationError("Pilih unit; Anda administrator unit.", code="unit"))
        dari, sampai = cleaned.get("dari"), cleaned.get("sampai")
        if dari and sampai and sampai < dari:
            self.add_error("sampai", forms.ValidationError("Akhir berlaku harus sesudah awalnya.", code="order"))
        return cleaned


class AlasanForm(forms.Form):
    """The reason that a dialog asks for."""

    alasan = alasan_field("Tulis alasannya; alasan dicatat pada jejak audit. Belum ada yang berubah.")
