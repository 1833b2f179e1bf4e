"""The commands of the long-running services. `make run`, the compose file and the tests use the same ones.

`python -m config.embedded.services web` becomes the service; a container is nothing else.
"""

import os
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

from config.environment import env, env_list

# Of the 200 that PostgreSQL takes; the rest is for workers, beat and people.
MOST_CONNECTIONS = 128


def web(*, host: str = "0.0.0.0", port: int = 8000) -> list[str]:  # noqa: S104  (inside a container)
    # Each blocking thread may keep one database connection: workers × threads stays below max_connections. The more
    # threads wait for a commit together, the larger the group that one commit serves (docs/decisions/0010).
    workers = min(8, max(2, os.cpu_count() or 2))
    threads = min(32, MOST_CONNECTIONS // workers)
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(threads), "--backlog", "2048", "--no-ws"),
        # A worker that dies is replaced at once, and the others go on; without this the whole server would end with it.
        *("--respawn-failed-workers", "--respawn-interval", "0.5"),
        *("--log-level", "warning", "config.wsgi:application"),
    ]


def worker(*, concurrency: int = 2) -> list[str]:
    return [
        *(sys.executable, "-m", "celery", "--app", "config", "worker", "--concurrency", str(concurrency)),
        *("--loglevel", "WARNING", "--without-gossip", "--without-mingle"),
    ]


def beat(*, schedule: Path | None = None) -> list[str]:
    file = schedule or Path(env("DATA_DIR", "/tmp")) / "beat"  # noqa: S108  (forgetting the schedule is harmless)
    return [
        *(sys.executable, "-m", "celery", "--app", "config", "beat", "--loglevel", "WARNING"),
        *("--schedule", str(file), "--pidfile", ""),
    ]


def migrate() -> list[str]:
    """Bring the tables up to date; checks first that PostgreSQL keeps what it confirms."""
    return [sys.executable, "manage.py", "migrate", "--no-input"]


def probe(port: int = 8000) -> int:
    """Ask the own web server, by a name it answers to. Raises OSError when it does not."""
    name = (env_list("ALLOWED_HOSTS") or ["localhost"])[0].lstrip(".*") or "localhost"
    question = urllib.request.Request(f"http://127.0.0.1:{port}/sehat/hidup", headers={"Host": name})
    with urllib.request.urlopen(question, timeout=4) as answer:  # noqa: S310
        return 0 if answer.status == 200 else 1


COMMANDS: dict[str, Callable[[], list[str]]] = {"web": web, "worker": worker, "beat": beat, "migrate": migrate}


def main(name: str) -> None:
    if name == "probe":
        sys.exit(probe())
    command = COMMANDS[name]()
    os.execv(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1])
