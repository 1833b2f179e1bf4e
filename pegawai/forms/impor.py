from pathlib import Path

from django import forms
from django.core.files.uploadedfile import UploadedFile

from pegawai.formats.tabel import MAX_BYTES, MESSAGES


class ImporForm(forms.Form):
    """A file to stage. What is inside is looked at by the job; here only what the name and the size tell."""

    jenis = forms.ChoiceField(
        label="Isi berkas",
        choices=[("pegawai", "Daftar pegawai"), ("hasil", "Hasil penilaian terdahulu")],
        widget=forms.RadioSelect,
        initial="pegawai",
    )
    berkas = forms.FileField(
        label="Berkas",
        help_text="Excel (.xlsx) atau CSV, paling besar 20 MB. Kolom NIP harus berformat Teks.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "Pilih berkas yang akan diunggah.", "empty": MESSAGES["empty"]},
    )

    def clean_berkas(self) -> UploadedFile:
        berkas: UploadedFile = self.cleaned_data["berkas"]
        suffix = Path(berkas.name or "").suffix.lower()
        if (berkas.size or 0) > MAX_BYTES:
            raise forms.ValidationError("Berkas lebih dari 20 MB. Bagi menjadi beberapa berkas.", code="too_large")
        if suffix not in {".xlsx", ".csv"}:
            code = {".xls": "xls_refused", ".xlsm": "macro_refused"}.get(suffix, "not_a_table")
            raise forms.ValidationError(MESSAGES[code], code=code)
        return berkas


class KeputusanForm(forms.Form):
    """An answer to a proposal: the row ("semua" for all), and the person's id, "lain", or nothing to ask again."""

    baris = forms.CharField(max_length=10)
    pilihan = forms.CharField(max_length=20, required=False)

    def clean_pilihan(self) -> dict[str, str | int | None]:
        said: str = self.cleaned_data["pilihan"]
        if said.isdecimal():
            return {"pilihan": "sama", "pegawai_id": int(said)}
        return {"pilihan": said, "pegawai_id": None}

    def clean_baris(self) -> int | None:
        """The row's number, None for all rows."""
        said: str = self.cleaned_data["baris"]
        if said != "semua" and not said.isdecimal():
            raise forms.ValidationError("Baris ini tidak ada di impor. Muat ulang halaman.")
        return None if said == "semua" else int(said)
