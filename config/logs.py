"""Log lines: constant sentence, values as arguments, the request's id on each, never personal data beyond ids.

A NIP holds a birth date. Where one slips into a line all the same (an address with ?cari=, the detail of a database
error, an import's traceback), only its last four digits are written.
"""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime

request_id: ContextVar[str] = ContextVar("request_id", default="-")


class RequestIdFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        # Django logs a refused request after our middleware has let go of it; then the record carries the request.
        request = getattr(record, "request", None)
        record.request_id = getattr(request, "request_id", None) or request_id.get()
        return True


APART = r"(?:[ ._+-]|%20)?"
NIP = re.compile(rf"(?<!\d)\d{{8}}{APART}\d{{6}}{APART}\d{APART}(\d{{3}})(?!\d)")


def mask_nip(text: str) -> str:
    """The text with every NIP, in one piece or in its printed groups, as "[NIP …001]"."""
    return NIP.sub(lambda found: f"[NIP …{found[1]}]", text)


class NipFilter(logging.Filter):
    """Masks what a handler is about to write: the message, and the traceback with its exception's own words."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = mask_nip(_message(record)), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = mask_nip(record.exc_text)
        if record.stack_info:
            record.stack_info = mask_nip(record.stack_info)
        return True


def _message(record: logging.LogRecord) -> str:
    """The line; a defect in how it was written may not stop what it tells of, nor print the values unmasked."""
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return f"{record.msg} [the values do not fit this line]"


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "request_id": getattr(record, "request_id", "-"),
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = record.exc_text or self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
