"""How names are compared and put in order, and which is the next that nothing bears yet."""

import unicodedata
from collections.abc import Container, Iterator
from itertools import chain, count

from cohort_desk.domain.unseen import one_line

# Letters that Unicode does not take apart into a base letter and a mark.
_WHOLE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})


def folded(text: str) -> str:
    """Return the text without case, accents or apostrophes, its spaces single: for comparing."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_WHOLE)
    kept = (c for c in plain if not unicodedata.combining(c) and c not in "'’`´")
    return " ".join("".join(kept).split())


def full_name(given_name: str, family_name: str) -> str:
    """Return the name as it is read aloud, without what is not seen."""
    return one_line(f"{given_name} {family_name}")


def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name.

    >>> initials("Aisha Maria Khan"), initials("Aisha"), initials("")
    ('AK', 'A', '')
    """
    words = name.split()
    return "".join(word[0].upper() for word in (*words[:1], *words[1:][-1:]))


def sort_key(family_name: str, given_name: str) -> str:
    """Return what puts people in the order of their family and then given names."""
    return f"{folded(family_name)}, {folded(given_name)}"


def free_name(name: str, taken: Container[str]) -> str:
    """Return the name, or where something bears it "Name (2)", "Name (3)" and so on.

    Args:
        name: as it would be best.
        taken: the names that are borne, as `str.casefold` has them.
    """
    tries = chain([name], (f"{name} ({number})" for number in count(2)))
    return next(one for one in tries if one.casefold() not in taken)


def numbered_names(noun: str, taken: Container[str], first: int = 1) -> Iterator[str]:
    """Yield the noun with each number from `first` on that is free; `taken` as in `free_name`."""
    numbered = (f"{noun} {number}" for number in count(first))
    return (one for one in numbered if one.casefold() not in taken)
