"""A rescue file that a participant hands over: read, shown first, then stored once.

In time it counts like saves, newest by (epoch, seq); after the grace, after the end or for a closed section it goes to
quarantine. The same file twice changes nothing: each entry's number is in the log already.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from asesmen.ujian.formats.berkas import open_amplop
from asesmen.ujian.models import Jawaban, LogJawaban, Pengerjaan, TindakanProktor
from asesmen.ujian.rules import Simpanan, Status, arrival, clock, rescue_key, section_deadline
from asesmen.ujian.rules import berkas as rules
from asesmen.ujian.rules.karantina import is_newer
from asesmen.ujian.services.kumpul import deadline_of
from asesmen.ujian.services.proktor import AlasanMissing
from pegawai.services import record_jejak

if TYPE_CHECKING:
    from pegawai.models import Akun

KARANTINA = "karantina"


class BerkasTooLarge(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Berkas ini lebih besar dari 256 KB, jadi bukan berkas penyelamat. Pilih berkas yang namanya berakhir "
            "dengan .asn.json.",
            code="too_large",
        )


class BerkasNotOurs(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Ini bukan berkas penyelamat dari halaman ujian. Pilih berkas yang namanya berakhir dengan .asn.json.",
            code="not_ours",
        )


class BerkasDamaged(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Isi berkas ini rusak atau sudah diubah, jadi tidak ada yang disimpan. Unduh lagi berkasnya dari perangkat "
            "peserta.",
            code="damaged",
        )


class BerkasOtherRoom(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Berkas ini milik peserta ruang lain. Serahkan kepada pengawas ruangnya, atau kepada panitia.",
            code="other_room",
        )


class BerkasNotStarted(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Peserta pemilik berkas ini belum memulai ujian menurut server. Hubungi panitia dan simpan berkasnya.",
            code="not_started",
        )


@dataclass(frozen=True)
class Pratinjau:
    """What storing a file would do. `baru` would count, or wait in quarantine; `tertinggal` is logged, yet the server
    has a newer answer; `ditolak` cannot be read or is not of this paper."""

    peserta_id: int
    dibuat: int
    keadaan: str
    sudah: int = 0
    baru: int = 0
    tertinggal: int = 0
    ditolak: int = 0
    karantina: int = 0
    rows: list[tuple[Simpanan, str]] = field(default_factory=list, repr=False)

    @property
    def is_new(self) -> bool:
        return bool(self.rows)


def preview_berkas(*, ruang_sesi_id: int, raw: bytes, at: datetime) -> Pratinjau:
    """Say what this file would change, and change nothing. Raises BerkasTooLarge, BerkasNotOurs, BerkasDamaged,
    BerkasOtherRoom, BerkasNotStarted."""
    amplop, isi = _read(raw)
    p = _sitting(ruang_sesi_id, amplop, is_locked=False)
    return _judge(p, amplop, isi, at)


@transaction.atomic
def apply_berkas(*, ruang_sesi_id: int, raw: bytes, alasan: str, akun: "Akun", at: datetime) -> Pratinjau:
    """Store a file. Returns what it did, by the moment of this order. Raises AlasanMissing and what a preview does."""
    if not alasan.strip():
        raise AlasanMissing
    amplop, isi = _read(raw)
    p = _sitting(ruang_sesi_id, amplop, is_locked=True)
    found = _judge(p, amplop, isi, at)
    if found.is_new:
        _store(p, found.rows, at)
        _note(p, found, alasan.strip(), akun, at, ruang_sesi_id)
    return found


def _read(raw: bytes) -> tuple[rules.Amplop, rules.IsiBerkas]:
    if len(raw) > rules.MAX_BYTES:
        raise BerkasTooLarge
    try:
        amplop = rules.read_amplop(raw)
        isi = rules.read_isi(open_amplop(amplop, rescue_key(settings.UJIAN_KEY, amplop.pengerjaan)))
    except rules.BerkasNotOurs as error:
        raise BerkasNotOurs from error
    except rules.BerkasDamaged as error:
        raise BerkasDamaged from error
    return amplop, isi


def _sitting(ruang_sesi_id: int, amplop: rules.Amplop, *, is_locked: bool) -> Pengerjaan:
    rows = Pengerjaan.objects.filter(pk=amplop.pengerjaan, peserta__penempatan__ruang_sesi_id=ruang_sesi_id)
    if is_locked:
        rows = rows.select_for_update(no_key=True, of=("self",))
    p = rows.defer("naskah").first()
    if p is None:
        raise BerkasOtherRoom
    if p.status == Status.SIAP:
        raise BerkasNotStarted
    return p


def _judge(p: Pengerjaan, amplop: rules.Amplop, isi: rules.IsiBerkas, at: datetime) -> Pratinjau:
    """Sort the entries of a file by what is there already."""
    fit = [s for s in isi.simpanan if s.versi in set(p.versi_ids) and s.epoch <= p.epoch]
    refused = isi.rusak + len(isi.simpanan) - len(fit)
    logged = _logged(p, fit)
    stored = {v: (e, s) for v, e, s in Jawaban.objects.filter(pengerjaan=p).values_list("versi_id", "epoch", "seq")}
    rows = [(s, _arrived(p, s, at)) for s in fit if s.order not in logged]
    same = sum(logged.get(s.order) == s for s in fit)
    behind = sum(not is_newer(s.order, stored.get(s.versi)) for s, _ in rows)
    return Pratinjau(
        peserta_id=p.peserta_id,
        dibuat=amplop.dibuat,
        keadaan=p.status,
        sudah=same,
        baru=len(rows) - behind,
        tertinggal=behind,
        # A number that already carries something else cannot be written twice.
        ditolak=refused + len(fit) - same - len(rows),
        karantina=sum(keadaan == KARANTINA for _, keadaan in rows),
        rows=rows,
    )


def _logged(p: Pengerjaan, entries: Sequence[Simpanan]) -> dict[tuple[int, int], Simpanan]:
    """Which of these numbers the log has, with what they carry."""
    wanted = {s.order for s in entries}
    rows = LogJawaban.objects.filter(pengerjaan=p, seq__in={seq for _, seq in wanted}).order_by()
    found = [Simpanan(*row) for row in rows.values_list("versi_id", "epoch", "seq", "nilai", "is_ragu")]
    return {s.order: s for s in found if s.order in wanted}


def _arrived(p: Pengerjaan, entry: Simpanan, at: datetime) -> str:
    """The state of an entry that reaches the server now: as the save door judges, but for the device."""
    is_open = p.bagian_versi_ids is None or entry.versi in p.bagian_versi_ids
    if p.status != Status.BERJALAN or not is_open:
        return KARANTINA
    jam, limit = clock(at=at, dijeda_at=p.dijeda_at), deadline_of(p)
    if p.bagian_started_at is not None and p.bagian_durasi is not None:
        limit = section_deadline(
            whole=limit, started_at=p.bagian_started_at, durasi=p.bagian_durasi, tambahan=p.bagian_tambahan
        )
    kind = arrival(at=jam, deadline=limit, tenggang=p.tenggang).value
    return "jeda" if kind == "diterima" and p.dijeda_at is not None else kind


def _store(p: Pengerjaan, rows: Sequence[tuple[Simpanan, str]], at: datetime) -> None:
    LogJawaban.objects.bulk_create(
        LogJawaban(
            pengerjaan=p,
            versi_id=s.versi,
            epoch=s.epoch,
            seq=s.seq,
            nilai=s.nilai,
            is_ragu=s.ragu,
            keadaan=keadaan,
            sumber="berkas",
            received_at=at,
        )
        for s, keadaan in rows
    )
    newest = {s.versi: (s, keadaan) for s, keadaan in sorted(rows, key=lambda r: r[0].order) if keadaan != KARANTINA}
    known = {j.versi_id: j for j in Jawaban.objects.filter(pengerjaan=p, versi_id__in=newest)}
    for versi, (s, keadaan) in newest.items():
        j = known.get(versi) or Jawaban(pengerjaan=p, versi_id=versi, epoch=0, seq=0)
        if not is_newer(s.order, (j.epoch, j.seq)):
            continue
        j.nilai, j.is_ragu, j.epoch, j.seq, j.saved_at = s.nilai, s.ragu, s.epoch, s.seq, at
        j.is_terlambat = keadaan == "tenggang"
        j.save()


def _note(p: Pengerjaan, found: Pratinjau, alasan: str, akun: "Akun", at: datetime, ruang_sesi_id: int) -> None:
    TindakanProktor.objects.create(
        ruang_sesi_id=ruang_sesi_id, pengerjaan=p, jenis="berkas", alasan=alasan[:300], akun=akun, at=at
    )
    record_jejak(
        tindakan="ujian.berkas",
        objek=f"ruang_sesi:{ruang_sesi_id}",
        ringkas=f"Berkas penyelamat diterima: {len(found.rows)} isian baru, {found.karantina} ke karantina",
        akun=akun,
        at=at,
        alasan=alasan,
        data={"peserta": [p.peserta_id], "dibuat": found.dibuat, "baru": len(found.rows)},
    )
