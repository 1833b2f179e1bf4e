"""Filters of lists, and the reason of an act."""

from collections.abc import Sequence
from typing import Any

from django import forms


class HasilSaring(forms.Form):
    """Which results of a computation are shown. All fields are optional."""

    cari = forms.CharField(label="Nama, NIP, atau unit", required=False, max_length=80)
    kategori = forms.ChoiceField(label="Kelas", required=False)
    kode = forms.ChoiceField(label="Di bawah standar pada", required=False)

    def __init__(
        self, *args: Any, kategori: Sequence[tuple[str, str]], kompetensi: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kategori"].choices = [("", "Semua kelas"), *kategori]  # type: ignore[attr-defined]
        self.fields["kode"].choices = [("", "Semua kompetensi"), *kompetensi]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, str]:
        """What is filtered; a value that is not on offer counts as not chosen."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
