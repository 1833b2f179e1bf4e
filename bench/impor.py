"""Preview, save and take back a roster of 20,000 people as jobs do it, and tell seconds and memory:
python -m bench.impor, where the demonstration is.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from config.embedded import prepare

ROWS = 20_000
# A SIASN export has 67 columns; these are read, the others hold what an office's file holds.
READ = {
    "NIP BARU": 1, "NAMA": 3, "GELAR DEPAN": 4, "GELAR BELAKANG": 5, "TANGGAL LAHIR": 8, "JENIS KELAMIN": 9,
    "JENIS PEGAWAI NAMA": 22, "KEDUDUKAN HUKUM NAMA": 24, "STATUS CPNS PNS": 25, "GOL AKHIR NAMA": 36,
    "JENIS JABATAN NAMA": 41, "JABATAN NAMA": 43, "UNOR NAMA": 55, "SATUAN KERJA KERJA NAMA": 63,
}  # fmt: skip
FILLED = {
    0: "A65428E5C43B340856679187B452E663", 7: "Solok", 11: "Islam", 13: "Kawin", 14: "1311805409335254",
    15: "081234567890", 18: "Jalan Contoh No. 98", 19: "982276894437218", 29: "01-12-2024", 46: "S-1/Sarjana",
    57: "Pemerintah Kab. Contoh Selatan", 59: "Pemerintah Kab. Contoh Selatan", 64: "TRUE",
}  # fmt: skip
GOLONGAN = ("III/a", "III/b", "III/c", "III/d", "IV/a", "IV/b")
JABATAN = (
    "Guru Ahli Pertama",
    "Guru Ahli Muda",
    "Guru Ahli Madya",
    "Perawat Terampil",
    "Bidan Mahir",
    "Arsiparis Ahli Muda",
)


def person(number: int) -> dict[str, str]:
    """One row of a dull roster: 20 perangkat daerah, 400 units, NIP of people born from 1966 on."""
    born = date(1966, 1, 1) + timedelta(days=number % 11_000)
    sex = 1 + number % 2
    return {
        "NIP BARU": f"{born:%Y%m%d}202412{sex}{1 + number // 11_000 + 10 * (number % 2):03d}",
        "NAMA": f"ORANG NOMOR {number}",
        "GELAR DEPAN": "",
        "GELAR BELAKANG": "S.Pd.",
        "TANGGAL LAHIR": f"{born:%d-%m-%Y}",
        "JENIS KELAMIN": "M" if sex == 1 else "F",
        "JENIS PEGAWAI NAMA": "PNS Daerah Kab/Kota",
        "KEDUDUKAN HUKUM NAMA": "Aktif",
        "STATUS CPNS PNS": "P",
        "GOL AKHIR NAMA": GOLONGAN[number % len(GOLONGAN)],
        "JENIS JABATAN NAMA": "Jabatan Fungsional",
        "JABATAN NAMA": JABATAN[number % len(JABATAN)],
        "UNOR NAMA": f"UPT Ukur {number % 400:03d}",
        "SATUAN KERJA KERJA NAMA": f"Dinas Ukur {number % 20:02d}",
    }


def write_roster(path: Path) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("SIASN")
        headers = {index: f"KOLOM {index}" for index in range(67)} | {index: name for name, index in READ.items()}
        sheet.write_row(0, 0, [headers[index] for index in range(67)])
        for number in range(ROWS):
            cells = FILLED | {READ[name]: value for name, value in person(number).items() if value}
            for index, value in cells.items():
                sheet.write_string(number + 1, index, value)


def measures(path: Path) -> Iterator[tuple[str, Callable[[], Any]]]:
    """What an officer orders, one after the other, each as the job's handler does it."""
    from django.utils import timezone

    from pegawai import services

    isi, opened = path.read_bytes(), []

    def preview() -> None:
        at = timezone.now()
        opened.append(services.open_impor(jenis="pegawai", nama=path.name, isi=isi, akun=None, at=at).pk)
        services.stage_impor(impor_id=opened[-1], at=at)

    def apply() -> None:
        services.apply_impor(impor_id=opened[-1], akun=None, at=timezone.now())

    def withdraw() -> None:
        services.withdraw_impor(impor_id=opened[0], akun=None, at=timezone.now(), alasan="Pengukuran")

    yield "preview", preview
    yield "apply", apply
    yield "preview again", preview
    yield "apply again", apply
    yield "withdraw", withdraw


def megabytes() -> float:
    """The most that this process or one that read for it ever held."""
    used = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    # Linux counts in kB, macOS in bytes.
    return used / (1024 if sys.platform == "linux" else 1024 * 1024)


def measure() -> dict[str, float]:
    told: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "siasn-20000.xlsx"
        write_roster(path)
        for name, work in measures(path):
            began = time.perf_counter()
            work()
            told[name] = time.perf_counter() - began
    return told | {"megabytes": megabytes()}


def main() -> None:
    prepare.choose_run_mode()
    with prepare.database():
        prepare.django_setup()
        print(json.dumps(measure()))


if __name__ == "__main__":
    main()
