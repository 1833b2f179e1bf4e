from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from pegawai.models import Akun
from pegawai.queries import peran_of
from pegawai.rules.peran import Peran

pytestmark = pytest.mark.django_db


def test_the_first_administrator_gets_a_password_that_must_be_changed(capsys: pytest.CaptureFixture[str]):
    call_command("buat_administrator", "kepala.tu", "--nama", "Kepala TU")

    akun = Akun.objects.get(username="kepala.tu")
    sandi = capsys.readouterr().out.split()[-1]
    assert akun.check_password(sandi)
    assert akun.must_change_password
    assert peran_of(akun, timezone.localdate()) == {Peran.ADMINISTRATOR}
    assert peran_of(akun, date(2020, 1, 1)) == frozenset()


def test_a_taken_name_is_refused_in_one_sentence():
    call_command("buat_administrator", "kepala.tu", "--nama", "Kepala TU")

    with pytest.raises(CommandError, match="sudah dipakai"):
        call_command("buat_administrator", "kepala.tu", "--nama", "Orang lain")
