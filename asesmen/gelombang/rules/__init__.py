"""What is true on paper about waves: states, card codes, timetable, seating."""

from asesmen.gelombang.rules.jadwal import Jadwal, Pola, PolaUnreadable, days_between, jadwal_of, read_catatan
from asesmen.gelombang.rules.kode import is_card_valid, is_code, room_token, room_token_ok
from asesmen.gelombang.rules.penempatan import Calon, Petak, Sebab, Susunan, Tempat, Tersisa, limit_of, place
from asesmen.gelombang.rules.siap import Keadaan, Kekurangan, kekurangan
from asesmen.gelombang.rules.status import (
    BUKA_LEBIH_AWAL,
    LABEL,
    NEXT_GELOMBANG,
    NEXT_SESI,
    StatusGelombang,
    StatusSesi,
    can_follow,
)
from pegawai.rules.kode import ALFABET, code_from_bytes, normalise
from pegawai.rules.kode import code_hash as card_hash

__all__ = [
    "ALFABET",
    "BUKA_LEBIH_AWAL",
    "LABEL",
    "NEXT_GELOMBANG",
    "NEXT_SESI",
    "Calon",
    "Jadwal",
    "Keadaan",
    "Kekurangan",
    "Petak",
    "Pola",
    "PolaUnreadable",
    "Sebab",
    "StatusGelombang",
    "StatusSesi",
    "Susunan",
    "Tempat",
    "Tersisa",
    "can_follow",
    "card_hash",
    "code_from_bytes",
    "days_between",
    "is_card_valid",
    "is_code",
    "jadwal_of",
    "kekurangan",
    "limit_of",
    "normalise",
    "place",
    "read_catatan",
    "room_token",
    "room_token_ok",
]
