from collections.abc import Sequence
from typing import Any

from django import forms

from pegawai.forms.akun import alasan_field
from pegawai.forms.saring import UnitSelect, unit_choices
from pegawai.queries import OpdRow
from pegawai.rules.pohon_unit import allowed_jenis
from pegawai.rules.unit import JenisUnit


class UnitForm(forms.Form):
    """Another name or kind for a unit."""

    nama = forms.CharField(label="Nama unit", max_length=200, error_messages={"required": "Isi nama unit."})
    jenis = forms.ChoiceField(label="Jenis")
    alasan = alasan_field("Tulis alasannya, misalnya nomor peraturan yang mengubah nama unit.")

    def __init__(self, data: Any = None, *, unit: Any) -> None:
        super().__init__(data, initial={"nama": unit.nama, "jenis": unit.jenis})
        allowed = {*allowed_jenis(unit.jalur), unit.jenis}
        self.fields["jenis"].choices = [pair for pair in JenisUnit.choices() if pair[0] in allowed]  # type: ignore[attr-defined]


class TujuanForm(forms.Form):
    """Into which unit another one goes. A GET form: the page shows first what would happen."""

    tujuan = forms.ChoiceField(
        label="Digabungkan ke unit",
        widget=UnitSelect,
        help_text="Pegawai dan unit di bawahnya pindah ke unit ini.",
        error_messages={"required": "Pilih unit tujuan.", "invalid_choice": "Unit tujuan tidak ditemukan."},
    )

    def __init__(self, data: Any, *, units: Sequence[OpdRow], unit_id: int) -> None:
        super().__init__(data)
        others = [unit for unit in units if unit.id != unit_id]
        self.fields["tujuan"].choices = [("", "Pilih unit"), *unit_choices(others, whole="{}")]  # type: ignore[attr-defined]
