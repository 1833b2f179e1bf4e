"""P07, P08, F24, F25 in Chromium, with a line of our own between page and server.

P09 and F11 (a second device, two tabs) and F23 (signing in again in the page) are walked in tests/ujian/
test_journey_ujian*.py; they need no bad line.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.ujian.halaman import choose
from tests.ujian.tahan.medan import Medan, medan
from tests.ujian.tahan.peramban import kill, marked, open_exam, profile, seconds_shown, walk_in
from tests.ujian.tahan.proksi import Proksi, proksi
from tests.ujian.tahan.ukuran import count, tell

# Items of the field's paper: four of each of six types.
ITEMS = 24
CUT = ("/ujian/api/simpan", "potong")
pytestmark = [pytest.mark.journey, pytest.mark.slow]


@pytest.fixture(scope="module")
def fields() -> Iterator[Medan]:
    with medan() as made:
        yield made


def next_person(field: Medan) -> dict[str, Any]:
    begun = {pk for (pk,) in field.rows("SELECT peserta_id FROM ujian_pengerjaan WHERE status <> 'siap'")}
    return next(p for p in field.told["peserta"] if p["peserta_id"] not in begun)


def answers(field: Medan, person: dict[str, Any]) -> tuple[int, int]:
    """(answers stored, entries in the log) of a person."""
    sql = "SELECT count(*) FROM {} x JOIN ujian_pengerjaan p ON p.id = x.pengerjaan_id WHERE p.peserta_id = %s"
    pk = person["peserta_id"]
    [(stored,)] = field.rows(sql.format("ujian_jawaban"), pk)
    [(log,)] = field.rows(sql.format("ujian_logjawaban"), pk)
    return stored, log


def seconds_left(field: Medan, person: dict[str, Any]) -> float:
    [(left,)] = field.rows(
        "SELECT extract(epoch FROM started_at + make_interval(secs => durasi) - clock_timestamp())::float "
        "FROM ujian_pengerjaan WHERE peserta_id = %s",
        person["peserta_id"],
    )
    return left


def clock_off(page: Page, field: Medan, person: dict[str, Any]) -> float:
    """How far the page's clock is off. It shows whole seconds and is drawn twice a second: the best look of several."""
    page.wait_for_timeout(130)
    return abs(seconds_shown(page) - seconds_left(field, person))


def test_ten_minutes_without_network_lose_nothing_and_the_clock_is_right_again(fields: Medan, tmp_path: Path) -> None:
    person = next_person(fields)
    with proksi(fields.port) as line, profile(tmp_path / "profil") as context:
        walk_in(context, line.url, fields, person)
        context.clock.install()
        page = open_exam(context, line.url)
        choose(page, 1)
        marked(page, "server", 1)

        line.mode = "putus"
        context.set_offline(True)
        for number in range(2, 8):
            choose(page, number)
        marked(page, "perangkat", 6)
        page.clock.fast_forward(600_000)
        choose(page, 8)
        marked(page, "perangkat", 7)
        assert answers(fields, person) == (1, 1)

        # The first reply after the way back is lost again, after the server has committed.
        line.only, line.script, line.mode = "/ujian/api/simpan", ["potong"], "lulus"
        back = time.monotonic()
        context.set_offline(False)
        marked(page, "server", 8)
        back = time.monotonic() - back
        off = min(clock_off(page, fields, person) for _ in range(8))

    tell("ten minutes offline", back=round(back, 1), clock_off=round(off, 2), cut=line.seen.count(CUT))
    assert answers(fields, person) == (8, 8)
    assert CUT in line.seen
    assert back <= 10
    assert off <= 1


def test_a_captive_portal_is_named_and_nothing_turns_to_ink(fields: Medan, tmp_path: Path) -> None:
    person = next_person(fields)
    with proksi(fields.port) as line, profile(tmp_path / "profil") as context:
        walk_in(context, line.url, fields, person)
        page = open_exam(context, line.url)
        line.only, line.mode = "/ujian/api/", "portal"
        choose(page, 1)
        choose(page, 2)
        expect(page.get_by_text("Jaringan meminta masuk lebih dulu").first).to_be_visible()
        marked(page, "perangkat", 2)
        marked(page, "server", 0)
        before = answers(fields, person)
        line.mode = "lulus"
        marked(page, "server", 2)

    assert before == (0, 0)
    assert answers(fields, person) == (2, 2)


def change(page: Page, number: int, turn: int) -> None:
    """Give item `number` another answer than in the turn before, whatever its type is, and never none at all."""
    page.locator(".peta-no").nth(number - 1).click()
    expect(page.locator("[data-nomor]")).to_have_text(str(number))
    field = page.locator(".isian-soal")
    if field.count():
        field.fill(f"0,{turn + 1}")
        return
    choices = page.locator(".opsi input")
    is_many = choices.first.get_attribute("type") == "checkbox"
    choices.nth(min(turn, 1) if is_many else turn % 2).click()


def killed_and_reopened(field: Medan, line: Proksi, folder: Path, times: int, patience: float = 20) -> tuple[int, int]:
    """Change two answers, wait for the mark "di perangkat", kill the browser, open it: (changes marked, stored)."""
    person = next_person(field)
    for n in range(times + 1):
        line.only, line.mode = "/ujian/api/", "lulus"
        with profile(folder) as context:
            if n == 0:
                walk_in(context, line.url, field, person)
            page = open_exam(context, line.url)
            deadline = time.monotonic() + patience
            while answers(field, person)[1] < 2 * n and time.monotonic() < deadline:
                page.wait_for_timeout(100)
            if n == times or answers(field, person)[1] < 2 * n:
                break
            # Either nothing of the next answers reaches the server, or it does and the page hears nothing of it.
            line.mode = "putus" if n % 2 == 0 else "potong"
            turn, first = divmod(2 * n, ITEMS)
            change(page, first + 1, turn)
            change(page, first + 2, turn)
            marked(page, "perangkat", 2)
            assert kill(folder) > 0
    return 2 * n, answers(field, person)[1]


def test_a_killed_browser_delivers_what_it_had_marked(fields: Medan, tmp_path: Path) -> None:
    kills = count("BROWSER_KILLS", 2, 100)
    with proksi(fields.port) as line:
        told, stored = killed_and_reopened(fields, line, tmp_path / "profil", kills)

    tell("browser killed", kills=kills, marked=told, stored=stored)
    assert stored == told > 0


def test_the_same_test_catches_a_page_that_empties_its_queue_too_early(tmp_path: Path) -> None:
    with medan("queue_emptied_before_ack") as field, proksi(field.port) as line:
        told, stored = killed_and_reopened(field, line, tmp_path / "profil", 1, patience=5)

    tell("browser killed, broken build", marked=told, stored=stored)
    assert stored < told
