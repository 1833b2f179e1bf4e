import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from antrean.formats.teks import count_text
from asesmen.bank import services
from asesmen.bank.rules.baris import Bawaan
from pegawai.management.impor import as_told

MAX_BYTES = 5 * 1024 * 1024


class Command(BaseCommand):
    help = "Periksa atau simpan butir soal dari berkas .xlsx atau .json."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="Berkas .xlsx atau .json")
        parser.add_argument("--apply", action="store_true", help="Simpan. Tanpa ini berkas hanya diperiksa.")
        parser.add_argument("--json", action="store_true", help="Cetak satu objek JSON untuk skrip.")
        parser.add_argument("--kompetensi", default="", help="Kode kompetensi bila berkas tidak memuatnya.")
        parser.add_argument("--level", default="", help="Level 1 sampai 5 bila berkas tidak memuatnya.")
        parser.add_argument("--awalan", default="", help="Awalan kode bila berkas tidak memuat kode: GR-X → GR-X-01.")

    def handle(self, *args: Any, **options: Any) -> None:
        bawaan = Bawaan(options["kompetensi"], options["level"], options["awalan"])
        try:
            told = self.told(options["file"], bawaan, is_applied=options["apply"])
        except services.ImporButirUnreadable as refusal:
            self.tell_unreadable(refusal, as_json=options["json"])
            raise SystemExit(1) from None
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            self.tell(told, is_applied=options["apply"])

    def told(self, path: Path, bawaan: Bawaan, *, is_applied: bool) -> dict[str, Any]:
        isi, now = self.content(path), timezone.now()
        plans = services.check_berkas(isi=isi, nama=path.name, bawaan=bawaan)
        counts = services.summary(plans)
        result = {"created": counts["baru"], "updated": counts["berubah"], "unchanged": counts["tetap"]}
        if is_applied:
            impor_id = services.stage_impor(isi=isi, nama=path.name, bawaan=bawaan, akun=None, at=now)
            done = services.apply_impor(impor_id=impor_id, akun=None, at=now)
            result = {"created": done.created, "updated": done.updated, "unchanged": done.unchanged}
        troubles = [(plan.baris.nomor, [m.as_json() for m in plan.masalah]) for plan in plans if plan.masalah]
        return as_told(len(plans), result, troubles)

    def content(self, path: Path) -> bytes:
        if not path.is_file():
            raise services.ImporButirUnreadable(f"Berkas {path.name} tidak ditemukan.", code="not_found")
        if path.stat().st_size > MAX_BYTES:
            raise services.ImporButirUnreadable("Paling besar 5 MB. Bagi menjadi beberapa berkas.", code="too_large")
        return path.read_bytes()

    def tell_unreadable(self, refusal: services.ImporButirUnreadable, *, as_json: bool) -> None:
        message = " ".join(refusal.messages)
        if as_json:
            self.stdout.write(json.dumps({"error": {"code": refusal.code, "message": message}}, ensure_ascii=False))
        else:
            self.stderr.write(message)

    def tell(self, told: dict[str, Any], *, is_applied: bool) -> None:
        words = ("dibuat", "diperbarui") if is_applied else ("akan dibuat", "akan diperbarui")
        self.stdout.write(
            f"{count_text(told['rows'])} baris dibaca, {count_text(told['created'])} butir {words[0]}, "
            f"{count_text(told['updated'])} {words[1]}, {count_text(told['unchanged'])} tidak berubah, "
            f"{count_text(len(told['refused']))} ditolak."
        )
        for title, rows in (("Ditolak", told["refused"]), ("Peringatan", told["warnings"])):
            for item in rows:
                self.stdout.write(f"{title}: baris {item['row']}, kolom {item['column']}: {item['message']}")
        if not is_applied:
            self.stdout.write("Belum ada data yang berubah. Tambahkan --apply untuk menyimpan.")
