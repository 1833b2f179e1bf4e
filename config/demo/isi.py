"""What the office knows before the first wave: dictionary, standard, rules, items, tasks, training, clinics, rooms."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings

from asesmen.bank import services as bank
from asesmen.gelombang import services as gelombang
from asesmen.gelombang.rules.daftar import read_pola, read_ruang
from asesmen.kompetensi import services as kompetensi
from asesmen.penugasan import services as penugasan
from config.demo.registri import BERKAS
from pegawai.formats.tabel import read_tabel
from pengembangan import services as pengembangan

KONTEN = settings.BASE_DIR / "contoh" / "konten"


def content(name: str) -> Any:
    return json.loads((KONTEN / name).read_text(encoding="utf-8"))


def load_isi(*, at: datetime) -> dict[str, dict[str, int]]:
    """Load the sample content; returns ids of rule sets and instruments, as {"aturan": …, "instrumen": …}."""
    _, standar = kompetensi.load_contoh(at=at)
    kompetensi.approve_standar(standar_id=standar.pk, akun=None, at=at)
    ids = {"aturan": kompetensi.load_contoh_aturan(at), "instrumen": bank.load_instrumen_contoh(at)}
    penugasan.load_tugas(rows=content("penugasan.json"), at=at)
    pengembangan.load_katalog(rows=content("diklat.json"), at=at)
    pengembangan.load_klinik(rows=content("coaching.json"), at=at)
    load_ruang(at=at)
    return ids


def load_ruang(*, at: datetime) -> None:
    """Rooms and the daily timetable of ruang.xlsx."""
    sheets = {sheet.nama: sheet.rows for sheet in read_tabel(BERKAS / "ruang.xlsx", "ruang.xlsx")}
    gelombang.save_ruang(rows=[b.data for b in read_ruang(sheets["Ruang"])], akun_id=None, at=at)
    pola, _ = read_pola(sheets["Sesi"])
    gelombang.save_pola(pola=pola, akun_id=None, at=at)
