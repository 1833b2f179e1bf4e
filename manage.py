#!/usr/bin/env python
"""Django's command door, with the settings of ASESMEN_MODE (production unless asked otherwise)."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from config.embedded import attach

    with attach.embedded_services():
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
