"""People come into a wave and leave it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from asesmen.gelombang.models import Gelombang, Penempatan, Peserta
from asesmen.gelombang.rules import StatusGelombang
from asesmen.gelombang.services.bentrok import refusals
from asesmen.gelombang.services.gelombang import GelombangNotEditable, wave_for_update
from asesmen.gelombang.services.kode import revoke_kode
from pegawai.queries import orang_by_nip
from pegawai.services import record_by


class PesertaPresent(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Peserta ini sudah hadir di ruang ujian, sehingga tidak dapat dikeluarkan dari gelombang.",
            code="peserta_present",
        )


@dataclass(frozen=True)
class TambahPeserta:
    """What adding a list did. `kembali` had withdrawn and take part again."""

    ditambah: int
    kembali: int
    sudah_ada: int
    tidak_dikenal: list[str] = field(default_factory=list)
    ganda: list[str] = field(default_factory=list)


@transaction.atomic
def add_peserta_by_nip(
    *, gelombang_id: int, nips: Sequence[str], akun_id: int | None, at: datetime, alasan: str = ""
) -> TambahPeserta:
    """Add whoever of these is in the registry; the rest is named in the result. Raises GelombangNotEditable."""
    unique = list(dict.fromkeys(nips))
    found = orang_by_nip(unique)
    done = add_peserta(
        gelombang_id=gelombang_id,
        pegawai_ids=[found[nip].id for nip in unique if nip in found],
        akun_id=akun_id,
        at=at,
        alasan=alasan,
    )
    seen: set[str] = set()
    ganda = [nip for nip in nips if nip in seen or seen.add(nip)]  # type: ignore[func-returns-value]
    return TambahPeserta(
        done.ditambah, done.kembali, done.sudah_ada, [nip for nip in unique if nip not in found], ganda
    )


@transaction.atomic
def add_peserta(
    *, gelombang_id: int, pegawai_ids: Iterable[int], akun_id: int | None, at: datetime, alasan: str = ""
) -> TambahPeserta:
    """Add these people in this order, each with the next number. Raises GelombangNotEditable, PesertaNotUnique."""
    gelombang = wave_for_update(gelombang_id, is_editing=True)
    existing = dict(Peserta.objects.filter(gelombang=gelombang).values_list("pegawai_id", "is_mundur"))
    ids = list(dict.fromkeys(pegawai_ids))
    back = [pk for pk in ids if existing.get(pk)]
    new = [pk for pk in ids if pk not in existing]
    with refusals():
        Peserta.objects.bulk_create(
            Peserta(
                gelombang=gelombang, pegawai_id=pk, nomor=nomor_of(gelombang, n), alasan=alasan[:150], created_at=at
            )
            for n, pk in enumerate(new, start=len(existing) + 1)
        )
    Peserta.objects.filter(gelombang=gelombang, pegawai_id__in=back).update(is_mundur=False)
    if new or back:
        record_by(
            "peserta.tambah",
            f"gelombang:{gelombang.pk}",
            f"{len(new) + len(back)} peserta ditambahkan ke {gelombang.nama}",
            akun_id=akun_id,
            at=at,
            alasan=alasan,
            data={"baru": len(new), "kembali": len(back)},
        )
    return TambahPeserta(len(new), len(back), len(ids) - len(new) - len(back))


def nomor_of(gelombang: Gelombang, n: int) -> str:
    """A participant's number: year, wave, running number, e.g. 26003-0147."""
    return f"{gelombang.tanggal_acuan:%y}{gelombang.pk:03d}-{n:04d}"


@transaction.atomic
def withdraw_peserta(*, peserta_ids: Iterable[int], alasan: str, akun_id: int | None, at: datetime) -> int:
    """Take people out of their wave: seat free, codes dead; the row stays.

    Raises PesertaPresent, GelombangNotEditable.
    """
    people = list(Peserta.objects.filter(pk__in=list(peserta_ids), is_mundur=False).select_related("gelombang"))
    ids = [p.pk for p in people]
    for gelombang_id in sorted({p.gelombang_id for p in people}):
        status = wave_for_update(gelombang_id).status
        if status not in {StatusGelombang.RENCANA, StatusGelombang.DIKUNCI, StatusGelombang.BERLANGSUNG}:
            raise GelombangNotEditable(status)
    if Penempatan.objects.filter(peserta_id__in=ids, kehadiran="hadir").exists():
        raise PesertaPresent
    Penempatan.objects.filter(peserta_id__in=ids).delete()
    Peserta.objects.filter(pk__in=ids).update(is_mundur=True)
    revoke_kode(peserta_ids=ids, akun_id=akun_id, at=at, alasan=alasan)
    for p in people:
        ringkas = f"Peserta {p.nomor} mundur"
        record_by("peserta.mundur", f"peserta:{p.pk}", ringkas, akun_id=akun_id, at=at, alasan=alasan)
    return len(ids)


@transaction.atomic
def set_tambahan_menit(*, peserta_id: int, menit: int, alasan: str, akun_id: int | None, at: datetime) -> None:
    """Extra minutes that a person has from the start (special needs)."""
    peserta = Peserta.objects.select_for_update().get(pk=peserta_id)
    before = peserta.tambahan_menit
    peserta.tambahan_menit = menit
    peserta.save(update_fields=["tambahan_menit"])
    record_by(
        "peserta.tambahan_waktu",
        f"peserta:{peserta.pk}",
        f"Tambahan waktu peserta {peserta.nomor}: {before} menjadi {menit} menit",
        akun_id=akun_id,
        at=at,
        alasan=alasan,
    )


@transaction.atomic
def set_kehadiran(
    *, peserta_ids: Iterable[int], kehadiran: str, akun_id: int | None, at: datetime, alasan: str = ""
) -> int:
    """Note who came (hadir), who did not (tidak_hadir), or take it back (belum); returns how many rows changed."""
    ids = list(peserta_ids)
    changed = Penempatan.objects.filter(peserta_id__in=ids).exclude(kehadiran=kehadiran).update(kehadiran=kehadiran)
    if changed:
        record_by(
            "peserta.kehadiran",
            f"peserta:{ids[0]}" if len(ids) == 1 else "",
            f"Kehadiran {changed} peserta dicatat: {kehadiran.replace('_', ' ')}",
            akun_id=akun_id,
            at=at,
            alasan=alasan,
            data={"peserta": ids},
        )
    return changed
