"""One person's input: entry, and what a proctor asks for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from asesmen.ujian.services.proktor import MAX_MINUTES


class MasukForm(forms.Form):
    """The card's two fields. Only emptiness is judged here: what does not fit is one and the same refusal."""

    nip = forms.CharField(max_length=40, error_messages={"required": "NIP belum diisi. Lihat nomor 1 pada kartu."})
    kode = forms.CharField(
        max_length=40, error_messages={"required": "Kode kartu belum diisi. Lihat nomor 2 pada kartu."}
    )


class TindakanForm(forms.Form):
    """An act on seats: whom (none means the whole room), and why."""

    peserta = forms.CharField(required=False, max_length=2000)
    alasan = forms.CharField(
        max_length=300,
        error_messages={
            "required": "Tulis alasannya: tindakan ini tercatat dan dapat ditanyakan kemudian.",
            "max_length": "Alasan paling banyak 300 huruf. Persingkat.",
        },
    )

    def clean_peserta(self) -> list[int]:
        parts = [p for p in self.cleaned_data["peserta"].split(",") if p]
        if not all(p.isascii() and p.isdigit() and len(p) < 12 for p in parts):
            raise ValidationError("Pilihan kursi tidak terbaca. Muat ulang halaman, lalu pilih lagi.", code="peserta")
        return [int(p) for p in parts]


class TambahWaktuForm(TindakanForm):
    menit = forms.IntegerField(
        min_value=1,
        max_value=MAX_MINUTES,
        error_messages={
            "required": "Isi berapa menit ditambahkan.",
            "invalid": "Isi dengan angka, misalnya 7.",
            "min_value": "Paling sedikit 1 menit.",
            "max_value": f"Paling banyak {MAX_MINUTES} menit sekaligus.",
        },
    )


class KehadiranForm(forms.Form):
    peserta = forms.CharField(max_length=2000, error_messages={"required": "Pilih kursinya lebih dulu."})
    kehadiran = forms.ChoiceField(
        choices=[("hadir", "Hadir"), ("tidak_hadir", "Tidak hadir"), ("belum", "Belum hadir")]
    )

    clean_peserta = TindakanForm.clean_peserta


def first_error(form: forms.Form) -> str:
    """The first sentence that stands against a form."""
    errors: dict[str, Any] = dict(form.errors)
    return str(next(iter(next(iter(errors.values()))))) if errors else ""
