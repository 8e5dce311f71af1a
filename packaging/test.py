"""Checks Cohort Desk: lint, format, types, contracts and tests, installing what is missing.

    python3 packaging/test.py [arguments of pytest]

Every check runs, even when an earlier one has failed; the exit code tells whether all passed.
"""

from __future__ import annotations

import os
import subprocess
import sys

from environment import ROOT, TEST_NEEDS, Environment
from system import SetupFailed, install_packages, missing_to_test, refuse_an_old_python, say

CHECKS = {
    "Lint": ("ruff", "check", "."),
    "Format": ("ruff", "format", "--check", "."),
    "Types": ("basedpyright",),
    "Contracts between the layers": ("lint-imports",),
}


def main(arguments: list[str]) -> int:
    """Install what is missing and run every check, the tests last."""
    environment = Environment()
    try:
        refuse_an_old_python()
        install_packages(missing_to_test())
        environment.ensure(TEST_NEEDS)
    except SetupFailed as failure:
        say(str(failure))
        return 1
    return check_everything(environment, arguments)


def check_everything(environment: Environment, arguments: list[str]) -> int:
    """Run the checks, name those that failed, and end in pytest's own summary."""
    failed = [heading for heading in CHECKS if run(environment, heading, *CHECKS[heading])]
    if failed:
        print(f"\nNot clean, as shown above: {', '.join(failed).lower()}.", flush=True)
    return run(environment, "Tests", "pytest", *arguments) or int(bool(failed))


def run(environment: Environment, heading: str, program: str, *arguments: str) -> int:
    """Run one of the environment's programs under a heading and return its exit code."""
    print(f"\n== {heading} ==", flush=True)
    surroundings = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "VIRTUAL_ENV": str(environment.folder),
    }
    command = [environment.tool(program), *arguments]
    return subprocess.run(command, cwd=ROOT, env=surroundings, check=False).returncode


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("Stopped at your request.")
        raise SystemExit(130) from None
