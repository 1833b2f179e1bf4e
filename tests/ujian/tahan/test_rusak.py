"""The switches for broken builds: no mode but the test suite's own obeys them, and each still bends something."""

import re
import subprocess
import sys

import pytest

from asesmen.ujian.services.simpan import SAVE
from config.embedded.checks import PRODUCTION
from tests.config.test_environment import GOOD, start
from tests.ujian.tahan.medan import ROOT
from tests.ujian.tahan.rusak import ENTRY, forgetful_sender, without_guard


@pytest.mark.parametrize("mode", ["production", "run", "development"])
def test_no_other_mode_obeys_the_switch(mode: str) -> None:
    done = start("print(sorted(s.UJIAN_BROKEN))", **GOOD, ASESMEN_MODE=mode, UJIAN_BROKEN="commit,order")

    assert done.stdout == "[]\n", done.stderr


def test_the_test_suites_mode_obeys_it() -> None:
    done = start("print(sorted(s.UJIAN_BROKEN))", **GOOD, ASESMEN_MODE="test", UJIAN_BROKEN="commit,order")

    assert done.stdout == "['commit', 'order']\n", done.stderr


@pytest.mark.slow
def test_the_system_check_refuses_it_in_production() -> None:
    command = [sys.executable, "manage.py", "check", "--tag", "security"]
    environment = {"PATH": "/usr/bin:/bin"} | PRODUCTION

    with_it = subprocess.run(
        command, cwd=ROOT, env=environment | {"UJIAN_BROKEN": "commit"}, capture_output=True, text=True
    )
    without = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    assert "asesmen.E002" in with_it.stderr
    assert (with_it.returncode, without.returncode) == (1, 0)


def test_the_broken_page_and_its_entry_are_in_the_tests_alone() -> None:
    product = [p for app in ("config", "asesmen", "pegawai", "antrean") for p in (ROOT / app).rglob("*.py")]

    assert [p.name for p in product if "ujian.tahan" in p.read_text(encoding="utf-8")] == []
    assert not re.search(r"^COPY .*tests", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert ENTRY.startswith("tests.")


def test_each_switch_finds_the_place_that_it_bends() -> None:
    assert "true" in without_guard(SAVE)
    assert "apart: batch" in forgetful_sender()
