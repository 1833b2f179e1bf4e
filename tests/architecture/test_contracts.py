"""The arrows between apps and the rooms inside them, as pyproject.toml writes them down."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = [
    "antrean",
    "pegawai",
    "asesmen.kompetensi",
    "asesmen.bank",
    "asesmen.gelombang",
    "asesmen.ujian",
    "asesmen.penugasan",
    "asesmen.penilaian",
    "pengembangan",
    "laporan",
]


def folder_of(app: str) -> Path:
    return ROOT / app.replace(".", "/")


def test_every_arrow_points_down() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, env=os.environ | {"COLUMNS": "200"}
    )

    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


@pytest.mark.parametrize("app", APPS)
def test_an_app_with_models_keeps_them_private_by_contract(app: str) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    private = {contract["protected_modules"][0] for contract in contracts if contract["type"] == "protected"}
    has_models = (folder_of(app) / "models.py").exists() or (folder_of(app) / "models").is_dir()

    assert (f"{app}.models" in private) is has_models


def test_importing_all_rules_leaves_django_out() -> None:
    modules = [
        path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
        for app in APPS
        for path in [folder_of(app) / "rules.py", *(folder_of(app) / "rules").rglob("*.py")]
        if path.exists()
    ]
    imports = f"[importlib.import_module(name) for name in {modules!r}]"
    code = f"import sys, importlib; {imports}; print('django' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert modules
    assert done.stdout.strip() == "False"
