"""Fixtures of the exam's tests. A conftest is read before Django is set up: what needs models is imported inside."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pegawai.models import Akun
    from tests.ujian.factories import Ujian


@pytest.fixture
def proktor() -> "Akun":
    from tests.pegawai.factories import make_akun

    return make_akun("proktor")


@pytest.fixture
def ujian(proktor: "Akun") -> "Ujian":
    """An exam of one person that began five minutes ago, in a room of this proctor."""
    from django.utils import timezone

    from tests.ujian.factories import MENIT, make_ujian

    return make_ujian(mulai=timezone.now() - 5 * MENIT, proktor=proktor)
