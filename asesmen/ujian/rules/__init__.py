"""What is true on paper about one sitting: its clock, its order of saves, its states, its paper and its receipt."""

from asesmen.ujian.rules.batas import MASUK_PAUSE, MASUK_TRIES, Ember, take, tries_left
from asesmen.ujian.rules.berkas import rescue_key
from asesmen.ujian.rules.gangguan import SHORTEST, Duduk, Gangguan, outages, subtract
from asesmen.ujian.rules.keadaan import (
    LABEL_KURSI,
    NEXT,
    SILENT_AFTER,
    Kursi,
    Selesai,
    Status,
    can_reopen,
    seat_state,
)
from asesmen.ujian.rules.kejadian import LABEL_KEJADIAN, Kejadian
from asesmen.ujian.rules.kiriman import Kiriman, KirimanUnreadable, read_kiriman
from asesmen.ujian.rules.naskah import (
    is_timed,
    open_section,
    paper_for,
    seed_of,
    sent_sections,
    versions_of,
    with_extra,
)
from asesmen.ujian.rules.tanda_terima import (
    answers_digest,
    is_signature,
    receipt_code,
    receipt_signature,
    short_digest,
)
from asesmen.ujian.rules.token import lease_of, make_token, read_token
from asesmen.ujian.rules.urutan import Simpanan, apply_saves
from asesmen.ujian.rules.waktu import (
    Kedatangan,
    accepts,
    arrival,
    can_start,
    clock,
    deadline,
    seconds_left,
    section_deadline,
)

__all__ = [
    "LABEL_KEJADIAN",
    "LABEL_KURSI",
    "MASUK_PAUSE",
    "MASUK_TRIES",
    "NEXT",
    "SHORTEST",
    "SILENT_AFTER",
    "Duduk",
    "Ember",
    "Gangguan",
    "Kedatangan",
    "Kejadian",
    "Kiriman",
    "KirimanUnreadable",
    "Kursi",
    "Selesai",
    "Simpanan",
    "Status",
    "accepts",
    "answers_digest",
    "apply_saves",
    "arrival",
    "can_reopen",
    "can_start",
    "clock",
    "deadline",
    "is_signature",
    "is_timed",
    "lease_of",
    "make_token",
    "open_section",
    "outages",
    "paper_for",
    "read_kiriman",
    "read_token",
    "receipt_code",
    "receipt_signature",
    "rescue_key",
    "seat_state",
    "seconds_left",
    "section_deadline",
    "seed_of",
    "sent_sections",
    "short_digest",
    "subtract",
    "take",
    "tries_left",
    "versions_of",
    "with_extra",
]
