"""The main job from end to end: a roster comes in, 900 teachers are assessed, an official takes the workbook, and
whoever is below the standard is trained. Real servers, a real browser, the real sample files.
"""

from pathlib import Path

import pytest
from django.db import connections

from tests.browser import chromium
from tests.jalan import pelaksanaan, persiapan, tindak_lanjut
from tests.jalan.kantor import kantor, make_accounts, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_the_main_job_from_the_roster_to_the_training(tmp_path: Path) -> None:
    with kantor(tmp_path) as office, chromium() as browser:
        make_accounts(office, "pengelola", "penulis")
        pengelola = sign_in(browser, office, "pengelola")
        persiapan.registry(pengelola, office)
        make_accounts(office)
        persiapan.dictionary(browser, pengelola, office)
        persiapan.wave(pengelola, office)
        nip, kode = persiapan.cards(pengelola, office, tmp_path)
        pelaksanaan.first_day(office)
        pelaksanaan.exam(browser, office, nip, kode)
        pelaksanaan.the_others(office, nip)
        pelaksanaan.assignment(browser, pengelola, office, nip, kode)
        tindak_lanjut.results(browser, pengelola, office)
        tindak_lanjut.report(browser, office, tmp_path)
        tindak_lanjut.development(browser, pengelola, office)
        # Inside Playwright's loop Django keeps connections of its own; left open, they would keep the database.
        connections.close_all()
