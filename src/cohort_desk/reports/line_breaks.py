"""Where a line of text in any script may end: the common cases of UAX #14."""

# ruff: noqa: RUF001  punctuation of other scripts is what this is about

import re
import unicodedata
from functools import lru_cache

from cohort_desk.reports.printable import is_cluster_start

_SQUARE = re.compile(
    "[\u2e80-\u2fff\u3001-\u9fff\ua000-\ua4cf\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
"""Chinese, Japanese and Korean signs, between which a line may end."""

_NO_FIRST = frozenset(
    "!%),.:;?]}¢°’”†‡›»、。〃々〉》」』】〕〗〙〛ーァィゥェォッャュョヮヵヶ・！％），．：；？］｝～"
)
_NO_LAST = frozenset("([{£¥‘“‹«〈《「『【〔〖〘〚（［｛￡￥")
_HYPHENS = frozenset("-‐–—")
_VIRAMA = 9
"""The class of the signs that join a letter of Hindi and its like to the next."""

_NO_BREAK = frozenset("\u00a0\u2007\u202f")


@lru_cache(maxsize=256)
def breaks(text: str) -> tuple[int, ...]:
    """Return the places within the text before which a new line may begin."""
    return tuple(at for at in range(1, len(text)) if _may_break(text, at))


def next_cluster(text: str, at: int) -> int:
    """Return where the letter at a place ends, its marks and what it makes one sign with."""
    at += 1
    while at < len(text) and (
        not is_cluster_start(text[at]) or unicodedata.combining(text[at - 1]) == _VIRAMA
    ):
        at += 1
    return at


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if _is_space(after) or after in _NO_BREAK or before in _NO_BREAK:
        return False
    if _is_space(before):
        return True
    if not is_cluster_start(after) or after in _NO_FIRST or before in _NO_LAST:
        return False
    if before in _HYPHENS:
        return after.isalpha() and at > 1 and text[at - 2].isalnum()
    return bool(_SQUARE.match(before) or _SQUARE.match(after))


def _is_space(character: str) -> bool:
    return character not in _NO_BREAK and unicodedata.category(character) == "Zs"
