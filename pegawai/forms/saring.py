"""Searches and filters above the lists. All fields may stay empty; what cannot be read counts as empty."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from pegawai.queries import OpdRow, Saringan
from pegawai.rules.jabatan import Kelompok
from pegawai.rules.jejak import label_tindakan, words
from pegawai.rules.peran import Peran

Choices = list[tuple[str, str]]
STATUS_ASESMEN: Choices = [("sudah", "Sudah asesmen"), ("belum", "Belum asesmen"), ("kedaluwarsa", "Kedaluwarsa")]
STATUS_IMPOR: Choices = [
    ("pemetaan", "Kolom belum dikenal"), ("pratinjau", "Pratinjau"), ("diterapkan", "Diterapkan"),
    ("ditarik", "Ditarik kembali"), ("dibuang", "Dibuang"), ("gagal", "Tidak terbaca"),
]  # fmt: skip


class SaringForm(forms.Form):
    """A GET form; `value` gives a field's clean value, or an empty one where it cannot be read."""

    def value(self, name: str) -> Any:
        self.is_valid()
        return self.cleaned_data.get(name) or ""

    @property
    def ada(self) -> bool:
        """Whether anything is asked for."""
        return any(self.value(name) for name in self.fields)


def _choice(label: str, everything: str, choices: Choices) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", everything), *choices])


def _date(label: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class SaringPegawaiForm(SaringForm):
    cari = forms.CharField(
        label="Nama atau NIP", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    kelompok = _choice("Kelompok", "Semua kelompok", Kelompok.choices())
    unit = _choice("Unit", "Semua unit", [])
    status = _choice("Status asesmen", "Semua status", STATUS_ASESMEN)

    def __init__(self, data: Any, *, units: Sequence[OpdRow]) -> None:
        super().__init__(data)
        choices = [(str(unit.id), unit.nama) for unit in units]
        self.fields["unit"].choices = [("", "Semua unit"), *choices]  # type: ignore[attr-defined]

    def saringan(self, urut: str) -> Saringan:
        unit = self.value("unit")
        return Saringan(
            cari=self.value("cari"),
            kelompok=self.value("kelompok"),
            unit_id=int(unit) if unit else None,
            status=self.value("status"),
            urut=urut,
        )


class SaringImporForm(SaringForm):
    cari = forms.CharField(label="Nama berkas", required=False, max_length=100)
    jenis = _choice("Jenis", "Semua jenis", [("pegawai", "Daftar pegawai"), ("hasil", "Hasil terdahulu")])
    status = _choice("Keadaan", "Semua keadaan", STATUS_IMPOR)


class SaringPekerjaanForm(SaringForm):
    cari = forms.CharField(label="Cari", required=False, max_length=100)
    status = _choice(
        "Keadaan", "Semua keadaan", [("selesai", "Selesai"), ("gagal", "Gagal"), ("dibatalkan", "Dibatalkan")]
    )
    pembuat = _choice("Pembuat", "Saya", [("semua", "Semua orang")])

    def __init__(self, data: Any, *, may_see_all: bool) -> None:
        super().__init__(data)
        if not may_see_all:
            del self.fields["pembuat"]


class SaringAkunForm(SaringForm):
    cari = forms.CharField(label="Nama, nama pengguna, atau surel", required=False, max_length=100)
    peran = _choice("Peran", "Semua peran", Peran.choices())
    status = _choice("Keadaan", "Semua keadaan", [("aktif", "Aktif"), ("nonaktif", "Nonaktif")])


def _acts(noun: str, tindakan: Sequence[str]) -> Choices:
    """Everything about a noun, then each of its acts."""
    acts = [(name, label_tindakan(name)) for name in tindakan if name.startswith(f"{noun}.")]
    return [(noun, f"{words(noun)}: semua"), *acts]


class SaringJejakForm(SaringForm):
    cari = forms.CharField(label="Kejadian atau alasan", required=False, max_length=100)
    pelaku = forms.CharField(label="Pelaku", required=False, max_length=100)
    tindakan = _choice("Tindakan", "Semua tindakan", [])
    objek = forms.CharField(
        label="Objek atau NIP",
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"placeholder": "gelombang:12"}),
    )
    dari = _date("Dari tanggal")
    sampai = _date("Sampai tanggal")

    def __init__(self, data: Any, *, tindakan: Sequence[str]) -> None:
        super().__init__(data)
        nouns = sorted({name.partition(".")[0] for name in tindakan})
        groups = [(words(noun), _acts(noun, tindakan)) for noun in nouns]
        self.fields["tindakan"].choices = [("", "Semua tindakan"), *groups]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """What jejak_list is asked for."""
        begin, end = self.moments()
        words = {name: self.value(name) for name in ("cari", "pelaku", "tindakan", "objek")}
        return words | {"dari": begin, "sampai": end}

    def moments(self) -> tuple[datetime | None, datetime | None]:
        """The asked days as moments in the office's zone; the end is the morning after the last day."""
        first, last = self.value("dari"), self.value("sampai")
        zone = timezone.get_current_timezone()
        begin = datetime.combine(first, time(), zone) if first else None
        return begin, datetime.combine(last + timedelta(days=1), time(), zone) if last else None
