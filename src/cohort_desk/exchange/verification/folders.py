"""The certificates in a folder, which can be shown in place of its files."""

from collections.abc import Iterable
from pathlib import Path

from cohort_desk.domain.words import counted
from cohort_desk.exchange.errors import UnreadableFile

SUFFIXES = frozenset({".pdf", ".jwt", ".jws"})
"""How the names of certificates, statements and Open Badges end."""
MOST = 1_000
"""How many files of a folder are taken at once."""


def files_among(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the paths with what might be certificates in place of their folder, by name.

    A folder stays as it is where it has none, more than 1,000, or cannot be read: `refused_folder`
    says which when it is verified. Folders within it are not looked into.
    """
    found: list[Path] = []
    for path in paths:
        held = _held(path)
        found += held if held and len(held) <= MOST else [path]
    return tuple(found)


def refused_folder(path: Path) -> str:
    """Return why nothing in a folder was verified, as a sentence.

    Raises:
        UnreadableFile: the system refuses to list it.
    """
    held = _held(path)
    if held is None:
        raise UnreadableFile(f"The folder “{path.name}” cannot be read.")
    if held:
        return (
            f"The folder “{path.name}” holds {counted(len(held), 'file', 'files')}; at most "
            f"{MOST:,} are verified at once. Choose some of them."
        )
    return (
        f"“{path.name}” is a folder without certificates: no file in it ends in .pdf, .jwt or "
        ".jws. Folders within it are not looked into."
    )


def _held(path: Path) -> list[Path] | None:
    """Return what might be certificates in a folder, None where it cannot be listed or is none."""
    try:
        inside = sorted(path.iterdir())
    except OSError:
        return None
    return [each for each in inside if each.suffix.lower() in SUFFIXES and each.is_file()]
