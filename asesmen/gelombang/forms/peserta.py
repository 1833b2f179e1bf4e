"""Choosing, finding and moving participants."""

from typing import Any

from django import forms

from asesmen.gelombang.models import RuangSesi
from pegawai.queries import OpdRow
from pegawai.rules.jabatan import Kelompok


class SaringPesertaForm(forms.Form):
    cari = forms.CharField(label="Nama, NIP, nomor, atau unit", required=False, max_length=100)
    keadaan = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[
            ("", "Semua peserta"),
            ("ditempatkan", "Sudah ditempatkan"),
            ("belum", "Belum ditempatkan"),
            ("mundur", "Mundur"),
        ],
    )
    sesi = forms.TypedChoiceField(label="Sesi", required=False, coerce=int, empty_value=None)
    ruang = forms.TypedChoiceField(label="Ruang", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, rooms: list[RuangSesi], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sesi = {r.sesi_id: f"Sesi {r.sesi.nomor}" for r in rooms}
        ruang = {r.ruang_id: r.ruang.kode for r in sorted(rooms, key=lambda r: r.ruang.kode)}
        self.fields["sesi"].choices = [("", "Semua"), *sesi.items()]  # type: ignore[attr-defined]
        self.fields["ruang"].choices = [("", "Semua"), *ruang.items()]  # type: ignore[attr-defined]


class PilihPesertaForm(forms.Form):
    siapa = forms.ChoiceField(
        label="Siapa",
        choices=[("belum", "Belum asesmen atau kedaluwarsa"), ("semua", "Semua")],
        initial="belum",
    )
    kelompok = forms.ChoiceField(
        label="Kelompok jabatan", required=False, choices=[("", "Semua kelompok"), *Kelompok.choices()]
    )
    opd = forms.TypedChoiceField(label="Perangkat daerah", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, opd_rows: list[OpdRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.jalur = {row.id: row.jalur for row in opd_rows}
        choices = [("", "Semua perangkat daerah"), *((row.id, row.nama) for row in opd_rows)]
        self.fields["opd"].choices = choices  # type: ignore[attr-defined]


class PindahForm(forms.Form):
    ruang_sesi = forms.TypedChoiceField(
        label="Pindah ke", coerce=int, error_messages={"required": "Pilih sesi dan ruang tujuan."}
    )
    alasan = forms.CharField(label="Alasan", max_length=300, error_messages={"required": "Isi alasannya."})

    def __init__(self, *args: Any, rooms: list[RuangSesi], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(r.pk, room_label(r)) for r in rooms]
        self.fields["ruang_sesi"].choices = [("", "Pilih sesi dan ruang"), *choices]  # type: ignore[attr-defined]


def room_label(r: RuangSesi) -> str:
    free = r.ruang.kapasitas - r.terisi
    return f"Sesi {r.sesi.nomor}, {r.ruang.kode} {r.ruang.nama}: sisa {free} kursi"


class TambahanForm(forms.Form):
    menit = forms.IntegerField(
        label="Tambahan waktu (menit)",
        min_value=0,
        max_value=120,
        help_text="Untuk peserta berkebutuhan khusus, berlaku sejak awal ujian.",
    )
    alasan = forms.CharField(label="Alasan", max_length=300, error_messages={"required": "Isi alasannya."})
