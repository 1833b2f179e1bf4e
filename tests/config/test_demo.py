"""The demonstration's door: where its invented people and known passwords may come in."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from config.demo import registri
from pegawai.models import Akun

pytestmark = pytest.mark.django_db


def test_demo_refuses_an_empty_production_database(settings: Any) -> None:
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="berjalan sebagai produksi") as refusal:
        call_command("demo")

    assert "--in-production" in str(refusal.value)
    assert Akun.objects.count() == 0


@pytest.mark.parametrize(("production", "flags"), [(True, ["--in-production"]), (False, [])])
def test_demo_begins_to_load_where_it_is_meant_to(
    settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, production: bool, flags: list[str]
) -> None:
    settings.PRODUCTION = production
    # The load itself takes a minute; a folder without the sample files ends it where it would begin.
    monkeypatch.setattr(registri, "BERKAS", tmp_path)

    with pytest.raises(FileNotFoundError, match=r"siasn\.xlsx"):
        call_command("demo", *flags)
