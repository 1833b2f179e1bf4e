"""Orders on sittings: prepare, enter, start, save, hand in, and what a proctor does."""

from asesmen.ujian.services.kelompok import save_together, show_life_past_django
from asesmen.ujian.services.kumpul import Penutupan, close_overdue, settle_overdue, submit, sweep
from asesmen.ujian.services.masuk import Masuk, enter, forget_old
from asesmen.ujian.services.mulai import (
    Bukaan,
    LeaseHeld,
    NaskahMissing,
    PengerjaanNotRunning,
    RoomTokenPaused,
    RoomTokenWrong,
    RulesNotRead,
    SesiNotOpen,
    confirm_rules,
    open_page,
    start,
)
from asesmen.ujian.services.naskah import NaskahNotPreparable, NaskahSiap, NaskahTooShort, prepare_naskah
from asesmen.ujian.services.proktor import (
    AlasanMissing,
    MenitOutOfRange,
    NobodyChosen,
    add_time,
    end,
    move_device,
    note_event,
    reissue_code,
)
from asesmen.ujian.services.simpan import HasilSimpan, save, show_life
from asesmen.ujian.services.simulasi import Isian, NaskahIncomplete, bulk_fill, plan_isian

__all__ = [
    "AlasanMissing",
    "Bukaan",
    "HasilSimpan",
    "Isian",
    "LeaseHeld",
    "Masuk",
    "MenitOutOfRange",
    "NaskahIncomplete",
    "NaskahMissing",
    "NaskahNotPreparable",
    "NaskahSiap",
    "NaskahTooShort",
    "NobodyChosen",
    "PengerjaanNotRunning",
    "Penutupan",
    "RoomTokenPaused",
    "RoomTokenWrong",
    "RulesNotRead",
    "SesiNotOpen",
    "add_time",
    "bulk_fill",
    "close_overdue",
    "confirm_rules",
    "end",
    "enter",
    "forget_old",
    "move_device",
    "note_event",
    "open_page",
    "plan_isian",
    "prepare_naskah",
    "reissue_code",
    "save",
    "save_together",
    "settle_overdue",
    "show_life",
    "show_life_past_django",
    "start",
    "submit",
    "sweep",
]
