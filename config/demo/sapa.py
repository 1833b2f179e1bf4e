"""What `make run` prints: who can sign in, and a card with which the exam can be tried."""

from datetime import datetime

from django.utils.timezone import localdate, localtime

from antrean.formats.teks import nip_text
from asesmen.gelombang import services
from config.demo.akun import AKUN, ASN, SANDI
from config.demo.latihan import open_session
from pegawai.queries import akun_list, orang_many


def describe(*, at: datetime) -> str:
    names = set(akun_list(at=localdate(at)).values_list("username", flat=True))
    known = [row for row in (*AKUN, ASN) if row.username in names]
    if not known:
        return "Basis data ini tidak memuat akun peragaan."
    lines = [f"Petugas masuk di /masuk/ dengan sandi {SANDI}:"]
    lines += [f"  {row.username:<20}{row.untuk}" for row in known]
    lines.append("Faktor kedua siap dipakai (menu akun), tetapi di sini tidak diwajibkan.")
    return "\n".join([*lines, "", *card(at)])


def card(at: datetime) -> list[str]:
    """A fresh card for one participant of the session that is open, or opens next."""
    seat = open_session(at)
    kode = services.issue_kode(peserta_ids=[seat.peserta_id], sumber="ulang", akun_id=None, at=at)[seat.peserta_id]
    orang = orang_many([seat.pegawai_id])[seat.pegawai_id]
    return [
        "Peserta masuk di /ujian/ dengan kartu:",
        f"  NIP {nip_text(orang.nip)}   kode {kode}",
        f"  {localtime(seat.mulai):%d-%m-%Y %H.%M}, {seat.ruang_nama}; token ruang ada di konsol proktor.",
    ]
