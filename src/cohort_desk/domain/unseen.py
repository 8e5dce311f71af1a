"""Characters that are not seen: what a name or title is kept without, and why some stay.

A name is printed, signed, searched for and compared. A mark of direction, a zero-width space or a
hyphen to be within it would be none of a page's and all of a signature's, so it is taken off where
a text comes in, and again before a certificate says it.
"""

import re
import unicodedata

FLAG = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
"""A flag such as that of Wales: a black one, followed by tags that are not seen and say whose."""

DASHES = r"\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
"""Within the brackets of a pattern: the hyphen, and the dashes that are written in its stead."""

_UNSEEN = re.compile(
    f"({FLAG})|[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What no file may hold: halves of a pair, and places that are kept free of characters."""

_JOINS_NOTHING = re.compile("(?<![^\0-\u058f\u1e00-\u206f\u3000])[\u200c\u200d]")
"""A joiner where it stands behind no letter of a script that joins, and behind no emoji."""

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
"""All but those that part words or lines."""


def one_line(text: str) -> str:
    r"""Return the text composed, on one line, its spaces single, without what is not seen.

    Joiners stay where a script or an emoji needs them, and so do the tags of flags.

    >>> one_line("  Zero\u00adWidth\u200b\t Smith\u202e ")
    'ZeroWidth Smith'
    """
    return " ".join(_seen(text).split())


def many_lines(text: str) -> str:
    r"""Return the same of a text of several lines, which keep their breaks and inner spaces.

    >>> many_lines("  First\u200b line \r\nSecond\tline\n\n")
    'First line\nSecond line'
    """
    lines = (line.replace("\t", " ").rstrip() for line in _seen(text).strip().splitlines())
    return "\n".join(lines)


def is_clean(text: str) -> bool:
    r"""Whether nothing has to be taken out of a text because it is not seen.

    >>> is_clean("Zoe\u0308  Smith"), is_clean("Be\u0007ll")
    (True, False)
    """
    return _seen(text) == unicodedata.normalize("NFC", text)


def _seen(text: str) -> str:
    """Return the text composed, without what is not seen; what parts words and lines stays."""
    text = _CONTROLS.sub("", text)
    if text.isascii():
        return text
    seen = _UNSEEN.sub(r"\1", unicodedata.normalize("NFC", _NO_CHARACTER.sub("", text)))
    # What was not seen may have kept a letter and its mark apart.
    return unicodedata.normalize("NFC", _JOINS_NOTHING.sub("", seen))
