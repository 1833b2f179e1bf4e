"""Refuse the tests' switch for deliberately broken builds wherever it is not a test that runs."""

import os
from typing import Any

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security)
def check_no_broken_build(**_newer: Any) -> list[checks.CheckMessage]:
    """The settings ignore UJIAN_BROKEN outside the mode test; whoever set it there should hear of it all the same."""
    if settings.MODE == "test" or not os.environ.get("UJIAN_BROKEN"):
        return []
    return [
        checks.Error(
            "UJIAN_BROKEN is set. It makes the exam lose answers on purpose and exists for the test suite alone.",
            hint="Remove it from the environment. Outside the test suite's mode it has no effect.",
            id="asesmen.E002",
        )
    ]
