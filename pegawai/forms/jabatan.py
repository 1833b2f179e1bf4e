from typing import Any

from django import forms

from pegawai.forms.akun import alasan_field
from pegawai.rules.jabatan import ESELON, JENJANG, JenisJabatan, Kelompok, Rumpun

NONE = ("", "Tidak ditentukan")


def _choice(label: str, choices: Any, **fields: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, **fields)


def _tiers() -> list[tuple[str, str]]:
    return [("", "Tanpa jenjang"), *((j, j) for j in ("JPT Utama", "JPT Madya", *JENJANG))]


class JabatanForm(forms.Form):
    """What one jabatan is, as an officer says."""

    jenis = _choice("Jenis", JenisJabatan.choices())
    jenjang = _choice("Jenjang", _tiers(), required=False)
    eselon = _choice("Eselon", [("", "Tanpa eselon"), *((e, e) for e in ESELON)], required=False)
    kelompok = _choice("Kelompok", Kelompok.choices(), help_text="Dipakai untuk menghitung cakupan asesmen.")
    rumpun = _choice("Rumpun", [("", "Tanpa rumpun"), *Rumpun.choices()], required=False)
    alasan = alasan_field()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("eselon") and cleaned.get("jenis") != JenisJabatan.STRUKTURAL:
            message = "Eselon hanya ada pada jabatan struktural. Kosongkan eselonnya, atau ubah jenisnya."
            self.add_error("eselon", forms.ValidationError(message, code="eselon_not_structural"))
        return cleaned

    def facts(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if name != "alasan"}


class AturanJabatanForm(forms.Form):
    """One rule: which names, and what they tell."""

    nama = forms.CharField(
        label="Nama aturan", max_length=80, error_messages={"required": "Beri nama, agar aturan mudah dikenali."}
    )
    pola = forms.CharField(
        label="Pola nama jabatan",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Satu pola tiap baris; huruf besar dan kecil sama saja. Tanda * berarti apa saja, misalnya guru * "
        "atau * ahli muda. Tulisan {opd} berarti nama perangkat daerah mana pun.",
        error_messages={"required": "Tulis sedikitnya satu pola, misalnya: guru *"},
    )
    syarat = _choice(
        "Hanya untuk jenis",
        [("", "Semua jenis"), *JenisJabatan.choices()],
        required=False,
        help_text="Kosongkan, kecuali aturan ini melengkapi jabatan yang jenisnya sudah diketahui.",
    )
    jenis = _choice("Jenis", [NONE, *JenisJabatan.choices()], required=False)
    jenjang = _choice("Jenjang", [NONE, *_tiers()[1:]], required=False)
    eselon = _choice("Eselon", [NONE, *((e, e) for e in ESELON)], required=False)
    kelompok = _choice("Kelompok", [NONE, *Kelompok.choices()], required=False)
    rumpun = _choice("Rumpun", [NONE, *Rumpun.choices()], required=False)
    alasan = alasan_field()

    def fields_of_rule(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if name != "alasan"}


class CobaForm(forms.Form):
    """The try-out box: what would the rules say of this name?"""

    coba = forms.CharField(label="Nama jabatan", required=False, max_length=200)
    jenis = _choice("Jenis menurut sumber", [("", "Tidak disebut"), *JenisJabatan.choices()], required=False)

    def asked(self) -> tuple[str, dict[str, str]]:
        """The name and what its source states; an empty name for nothing asked."""
        self.is_valid()
        jenis = self.cleaned_data.get("jenis") or ""
        return (self.cleaned_data.get("coba") or "").strip(), {"jenis": jenis} if jenis else {}
