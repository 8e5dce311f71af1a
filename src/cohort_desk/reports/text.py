"""The one door through which names and free text reach a page.

Text is composed (NFC), every character is given a face that has it, and a character that no face
has is refused by name: ReportLab itself would print a blank.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.reports.fonts import Face, face_for

_MOST_NAMED = 5


class Unprintable(CohortDeskError):
    """Some text has characters that no font of ours has; nothing was written."""


def composed(text: str) -> str:
    """Return the text composed, on one line, without characters that have no shape."""
    spaced = " ".join(unicodedata.normalize("NFC", text).split(" "))
    kept = (" " if unicodedata.category(c) == "Cc" else c for c in spaced)
    return "".join(c for c in kept if unicodedata.category(c) != "Cf")


def runs(text: str, face: Face) -> list[tuple[Face, str]]:
    """Return the text cut where the face changes.

    Raises:
        Unprintable: no face has one of the characters.
    """
    plain = composed(text)
    if plain.isascii():
        return [(face, plain)] if plain else []
    faced = [(face_for(character, face), character) for character in plain]
    missing = [character for found, character in faced if found is None]
    if missing:
        raise Unprintable(_refusal([(plain, missing)]))
    grouped = groupby(_with_marks_on_their_letters(faced), key=lambda pair: pair[0])
    return [(found, "".join(c for _, c in group)) for found, group in grouped if found]


def check_printable(texts: Iterable[str], face: Face) -> None:
    """Refuse a document before it is begun, naming every text that could not be printed.

    Raises:
        Unprintable: some characters are in no face.
    """
    refused: dict[str, list[str]] = {}
    for text in texts:
        plain = composed(text)
        if plain.isascii() or plain in refused:
            continue
        missing = [c for c in plain if face_for(c, face) is None]
        if missing:
            refused[plain] = missing
    if refused:
        raise Unprintable(_refusal(list(refused.items())))


def markup(text: str, face: Face) -> str:
    """Return the text as a paragraph in that face takes it: escaped, with its stand-ins marked.

    Raises:
        Unprintable: no face has one of the characters.
    """
    return "".join(
        escape(part) if found == face else f'<font face="{found.name}">{escape(part)}</font>'
        for found, part in runs(text, face)
    )


def width(text: str, face: Face, size: float) -> float:
    """Return how wide the text is on one line, in points.

    Raises:
        Unprintable: no face has one of the characters.
    """
    return sum(pdfmetrics.stringWidth(part, found.name, size) for found, part in runs(text, face))


def size_to_fit(text: str, face: Face, size: float, room: float) -> float:
    """Return the size, or the smaller one at which the text is no wider than the room."""
    needed = width(text, face, size)
    return size if needed <= room else size * room / needed


def draw_line(  # noqa: PLR0913  where, what and how are the least that a line of type needs
    canvas: Canvas,
    at: tuple[float, float],
    text: str,
    face: Face,
    size: float,
    *,
    align: float = 0,
) -> None:
    """Draw one line at a point; `align` says what share of it lies left of there: 0, 0.5 or 1.

    Raises:
        Unprintable: no face has one of the characters.
    """
    x, y = at
    line = canvas.beginText(x - width(text, face, size) * align, y)
    for found, part in runs(text, face):
        line.setFont(found.name, size)
        line.textOut(part)
    canvas.drawText(line)


def _with_marks_on_their_letters(
    faced: Iterable[tuple[Face | None, str]],
) -> Iterator[tuple[Face | None, str]]:
    """Keep a combining mark in the face of its letter, where that face has it."""
    current: Face | None = None
    for found, character in faced:
        if current and unicodedata.combining(character) and face_for(character, current):
            yield current, character
        else:
            current = found
            yield found, character


def _refusal(refused: list[tuple[str, list[str]]]) -> str:
    named = "; ".join(
        f"“{text}” ({', '.join(dict.fromkeys(_called(c) for c in missing))})"
        for text, missing in refused[:_MOST_NAMED]
    )
    more = f" and {len(refused) - _MOST_NAMED} more" if len(refused) > _MOST_NAMED else ""
    return (
        f"Some text has characters that no font here can print: {named}{more}. "
        "No document was written. Give these in another spelling, then print again."
    )


def _called(character: str) -> str:
    name = unicodedata.name(character, "no name").lower()
    return f"{character}, U+{ord(character):04X} {name}"
