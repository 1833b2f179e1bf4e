"""Finding items, uploading them, and composing an instrument."""

from typing import Any

from django import forms

from asesmen.bank.rules.baris import Bawaan
from asesmen.bank.rules.kunci import LABEL, Tipe
from asesmen.bank.services import BagianBaru
from asesmen.kompetensi.queries import KompetensiRow

MAX_BYTES = 5 * 1024 * 1024
BAGIAN_COUNT = 3
LEVEL = [(str(n), f"Level {n}") for n in range(1, 6)]


class ButirCariForm(forms.Form):
    cari = forms.CharField(label="Kode atau isi soal", required=False, max_length=100)
    kompetensi = forms.ChoiceField(label="Kompetensi", required=False)
    level = forms.ChoiceField(label="Level", required=False, choices=[("", "Semua level"), *LEVEL])
    tipe = forms.ChoiceField(
        label="Tipe", required=False, choices=[("", "Semua tipe"), *((t.value, LABEL[t]) for t in Tipe)]
    )
    aktif = forms.ChoiceField(
        label="Dipakai", required=False, choices=[("", "Semua"), ("ya", "Dipakai"), ("tidak", "Tidak dipakai")]
    )

    def __init__(self, *args: Any, kompetensi: list[KompetensiRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kompetensi"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Semua kompetensi"), *((k.kode, f"{k.kode}, {k.nama}") for k in kompetensi)]

    def chosen(self) -> dict[str, str]:
        """The filters that are filled; a form with a strange value filters nothing."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}


class ImporForm(forms.Form):
    """A file of items, and what stands in for columns that it lacks."""

    berkas = forms.FileField(
        label="Berkas butir",
        help_text="Excel (.xlsx) atau JSON, paling besar 5 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.json"}),
    )
    kompetensi = forms.ChoiceField(
        label="Kompetensi bila kolomnya tidak ada", required=False, help_text="Hanya mengisi baris yang kosong."
    )
    level = forms.ChoiceField(label="Level bila kolomnya tidak ada", required=False, choices=[("", "—"), *LEVEL])
    awalan = forms.SlugField(
        label="Awalan kode bila kolomnya tidak ada",
        required=False,
        max_length=30,
        help_text="GR-PED menjadi GR-PED-01, GR-PED-02, dan seterusnya menurut urutan di berkas.",
        error_messages={"invalid": "Pakai huruf, angka, dan tanda hubung saja, misalnya GR-PED."},
    )

    def __init__(self, *args: Any, kompetensi: list[KompetensiRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kompetensi"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *((k.kode, f"{k.kode}, {k.nama}") for k in kompetensi)]

    def clean_berkas(self) -> Any:
        berkas = self.cleaned_data["berkas"]
        if berkas.size > MAX_BYTES:
            raise forms.ValidationError("Paling besar 5 MB. Bagi menjadi beberapa berkas.", code="terlalu_besar")
        if not berkas.name.lower().endswith((".xlsx", ".json")):
            message = "Jenis berkas ini tidak dibaca. Simpan sebagai Excel (.xlsx), lalu unggah lagi."
            raise forms.ValidationError(message, code="jenis_berkas")
        return berkas

    def bawaan(self) -> Bawaan:
        data = self.cleaned_data
        return Bawaan(data["kompetensi"], data["level"], data["awalan"])


class AlasanForm(forms.Form):
    alasan = forms.CharField(label="Alasan", max_length=300)


class InstrumenForm(forms.Form):
    """An instrument of up to three sections; the counts stand in fields `jumlah_<section>_<code>`."""

    nama = forms.CharField(label="Nama instrumen", max_length=150)
    durasi_menit = forms.IntegerField(label="Waktu seluruhnya (menit)", min_value=1, max_value=600, initial=120)
    navigasi = forms.ChoiceField(
        label="Perpindahan antarsoal",
        required=False,
        choices=[("bebas", "Bebas, peserta boleh kembali"), ("berurutan", "Berurutan, tanpa kembali")],
    )
    petunjuk = forms.CharField(
        label="Petunjuk umum", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, kompetensi: list[KompetensiRow], tersedia: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kompetensi, self.tersedia = kompetensi, tersedia
        for n in range(1, BAGIAN_COUNT + 1):
            self.fields[f"nama_{n}"] = forms.CharField(label=f"Nama bagian {n}", max_length=100, required=n == 1)
            self.fields[f"durasi_{n}"] = forms.IntegerField(
                label=f"Waktu bagian {n} (menit)",
                required=False,
                min_value=1,
                max_value=600,
                help_text="Isi pada semua bagian, atau pada tidak satu pun." if n == 1 else "",
            )
            self.fields[f"petunjuk_{n}"] = forms.CharField(
                label=f"Petunjuk bagian {n}",
                required=False,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            for k in kompetensi:
                self.fields[f"jumlah_{n}_{k.kode}"] = forms.IntegerField(
                    label=f"{k.nama}, bagian {n}",
                    required=False,
                    min_value=0,
                    max_value=200,
                    widget=forms.NumberInput(attrs={"class": "form-control angka", "inputmode": "numeric"}),
                )

    def kisi(self) -> list[dict[str, Any]]:
        """The table of counts: one row per competency with a field per section."""
        return [
            {
                "kompetensi": k,
                "tersedia": self.tersedia.get(k.kode, 0),
                "sel": [self[f"jumlah_{n}_{k.kode}"] for n in range(1, BAGIAN_COUNT + 1)],
            }
            for k in self.kompetensi
        ]

    def bagian_fields(self) -> list[dict[str, Any]]:
        return [
            {"nomor": n, "isian": [self[f"{name}_{n}"] for name in ("nama", "durasi", "petunjuk")]}
            for n in range(1, BAGIAN_COUNT + 1)
        ]

    def clean_navigasi(self) -> str:
        return self.cleaned_data["navigasi"] or "bebas"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for n in range(1, BAGIAN_COUNT + 1):
            has_items, has_name = bool(self._counts(n)), bool(data.get(f"nama_{n}"))
            if has_items and not has_name and f"nama_{n}" not in self.errors:
                self.add_error(f"nama_{n}", f"Beri nama bagian {n}: bagian ini sudah berisi butir.")
            if has_name and not has_items:
                self.add_error(f"nama_{n}", f"Isi jumlah butir bagian {n} pada tabel, atau kosongkan namanya.")
        return data

    def _counts(self, n: int) -> dict[str, int]:
        counts = {k.kode: self.cleaned_data.get(f"jumlah_{n}_{k.kode}") or 0 for k in self.kompetensi}
        return {kode: count for kode, count in counts.items() if count}

    def sections(self) -> list[BagianBaru]:
        data = self.cleaned_data
        return [
            BagianBaru(data[f"nama_{n}"], self._counts(n), data[f"petunjuk_{n}"], data[f"durasi_{n}"])
            for n in range(1, BAGIAN_COUNT + 1)
            if data[f"nama_{n}"]
        ]
