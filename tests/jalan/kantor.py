"""An office's installation for one test: the real web server, worker and beat on the test's own database."""

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import Error as PlaywrightError

from config.demo.akun import SANDI
from config.embedded import services
from config.embedded.family import Family
from tests import cluster
from tests.browser import SIZES
from tests.config.servers import free_port, status_of, wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
BERKAS = ROOT / "contoh" / "berkas"
KONTEN = ROOT / "contoh" / "konten"
PATIENCE = 120_000


@dataclass
class Kantor:
    base: str
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """Run a command as an administrator of the machine would; its output, or a loud failure."""
        return self.python("manage.py", *arguments)

    def python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
        return done.stdout


def environment(database: str) -> dict[str, str]:
    return os.environ | {
        "ASESMEN_MODE": "run",
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "C_FORCE_ROOT": "1",
    }


def database_url() -> str:
    """The address of the database that this test writes to, for other processes."""
    name = connection.settings_dict["NAME"]
    before, _, after = os.environ["DATABASE_URL"].partition("?")
    return f"{before.rsplit('/', 1)[0]}/{name}" + (f"?{after}" if after else "")


@contextlib.contextmanager
def kantor(folder: Path) -> Iterator[Kantor]:
    surroundings = environment(database_url())
    family = Family(log_folder=folder / "log", environment=surroundings)
    port = free_port()
    office = Kantor(f"http://127.0.0.1:{port}", surroundings)
    office.manage("collectstatic", "--no-input", "-v", "0")
    with durable_server(), contextlib.ExitStack() as ending:
        ending.callback(family.stop)
        family.start("web", services.web(host="127.0.0.1", port=port))
        family.start("worker", services.worker(concurrency=1))
        family.start("beat", services.beat(schedule=folder / "beat"))
        wait_until(lambda: status_of(f"{office.base}/sehat/hidup", "127.0.0.1") == 200, seconds=60, what="web answers")
        yield office


def durable_server() -> contextlib.AbstractContextManager[None]:
    """The run's own server is quick and forgetful, and a real office opens no session on such a one."""
    if os.environ.get("ASESMEN_TEST_CLUSTER") != "own":
        return contextlib.nullcontext()
    return cluster.durable(Path(os.environ["ASESMEN_TEST_FOLDER"]))


def sign_in(browser: Browser, office: Kantor, username: str) -> Page:
    """A window of somebody who signed in with the password every account of this test has."""
    width, height = SIZES["laptop"]
    context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{office.base}/masuk/")
    page.get_by_label("Nama pengguna").fill(username)
    page.get_by_label("Kata sandi", exact=True).fill(SANDI)
    page.locator("form.bertepi button[type=submit]").click()
    expect(page.locator(".akun summary")).to_be_visible()
    return page


def visit(page: Page, address: str) -> None:
    """Open an address; a page that watches a job may load itself anew at that very moment and win once."""
    try:
        page.goto(address)
    except PlaywrightError as error:
        if "ERR_ABORTED" not in str(error):
            raise
        page.goto(address)


def says(page: Page, words: str) -> None:
    """The words stand on the page, or will within the time that a job may take."""
    expect(page.locator("main")).to_contain_text(words, timeout=PATIENCE)


def send_file(page: Page, path: Path, button: str) -> None:
    page.set_input_files("input[type=file]", path)
    page.get_by_role("button", name=button).click()


def option(page: Page, name: str, words: str) -> str:
    """The label of the option that holds these words."""
    labels: list[str] = page.locator(f"select[name={name}] option").all_inner_texts()
    return next(label for label in labels if words.lower() in label.lower())


def press(page: Page, words: str, reason: str = "") -> None:
    """Press a button, and in the dialog that may ask, the button that names the act."""
    page.locator("main .btn").filter(has_text=re.compile(rf"^\s*{words}")).first.click()
    dialog = page.locator("dialog[open]")
    if dialog.count():
        if reason and dialog.locator("textarea").count():
            dialog.locator("textarea").fill(reason)
        dialog.locator("button[type=submit]").last.click()


def make_accounts(office: Kantor, *only: str) -> None:
    """The demonstration's accounts, or only these, in force since yesterday."""
    office.python(
        "-c",
        "import django; django.setup(); from datetime import timedelta; from django.utils import timezone; "
        f"from config.demo.akun import make_akun; make_akun(at=timezone.now() - timedelta(days=1), only={only!r})",
    )
