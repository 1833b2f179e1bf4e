"""One person's input: entry, and what a proctor asks for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from asesmen.ujian.rules.berkas import MAX_BYTES
from asesmen.ujian.rules.karantina import LABEL_KEADAAN
from asesmen.ujian.rules.kejadian import LABEL_KEJADIAN, Kejadian
from asesmen.ujian.services.proktor import MAX_MINUTES
from pegawai.forms import SandiBaruForm

# More than a page shows, less than a request may hold.
MAX_PILIHAN = 2000


class MasukForm(forms.Form):
    """The card's two fields. Only emptiness is judged here: what does not fit is one and the same refusal."""

    nip = forms.CharField(max_length=40, error_messages={"required": "NIP belum diisi. Lihat nomor 1 pada kartu."})
    kode = forms.CharField(
        max_length=40, error_messages={"required": "Kode kartu belum diisi. Lihat nomor 2 pada kartu."}
    )


class AktivasiForm(SandiBaruForm, MasukForm):
    """NIP, the code of a card or a letter, and the password that its owner chooses."""

    field_order = ["nip", "kode", "sandi", "ulang"]


class AlasanForm(forms.Form):
    alasan = forms.CharField(
        max_length=300,
        error_messages={
            "required": "Tulis alasannya: tindakan ini tercatat dan dapat ditanyakan kemudian.",
            "max_length": "Alasan paling banyak 300 huruf. Persingkat.",
        },
    )


class TindakanForm(AlasanForm):
    """An act on seats: whom, or (only when it says so) everybody in the room or session; and why."""

    peserta = forms.CharField(required=False, max_length=20_000)
    semua = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data["semua"] and not data["peserta"]:
            raise ValidationError("Pilih kursinya lebih dulu.", code="peserta_missing")
        return data

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


class BukaUlangForm(TindakanForm):
    menit = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=MAX_MINUTES,
        error_messages={
            "invalid": "Isi dengan angka, misalnya 10, atau kosongkan.",
            "min_value": "Menit tidak boleh kurang dari 0.",
            "max_value": f"Paling banyak {MAX_MINUTES} menit sekaligus.",
        },
    )


class CatatForm(TindakanForm):
    kategori = forms.ChoiceField(
        choices=[(k.value, LABEL_KEJADIAN[k]) for k in Kejadian],
        error_messages={
            "required": "Pilih jenis kejadiannya dari daftar.",
            "invalid_choice": "Pilih jenis kejadiannya dari daftar.",
        },
    )


class TanggapForm(AlasanForm):
    """The answer to a call; it is what the participant reads."""

    tindakan = forms.IntegerField(min_value=1)


class GangguanForm(AlasanForm):
    """An outage as the console named it: its room, and from when to when in milliseconds."""

    ruang = forms.IntegerField(min_value=1)
    dari = forms.IntegerField(min_value=1, max_value=10**14)
    sampai = forms.IntegerField(min_value=1, max_value=10**14)


class KehadiranForm(forms.Form):
    peserta = forms.CharField(max_length=20_000, error_messages={"required": "Pilih kursinya lebih dulu."})
    kehadiran = forms.ChoiceField(
        choices=[("hadir", "Hadir"), ("tidak_hadir", "Tidak hadir"), ("belum", "Belum hadir")]
    )

    clean_peserta = TindakanForm.clean_peserta


class PilihanForm(forms.Form):
    """Answers of the quarantine that a person chose, or everything of one participant."""

    jawaban = forms.Field(required=False, widget=forms.MultipleHiddenInput)
    peserta = forms.IntegerField(required=False, min_value=1)

    def clean_jawaban(self) -> list[int]:
        parts = self.cleaned_data["jawaban"] or []
        if len(parts) > MAX_PILIHAN or not all(p.isascii() and p.isdigit() and len(p) < 19 for p in parts):
            raise ValidationError("Pilihan jawaban tidak terbaca. Muat ulang halaman, lalu pilih lagi.", code="jawaban")
        return [int(p) for p in parts]


class KembalikanForm(PilihanForm):
    alasan = TindakanForm.base_fields["alasan"]


class PutusForm(KembalikanForm):
    putusan = forms.ChoiceField(
        choices=[("terima", "Terima"), ("tolak", "Tolak")],
        error_messages={"required": "Pilih terima atau tolak.", "invalid_choice": "Pilih terima atau tolak."},
    )
    dipilih = forms.BooleanField(required=False)


class SaringKarantinaForm(forms.Form):
    keadaan = forms.ChoiceField(label="Keadaan", required=False, choices=[("", "Semua"), *LABEL_KEADAAN.items()])
    ruang = forms.TypedChoiceField(label="Ruang", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, rooms: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(r.pk, f"Ruang {r.ruang.kode} · Sesi {r.sesi.nomor}") for r in rooms]
        self.fields["ruang"].choices = [("", "Semua ruang"), *choices]  # type: ignore[attr-defined]


class SaringRiwayatForm(forms.Form):
    nomor = forms.IntegerField(label="Nomor soal", required=False, min_value=1, max_value=999)


class BerkasForm(forms.Form):
    """The file itself; its size is judged before it is read."""

    berkas = forms.FileField(
        label="Berkas penyelamat",
        help_text="Namanya berakhir dengan .asn.json.",
        error_messages={
            "required": "Pilih berkasnya lebih dulu.",
            "empty": "Berkas ini kosong. Unduh lagi dari perangkat peserta.",
            "missing": "Pilih berkasnya lebih dulu.",
            "invalid": "Pilih berkasnya lebih dulu.",
        },
    )


class SimpanBerkasForm(forms.Form):
    """The file as it was shown, and why it is taken."""

    isi = forms.CharField(strip=False, max_length=MAX_BYTES)
    alasan = TindakanForm.base_fields["alasan"]


def first_error(form: forms.Form) -> str:
    """The first sentence that stands against a form."""
    errors: dict[str, Any] = dict(form.errors)
    return str(next(iter(next(iter(errors.values()))))) if errors else ""
