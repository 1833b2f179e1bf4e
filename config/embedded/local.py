"""Run one manage.py command on this machine's installation, after making its tables: `make demo`."""

import subprocess
import sys

from config.embedded import prepare
from config.embedded.postgres import PostgresTrouble


def main(arguments: list[str]) -> int:
    try:
        prepare.choose_run_mode()
        with prepare.database():
            prepare.django_setup()
            prepare.make_tables()
            prepare.manage(*arguments)
    except (PostgresTrouble, prepare.PrepareFailed) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        return error.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
