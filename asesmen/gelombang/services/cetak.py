"""Printed things: cards with new codes, attendance lists."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from antrean import services as antrean
from antrean.formats.teks import clock_text, weekday_text
from asesmen.gelombang import exports, queries
from asesmen.gelombang.models import Gelombang, RuangSesi
from asesmen.gelombang.queries import PenempatanRow
from asesmen.gelombang.rules import LABEL, StatusGelombang
from asesmen.gelombang.services.gelombang import wave_for_update
from asesmen.gelombang.services.kode import issue_kode
from pegawai.queries import pengaturan_all
from pegawai.services import record_by

PRINTABLE = {StatusGelombang.DIKUNCI, StatusGelombang.BERLANGSUNG}


class KartuNotPrintable(ValidationError):
    def __init__(self, status: str) -> None:
        super().__init__(
            f"Gelombang ini berstatus {LABEL[status].lower()}. Kartu dapat dicetak setelah gelombang dikunci dan "
            "sebelum sesi terakhir selesai.",
            code="kartu_not_printable",
        )


@transaction.atomic
def print_kartu(
    *,
    gelombang_id: int,
    akun_id: int | None,
    at: datetime,
    peserta_ids: Iterable[int] | None = None,
    ruang_sesi_id: int | None = None,
) -> tuple[bytes, int]:
    """Issue new codes for everybody seated (or some of them) and return the cards as PDF with their number.

    Earlier cards of these people stop working. Raises KartuNotPrintable.
    """
    gelombang = wave_for_update(gelombang_id)
    if gelombang.status not in PRINTABLE:
        raise KartuNotPrintable(gelombang.status)
    wanted = None if peserta_ids is None else set(peserta_ids)
    seats = [
        row
        for row in queries.penempatan_rows(gelombang_id, ruang_sesi_id=ruang_sesi_id)
        if wanted is None or row.peserta_id in wanted
    ]
    codes = issue_kode(peserta_ids=[row.peserta_id for row in seats], sumber="kartu", akun_id=akun_id, at=at)
    pdf = exports.kartu_pdf((_card(row, codes[row.peserta_id]) for row in seats), kop_of(gelombang))
    return pdf, len(seats)


class KartuTaken(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Berkas kartu ini sudah diunduh. Kartu hanya dapat diunduh satu kali; bila berkasnya hilang, cetak lagi.",
            code="kartu_taken",
        )


def keep_kartu(pekerjaan_id: str, pdf: bytes) -> None:
    """Keep printed cards until they are taken."""
    antrean.keep_once(pekerjaan_id, pdf)


def has_kartu(pekerjaan_id: str) -> bool:
    return antrean.once_path(pekerjaan_id).exists()


@transaction.atomic
def take_kartu(*, pekerjaan_id: str, gelombang_id: int, akun_id: int | None, at: datetime) -> bytes:
    """Hand out the cards of a job once: the file is gone afterwards. Raises KartuTaken."""
    pdf = antrean.take_once(pekerjaan_id)
    if pdf is None:
        raise KartuTaken
    record_by(
        "kartu.unduh",
        f"gelombang:{gelombang_id}",
        "Berkas kartu peserta diunduh, lalu dihapus dari server",
        akun_id=akun_id,
        at=at,
        data={"pekerjaan": pekerjaan_id},
    )
    return pdf


def kop_of(gelombang: Gelombang) -> exports.Kop:
    values = pengaturan_all()
    return exports.Kop(
        kabupaten=values["nama_kabupaten"],
        instansi=values["nama_instansi"],
        alamat=values["alamat_instansi"],
        gelombang=gelombang.nama,
        kertas=values["ukuran_kertas"],
    )


def span_text(mulai: datetime, selesai: datetime) -> str:
    """Write two times of a day in the office's zone: "07.30–09.30 WIB"."""
    return f"{timezone.localtime(mulai):%H.%M}–{clock_text(timezone.localtime(selesai))}"


def _card(row: PenempatanRow, kode: str) -> exports.KartuRow:
    return exports.KartuRow(
        kelompok=row.ruang_sesi_id,
        nomor=row.nomor,
        nip=row.nip,
        nama=row.nama,
        unit=row.unit_nama,
        sesi=f"Sesi {row.sesi_nomor}",
        ruang=f"{row.ruang_kode} · {row.ruang_nama}",
        tempat=row.ruang_tempat,
        kursi=row.kursi,
        hari=weekday_text(timezone.localtime(row.mulai)),
        jam=span_text(row.mulai, row.selesai),
        kode=kode,
    )


@transaction.atomic
def print_hadir(
    *, gelombang_id: int, akun_id: int | None, at: datetime, ruang_sesi_id: int | None = None
) -> tuple[bytes, int]:
    """Return the attendance lists of a wave (or of one room in one session) as PDF with the number of lists."""
    gelombang = Gelombang.objects.get(pk=gelombang_id)
    rooms = queries.ruang_sesi_list(gelombang_id)
    if ruang_sesi_id is not None:
        rooms = rooms.filter(pk=ruang_sesi_id)
    seats: dict[int, list[exports.HadirOrang]] = {}
    for row in queries.penempatan_rows(gelombang_id, ruang_sesi_id=ruang_sesi_id):
        person = exports.HadirOrang(row.kursi, row.nomor, row.nama, row.nip, row.unit_nama)
        seats.setdefault(row.ruang_sesi_id, []).append(person)
    sheets = [_sheet(room, seats.get(room.pk, [])) for room in rooms]
    pdf = exports.hadir_pdf(sheets, kop_of(gelombang), pengaturan_all()["tempat_surat"])
    record_by(
        "daftar_hadir.cetak",
        f"gelombang:{gelombang_id}",
        f"{len(sheets)} daftar hadir {gelombang.nama} dicetak",
        akun_id=akun_id,
        at=at,
    )
    return pdf, len(sheets)


def _sheet(room: RuangSesi, orang: list[exports.HadirOrang]) -> exports.HadirRuang:
    sesi, ruang = room.sesi, room.ruang
    return exports.HadirRuang(
        hari=weekday_text(timezone.localtime(sesi.mulai)),
        jam=span_text(sesi.mulai, sesi.selesai),
        sesi=f"Sesi {sesi.nomor}",
        ruang=f"{ruang.kode} · {ruang.nama}",
        tempat=ruang.tempat,
        proktor=room.proktor.nama if room.proktor else "",
        orang=orang,
    )
