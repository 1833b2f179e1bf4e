"""What stands around the seats of the console: what needs a proctor, and what was done, in words."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from asesmen.ujian.formats import hour_text
from asesmen.ujian.queries import Catatan, Kabar, KeadaanKursi, Panggilan
from asesmen.ujian.rules import LABEL_KEJADIAN, Gangguan, Kejadian
from asesmen.ujian.views.jawab import millis

TINDAKAN = {
    "izin": "diizinkan masuk tanpa token",
    "tambah_waktu": "tambah waktu",
    "jeda": "dijeda",
    "lanjut": "dilanjutkan",
    "buka_ulang": "dibuka ulang",
    "pesan": "pesan terkirim",
    "pindah": "pindah perangkat",
    "kode": "kode kartu baru",
    "akhiri": "diakhiri",
    "catat": "catatan",
    "panggil": "memanggil proktor",
    "lapor_soal": "melaporkan soal",
    "tanggap": "panggilan ditanggapi",
    "abaikan": "gangguan tanpa pengganti waktu",
    "berkas": "berkas penyelamat diterima",
}


def clock(moment: datetime) -> str:
    return hour_text(timezone.localtime(moment))


def needs(kabar: Kabar, rooms: Sequence[Any], *, can_act: bool) -> str:
    """The list "Perlu ditangani" as the page shows it; empty when nothing needs anybody."""
    codes = {room.pk: room.ruang.kode for room in rooms}
    calls = [_call(call, codes, is_named=len(rooms) > 1) for call in kabar.panggilan]
    outages = [_outage(pk, codes[pk], outage) for pk, found in sorted(kabar.gangguan.items()) for outage in found]
    if not calls and not outages:
        return ""
    context = {"panggilan": calls, "gangguan": outages, "can_act": can_act}
    return render_to_string("ujian/_konsol_perlu.html", context)


def _call(call: Panggilan, codes: Mapping[int, str], *, is_named: bool) -> dict[str, Any]:
    room = f"Ruang {codes[call.ruang_sesi_id]} · " if is_named else ""
    is_report = call.jenis == "lapor_soal"
    number = f" nomor {call.nomor}" if call.nomor else ""
    return {
        "id": call.id,
        "peserta_id": call.peserta_id,
        "siapa": f"{room}Kursi {call.kursi} {call.nama}",
        "apa": f"melaporkan soal{number}" if is_report else "memanggil proktor",
        "is_soal": is_report,
        "kalimat": call.kalimat,
        "jam": clock(call.at),
        "jawaban": "Laporan Anda diteruskan ke panitia. Lanjutkan soal lain." if is_report else "Saya ke meja Anda.",
    }


def _outage(ruang_sesi_id: int, kode: str, outage: Gangguan) -> dict[str, Any]:
    dari, sampai = clock(outage.dari), clock(outage.sampai)
    return {
        "ruang": ruang_sesi_id,
        "kode": kode,
        "dari": dari,
        "sampai": sampai,
        "dari_ms": millis(outage.dari),
        "sampai_ms": millis(outage.sampai),
        "menit": outage.menit,
        "orang": len(outage.siapa),
        "diam": outage.diam,
        "berjalan": outage.berjalan,
        "is_berlangsung": outage.is_berlangsung,
        "alasan": f"Ruang {kode} kehilangan sambungan pukul {dari} sampai {sampai}.",
    }


def events(kabar: Kabar, states: Mapping[int, KeadaanKursi], rooms: Sequence[Any]) -> list[dict[str, str]]:
    """What was done, newest first, in words."""
    codes = {room.pk: room.ruang.kode for room in rooms}
    return [
        {"jam": clock(c.at), "teks": sentence(c, states, codes), "alasan": c.alasan or "tanpa keterangan"}
        for c in kabar.catatan
    ]


def sentence(c: Catatan, states: Mapping[int, KeadaanKursi], codes: Mapping[int, str]) -> str:
    minutes = f" {c.detik // 60} menit" if c.detik else ""
    kind = f" ({LABEL_KEJADIAN[Kejadian(c.kategori)].lower()})" if c.kategori in set(Kejadian) else ""
    by = f" oleh {c.oleh}" if c.oleh else ""
    return f"{_whom(c, states, codes)}: {TINDAKAN[c.jenis]}{kind}{minutes}{by}."


def _whom(c: Catatan, states: Mapping[int, KeadaanKursi], codes: Mapping[int, str]) -> str:
    here = ""
    if len(codes) > 1:
        here = f"Ruang {codes.get(c.ruang[0], '')} · " if len(c.ruang) == 1 else f"{len(c.ruang)} ruang · "
    if c.orang == 0:
        return (here or "Seluruh ruang").removesuffix(" · ")
    if c.orang > 1:
        return f"{here}{c.orang} kursi"
    seat = states.get(c.peserta_id or 0)
    return f"{here}Kursi {seat.kursi}" if seat else f"{here}Peserta tanpa kursi"
