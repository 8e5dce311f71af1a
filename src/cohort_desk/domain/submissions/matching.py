"""Whose a file is, by the words of its name and of the folders it lies in."""

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from cohort_desk.domain.names import folded

_WORD = re.compile(r"[^\W\d_]+|\d+")
_Whose = TypeVar("_Whose", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Found(Generic[_Whose]):
    """Whose a file may be: one owner if it is sure, several if the name tells no more."""

    owners: tuple[_Whose, ...]
    by: str = ""


def words_of(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a text, folded; a number without leading zeros.

    >>> words_of("Group03_Report-final")
    ('group', '3', 'report', 'final')
    """
    return tuple(
        word.lstrip("0") or "0" if word.isdigit() else word for word in _WORD.findall(folded(text))
    )


def whose(path: Sequence[str], names: Mapping[_Whose, Sequence[str]]) -> Found[_Whose]:
    """Return whose a file is.

    Args:
        path: the folders and the name of the file without its ending, each searched by itself.
        names: what each owner goes by, such as a group's name, a code, a reference.

    The name with the most words counts: "Group 12" is not also "Group 1", and "Aisha Khan" goes
    before a group called "Khan". Where two owners' names fit alike, neither is taken.
    """
    parts = [words_of(part) for part in path]
    fits: dict[_Whose, tuple[int, str]] = {}
    for owner, known in names.items():
        for name in known:
            wanted = words_of(name)
            if wanted and any(_holds(part, wanted) for part in parts):
                size = sum(map(len, wanted))
                fits[owner] = max(fits.get(owner, (0, "")), (size, name))
    best = max((size for size, _ in fits.values()), default=0)
    owners = tuple(owner for owner, (size, _) in fits.items() if size == best)
    return Found(owners, fits[owners[0]][1] if owners else "")


def _holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    span = len(wanted)
    return any(tuple(words[at : at + span]) == tuple(wanted) for at in range(len(words) - span + 1))
