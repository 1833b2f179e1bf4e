"""Sessions in the database, read by one planned question."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.sessions import SessionStore

pytestmark = pytest.mark.django_db


def kept(**data: object) -> SessionStore:
    session = SessionStore()
    session.update(data)
    session.save()
    return session


def test_what_was_saved_is_found_again_in_one_query() -> None:
    key = kept(peserta_id=7).session_key

    with CaptureQueriesContext(connection) as queries:
        found = SessionStore(key)
        assert found["peserta_id"] == 7

    assert (len(queries), found.session_key) == (1, key)


def test_a_new_session_is_one_insert() -> None:
    session = SessionStore()
    session["peserta_id"] = 7

    with CaptureQueriesContext(connection) as queries:
        session.save()

    assert len(queries) == 1
    assert Session.objects.get().get_decoded() == {"peserta_id": 7}


def test_an_expired_or_unknown_key_opens_nothing() -> None:
    key = kept(peserta_id=7).session_key
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    for wrong in (key, "x" * 32):
        session = SessionStore(wrong)
        assert session.get("peserta_id") is None
        assert session.session_key is None


def test_a_key_that_is_taken_is_not_overwritten(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = kept(peserta_id=7).session_key
    keys = iter([taken, "n" * 32])
    session = SessionStore()
    session["peserta_id"] = 8
    monkeypatch.setattr(session, "_get_new_session_key", lambda: next(keys))

    session.save()

    assert session.session_key == "n" * 32
    assert {s.session_key: s.get_decoded()["peserta_id"] for s in Session.objects.all()} == {taken: 7, "n" * 32: 8}


def test_a_changed_cycled_and_flushed_session_stays_django_s() -> None:
    session = kept(peserta_id=7)
    session["peserta_id"] = 8
    session.save()
    session.cycle_key()

    assert SessionStore(session.session_key)["peserta_id"] == 8
    session.flush()
    assert not Session.objects.exists()
