"""Searches and filters above the lists. All fields may stay empty; what cannot be read counts as empty."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from html import escape
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from antrean.formats.teks import count_text
from pegawai.queries import OpdRow, Saringan
from pegawai.rules.jabatan import JenisJabatan, Kelompok
from pegawai.rules.jejak import label_tindakan, words
from pegawai.rules.peran import Peran
from pegawai.rules.unit import jalur_ids

Choices = list[tuple[str, str]]
STATUS_ASESMEN: Choices = [("sudah", "Sudah asesmen"), ("belum", "Belum asesmen"), ("kedaluwarsa", "Kedaluwarsa")]
STATUS_AKUN: Choices = [
    ("aktif", "Aktif"), ("nonaktif", "Nonaktif"), ("sementara", "Sandi masih sementara"),
    ("tanpa_faktor", "Tanpa faktor kedua"),
]  # fmt: skip
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


class UnitSelect(forms.Select):
    """Units under their perangkat daerah. A regency has a thousand: a template per option would be slow."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = str(value or "")
        # Keys are numbers; escape() once a name is the whole cost of a list that every page carries.
        written = "".join(self._group(label, choices, chosen) for label, choices in self.choices)
        outer = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        return format_html("<select{}>{}</select>", flatatt(outer), SafeString(written))

    def _group(self, label: str, choices: Any, chosen: str) -> str:
        if not isinstance(choices, list):
            return self._option(label, choices, chosen)
        options = "".join(self._option(key, text, chosen) for key, text in choices)
        return f'<optgroup label="{escape(label)}">{options}</optgroup>'

    def _option(self, key: str, text: str, chosen: str) -> str:
        return f'<option value="{escape(key)}"{" selected" if key == chosen else ""}>{escape(text)}</option>'


def unit_choices(units: Sequence[OpdRow], whole: str = "{} seluruhnya") -> list[Any]:
    """Each topmost unit with those below it as a group; one with nothing below stands alone. `whole` names its head."""
    by_id = {unit.id: unit for unit in units}
    below: dict[int, list[OpdRow]] = {}
    for unit in units:
        path = [i for i in jalur_ids(unit.jalur)[1:] if i in by_id] or [unit.id]
        below.setdefault(path[0], []).append(unit)
    return [
        _unit_group(by_id[top], rows, whole)
        for top, rows in sorted(below.items(), key=lambda item: by_id[item[0]].nama)
    ]


def _unit_group(top: OpdRow, rows: list[OpdRow], whole: str) -> Any:
    if len(rows) == 1:
        return str(top.id), top.nama
    others = [(str(unit.id), unit.nama) for unit in rows if unit.id != top.id]
    return top.nama, [(str(top.id), whole.format(top.nama)), *others]


class SaringPegawaiForm(SaringForm):
    cari = forms.CharField(
        label="Nama, NIP, unit", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    kelompok = _choice("Kelompok", "Semua kelompok", Kelompok.choices())
    jenjang = _choice("Jenjang", "Semua jenjang", [])
    unit = forms.ChoiceField(label="Unit", required=False, widget=UnitSelect)
    status = _choice("Status asesmen", "Semua status", STATUS_ASESMEN)

    def __init__(self, data: Any, *, units: Sequence[OpdRow], jenjang: Sequence[str]) -> None:
        super().__init__(data)
        self.fields["unit"].choices = [("", "Semua unit"), *unit_choices(units)]  # type: ignore[attr-defined]
        self.fields["jenjang"].choices = [("", "Semua jenjang"), *((j, j) for j in jenjang)]  # type: ignore[attr-defined]

    def saringan(self, urut: str) -> Saringan:
        unit = self.value("unit")
        return Saringan(
            cari=self.value("cari"),
            kelompok=self.value("kelompok"),
            jenjang=self.value("jenjang"),
            unit_id=int(unit) if unit else None,
            status=self.value("status"),
            urut=urut,
        )


class SaringJabatanForm(SaringForm):
    cari = forms.CharField(label="Nama jabatan", required=False, max_length=100)
    jenis = _choice("Jenis", "Semua jenis", JenisJabatan.choices())
    kelompok = _choice("Kelompok", "Semua kelompok", Kelompok.choices())
    tetap = _choice("Penentu", "Aturan dan petugas", [("tidak", "Menurut aturan"), ("ya", "Ditetapkan petugas")])


class SaringImporForm(SaringForm):
    cari = forms.CharField(label="Nama berkas", required=False, max_length=100)
    jenis = _choice("Jenis", "Semua jenis", [("pegawai", "Daftar pegawai"), ("hasil", "Hasil terdahulu")])
    status = _choice("Keadaan", "Semua keadaan", STATUS_IMPOR)


class SaringBarisForm(SaringForm):
    """Rows of one import: by name or NIP, and by the column that has a trouble."""

    cari = forms.CharField(label="Nama atau NIP", required=False, max_length=100)
    kolom = _choice("Masalah di kolom", "Semua kolom", [])

    def __init__(self, data: Any, *, kolom: Sequence[Sequence[Any]]) -> None:
        super().__init__(data)
        choices = [(name, f"{name} ({count_text(count)})") for name, count in kolom]
        self.fields["kolom"].choices = [("", "Semua kolom"), *choices]  # type: ignore[attr-defined]


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
    status = _choice("Keadaan", "Semua keadaan", STATUS_AKUN)


class SaringPeranForm(SaringForm):
    cari = forms.CharField(label="Nama atau nama pengguna", required=False, max_length=100)
    peran = _choice("Peran", "Semua peran", Peran.choices())
    unit = _choice("Unit dan bawahannya", "Semua unit", [])
    status = _choice("Keadaan", "Berlaku hari ini", [("nanti", "Belum mulai"), ("berakhir", "Berakhir")])

    def __init__(self, data: Any, *, units: Sequence[OpdRow]) -> None:
        super().__init__(data)
        self.jalur = {str(unit.id): unit.jalur for unit in units}
        choices = [(str(unit.id), unit.nama) for unit in units]
        self.fields["unit"].choices = [("", "Semua unit"), *choices]  # type: ignore[attr-defined]


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
