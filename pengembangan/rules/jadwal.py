"""When something may still be changed: places in a batch or a clinic, and attendance."""

from datetime import date, datetime, timedelta


def can_enrol(selesai: date, today: date) -> bool:
    """People may be added until the last day of a batch."""
    return today <= selesai


def can_note_angkatan(mulai: date, today: date) -> bool:
    return today >= mulai


def has_begun(mulai: datetime, at: datetime) -> bool:
    """A clinic is booked and cancelled only before its start."""
    return at >= mulai


def end_of(mulai: datetime, minutes: int) -> datetime:
    return mulai + timedelta(minutes=minutes)
