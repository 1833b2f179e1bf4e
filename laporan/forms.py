"""What a report is about, and filters of the list of results."""

from collections.abc import Sequence
from typing import Any

from django import forms

Choices = Sequence[tuple[str, str]]


class KesenjanganForm(forms.Form):
    """A published wave, and one OPD or everything that the reader may see."""

    gelombang = forms.ChoiceField(label="Gelombang")
    opd = forms.ChoiceField(label="Perangkat daerah", required=False)

    def __init__(self, *args: Any, gelombang: Choices, opd: Choices, semua: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gelombang"].choices = gelombang  # type: ignore[attr-defined]
        self.fields["opd"].choices = [("", semua), *opd]  # type: ignore[attr-defined]


class HasilSaring(forms.Form):
    """Which published results are shown. All fields are optional."""

    cari = forms.CharField(label="Nama, NIP, atau unit", required=False, max_length=80)
    kategori = forms.ChoiceField(label="Kelas", required=False)
    kode = forms.ChoiceField(label="Di bawah standar pada", required=False)
    opd = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    unit = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(self, *args: Any, kategori: Choices, kompetensi: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kategori"].choices = [("", "Semua kelas"), *kategori]  # type: ignore[attr-defined]
        self.fields["kode"].choices = [("", "Semua kompetensi"), *kompetensi]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, str]:
        """What is filtered; a value that is not on offer counts as not chosen."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
