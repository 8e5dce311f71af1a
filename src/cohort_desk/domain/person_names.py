"""How a name written in one cell is taken apart, and put right when it is all capitals."""

import re
from collections.abc import Sequence

_TITLES = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "lord",
        "lady",
        "rev",
        "revd",
        "reverend",
        "cllr",
        "councillor",
        "supt",
        "superintendent",
        "insp",
        "inspector",
        "sgt",
        "sergeant",
        "capt",
        "captain",
    }
)
_RANKS = frozenset(
    {
        "PC",
        "DC",
        "DS",
        "DI",
        "DCI",
        "DSU",
        "DCS",
        "CI",
        "CC",
        "ACC",
        "DCC",
        "ACO",
        "CFO",
        "WM",
        "GM",
        "SM",
        "AM",
    }
)
"""Police and fire ranks; in capitals only, for Di and Sam are given names too."""

_LETTERS_AFTER = frozenset(
    {
        "OBE",
        "MBE",
        "CBE",
        "QPM",
        "KFSM",
        "QFSM",
        "PhD",
        "DPhil",
        "MA",
        "MSc",
        "MBA",
        "BSc",
        "BA",
        "RN",
        "RGN",
        "CPFA",
        "FCIPD",
        "MCIPD",
        "JP",
    }
)
_ALWAYS_SMALL = frozenset(
    {"van", "von", "der", "den", "ter", "ten", "de", "del", "dos", "das", "bin", "ibn", "y"}
)
_BEGINS_FAMILY = _ALWAYS_SMALL | frozenset(
    {"la", "le", "du", "da", "di", "della", "al", "el", "st", "ap"}
) - {"y"}
_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]|\"[^\"]*\"|“[^”]*”")
_HYPHEN_OR_APOSTROPHE = re.compile(r"([-'’.])")
_INITIALS = 3


def split_name(whole: str) -> tuple[str, str]:
    """Return given and family name from "Khan, Aisha", "Dr Aisha Khan" or "Aisha KHAN".

    Titles, letters after the name and remarks in brackets are left off. A name of one word
    is a family name: the record needs one, and some people have but one name.
    """
    plain = " ".join(_BRACKETS.sub(" ", whole).split())
    head, _, rest = plain.partition(",")
    given = _bare(rest.replace(",", " ").split())
    family_first = _bare(head.split())
    if given:
        return " ".join(given), " ".join(family_first)
    given, family = _parted(family_first)
    return " ".join(given), " ".join(family)


def proper_name(given: str, family: str) -> tuple[str, str]:
    """Return both names as they are usually written, where they are all capitals or all small.

    A name with both stays untouched: its owner knows best. So do initials ("AJ", beside a
    family name that is not in capitals too).
    """
    initials = given.isupper() and len(given) <= _INITIALS and not family.isupper()
    return given if initials else _proper(given), _proper(family)


def _proper(name: str) -> str:
    if not (name.isupper() or name.islower()):
        return name
    *before, last = name.lower().split()
    small = [word if word in _ALWAYS_SMALL else _capitalised(word) for word in before]
    return " ".join([*small, _capitalised(last)])


def _capitalised(word: str) -> str:
    """Return "mcdonald" as McDonald and "o'neill" as O'Neill, but "macdonald" as Macdonald.

    Mac is left alone: Mackay, Machin and Macey take no second capital.
    """
    parts = [part.capitalize() for part in _HYPHEN_OR_APOSTROPHE.split(word)]
    return "".join(
        f"Mc{part[2:].capitalize()}" if part.startswith("Mc") else part for part in parts
    )


def _bare(words: Sequence[str]) -> list[str]:
    """Return the words of a name without titles before it and letters after it."""
    bare = list(words)
    while bare and (
        bare[0].rstrip(".").lower() in _TITLES or (len(bare) > 1 and bare[0] in _RANKS)
    ):
        del bare[0]
    while bare and bare[-1].replace(".", "") in _LETTERS_AFTER:
        del bare[-1]
    return bare


def _parted(words: list[str]) -> tuple[list[str], list[str]]:
    """Part the words of "Aisha Khan", "Aisha KHAN", "KHAN Aisha" or "Jan van der Berg"."""
    capitals = [word.isupper() and len(word.strip(".")) > 1 for word in words]
    if any(capitals) and not all(capitals):
        if capitals[0] and len(words[0]) >= _INITIALS:
            end = capitals.index(False)
            return words[end:], words[:end]
        if capitals[-1] and not capitals[0]:
            start = _with_particles(words, capitals.index(True))
            return words[:start], [_proper(w) if w.isupper() else w for w in words[start:]]
    start = _with_particles(words, len(words) - 1)
    return words[:start], words[start:]


def _with_particles(words: Sequence[str], start: int) -> int:
    """Return where the family name begins, once "van der" and its like are counted in."""
    return next((i for i in range(1, start) if words[i].lower() in _BEGINS_FAMILY), start)
