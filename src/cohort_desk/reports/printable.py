"""Which text can be printed: its characters, the face of each, and those that no face has."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.unseen import FLAG
from cohort_desk.domain.words import counted, first_sentences
from cohort_desk.reports.fonts import REGULAR, SERIF_SEMIBOLD, Face, face_for

_STEERING = "\u034f\u061c\u200c-\u200f\ufe00-\ufe0f\U000e0020-\U000e007f"
_STEERS = re.compile(f"[{_STEERING}]")
"""Characters that say how others join or stand and are not seen themselves."""

_DROPPED = re.compile(
    f"({FLAG})|"
    "[\u00ad\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""Characters without a shape that a line needs not: hyphens to be, embeddings, lone tags."""

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")

_BETWEEN_WORDS = re.compile(r"[\s,]+")

_MOST_NAMED = 5
_MOST_CHARACTERS = 3
_LONGEST = 60


class Unprintable(CohortDeskError):
    """Some text has characters that no font of ours has; nothing was written."""


class NothingToPrint(CohortDeskError):
    """The document would be empty; nothing was written."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A text that cannot be printed as it is.

    Attributes:
        whose: what it is, such as "Li Wei" for a person or "the board's name"; may be empty.
        text: as typed.
        characters: those that no face has, each once.
    """

    whose: str
    text: str
    characters: tuple[str, ...]

    def __str__(self) -> str:
        whose = f"{self.whose}: " if self.whose and self.whose != self.text else ""
        return f"{whose}“{first_sentences(self.text, _LONGEST)}” ({in_short(self.characters)})"

    @property
    def words(self) -> frozenset[str]:
        """The words of the text, which one list puts in another order than the next."""
        return frozenset(_BETWEEN_WORDS.split(f"{self.whose} {self.text}"))


def composed(text: str) -> str:
    """Return the text composed, on one line, without characters that have no shape."""
    if text.isascii() and text.isprintable():
        return text
    return _CONTROLS.sub(" ", _DROPPED.sub(r"\1", unicodedata.normalize("NFC", text)))


@lru_cache(maxsize=8192)
def missing_in(text: str, face: Face = REGULAR) -> tuple[str, ...]:
    """Return the characters of the text that no face can print, each once; mostly none."""
    if text.isascii():
        return ()
    plain = composed(text)
    found = zip(plain, faced(plain, face), strict=True)
    return tuple(dict.fromkeys(character for character, each in found if each is None))


def unprintable(named: Iterable[tuple[str, str]], face: Face = REGULAR) -> tuple[Gap, ...]:
    """Return those of the texts that cannot be printed; each comes with what or whose it is."""
    distinct = dict.fromkeys(named)
    return tuple(
        Gap(whose, composed(text), missing)
        for whose, text in distinct
        if (missing := missing_in(text, face))
    )


def check_printable(texts: Iterable[str], face: Face) -> None:
    """Refuse a document before it is begun, naming every text that could not be printed.

    Raises:
        Unprintable: some characters are in no face.
    """
    check_names((("", text) for text in texts), face)


def check_names(named: Iterable[tuple[str, str]], face: Face = REGULAR) -> None:
    """Refuse a document before it is begun, saying whose name or which text could not be printed.

    Raises:
        Unprintable: some characters are in no face.
    """
    gaps = unprintable(named, face)
    if gaps:
        raise Unprintable(refusal(gaps))


def refusal(gaps: tuple[Gap, ...]) -> str:
    """Return the sentences that say why nothing was printed: who first, each once, and how many."""
    each = [*{gap.words: gap for gap in reversed(gaps)}.values()][::-1]
    left = len(each) - _MOST_NAMED
    more = f" and {counted(left, 'other', 'others')}" if left > 0 else ""
    return (
        "Some text has characters that no font here can print: "
        f"{'; '.join(map(str, each[:_MOST_NAMED]))}{more}. "
        "No document was written. Give them in another spelling, such as in Latin letters, then "
        "print again."
    )


def unprintable_names(names: Iterable[str]) -> Mapping[str, str]:
    """Return by name, as certificates have them, its characters that no font prints, in words."""
    found = {name: missing_in(name, SERIF_SEMIBOLD) for name in names}
    return {name: in_short(missing) for name, missing in found.items() if missing}


def in_short(characters: Sequence[str]) -> str:
    """Return the first few characters with their codes, and how many more there are.

    >>> in_short("𠮷"), in_short("สมชาย")
    ('𠮷 U+20BB7', 'ส U+0E2A, ม U+0E21, ช U+0E0A and 2 more')
    """
    first = ", ".join(map(_called, characters[:_MOST_CHARACTERS]))
    left = len(characters) - _MOST_CHARACTERS
    return f"{first} and {left} more" if left > 0 else first


def _called(character: str) -> str:
    code = f"U+{ord(character):04X}"
    return f"{character} {code}" if character.isprintable() else code


def faced(text: str, face: Face) -> list[Face | None]:
    """Return the face of each character of composed text; None for one that no face has.

    A letter and its marks come from one face where any has them all.
    """
    found: list[Face | None] = []
    last = face
    for cluster in clusters(text):
        seen = _STEERS.sub("", cluster)
        if not seen:
            found += [last] * len(cluster)
        elif whole := face_for(seen, face):
            last = whole
            found += [whole] * len(cluster)
        else:
            each = {character: face_for(character, face) for character in seen}
            found += [each.get(character, last) for character in cluster]
    return found


def clusters(text: str) -> list[str]:
    """Return the text cut into letters, each with the marks and unseen characters behind it."""
    cut: list[str] = []
    for character in text:
        if cut and not is_cluster_start(character):
            cut[-1] += character
        else:
            cut.append(character)
    return cut


def is_cluster_start(character: str) -> bool:
    """Return whether it is a letter or sign of its own, no mark on the one before it."""
    return unicodedata.category(character)[0] != "M" and not _STEERS.match(character)
