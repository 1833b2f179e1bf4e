"""The Django admin is not there; where a setting puts it, it shows little, to few, and changes nothing."""

import os
import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = """
import django; django.setup()
from types import SimpleNamespace as N
from django.core.checks import run_checks
from django.urls import reverse
from config.admin import Lihat, situs
print(reverse("admin:index"), len(run_checks()))
for is_superuser in (True, False):
    for session in ({"faktor": True}, {}):
        print(situs.has_permission(N(user=N(is_active=True, is_superuser=is_superuser), session=session)))
kinds = {(m.has_add_permission(None), m.has_change_permission(None), m.has_delete_permission(None))
         for m in situs._registry.values()}
print(kinds, {m.__name__ for m in situs._registry} & {"Akun", "Jejak", "KodeKartu", "Kunci", "Jawaban", "FaktorKedua"})
"""


def test_it_is_off_unless_a_setting_names_its_address() -> None:
    assert settings.ADMIN_PATH == ""
    assert not apps.is_installed("django.contrib.admin")


def test_where_it_is_on_it_only_shows_and_only_to_a_superuser_with_a_second_factor() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        cwd=ROOT,
        env=os.environ | {"ADMIN_PATH": "kelola-7f3a"},
        capture_output=True,
        text=True,
    )

    lines = done.stdout.splitlines()
    assert lines == ["/kelola-7f3a/ 0", "True", "False", "False", "False", "{(False, False, False)} set()"], done.stderr
