"""Search of the dictionary, and trying a rule set out."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from asesmen.kompetensi.rules.pilihan import Jenis

JENIS_LABEL = {
    Jenis.MANAJERIAL: "Manajerial",
    Jenis.SOSIAL_KULTURAL: "Sosial kultural",
    Jenis.TEKNIS: "Teknis",
    Jenis.LITERASI_DIGITAL: "Literasi digital",
    Jenis.POTENSI: "Potensi",
}
BOBOT_MAKSIMUM = 5
BANYAK_MAKSIMUM = 200


class KamusCariForm(forms.Form):
    cari = forms.CharField(label="Nama, kode, atau definisi", required=False, max_length=100)
    jenis = forms.ChoiceField(
        label="Jenis", required=False, choices=[("", "Semua jenis"), *((j.value, t) for j, t in JENIS_LABEL.items())]
    )


class CobaForm(forms.Form):
    """Numbers to try a rule set with; all may stay empty."""

    persen = forms.DecimalField(
        label="Bagian poin yang diperoleh (%)",
        required=False,
        localize=True,
        min_value=0,
        max_value=100,
        max_digits=7,
        decimal_places=4,
        help_text="Soal benar atau salah, per kompetensi. Misalnya 54,99.",
        error_messages={"invalid": "Tulis angka 0 sampai 100, misalnya 54,99."},
    )
    bobot = forms.CharField(
        label="Bobot opsi yang dipilih",
        required=False,
        max_length=600,
        help_text="Soal situasional, dipisah spasi; 0 untuk soal kosong. Misalnya 5 4 3 0.",
    )
    jpm = forms.DecimalField(
        label="JPM (%)",
        required=False,
        localize=True,
        min_value=0,
        max_value=999,
        max_digits=9,
        decimal_places=6,
        help_text="Belum dibulatkan. Misalnya 77,9999.",
        error_messages={"invalid": "Tulis angka, misalnya 77,9999."},
    )

    def clean_bobot(self) -> list[Decimal]:
        parts = re.split(r"[\s;,]+", self.cleaned_data["bobot"].strip())
        try:
            weights = [Decimal(part) for part in parts if part]
        except InvalidOperation:
            raise forms.ValidationError("Tulis angka dipisah spasi, misalnya 5 4 3 0.", code="bukan_angka") from None
        if len(weights) > BANYAK_MAKSIMUM:
            raise forms.ValidationError(f"Paling banyak {BANYAK_MAKSIMUM} soal.", code="terlalu_banyak")
        if any(not w.is_finite() or not 0 <= w <= BOBOT_MAKSIMUM for w in weights):
            raise forms.ValidationError("Bobot 0 sampai 5.", code="di_luar_batas")
        return weights

    def values(self) -> dict[str, Any]:
        return self.cleaned_data if self.is_valid() else {}
