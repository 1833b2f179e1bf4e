"""What somebody may do next with a computation, and the question that each act asks first."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from antrean.formats.teks import count_text
from asesmen.penilaian.access import is_pengesah, is_penghitung, is_pengumum
from asesmen.penilaian.rules.status import Status


@dataclass(frozen=True)
class Tindakan:
    """One button and its dialog; with `alasan` it asks why."""

    id: str
    label: str
    judul: str
    isi: str
    alamat: str
    tombol: str
    batal: str = "Jangan ubah"
    alasan: str = ""
    bahaya: bool = False
    utama: bool = False
    ikon: str = "cek"


def tindakan_for(request: HttpRequest, penghitungan: Any) -> list[Tindakan]:
    """The acts that this account may do on this computation now, the next step first."""
    status = Status(penghitungan.status)
    return [
        make(penghitungan) for states, allowed, make in _TABLE if status in states and allowed(request, penghitungan)
    ]


def waits_for_other(request: HttpRequest, penghitungan: Any) -> bool:
    """A draft that this account may not approve only because it computed it."""
    is_own = penghitungan.dihitung_oleh_id == request.user.pk
    return penghitungan.status == Status.DIHITUNG and is_own and is_pengesah(request)


def _may_sahkan(request: HttpRequest, penghitungan: Any) -> bool:
    return is_pengesah(request) and penghitungan.dihitung_oleh_id != request.user.pk


def _may_umumkan(request: HttpRequest, penghitungan: Any) -> bool:
    return is_pengumum(request) and not penghitungan.gelombang.is_simulasi


def _alamat(name: str, penghitungan: Any) -> str:
    return reverse(f"penilaian:penghitungan-{name}", args=[penghitungan.pk])


def _sahkan(p: Any) -> Tindakan:
    hasil, lain = count_text(p.hasil_count), count_text(len(p.catatan))
    return Tindakan(
        id="sahkan",
        label=f"Sahkan {hasil} hasil",
        judul=f"Sahkan {hasil} hasil?",
        isi=f"Dihitung oleh {p.dihitung_oleh or 'sistem'}. {lain} peserta tanpa hasil tetap tanpa hasil. "
        "Peserta belum melihat apa pun sampai hasil diumumkan. Pengesahan dapat dibatalkan.",
        alamat=_alamat("sahkan", p),
        tombol=f"Sahkan {hasil} hasil",
        batal="Jangan sahkan",
        utama=True,
    )


def _umumkan(p: Any) -> Tindakan:
    hasil = count_text(p.hasil_count)
    return Tindakan(
        id="umumkan",
        label=f"Umumkan kepada {hasil} peserta",
        judul=f"Umumkan hasil kepada {hasil} peserta?",
        isi="Peserta dapat melihat hasilnya, cakupan asesmen bertambah, dan kebutuhan pengembangan mengikutinya. "
        "Bila gelombang ini sudah punya hasil yang diumumkan, hasil itu digantikan. Pengumuman dapat ditarik.",
        alamat=_alamat("umumkan", p),
        tombol=f"Umumkan {hasil} hasil",
        batal="Jangan umumkan",
        utama=True,
        ikon="kirim",
    )


def _batal_sahkan(p: Any) -> Tindakan:
    return Tindakan(
        id="batal-sahkan",
        label="Batalkan pengesahan",
        judul="Batalkan pengesahan?",
        isi="Hasil kembali menjadi rancangan. Tidak ada angka yang berubah.",
        alamat=_alamat("batal-sahkan", p),
        tombol="Batalkan pengesahan",
        batal="Biarkan sah",
        alasan="Alasan pembatalan",
        bahaya=True,
        ikon="kembali",
    )


def _tarik(p: Any) -> Tindakan:
    hasil = count_text(p.hasil_count)
    return Tindakan(
        id="tarik",
        label="Tarik pengumuman",
        judul=f"Tarik {hasil} hasil dari peserta?",
        isi=f"{hasil} peserta tidak lagi melihat hasilnya, dan {hasil} baris riwayat asesmen dihapus sehingga mereka "
        "terhitung belum asesmen. Pengesahan tetap berlaku; hasil dapat diumumkan lagi.",
        alamat=_alamat("tarik-umumkan", p),
        tombol=f"Tarik {hasil} hasil",
        batal="Jangan tarik",
        alasan="Alasan penarikan",
        bahaya=True,
        ikon="kembali",
    )


def _batalkan(p: Any) -> Tindakan:
    return Tindakan(
        id="batalkan",
        label="Batalkan penghitungan",
        judul=f"Batalkan penghitungan {p.nomor}?",
        isi="Rancangan ini tidak dapat disahkan lagi, tetapi tetap dapat dibaca. Jawaban peserta tidak berubah; "
        "gelombang dapat dihitung ulang kapan saja.",
        alamat=_alamat("batalkan", p),
        tombol="Batalkan penghitungan",
        batal="Jangan batalkan",
        alasan="Alasan pembatalan",
        bahaya=True,
        ikon="silang",
    )


_TABLE = (
    ({Status.DIHITUNG}, _may_sahkan, _sahkan),
    ({Status.DISAHKAN, Status.DIGANTI}, _may_umumkan, _umumkan),
    ({Status.DISAHKAN}, lambda request, p: is_pengesah(request), _batal_sahkan),
    ({Status.DIUMUMKAN}, lambda request, p: is_pengumum(request), _tarik),
    ({Status.DIHITUNG, Status.BERJALAN}, lambda request, p: is_penghitung(request), _batalkan),
)
