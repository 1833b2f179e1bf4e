"""What holds for every template: nothing that the content security policy refuses, and no icon that is not there."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Engine

FOLDER = Path(settings.BASE_DIR) / "templates"
NAMES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html"))
SPRITE = set(re.findall(r'id="i-([\w-]+)"', (FOLDER / "kerangka/_sprit.html").read_text(encoding="utf-8")))
REFUSED = {
    "an inline style": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "a foreign address": re.compile(r"(?:src|href)=[\"']?(?:https?:)?//", re.IGNORECASE),
}


def source(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles(name: str) -> None:
    assert Engine.get_default().get_template(name).origin.name == str(FOLDER / name)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_holds_nothing_the_policy_refuses(name: str) -> None:
    found = [what for what, pattern in REFUSED.items() if pattern.search(source(name))]

    assert found == []


@pytest.mark.parametrize("name", NAMES)
def test_a_template_names_only_icons_of_the_sprite(name: str) -> None:
    text = source(name)
    named = set(re.findall(r'{% ikon "([\w-]+)"', text)) | set(re.findall(r'href="#i-([\w-]+)"', text))

    assert named - SPRITE == set()
