"""What a handler writes: no NIP, whether in the line, its values, or a traceback."""

import io
import json
import logging
import logging.config
from collections.abc import Iterator

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from config.logs import JsonFormatter, NipFilter, mask_nip

NIP = "198609262015051001"


@pytest.fixture
def written() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    stream, logger = io.StringIO(), logging.getLogger("uji.nip")
    handler = logging.StreamHandler(stream)
    handler.addFilter(NipFilter())
    handler.setFormatter(JsonFormatter())
    logger.addHandler(handler)
    logger.propagate = False
    yield logger, stream
    logger.removeHandler(handler)


@pytest.mark.parametrize(
    "text",
    [NIP, f"/pegawai/?cari={NIP}", "19860926 201505 1 001", "19860926.201505.1.001", "19860926%20201505%201%20001"],
)
def test_a_nip_keeps_its_last_digits_only(text: str) -> None:
    assert mask_nip(f"Key (nip)=({text}) exists").count("[NIP …001]") == 1
    assert "1986" not in mask_nip(text)


@pytest.mark.parametrize(
    "text", ["", "12345678", "1986092620150510012", "2026-11-24T02:00:00.123456", "permintaan 7f3a19e0c1d2"]
)
def test_other_numbers_stay(text: str) -> None:
    assert mask_nip(text) == text


@given(st.from_regex(r"\A(19|20)[0-9]{16}\Z"), st.text("abc (=/,", min_size=1), st.text("abc )&,", min_size=1))
def test_no_nip_gets_through(nip: str, before: str, after: str) -> None:
    assert nip[:15] not in mask_nip(before + nip + after)


def test_values_and_tracebacks_are_masked_too(written: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = written
    try:
        raise ValueError(f"Key (nip)=({NIP}) already exists")
    except ValueError:
        logger.exception("Row %s of %s refused", 7, NIP)

    line = json.loads(stream.getvalue())

    assert line["message"] == "Row 7 of [NIP …001] refused"
    assert "ValueError: Key (nip)=([NIP …001]) already exists" in line["traceback"]
    assert NIP not in stream.getvalue()


def test_a_line_whose_values_do_not_fit_is_written_without_them(written: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = written

    logger.warning("Two %s of %s", NIP)

    assert json.loads(stream.getvalue())["message"] == "Two %s of %s [the values do not fit this line]"


def test_every_handler_of_the_product_masks() -> None:
    handlers = settings.LOGGING["handlers"]

    assert isinstance(handlers, dict)
    assert [name for name, handler in handlers.items() if "nip" not in handler["filters"]] == []
    assert "stderr" in handlers
