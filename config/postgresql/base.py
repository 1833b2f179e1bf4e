"""Django's PostgreSQL, with a cheaper look at whether a kept connection still lives.

Django asks the server for a 1 before the first query of each request: at the start of an exam that is every sixth
question. A server has nothing to say between two requests, so a silent socket is a living connection; only where
something did arrive (most often the end of the connection) is the server asked.
"""

import select
from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        if self.connection is None or self.connection.closed:
            return False
        return is_silent(self.connection) or bool(super().is_usable())


def is_silent(connection: Any) -> bool:
    """Whether nothing waits to be read, without waiting. `connection` has a `fileno()`."""
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN | select.POLLPRI)
    return not poll.poll(0)
