"""The one door through which names and free text reach a page, in any script.

Text is composed (NFC), every character is given a face that has it, and what cannot be set letter
by letter is shaped. A character that no face has is refused by name: ReportLab itself would print
a blank.
"""

from functools import lru_cache
from itertools import groupby
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from cohort_desk.reports.fonts import Face, font
from cohort_desk.reports.printable import (
    Gap,
    Unprintable,
    check_printable,
    composed,
    faced,
    missing_in,
    refusal,
)
from cohort_desk.reports.shaper import is_simple
from cohort_desk.reports.shaping import LineText, shaped

__all__ = [
    "Unprintable",
    "check_printable",
    "composed",
    "draw_line",
    "markup",
    "needs_shaping",
    "runs",
    "size_to_fit",
    "width",
]


def needs_shaping(text: str, face: Face) -> bool:
    """Return whether ReportLab cannot set the text by itself, one character after another.

    So it is with letters that join or run from right to left, with marks that no composed letter
    has, and with Chinese, which breaks between characters.
    """
    return not text.isascii() and not is_simple(composed(text))


def runs(text: str, face: Face) -> list[tuple[Face, str]]:
    """Return the text as it is read, cut where the face changes.

    Raises:
        Unprintable: no face has one of the characters.
    """
    return list(_runs(composed(text), face))


def markup(text: str, face: Face) -> str:
    """Return the text as a paragraph in that face takes it: escaped, with its stand-ins marked.

    Raises:
        Unprintable: no face has one of the characters.
    """
    return "".join(
        escape(part) if found is face else f'<font face="{found.name}">{escape(part)}</font>'
        for found, part in runs(text, face)
    )


def width(text: str, face: Face, size: float) -> float:
    """Return how wide the text is on one line, in points.

    Raises:
        Unprintable: no face has one of the characters.
    """
    plain = composed(text)
    if not _is_set_plainly(plain, face):
        return shaped(plain, face).width * size / 1000
    return sum(pdfmetrics.stringWidth(part, found.name, size) for found, part in _runs(plain, face))


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
    left = x - width(text, face, size) * align
    plain = composed(text)
    if not _is_set_plainly(plain, face):
        shown = LineText(canvas, left, y)
        shown.show(shaped(plain, face), size)
        canvas.drawText(shown)
        return
    line = canvas.beginText(left, y)
    for found, part in _runs(plain, face):
        line.setFont(found.name, size)
        line.textOut(part)
    canvas.drawText(line)


def _is_set_plainly(plain: str, face: Face) -> bool:
    return not face.kerned and is_simple(plain)


@lru_cache(maxsize=8192)
def _runs(plain: str, face: Face) -> tuple[tuple[Face, str], ...]:
    font(face)
    if plain.isascii():
        return ((face, plain),) if plain else ()
    missing = missing_in(plain, face)
    if missing:
        raise Unprintable(refusal((Gap("", plain, missing),)))
    keyed = zip(faced(plain, face), plain, strict=True)
    grouped = groupby(keyed, key=lambda pair: pair[0])
    return tuple((found, "".join(c for _, c in group)) for found, group in grouped if found)
