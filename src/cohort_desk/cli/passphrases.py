"""Passphrases on the command line: from a file, the environment or the terminal.

Never as an argument: those are shown to everybody on the computer, and shells keep them.
"""

import os
import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from getpass import getpass
from pathlib import Path

from cohort_desk.domain.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class Secret:
    """A passphrase that a command needs.

    Attributes:
        option: of the command line; a file is named with it.
        variable: of the environment that may hold it instead.
        what: whose passphrase it is, as a sentence about it needs it.
        confirmed: whether it is typed twice on a terminal, as a new one is.
    """

    option: str
    variable: str
    what: str
    confirmed: bool = False

    @property
    def attribute(self) -> str:
        """The name of the option among those parsed."""
        return self.option.removeprefix("--").replace("-", "_")

    def renewed(self) -> "Secret":
        """Return the same as one that is only now chosen."""
        return Secret(self.option, self.variable, self.what, confirmed=True)


OF_KEY = Secret("--passphrase-file", "COHORT_DESK_PASSPHRASE", "the programme’s key")
NEW = Secret(
    "--new-passphrase-file",
    "COHORT_DESK_NEW_PASSPHRASE",
    "the programme’s key from now on",
    confirmed=True,
)
OF_FILE = Secret(
    "--file-passphrase-file", "COHORT_DESK_FILE_PASSPHRASE", "the file that is imported"
)


def add_passphrase_argument(parser: ArgumentParser, secret: Secret = OF_KEY) -> None:
    """Add the option that names the file with a passphrase."""
    parser.add_argument(
        secret.option,
        type=Path,
        metavar="TEXTFILE",
        help=f"whose first line is the passphrase of {secret.what}; else ${secret.variable}, "
        "else it is asked for on the terminal",
    )


def read_passphrase(given: Path | None, secret: Secret = OF_KEY) -> str:
    """Return a passphrase from the file, else from the environment, else as it is typed.

    Raises:
        RuleBroken: the file cannot be read or is empty, nobody can be asked, or what was typed
            twice differs.
    """
    if given is not None:
        return first_line(given)
    if secret.variable in os.environ:
        return os.environ[secret.variable]
    if not sys.stdin.isatty():
        raise RuleBroken(
            "passphrase",
            f"This needs the passphrase of {secret.what}. Put it in the first line of a file and "
            f"name that with {secret.option}, or set {secret.variable}.",
        )
    typed = getpass(f"Passphrase of {secret.what}: ", stream=sys.stderr)
    if secret.confirmed and getpass("Once more: ", stream=sys.stderr) != typed:
        raise RuleBroken("passphrase", "The two were not the same. Nothing was changed.")
    return typed


def first_line(path: Path) -> str:
    """Return the passphrase in a file.

    Raises:
        RuleBroken: it cannot be read, or its first line is empty.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise RuleBroken("passphrase", f"“{path}” cannot be read: {error}.") from error
    if not lines or not lines[0]:
        raise RuleBroken("passphrase", f"“{path}” has no passphrase in its first line.")
    return lines[0]
