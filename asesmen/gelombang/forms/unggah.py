"""Uploads: the file is read in a child process and turned into rows; nothing is stored."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from asesmen.gelombang.rules import Pola
from asesmen.gelombang.rules.daftar import read_peserta, read_pola, read_ruang
from pegawai.formats.tabel import Lembar, TabelUnreadable, read_tabel
from pegawai.rules.kolom import Baris, HeaderMissing
from pegawai.rules.masalah import BarisDibaca

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 5_000


class UnggahForm(forms.Form):
    berkas = forms.FileField(
        label="Berkas Excel atau CSV",
        error_messages={"required": "Pilih berkasnya.", "empty": "Berkas ini kosong."},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_berkas(self) -> UploadedFile:
        upload = self.cleaned_data["berkas"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError("Berkas lebih dari 5 MB. Bagi menjadi beberapa berkas.", code="too_large")
        self.sheets = sheets_of(upload)
        return upload


def sheets_of(upload: UploadedFile) -> list[Lembar]:
    with tempfile.NamedTemporaryFile(prefix="unggah-") as kept:
        for chunk in upload.chunks():
            kept.write(chunk)
        kept.flush()
        try:
            return read_tabel(Path(kept.name), upload.name or "")
        except TabelUnreadable as fault:
            raise forms.ValidationError(str(fault), code=fault.code) from fault


class UnggahPesertaForm(UnggahForm):
    """`baris` holds the rows of the first sheet that names a NIP column."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "berkas" in data:
            self._read()
        return data

    def _read(self) -> None:
        for sheet in self.sheets:
            try:
                self.baris = read_peserta(sheet.rows)
            except HeaderMissing:
                continue
            if len(self.baris) > MAX_ROWS:
                self.add_error("berkas", "Daftar ini lebih dari 5.000 baris. Bagi menjadi beberapa berkas.")
            elif not self.baris:
                self.add_error("berkas", "Di bawah judul kolom tidak ada baris yang berisi.")
            return
        self.add_error("berkas", "Tidak ada kolom NIP. Beri judul kolom NIP di salah satu dari 30 baris pertama.")


class UnggahRuangForm(UnggahForm):
    """`ruang` holds rows of rooms, `pola` and `baris_sesi` the daily pattern; either sheet may be absent."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "berkas" not in data:
            return data
        rows = [sheet.rows for sheet in self.sheets]
        self.ruang: list[BarisDibaca] = _first(read_ruang, rows) or []
        pola: tuple[list[Pola], list[BarisDibaca]] = _first(read_pola, rows) or ([], [])
        self.pola, self.baris_sesi = pola
        if not self.ruang and not self.baris_sesi:
            self.add_error(
                "berkas",
                "Tidak ada lembar ruang (kolom Kode, Nama Ruang, Kapasitas Ujian) atau lembar sesi (kolom Sesi, Mulai, "
                "Selesai).",
            )
        return data


def _first(reader: Any, sheets: Sequence[Sequence[Baris]]) -> Any:
    for rows in sheets:
        try:
            return reader(rows)
        except HeaderMissing:
            continue
    return None
