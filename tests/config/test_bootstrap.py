"""The first minute on a fresh machine. Installing is tried on a project of two empty packages, without a network."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def make_checkout(folder: Path) -> Path:
    """A checkout that requires nothing, in a folder whose name has a space."""
    place = folder / "tempat baru"
    (place / "config" / "embedded").mkdir(parents=True)
    shutil.copy(ROOT / "config" / "embedded" / "bootstrap.py", place / "config" / "embedded")
    (place / "requirements.txt").write_text("# nothing\n")
    (place / "requirements-dev.txt").write_text("# nothing\n")
    return place


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return make_checkout(tmp_path)


@dataclass(frozen=True)
class FirstStart:
    place: Path
    told: list[str]


@pytest.fixture(scope="module")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> FirstStart:
    place = make_checkout(tmp_path_factory.mktemp("once"))
    return FirstStart(place, bootstrap(place, *PRINT_PREFIX).stdout.splitlines())


@pytest.fixture
def installed(first_start: FirstStart, tmp_path: Path) -> Path:
    """A checkout in which the first start has succeeded."""
    return shutil.copytree(first_start.place, tmp_path / "tempat baru", symlinks=True)


def bootstrap(place: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    script = place / "config" / "embedded" / "bootstrap.py"
    return subprocess.run(
        [sys.executable, str(script), *arguments], env=os.environ | environment, capture_output=True, text=True
    )


PRINT_PREFIX = ("-c", "import sys; print(sys.prefix)")


def test_the_first_start_makes_an_environment_and_runs_in_it(first_start: FirstStart) -> None:
    assert first_start.told == [
        "Menyiapkan Python di .venv ...",
        "Memasang paket yang versinya sudah ditetapkan ...",
        str(first_start.place / ".venv"),
    ]


def test_the_second_start_installs_nothing(installed: Path) -> None:
    done = bootstrap(installed, *PRINT_PREFIX)

    assert done.stdout.splitlines() == [str(installed / ".venv")]


def test_changed_requirements_are_installed_into_the_same_environment(installed: Path) -> None:
    (installed / "requirements.txt").write_text("# still nothing\n")

    done = bootstrap(installed, *PRINT_PREFIX)

    assert done.stdout.splitlines() == [
        "Memasang paket yang versinya sudah ditetapkan ...",
        str(installed / ".venv"),
    ]


def test_a_half_finished_install_is_made_again_and_says_so(installed: Path) -> None:
    (installed / ".venv" / "installed").unlink()

    done = bootstrap(installed, *PRINT_PREFIX)

    assert done.stdout.splitlines()[0] == (
        "Pemasangan sebelumnya terhenti di tengah jalan; .venv dipasang ulang dari awal."
    )
    assert done.returncode == 0


def test_an_environment_whose_python_is_gone_is_made_again(installed: Path) -> None:
    (installed / ".venv" / "bin" / "python").unlink()
    (installed / ".venv" / "bin" / "python").symlink_to("/nonexistent/python3")

    done = bootstrap(installed, *PRINT_PREFIX)

    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, str(installed / ".venv"))


def test_packages_that_cannot_be_had_are_one_sentence(installed: Path) -> None:
    (installed / "requirements.txt").write_text("./no-such-folder\n")

    done = bootstrap(installed, *PRINT_PREFIX)

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "Pemasangan paket tidak selesai (penyebabnya di atas). Periksa sambungan internet, lalu ulangi perintah."
    )


def test_an_old_python_is_one_sentence(checkout: Path) -> None:
    script = checkout / "config" / "embedded" / "bootstrap.py"
    code = f"import sys, runpy; sys.version_info = (3, 9, 2); runpy.run_path({str(script)!r}, run_name='__main__')"

    done = subprocess.run([sys.executable, "-c", code], env={"PATH": "/nonexistent"}, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (
        1,
        "Python di mesin ini versi 3.9; dibutuhkan 3.11 atau lebih baru. Pasang yang lebih baru, lalu ulangi dengan "
        "make PYTHON=/alamat/python3.11.\n",
    )


def test_the_script_is_readable_by_an_old_python() -> None:
    """No f-string, no annotation, no walrus: an old Python must get as far as the sentence that refuses it."""
    import ast

    tree = ast.parse((ROOT / "config" / "embedded" / "bootstrap.py").read_text(), feature_version=(3, 5))
    modern = [
        node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.AnnAssign | ast.NamedExpr | ast.Match)
    ]

    assert modern == []


@pytest.mark.parametrize("target", ["run", "test", "check"])
def test_make_without_any_python_is_one_sentence(target: str) -> None:
    make = shutil.which("make")
    if make is None:
        pytest.skip("no make on the path")
    done = subprocess.run(
        [make, "--no-print-directory", target, "PYTHON=no-such-python"], cwd=ROOT, capture_output=True, text=True
    )

    assert done.stdout == (
        "Python 3.11 atau lebih baru tidak ditemukan. Pasang Python (di Debian dan Ubuntu: apt install python3 "
        "python3-venv), lalu ulangi.\n"
    )
