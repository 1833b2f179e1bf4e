"""What the import commands have in common: check or apply a file, tell it to a person or to a script."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from antrean.formats.teks import count_text
from pegawai import queries, services
from pegawai.formats.tabel import MAX_BYTES, MESSAGES

Told = dict[str, Any]


class ImporCommand(BaseCommand):
    """`FILE [--apply] [--json]`. Without --apply nothing is kept. Exit code 1 only when the file cannot be read."""

    jenis = ""
    satuan = ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="Berkas .xlsx atau .csv")
        parser.add_argument("--apply", action="store_true", help="Simpan. Tanpa ini berkas hanya diperiksa.")
        parser.add_argument("--json", action="store_true", help="Cetak satu objek JSON untuk skrip.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.refuse_missing(options["file"])
            told = self.applied(options["file"]) if options["apply"] else self.checked(options["file"])
        except services.ImporUnreadable as refusal:
            self.tell_unreadable(refusal, as_json=options["json"])
            raise SystemExit(1) from None
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            self.tell(told, is_applied=options["apply"])

    def refuse_missing(self, path: Path) -> None:
        if not path.is_file():
            raise services.ImporUnreadable(f"Berkas {path.name} tidak ditemukan.", code="not_found")
        if path.stat().st_size > MAX_BYTES:
            raise services.ImporUnreadable(MESSAGES["too_large"], code="too_large")

    def checked(self, path: Path) -> Told:
        now = timezone.now()
        found = services.check_berkas(jenis=self.jenis, path=path, nama=path.name, today=timezone.localdate(now))
        summary = found.ringkasan
        counts = {"created": summary["baru"], "updated": summary["berubah"], "unchanged": summary["tetap"]}
        return as_told(len(found.baris), counts, [(row.nomor, row.masalah) for row in found.baris])

    def applied(self, path: Path) -> Told:
        now = timezone.now()
        impor = services.open_impor(jenis=self.jenis, nama=path.name, isi=path.read_bytes(), akun=None, at=now)
        services.stage_impor(impor_id=impor.pk, at=now)
        impor = services.apply_impor(impor_id=impor.pk, akun=None, at=now)
        counts = {name: impor.ringkasan[name] for name in ("created", "updated", "unchanged")}
        return as_told(impor.ringkasan["baris"], counts, queries.masalah_of(impor.pk))

    def tell_unreadable(self, refusal: services.ImporUnreadable, *, as_json: bool) -> None:
        message = " ".join(refusal.messages)
        if as_json:
            self.stdout.write(json.dumps({"error": {"code": refusal.code, "message": message}}, ensure_ascii=False))
        else:
            self.stderr.write(message)

    def tell(self, told: Told, *, is_applied: bool) -> None:
        words = ("dibuat", "diperbarui") if is_applied else ("akan dibuat", "akan diperbarui")
        counts = [
            f"{count_text(told['rows'])} baris dibaca",
            f"{count_text(told['created'])} {self.satuan} {words[0]}",
            f"{count_text(told['updated'])} {words[1]}",
            f"{count_text(told['unchanged'])} tidak berubah",
            f"{count_text(len(told['refused']))} ditolak",
        ]
        self.stdout.write(", ".join(counts) + ".")
        for title, rows in (("Ditolak", told["refused"]), ("Peringatan", told["warnings"])):
            for item in rows:
                self.stdout.write(f"{title}: baris {item['row']}, kolom {item['column']}: {item['message']}")
        if not is_applied:
            self.stdout.write("Belum ada data yang berubah. Tambahkan --apply untuk menyimpan.")


def as_told(rows: int, counts: dict[str, int], troubles: list[tuple[int, list[Told]]]) -> Told:
    """The object that scripts read. A row is refused once, by its first fault that refuses; warnings are all listed."""
    refused: list[Told] = []
    warnings: list[Told] = []
    for nomor, masalah in troubles:
        fatal = [m for m in masalah if m["refuses"]]
        (refused if fatal else warnings).extend(
            {"row": nomor, "column": m["column"], "code": m["code"], "message": m["message"]}
            for m in (fatal[:1] or masalah)
        )
    return {"rows": rows, **counts, "refused": refused, "warnings": warnings}
