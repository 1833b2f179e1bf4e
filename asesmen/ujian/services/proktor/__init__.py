"""What a proctor does to sittings: each act has a reason, a row for the participant's page, and one in the trail."""

from asesmen.ujian.services.proktor.akhir import NoTimeLeft, StillRunning, WaveClosed, end, reopen
from asesmen.ujian.services.proktor.gangguan import GangguanGone, grant_outage, leave_outage
from asesmen.ujian.services.proktor.izin import AlreadyBegun, AlreadyLetIn, let_in
from asesmen.ujian.services.proktor.jeda import AlreadyPaused, NotPaused, TimeOver, pause, resume
from asesmen.ujian.services.proktor.kejadian import KategoriUnknown, note_event, send_message
from asesmen.ujian.services.proktor.panggilan import CallAnswered, CallMissing, answer_call
from asesmen.ujian.services.proktor.perangkat import move_device, reissue_code
from asesmen.ujian.services.proktor.sasaran import AlasanMissing, NobodyChosen
from asesmen.ujian.services.proktor.waktu import MAX_MINUTES, MenitOutOfRange, add_time

__all__ = [
    "MAX_MINUTES",
    "AlasanMissing",
    "AlreadyBegun",
    "AlreadyLetIn",
    "AlreadyPaused",
    "CallAnswered",
    "CallMissing",
    "GangguanGone",
    "KategoriUnknown",
    "MenitOutOfRange",
    "NoTimeLeft",
    "NobodyChosen",
    "NotPaused",
    "StillRunning",
    "TimeOver",
    "WaveClosed",
    "add_time",
    "answer_call",
    "end",
    "grant_outage",
    "leave_outage",
    "let_in",
    "move_device",
    "note_event",
    "pause",
    "reissue_code",
    "reopen",
    "resume",
    "send_message",
]
