"""Sessions in the database, as Django keeps them; the look-up of each request is planned once per connection."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, CreateError
from django.utils import timezone
from django.utils.crypto import get_random_string

from antrean.queries import run_prepared

FIND = "SELECT session_key, session_data, expire_date FROM django_session WHERE session_key = $1 AND expire_date > $2"
MAKE = """
INSERT INTO django_session (session_key, session_data, expire_date) VALUES ($1, $2, $3)
ON CONFLICT (session_key) DO NOTHING RETURNING session_key
"""


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Any:
        rows = run_prepared(FIND, [self.session_key, timezone.now()])
        if rows:
            key, data, expires = rows[0]
            return self.model(session_key=key, session_data=data, expire_date=expires)
        self._session_key = None
        return None

    def _get_new_session_key(self) -> str:
        # Saving a new one finds out whether the key is taken, and tries another.
        return get_random_string(32, VALID_KEY_CHARS)

    def save(self, must_create: bool = False) -> None:
        if not must_create or self.session_key is None:
            super().save(must_create)
            return
        data = self._get_session(no_load=True)  # type: ignore[attr-defined]
        if not run_prepared(MAKE, [self.session_key, self.encode(data), self.get_expiry_date()]):
            raise CreateError
