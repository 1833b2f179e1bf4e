"""Earlier assessment results, of BKN and others: compare with the history, apply set-wise, take back."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from pegawai.models import BarisImpor, Impor, Pegawai, RiwayatAsesmen, RiwayatNip
from pegawai.queries.pengaturan import pengaturan
from pegawai.rules.hasil_baris import NEEDED, read_rows
from pegawai.rules.kolom import HASIL
from pegawai.rules.masalah import BarisDibaca
from pegawai.rules.nama import search_form
from pegawai.rules.pilihan_kolom import PilihanKolom
from pegawai.rules.tanggal import add_years
from pegawai.services.impor.pegawai import BATCH, Terapan, compare_again, keep_rows
from pegawai.services.impor.periksa import (
    Keadaan,
    Lapor,
    Pemeriksaan,
    as_calon,
    open_table,
    silent,
    summarise,
)
from pegawai.services.impor.potret import restore, snapshot
from pegawai.services.impor.tahap import ImporNotWithdrawable
from pegawai.services.riwayat import WRITTEN, RiwayatBaru, write_riwayat

Kunci = tuple[int, str, str, str]


def check(
    path: Path, nama: str, today: date, lapor: Lapor = silent, pilihan: PilihanKolom | None = None
) -> Pemeriksaan:
    """Read a list of results and say what it would change. Raises ImporUnreadable."""
    lapor(0, 0, "Membaca berkas")
    sheet, peta, others = open_table(path, nama, HASIL, NEEDED, "hasil", pilihan)
    read = read_rows(sheet.rows, peta, today)
    lapor(0, len(read), "Membandingkan dengan riwayat asesmen")
    history = Riwayat([baris.data["nip"] for baris in read if not baris.is_refused])
    rows = []
    for baris in read:
        if not baris.is_refused:
            history.check(baris, peta.judul["nip"], peta.judul.get("nama", ""))
        keadaan, perubahan = ("", {}) if baris.is_refused else history.compare(baris.data)
        rows.append(as_calon(baris, keadaan, perubahan))
    return Pemeriksaan(rows, summarise(sheet, peta, others, rows))


class Riwayat:
    """The registry's side of a comparison: who has or had these NIP, and their history. Three queries."""

    def __init__(self, nips: Sequence[str]) -> None:
        former = RiwayatNip.objects.filter(nip__in=nips).values_list("nip", "pegawai_id", "pegawai__nama_cari")
        found = Pegawai.objects.filter(nip__in=nips).values_list("nip", "pk", "nama_cari")
        self.people = {nip: (pk, nama_cari) for nip, pk, nama_cari in [*former, *found]}
        rows = RiwayatAsesmen.objects.filter(pegawai_id__in=[pk for pk, _ in self.people.values()])
        self.rows: dict[Kunci, RiwayatAsesmen] = {
            (row.pegawai_id, row.tanggal.isoformat(), row.tujuan, row.penyelenggara): row for row in rows
        }

    def row(self, data: dict[str, Any]) -> RiwayatAsesmen | None:
        pegawai_id, _ = self.people.get(data["nip"], (0, ""))
        return self.rows.get((pegawai_id, data["tanggal"], data["tujuan"], data["penyelenggara"]))

    def check(self, baris: BarisDibaca, nip_column: str, nama_column: str) -> None:
        known = self.people.get(baris.data["nip"])
        existing = self.row(baris.data)
        if known is None:
            baris.refuse(
                nip_column, "person_unknown", "NIP ini tidak ada di daftar pegawai. Impor daftar pegawai dahulu."
            )
        elif existing and existing.hasil_id:
            baris.refuse(nip_column, "own_result", "Hasil ini dibuat oleh sistem ini dan tidak diganti oleh impor.")
        elif baris.data["nama"] and search_form(baris.data["nama"]) != known[1]:
            baris.warn(
                nama_column, "name_mismatch", "Nama berbeda dari daftar pegawai untuk NIP ini. Pastikan orangnya sama."
            )

    def compare(self, data: dict[str, Any]) -> tuple[str, dict[str, list[Any]]]:
        """Say whether a row is new, changes an earlier one or changes nothing, and what: field → [old, new]."""
        existing = self.row(data)
        if existing is None:
            return Keadaan.BARU, {}
        pairs = {
            "jpm": [None if existing.jpm is None else str(existing.jpm), data["jpm"]],
            "kategori": [existing.kategori, data["kategori"]],
            "level": [existing.level, data["level"]],
        }
        changes = {name: pair for name, pair in pairs.items() if pair[1] and pair[0] != pair[1]}
        return (Keadaan.BERUBAH if changes else Keadaan.TETAP), changes


def apply(impor: Impor, at: datetime, lapor: Lapor = silent) -> Terapan:
    """Write the staged rows into the history; validity counts from the day of the assessment."""
    rows = list(impor.baris.exclude(keadaan=Keadaan.DITOLAK).order_by("nomor"))
    lapor(0, len(rows), "Menyimpan riwayat asesmen")
    history = Riwayat([row.data["nip"] for row in rows])
    years = pengaturan("masa_berlaku_tahun")
    moved = compare_again(rows, history.compare)
    changed = [row for row in rows if row.keadaan != Keadaan.TETAP]
    for row in changed:
        existing = history.row(row.data)
        row.data["lama"] = snapshot(existing, WRITTEN) if existing else None
    write_riwayat([_new(row, history, years, impor.pk) for row in changed], at)
    keep_rows([*moved, *(row for row in changed if row.keadaan == Keadaan.BERUBAH)])
    lapor(len(rows), len(rows), "Selesai")
    created = sum(row.keadaan == Keadaan.BARU for row in changed)
    return Terapan(created, len(changed) - created, len(rows) - len(changed))


def _new(row: BarisImpor, history: Riwayat, years: int, impor_id: int) -> RiwayatBaru:
    data, old = row.data, row.data["lama"] or {"jpm": None, "kategori": "", "level": {}}
    tanggal = date.fromisoformat(data["tanggal"])
    jpm = data["jpm"] or old["jpm"]
    return RiwayatBaru(
        pegawai_id=history.people[data["nip"]][0],
        tanggal=tanggal,
        berlaku_sampai=add_years(tanggal, years),
        penyelenggara=data["penyelenggara"],
        tujuan=data["tujuan"],
        kategori=data["kategori"] or old["kategori"],
        jpm=None if jpm is None else Decimal(jpm),
        level=data["level"] or old["level"],
        impor_id=impor_id,
    )


def withdraw(impor: Impor, at: datetime, lapor: Lapor = silent) -> dict[str, int]:
    """Remove what the import wrote and give changed rows their old values back. Raises ImporNotWithdrawable."""
    rows = list(impor.baris.filter(keadaan__in=[Keadaan.BARU, Keadaan.BERUBAH]))
    lapor(0, len(rows), "Memeriksa apakah hasilnya sudah diganti")
    history = Riwayat([row.data["nip"] for row in rows])
    written = [(row, history.row(row.data)) for row in rows]
    newer = [row for row, existing in written if existing is None or existing.impor_id != impor.pk]
    if newer:
        raise ImporNotWithdrawable(f"{len(newer)} hasil sudah diganti atau dihapus setelah impor ini.")
    lapor(len(rows) // 2, len(rows), "Mengembalikan isi semula")
    created = [old.pk for row, old in written if old and row.keadaan == Keadaan.BARU]
    RiwayatAsesmen.objects.filter(pk__in=created).delete()
    changed = [(old, row) for row, old in written if old and row.keadaan == Keadaan.BERUBAH]
    for old, row in changed:
        restore(old, row.data["lama"])
    RiwayatAsesmen.objects.bulk_update([old for old, _ in changed], WRITTEN, batch_size=BATCH)
    return {"removed": len(created), "restored": len(changed)}
