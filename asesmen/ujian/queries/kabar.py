"""What goes on around the seats of a room: who asks for the proctor, what was done, which silences there were.

One statement, since the console asks every few seconds.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from asesmen.ujian.queries.gangguan import Diam, gangguan_rows
from asesmen.ujian.queries.konsol import KeadaanKursi
from asesmen.ujian.rules import Gangguan

CATATAN = 12

KABAR = """
WITH t AS MATERIALIZED (
    SELECT id, ruang_sesi_id, pengerjaan_id, jenis, detik, alasan, kategori, versi_id, dari, sampai, akun_id, at
    FROM ujian_tindakanproktor WHERE ruang_sesi_id = ANY (%(ruang)s)
), panggilan AS (
    SELECT t.id, p.peserta_id, t.jenis, t.alasan, t.at, array_position(p.versi_ids, t.versi_id) AS nomor,
        s.kursi, s.ruang_sesi_id, g.nama
    FROM t JOIN ujian_pengerjaan p ON p.id = t.pengerjaan_id
        JOIN gelombang_penempatan s ON s.peserta_id = p.peserta_id JOIN pegawai_pegawai g ON g.id = s.pegawai_id
    WHERE t.jenis IN ('panggil', 'lapor_soal')
        AND NOT EXISTS (SELECT 1 FROM ujian_tindakanproktor a WHERE a.untuk_id = t.id)
), catatan AS (
    SELECT max(t.id) AS id, t.at, t.jenis, t.alasan, t.detik, t.kategori, a.nama,
        array_agg(DISTINCT t.ruang_sesi_id) AS ruang, count(t.pengerjaan_id) AS orang, min(p.peserta_id) AS peserta_id
    FROM t LEFT JOIN ujian_pengerjaan p ON p.id = t.pengerjaan_id LEFT JOIN pegawai_akun a ON a.id = t.akun_id
    GROUP BY t.at, t.jenis, t.alasan, t.detik, t.kategori, a.nama ORDER BY max(t.id) DESC LIMIT %(catatan)s
)
SELECT
    (SELECT json_agg(panggilan ORDER BY id) FROM panggilan),
    (SELECT json_agg(catatan ORDER BY id DESC) FROM catatan),
    (SELECT json_agg(json_build_array(x.pengerjaan_id, x.dari, x.sampai))
        FROM ujian_putus x WHERE x.ruang_sesi_id = ANY (%(ruang)s)),
    (SELECT json_agg(json_build_array(pengerjaan_id, jenis, at) ORDER BY id)
        FROM t WHERE jenis IN ('jeda', 'lanjut', 'akhiri') AND pengerjaan_id IS NOT NULL),
    (SELECT json_agg(DISTINCT jsonb_build_array(ruang_sesi_id, dari, sampai)) FROM t WHERE dari IS NOT NULL)
"""


@dataclass(frozen=True)
class Panggilan:
    """A call of a participant that nobody has answered; `nomor` is the reported item's place on that paper."""

    id: int
    peserta_id: int
    ruang_sesi_id: int
    kursi: int
    nama: str
    jenis: str
    kalimat: str
    at: datetime
    nomor: int | None


@dataclass(frozen=True)
class Catatan:
    """One act, for however many people; `peserta_id` is one of them, None where a whole room is meant."""

    at: datetime
    jenis: str
    alasan: str
    detik: int
    kategori: str
    oleh: str
    ruang: tuple[int, ...]
    orang: int
    peserta_id: int | None


@dataclass(frozen=True)
class Kabar:
    """News of rooms: calls, oldest first; acts, newest first; outages on which nobody has decided, by room."""

    panggilan: list[Panggilan]
    catatan: list[Catatan]
    gangguan: dict[int, list[Gangguan]]


def kabar_ruang(ruang_sesi_ids: Sequence[int], seats: Mapping[int, KeadaanKursi], at: datetime) -> Kabar:
    """The news of these rooms, whose seats were just read. One query."""
    with connection.cursor() as cursor:
        cursor.execute(KABAR, {"ruang": list(ruang_sesi_ids), "catatan": CATATAN})
        panggilan, catatan, putus, jeda, decided = (_rows(column) for column in cursor.fetchone())
    diam = Diam(putus=putus, jeda=jeda, decided=decided)
    return Kabar(
        panggilan=[_panggilan(row) for row in panggilan],
        catatan=[_catatan(row) for row in catatan],
        gangguan=gangguan_rows(seats.values(), diam, at),
    )


def _rows(column: Any) -> list[Any]:
    return (json.loads(column) if isinstance(column, str) else column) or []


def _panggilan(row: Mapping[str, Any]) -> Panggilan:
    same = {name: row[name] for name in ("id", "peserta_id", "ruang_sesi_id", "kursi", "nama", "jenis", "nomor")}
    return Panggilan(**same, kalimat=row["alasan"], at=datetime.fromisoformat(row["at"]))


def _catatan(row: Mapping[str, Any]) -> Catatan:
    return Catatan(
        at=datetime.fromisoformat(row["at"]),
        jenis=row["jenis"],
        alasan=row["alasan"],
        detik=row["detik"],
        kategori=row["kategori"],
        oleh=row["nama"] or "",
        ruang=tuple(row["ruang"]),
        orang=row["orang"],
        peserta_id=row["peserta_id"],
    )
