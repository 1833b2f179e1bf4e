"""The commands of the three long-running services. `make run`, the compose file and the tests use the same ones."""

import os
import sys
from pathlib import Path


def web(*, host: str, port: int) -> list[str]:
    # Each blocking thread keeps one database connection: workers × threads stays far below max_connections.
    workers = max(2, os.cpu_count() or 2)
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(min(workers, 8)), "--blocking-threads", "8", "--backlog", "2048", "--no-ws"),
        *("--log-level", "warning", "config.wsgi:application"),
    ]


def worker(*, concurrency: int = 2) -> list[str]:
    return [
        *(sys.executable, "-m", "celery", "--app", "config", "worker", "--concurrency", str(concurrency)),
        *("--loglevel", "WARNING", "--without-gossip", "--without-mingle"),
    ]


def beat(*, schedule: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "celery", "--app", "config", "beat", "--loglevel", "WARNING"),
        *("--schedule", str(schedule), "--pidfile", ""),
    ]
