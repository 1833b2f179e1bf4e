"""Which column is which: first where the header stands, then a column for each fact."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from pegawai.formats.tabel import Lembar
from pegawai.forms.saring import SaringForm
from pegawai.rules.kolom import HASIL, HEADER_WITHIN, PEGAWAI, Fields
from pegawai.rules.kolom_berkas import KolomBerkas, guess_judul, kolom_berkas, suggest_kolom
from pegawai.rules.pilihan_kolom import LABEL, PilihanKolom

FIELDS: Mapping[str, Fields] = {"pegawai": PEGAWAI, "hasil": HASIL}


class JudulKolomForm(SaringForm):
    """Where a file's header stands. GET; what is not asked comes from how the file was read, or is guessed."""

    lembar = forms.TypedChoiceField(label="Lembar", required=False, coerce=int, empty_value=None)
    baris = forms.IntegerField(label="Baris judul", required=False, min_value=1, max_value=HEADER_WITHIN)
    dua_baris = forms.BooleanField(label="Judul memakai dua baris", required=False)

    def __init__(self, data: Any, *, lembar: Sequence[Lembar], jenis: str, pilihan: PilihanKolom | None) -> None:
        self.sheets, self.fields_of, self.kept = lembar, FIELDS[jenis], pilihan
        asked = {name: data[name] for name in ("lembar", "baris", "dua_baris") if name in data}
        super().__init__(asked if "lembar" in asked else self._start())
        names = [(index, sheet.nama) for index, sheet in enumerate(lembar)]
        self.fields["lembar"].choices = names  # type: ignore[attr-defined]

    def _start(self) -> dict[str, Any]:
        if self.kept is None:
            return {"lembar": 0, "baris": guess_judul(self.sheets[0].rows)}
        names = [sheet.nama for sheet in self.sheets]
        at = names.index(self.kept.lembar) if self.kept.lembar in names else 0
        return {"lembar": at, "baris": self.kept.baris_judul, "dua_baris": self.kept.dua_baris}

    @property
    def sheet(self) -> Lembar:
        return self.sheets[self.value("lembar") or 0]

    @property
    def baris_judul(self) -> int:
        return self.value("baris") or guess_judul(self.sheet.rows)

    @property
    def is_dua_baris(self) -> bool:
        return bool(self.value("dua_baris"))

    def kolom(self) -> list[KolomBerkas]:
        return kolom_berkas(self.sheet.rows, self.baris_judul, dua_baris=self.is_dua_baris)

    def suggestion(self) -> dict[str, int]:
        """Field → column: as the file was read when the header is still the same, else by its words."""
        here = (self.sheet.nama, self.baris_judul, self.is_dua_baris)
        if self.kept and (self.kept.lembar, self.kept.baris_judul, self.kept.dua_baris) == here:
            return self.kept.kolom
        return suggest_kolom(self.sheet.rows, self.baris_judul, self.fields_of, dua_baris=self.is_dua_baris)


class KolomForm(forms.Form):
    """A column for each fact, and the name under which the source is remembered."""

    nama_profil = forms.CharField(
        label="Ingat untuk sumber",
        required=False,
        max_length=80,
        help_text="Berkas berikutnya dengan judul kolom yang sama langsung dibaca seperti ini. Kosongkan bila hanya "
        "untuk berkas ini.",
    )

    def __init__(self, data: Any, *, judul: JudulKolomForm, needed: Sequence[str], nama_profil: str) -> None:
        self.judul = judul
        suggestion = judul.suggestion()
        initial = {name: str(at) for name, at in suggestion.items()} | {"nama_profil": nama_profil}
        super().__init__(data, initial=initial)
        columns = [(str(kolom.index), kolom.label) for kolom in judul.kolom()]
        order = [*needed, *(name for name in judul.fields_of if name not in needed)]
        for name in order:
            is_needed = name in needed
            self.fields[name] = forms.ChoiceField(
                label=LABEL[name],
                required=is_needed,
                choices=[("", "Pilih kolomnya" if is_needed else "Tidak dipakai"), *columns],
                error_messages={"required": f"Kolom {LABEL[name]} wajib ditunjuk."},
            )
        self.order_fields([*order, "nama_profil"])

    def pilihan(self) -> PilihanKolom:
        chosen = {name: int(value) for name, value in self.cleaned_data.items() if name != "nama_profil" and value}
        return PilihanKolom(self.judul.sheet.nama, self.judul.baris_judul, self.judul.is_dua_baris, chosen)
