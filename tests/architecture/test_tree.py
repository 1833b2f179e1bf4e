"""What the files themselves must and must not be."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "base", "constants", "tools", "shared"}
# Where Django looks for a database backend.
NAMED_BY_DJANGO = "config/postgresql/base.py"
TEXT = {".py", ".html", ".js", ".mjs", ".css", ".md", ".toml", ".yml", ".json", ".txt", ".svg", ".typ", ".csv", ""}
# A folder of one person's machine, or of the place where the code was written, has no business in the product.
MACHINE_PATHS = re.compile(r"/(?:work|root|home/[a-z]+|Users/[A-Za-z]+)/|/opt/pypi")
# A long random string after a name that says what it is. Placeholders of the examples are words.
SECRET = re.compile(
    r"(?i)(?:secret|password|token|_key)[\"']?\s*[:=]\s*[\"'](?=[^\"']*\d)(?=[^\"']*[A-Z])[A-Za-z0-9+/_-]{32,}[\"']"
)


@cache
def tracked() -> tuple[Path, ...]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=False
    )
    names = [name for name in listed.stdout.decode().split("\0") if name]
    if not names:
        pytest.skip("not a git checkout")
    return tuple(ROOT / name for name in names if (ROOT / name).is_file())


def texts() -> list[tuple[str, str]]:
    return [
        (str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
        for path in tracked()
        if path.suffix in TEXT and path.stat().st_size < 2_000_000 and path != Path(__file__)
    ]


def test_no_file_or_folder_is_a_drawer() -> None:
    drawers = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix == ".py"
        and str(path.relative_to(ROOT)) != NAMED_BY_DJANGO
        and DRAWERS & {part.removesuffix(".py") for part in path.relative_to(ROOT).parts}
    ]

    assert drawers == []


def test_no_file_names_a_path_of_a_machine() -> None:
    found = [(name, match.group()) for name, text in texts() for match in MACHINE_PATHS.finditer(text)]

    assert found == []


def test_no_file_holds_a_secret() -> None:
    found = [(name, match.group()) for name, text in texts() for match in SECRET.finditer(text)]

    assert found == []


def test_no_template_has_inline_script_or_style() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=\"|javascript:", re.IGNORECASE)
    found = [
        (name, match.group())
        for name, text in texts()
        if name.startswith("templates/")
        for match in inline.finditer(re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", text, flags=re.DOTALL))
    ]

    assert found == []


def test_no_page_trusts_text_with_safe() -> None:
    found = [
        name for name, text in texts() if name.endswith(".html") and re.search(r"\|\s*safe\b|autoescape off", text)
    ]

    assert found == []


def test_every_migration_is_named() -> None:
    auto = re.compile(r"_auto_\d|_and_more$|_\d{8}_\d{4}$")
    found = [
        str(path.relative_to(ROOT)) for path in tracked() if path.parent.name == "migrations" and auto.search(path.stem)
    ]

    assert found == []
