"""An item type is complete: a member of Tipe, a scoring module, a page module, and a section of docs/item-types.md."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from asesmen.bank.rules import Tipe
from asesmen.bank.rules.tipe import JENIS_BUTIR

NAMES = sorted(t.value for t in Tipe)
DOC = Path(settings.BASE_DIR) / "docs" / "item-types.md"
PAGE = Path(settings.BASE_DIR) / "static" / "js" / "ujian" / "tipe"
SHARED = "What every type shares"


def sections() -> dict[str, str]:
    """Heading → text of the contract's sections."""
    parts = re.split(r"^## (.+)$", DOC.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_every_type_has_a_section_of_the_contract_and_no_section_is_left_over() -> None:
    assert sorted(set(sections()) - {SHARED}) == NAMES


@pytest.mark.parametrize("tipe", NAMES)
def test_a_section_says_what_an_answer_is_how_it_is_scored_and_what_the_page_draws(tipe: str) -> None:
    told = re.findall(r"^- (\w+): ", sections()[tipe], flags=re.MULTILINE)

    assert told == ["Answer", "Score", "Page"]


def test_every_type_is_scored_by_a_module_of_its_name() -> None:
    modules = {tipe.value: type(jenis).__module__.rsplit(".", 1)[-1] for tipe, jenis in JENIS_BUTIR.items()}

    assert modules == {name: name for name in NAMES}


@pytest.mark.parametrize("tipe", NAMES)
def test_every_type_is_drawn_by_a_page_module_of_its_name_that_the_index_knows(tipe: str) -> None:
    module = (PAGE / f"{tipe}.js").read_text(encoding="utf-8")
    index = (PAGE / "indeks.js").read_text(encoding="utf-8")

    assert f'"{tipe}"' in module
    assert f'from "./{tipe}.js"' in index
