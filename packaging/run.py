"""Starts Cohort Desk on a machine that has Python 3.11 or newer, installing what is missing.

    python3 packaging/run.py [arguments of cohort-desk]

Safe to repeat: what is already there is left alone, and then it starts at once.
"""

from __future__ import annotations

import subprocess
import sys

from environment import RUN_NEEDS, Environment
from system import (
    SetupFailed,
    has_display,
    install_packages,
    missing_to_run,
    refuse_an_old_python,
    say,
)

DEMO_FOLDER = "cohort-desk-demo"


def main(arguments: list[str]) -> int:
    """Install what is missing, then run cohort-desk and return its exit code."""
    environment = Environment()
    try:
        refuse_an_old_python()
        install_packages(missing_to_run())
        environment.ensure(RUN_NEEDS)
    except SetupFailed as failure:
        say(str(failure))
        return 1
    return start(environment, arguments)


def start(environment: Environment, arguments: list[str]) -> int:
    """Run cohort-desk with the arguments, or the demonstration where no window can be shown."""
    if not arguments and not has_display():
        say(
            "There is no display here, so no window can be shown. Writing the sample programme "
            f"and its documents into the folder {DEMO_FOLDER} instead."
        )
        arguments = ["demo", DEMO_FOLDER]
    command = [environment.python, "-P", "-m", "cohort_desk", *arguments]
    ended = subprocess.run(command, check=False).returncode
    return 128 - ended if ended < 0 else ended


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("Stopped at your request.")
        raise SystemExit(130) from None
