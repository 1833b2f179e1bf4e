"""Files whose columns an officer names: waiting for the choice, reading again by it, remembering it per source."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from pegawai.models import Akun, Impor, ProfilKolom
from pegawai.rules.hasil_baris import NEEDED as HASIL_NEEDED
from pegawai.rules.kolom import Baris, judul_of
from pegawai.rules.pegawai_baris import NEEDED as PEGAWAI_NEEDED
from pegawai.rules.pilihan_kolom import PilihanKolom, PilihanRefused, check_pilihan, remember, sidik_of
from pegawai.services.impor.tahap import drop_file, locked
from pegawai.services.jejak import record_jejak

Status = Impor.Status
NEEDED = {"pegawai": PEGAWAI_NEEDED, "hasil": HASIL_NEEDED}
FORGOTTEN_AFTER = timedelta(days=7)


class KolomRefused(ValidationError):
    """The chosen columns cannot be read by."""


class BerkasGone(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Berkas impor ini sudah tidak disimpan, jadi kolomnya tidak dapat ditunjuk lagi. Unggah berkasnya lagi.",
            code="file_gone",
        )


@transaction.atomic
def await_kolom(*, impor_id: int, galat: str) -> Impor:
    """Keep the file until an officer says which column is which."""
    impor = locked(impor_id, Status.DIBACA)
    impor.status, impor.galat, impor.ringkasan = Status.PEMETAAN, galat, {}
    impor.save()
    return impor


@transaction.atomic
def choose_kolom(
    *, impor_id: int, pilihan: PilihanKolom, rows: Sequence[Baris], nama: str, akun: Akun | None, at: datetime
) -> Impor:
    """Have the file read again by this choice; with `nama` the source is remembered under it.

    `rows` are the first rows of the chosen sheet. Raises KolomRefused, BerkasGone, ImporNotStaged.
    """
    impor = locked(impor_id, Status.PEMETAAN, Status.PRATINJAU)
    if not impor.berkas:
        raise BerkasGone
    try:
        check_pilihan(pilihan, rows, NEEDED[impor.jenis])
    except PilihanRefused as refusal:
        raise KolomRefused(str(refusal), code=refusal.code) from refusal
    if nama:
        save_profil(jenis=impor.jenis, nama=nama, pilihan=pilihan, rows=rows, akun=akun, at=at)
    impor.status, impor.galat, impor.ringkasan = Status.DIBACA, "", {"pilihan": pilihan.as_dict()}
    impor.baris.all().delete()
    impor.save()
    return impor


@transaction.atomic
def save_profil(
    *, jenis: str, nama: str, pilihan: PilihanKolom, rows: Sequence[Baris], akun: Akun | None, at: datetime
) -> ProfilKolom:
    """Remember a choice for the source that this header belongs to; an earlier one for it is replaced."""
    judul = judul_of(rows, pilihan.baris_judul - 1, dua_baris=pilihan.dua_baris)
    sidik, kolom = sidik_of(judul), remember(pilihan.kolom, judul)
    if not sidik or set(kolom) != set(pilihan.kolom):
        raise KolomRefused(
            "Ada kolom terpilih yang judulnya kosong, jadi pilihan ini tidak dapat diingat. Kosongkan nama sumbernya.",
            code="not_memorable",
        )
    profil, _ = ProfilKolom.objects.update_or_create(
        jenis=jenis,
        sidik=sidik,
        defaults={"nama": nama, "kolom": kolom, "akun": akun, "updated_at": at},
        create_defaults={"nama": nama, "kolom": kolom, "akun": akun, "created_at": at, "updated_at": at},
    )
    _record("simpan", profil, akun, at)
    return profil


@transaction.atomic
def remove_profil(*, profil_id: int, akun: Akun | None, at: datetime) -> None:
    """Forget a source: its next file is read by the known headers again. A profile that is gone already is no error."""
    profil = ProfilKolom.objects.select_for_update().filter(pk=profil_id).first()
    if profil:
        _record("hapus", profil, akun, at)
        profil.delete()


@transaction.atomic
def drop_forgotten_berkas(*, at: datetime) -> int:
    """Delete the files of previews that nobody finished within a week; their rows stay. Returns how many went."""
    waiting = Impor.objects.select_for_update(skip_locked=True).filter(
        status__in=[Status.PEMETAAN, Status.PRATINJAU], created_at__lt=at - FORGOTTEN_AFTER
    )
    forgotten = list(waiting.exclude(berkas=""))
    for impor in forgotten:
        drop_file(impor)
        impor.save(update_fields=["berkas"])
    return len(forgotten)


def _record(verb: str, profil: ProfilKolom, akun: Akun | None, at: datetime) -> None:
    record_jejak(
        tindakan=f"profil_kolom.{verb}",
        ringkas=f"Profil kolom {profil.nama}",
        at=at,
        akun=akun,
        objek=f"profil_kolom:{profil.pk}",
        data={"jenis": profil.jenis, "kolom": profil.kolom},
    )
