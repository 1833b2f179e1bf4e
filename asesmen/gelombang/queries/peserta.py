"""Participants of a wave."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from antrean.formats.teks import moment_text
from antrean.queries import run_prepared
from asesmen.gelombang.models import Gelombang, Peserta
from pegawai.queries import Scope

URUT = {
    "nomor": ["nomor"],
    "nama": ["pegawai__nama_cari", "pk"],
    "unit": ["pegawai__unit__nama", "nomor"],
    "tempat": ["penempatan__ruang_sesi__sesi__mulai", "penempatan__ruang_sesi__ruang__kode", "penempatan__kursi", "pk"],
}


def peserta_list(
    gelombang_id: int,
    scope: Scope,
    *,
    cari: str = "",
    keadaan: str = "",
    sesi_id: int | None = None,
    ruang_id: int | None = None,
    urut: str = "nomor",
) -> QuerySet[Peserta]:
    """Participants within a scope. `keadaan`: ditempatkan, belum, mundur, or everybody who still takes part."""
    rows = Peserta.objects.filter(scope.q("pegawai__unit__jalur"), gelombang_id=gelombang_id).select_related(
        "pegawai__unit", "penempatan__ruang_sesi__sesi", "penempatan__ruang_sesi__ruang"
    )
    rows = rows.filter(is_mundur=keadaan == "mundur")
    if keadaan in {"ditempatkan", "belum"}:
        rows = rows.filter(penempatan__isnull=keadaan == "belum")
    if sesi_id:
        rows = rows.filter(penempatan__ruang_sesi__sesi_id=sesi_id)
    if ruang_id:
        rows = rows.filter(penempatan__ruang_sesi__ruang_id=ruang_id)
    for word in cari.split():
        rows = rows.filter(
            Q(pegawai__nama_cari__icontains=word)
            | Q(pegawai__nip__startswith=word)
            | Q(nomor__icontains=word)
            | Q(pegawai__unit__nama__icontains=word)
        )
    order = URUT.get(urut.removeprefix("-"), URUT["nomor"])
    return rows.order_by(*(f"-{f}" if urut.startswith("-") else f for f in order))


def peserta_get(peserta_id: int) -> Peserta | None:
    """One participant with person, wave and seat."""
    return (
        Peserta.objects.select_related(
            "gelombang", "pegawai__unit", "penempatan__ruang_sesi__sesi", "penempatan__ruang_sesi__ruang"
        )
        .filter(pk=peserta_id)
        .first()
    )


PERSON = ["id", "nip", "nama", "gelar_depan", "gelar_belakang"]
MASUK = """
SELECT (SELECT max(issued_at) FROM gelombang_kodekartu k WHERE k.peserta_id = s.id AND k.sumber = 'ulang'),
    g.nama, g.status, p.nip, p.nama, p.gelar_depan, p.gelar_belakang,
    s.id, s.gelombang_id, s.pegawai_id, s.nomor, s.is_mundur
FROM gelombang_peserta s JOIN gelombang_gelombang g ON g.id = s.gelombang_id
JOIN pegawai_pegawai p ON p.id = s.pegawai_id
WHERE s.id = $1 AND NOT s.is_mundur
"""


def peserta_of_masuk(peserta_id: int, masuk_at: datetime | None) -> Peserta | None:
    """Whom an entry with a card opened, or None when it no longer does: withdrawn, or the card was replaced since.

    A card is replaced at the room because it was lost or stolen: what the old one opened ends with it. Cards printed
    again for many change nothing for whoever is in. One query, which leaves out what no page of a participant shows:
    that is read when somebody asks for it.
    """
    rows = run_prepared(MASUK, [peserta_id])
    if not rows:
        return None
    diganti_at, nama, status, nip, *rest = rows[0]
    if diganti_at and (masuk_at is None or diganti_at > masuk_at):
        return None
    found = Peserta.from_db("default", ["id", "gelombang_id", "pegawai_id", "nomor", "is_mundur"], rest[3:])
    found.gelombang = Gelombang.from_db("default", ["id", "nama", "status"], [found.gelombang_id, nama, status])
    person: Any = Peserta._meta.get_field("pegawai").related_model
    found.pegawai = person.from_db("default", PERSON, [found.pegawai_id, nip, *rest[:3]])
    return found


def peserta_pegawai_ids(gelombang_id: int) -> dict[int, int]:
    """pegawai id → peserta id, of everybody who still takes part."""
    return dict(Peserta.objects.filter(gelombang_id=gelombang_id, is_mundur=False).values_list("pegawai_id", "pk"))


JUDUL_PESERTA = ("Nomor", "NIP", "Nama", "Unit kerja", "Sesi", "Waktu", "Ruang", "Kursi", "Kehadiran")


def peserta_cells(p: Peserta) -> tuple[str | int, ...]:
    """A participant as a row of a workbook, under JUDUL_PESERTA."""
    pegawai = p.pegawai
    person = (p.nomor, pegawai.nip, pegawai.nama_lengkap, pegawai.unit.nama if pegawai.unit else "")
    seat = getattr(p, "penempatan", None)
    if seat is None:
        return (*person, "", "", "", "", "Mundur" if p.is_mundur else "Belum ditempatkan")
    sesi = seat.ruang_sesi.sesi
    when = moment_text(timezone.localtime(sesi.mulai))
    return (*person, sesi.nomor, when, seat.ruang_sesi.ruang.kode, seat.kursi, seat.get_kehadiran_display())
