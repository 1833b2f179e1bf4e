"""Prepare .venv with the pinned requirements, then run its Python with the given arguments.

Started by the Makefile with whatever Python the machine has, so it uses the standard library alone and must be
readable by an old Python as well, to be able to say that it is too old.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
VENV = os.path.join(ROOT, ".venv")
NEWEST_KNOWN = ("python3.14", "python3.13", "python3.12", "python3.11")


def main(arguments):
    use_python_3_11()
    with_tools = arguments[:1] == ["--dev"]
    if with_tools:
        arguments = arguments[1:]
    os.makedirs(os.path.join(ROOT, ".data"), exist_ok=True)
    # `make run` and `make test` started together on a fresh clone: the second waits for the first to install.
    with open(os.path.join(ROOT, ".data", "install.gate"), "w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        prepare(with_tools)
    os.chdir(ROOT)
    os.execv(python(), [python()] + arguments)


def use_python_3_11():
    if sys.version_info >= (3, 11):
        return
    for name in NEWEST_KNOWN:
        newer = shutil.which(name)
        if newer:
            os.execv(newer, [newer, os.path.abspath(__file__)] + sys.argv[1:])
    stop(
        "Python di mesin ini versi %d.%d; dibutuhkan 3.11 atau lebih baru. Pasang yang lebih baru, lalu ulangi dengan "
        "make PYTHON=/alamat/python3.11." % sys.version_info[:2]
    )


def prepare(with_tools):
    wanted = digest(["requirements.txt"] + (["requirements-dev.txt"] if with_tools else []))
    stamp = os.path.join(VENV, "installed-dev" if with_tools else "installed")
    if is_usable() and read(stamp) == wanted:
        return
    if os.path.exists(VENV) and not (is_usable() and os.path.exists(os.path.join(VENV, "installed"))):
        say("Pemasangan sebelumnya terhenti di tengah jalan; .venv dipasang ulang dari awal.")
        shutil.rmtree(VENV)
    if not os.path.exists(VENV):
        say("Menyiapkan Python di .venv ...")
        create()
    say("Memasang paket yang versinya sudah ditetapkan ...")
    install(with_tools)
    write(stamp, wanted)
    if with_tools:
        # The tools' list contains the product's, so that is installed too.
        write(os.path.join(VENV, "installed"), digest(["requirements.txt"]))


def create():
    done = subprocess.run([sys.executable, "-m", "venv", VENV], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        stop("Lingkungan Python tidak dapat dibuat. Di Debian dan Ubuntu pasang dahulu: apt install python3-venv.")


def install(with_tools):
    file = os.path.join(ROOT, "requirements-dev.txt" if with_tools else "requirements.txt")
    quiet = ["-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check", "-r", file]
    done = subprocess.run([python()] + quiet, env=dict(os.environ, PIP_ROOT_USER_ACTION="ignore"))
    if done.returncode:
        stop("Pemasangan paket tidak selesai (penyebabnya di atas). Periksa sambungan internet, lalu ulangi perintah.")


def is_usable():
    if not os.path.exists(python()):
        return False
    # A link to a Python that was removed or renewed is there and does not start.
    return subprocess.run([python(), "-c", "import pip"], stderr=subprocess.DEVNULL).returncode == 0


def python():
    return os.path.join(VENV, "bin", "python")


def digest(names):
    parts = [sys.version.split()[0].encode()]
    for name in names:
        with open(os.path.join(ROOT, name), "rb") as file:
            parts.append(file.read())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def read(path):
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


def say(sentence):
    print(sentence, flush=True)


def stop(sentence):
    sys.exit(sentence)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        stop("Dihentikan. Jalankan perintah ini lagi untuk melanjutkan.")
