"""Until when work may be handed in, and how long that still is."""

from datetime import datetime, timedelta
from enum import StrEnum


class Tahap(StrEnum):
    BELUM_DIBUKA = "belum_dibuka"
    DIBUKA = "dibuka"
    LEWAT = "lewat"


def tahap(dibuka: datetime, tenggat: datetime, at: datetime) -> Tahap:
    """Half-open: handing in works from `dibuka` until just before `tenggat`."""
    if at < dibuka:
        return Tahap.BELUM_DIBUKA
    return Tahap.DIBUKA if at < tenggat else Tahap.LEWAT


def left_text(tenggat: datetime, at: datetime) -> str:
    """How long is left, rounded down so that nobody is promised more: "2 hari 5 jam lagi"; "sudah lewat" at the end."""
    left = tenggat - at
    if left <= timedelta(0):
        return "sudah lewat"
    hours, minutes = left.seconds // 3600, left.seconds % 3600 // 60
    if left.days:
        return f"{left.days} hari {hours} jam lagi" if hours else f"{left.days} hari lagi"
    if hours:
        return f"{hours} jam {minutes} menit lagi" if minutes else f"{hours} jam lagi"
    return f"{minutes} menit lagi" if minutes else "kurang dari 1 menit lagi"
