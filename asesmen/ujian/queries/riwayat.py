"""The answer log of one sitting: when each question was answered, changed, and from which device."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q

from asesmen.bank import queries as bank
from asesmen.ujian.models import LogJawaban, Pengerjaan, Perangkat, TindakanProktor
from asesmen.ujian.queries.karantina import answers_now, devices_of, state_of
from asesmen.ujian.rules import versions_of
from asesmen.ujian.rules.karantina import LABEL_KEADAAN, Keadaan
from asesmen.ujian.rules.riwayat import Soal, answer_text, questions_of

LABEL_LOG = {
    "diterima": "Diterima",
    "jeda": "Diterima saat dijeda",
    "tenggang": "Diterima dalam tenggang",
    "karantina": "Karantina",
}


@dataclass(frozen=True)
class Peristiwa:
    """One thing that happened in a sitting beside its answers."""

    at: datetime
    judul: str
    rincian: str = ""
    oleh: str = ""


@dataclass(frozen=True)
class Jejak:
    """One save of one question. `is_berlaku`: it is the one that counts now."""

    at: datetime
    jawaban: str
    is_ragu: bool
    keadaan: str
    keadaan_teks: str
    sumber: str
    epoch: int
    seq: int
    perangkat: str
    ip: str
    is_berlaku: bool


@dataclass(frozen=True)
class SoalRiwayat:
    """One question with everything that reached the server for it, and the acts in between, in order of time."""

    soal: Soal
    berlaku: str | None
    jejak: list[Jejak]
    sela: list[Peristiwa] = field(default_factory=list)

    @property
    def waktu(self) -> list[Jejak | Peristiwa]:
        return sorted([*self.jejak, *self.sela], key=lambda one: (one.at, isinstance(one, Jejak)))


@dataclass(frozen=True)
class Riwayat:
    """`kosong`: numbers of questions for which nothing ever reached the server."""

    pengerjaan: Pengerjaan
    soal: list[SoalRiwayat]
    kosong: list[int]
    peristiwa: list[Peristiwa]


@dataclass(frozen=True)
class RingkasPengerjaan:
    """One sitting in a list of people."""

    status: str
    dijawab: int
    butir: int
    simpanan: int
    karantina: int
    terakhir: datetime | None


def sitting_numbers(peserta_ids: Iterable[int]) -> dict[int, RingkasPengerjaan]:
    """participant → how much there is in the log. Two queries."""
    ids = list(peserta_ids)
    logs = (
        LogJawaban.objects.filter(pengerjaan__peserta_id__in=ids)
        .values("pengerjaan__peserta_id")
        .annotate(n=Count("pk"), apart=Count("pk", filter=Q(keadaan="karantina")), last=Max("received_at"))
        .order_by()
    )
    counted = {row["pengerjaan__peserta_id"]: (row["n"], row["apart"], row["last"]) for row in logs}
    rows = Pengerjaan.objects.filter(peserta_id__in=ids).order_by()
    answered = rows.annotate(n=Count("jawaban", filter=Q(jawaban__nilai__isnull=False)))
    return {
        pk: RingkasPengerjaan(status, n, butir, *counted.get(pk, (0, 0, None)))
        for pk, status, n, butir in answered.values_list("peserta_id", "status", "n", "butir_count")
    }


def riwayat_of(peserta_id: int, *, nomor: int | None = None) -> Riwayat | None:
    """The log of one participant's sitting, of all questions or of one; None without a paper."""
    p = Pengerjaan.objects.filter(peserta_id=peserta_id).select_related("ruang_sesi__ruang", "ruang_sesi__sesi").first()
    if p is None:
        return None
    soal = questions_of(p.naskah, bank.butir_content(versions_of(p.naskah)))
    wanted = [s for s in soal.values() if nomor is None or s.nomor == nomor]
    peristiwa = _events(p)
    logs = _logs(p.pk, [s.versi for s in wanted])
    stored = answers_now([p.pk], [s.versi for s in wanted])[p.pk]
    devices = devices_of([p.pk])[p.pk]
    found = []
    for s in wanted:
        now = stored.get(s.versi)
        own = logs.get(s.versi, [])
        winner = _winner(own, (now.epoch, now.seq) if now else None)
        jejak = [_jejak(log, s, devices.get(log.epoch), log is winner) for log in own]
        text = answer_text(now.nilai, s) if now else None
        if jejak:
            found.append(SoalRiwayat(s, text, jejak, _between(peristiwa, jejak, is_all=nomor is not None)))
    return Riwayat(p, found, [s.nomor for s in wanted if not logs.get(s.versi)], peristiwa)


def _logs(pengerjaan_id: UUID, versi_ids: list[int]) -> dict[int, list[LogJawaban]]:
    found: dict[int, list[LogJawaban]] = defaultdict(list)
    rows = LogJawaban.objects.filter(pengerjaan_id=pengerjaan_id, versi_id__in=versi_ids)
    for log in rows.select_related("keputusan").order_by("received_at", "epoch", "seq"):
        found[log.versi_id].append(log)
    return found


def _winner(logs: list[LogJawaban], stored: tuple[int, int] | None) -> LogJawaban | None:
    """The save whose value counts: the one by whose number it is stored, or an older one that was chosen after it."""
    counted = [log for log in logs if log.keadaan != "karantina" or _state(log) is Keadaan.DITERIMA]
    able = [log for log in counted if (log.epoch, log.seq) == stored or _is_chosen(log)]
    return max(able, key=_counted_at, default=None)


def _is_chosen(log: LogJawaban) -> bool:
    return log.keadaan == "karantina" and log.keputusan.is_dipilih


def _counted_at(log: LogJawaban) -> datetime:
    return log.received_at if log.keadaan != "karantina" else log.keputusan.at_kedua or log.keputusan.at


def _state(log: LogJawaban) -> Keadaan:
    return state_of(getattr(log, "keputusan", None))


def _jejak(log: LogJawaban, soal: Soal, device: Perangkat | None, is_berlaku: bool) -> Jejak:
    text = LABEL_LOG[log.keadaan]
    if log.keadaan == "karantina":
        text += f", {LABEL_KEADAAN[_state(log)].lower()}"
    return Jejak(
        at=log.received_at,
        jawaban=answer_text(log.nilai, soal),
        is_ragu=log.is_ragu,
        keadaan=log.keadaan,
        keadaan_teks=text,
        sumber=log.get_sumber_display(),
        epoch=log.epoch,
        seq=log.seq,
        perangkat=device.keterangan if device else "",
        ip=log.ip or (device.ip if device else "") or "",
        is_berlaku=is_berlaku,
    )


def _between(events: list[Peristiwa], jejak: list[Jejak], *, is_all: bool) -> list[Peristiwa]:
    return [e for e in events if is_all or jejak[0].at <= e.at <= jejak[-1].at]


def _events(p: Pengerjaan) -> list[Peristiwa]:
    """Start, devices, silences, acts of proctors, end: in order of time."""
    found = [Peristiwa(p.started_at, "Ujian dimulai")] if p.started_at else []
    found += [Peristiwa(d.at, f"Halaman ujian dibuka, perangkat {d.epoch}", _device(d)) for d in p.perangkat_list.all()]
    found += [_silence(row.dari, row.sampai) for row in p.putus.all()]
    mine = Q(pengerjaan=p) | Q(pengerjaan=None, ruang_sesi_id=p.ruang_sesi_id)
    acts = TindakanProktor.objects.filter(mine).select_related("akun")
    found += [_act(act) for act in acts if p.started_at is None or act.pengerjaan_id or act.at >= p.started_at]
    if p.finished_at:
        found.append(Peristiwa(p.finished_at, "Ujian selesai", p.get_finish_kind_display()))
    return sorted(found, key=lambda e: e.at)


def _silence(dari: datetime, sampai: datetime) -> Peristiwa:
    return Peristiwa(dari, "Tidak ada tanda hidup", f"{int((sampai - dari).total_seconds())} detik")


def _device(d: Perangkat) -> str:
    return " · ".join(filter(None, [d.keterangan, d.ip]))


def _act(act: TindakanProktor) -> Peristiwa:
    what = act.get_jenis_display() + (f" {act.detik // 60} menit" if act.detik else "")
    whole = "" if act.pengerjaan_id else " (seluruh ruang)"
    return Peristiwa(act.at, what + whole, act.alasan, act.akun.nama if act.akun else "")
