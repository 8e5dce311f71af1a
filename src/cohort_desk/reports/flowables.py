"""What documents are made of: headings, paragraphs and lists whose text comes through the one door.

Documents use these and no paragraph of ReportLab's own, so that what every paragraph must do is
said here once.
"""

from collections.abc import Iterable

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph

from cohort_desk.reports.fonts import register_fonts
from cohort_desk.reports.styles import BODY_TEXT, TextStyle
from cohort_desk.reports.text import markup

_NO_BREAK_SPACE = "\u00a0"
_ENDLESS = 1e5


def heading(text: str, style: TextStyle) -> Paragraph:
    """Return a heading, kept on the page of what follows it.

    Raises:
        Unprintable: a character is in no face.
    """
    return _paragraph(text, style, with_next=True)


def paragraph(text: str, style: TextStyle = BODY_TEXT) -> Paragraph:
    """Return text that wraps; a word too long for its line is broken rather than let out of it.

    Raises:
        Unprintable: a character is in no face.
    """
    return _paragraph(text, style)


def bullets(texts: Iterable[str], style: TextStyle = BODY_TEXT) -> list[Flowable]:
    """Return a list with a real bullet before each text, its lines aligned behind it.

    Raises:
        Unprintable: a character is in no face.
    """
    return [_paragraph(text, style, bullet="•") for text in texts]


def kept_together(text: str) -> str:
    """Return words that must stand on one line, such as "Group 3" or "6 people"."""
    return text.replace(" ", _NO_BREAK_SPACE)


def height_of(parts: Iterable[Flowable], width: float) -> float:
    """Return how tall flowables stand one under another at that width, in points."""
    return sum(part.wrap(width, _ENDLESS)[1] + part.getSpaceAfter() for part in parts)


def _paragraph(
    text: str, style: TextStyle, *, bullet: str | None = None, with_next: bool = False
) -> Paragraph:
    register_fonts()
    indent = style.size * 1.2 if bullet else 0
    look = ParagraphStyle(
        "text",
        fontName=style.face.name,
        fontSize=style.size,
        leading=style.size * style.leading,
        textColor=style.colour,
        spaceAfter=style.after,
        alignment=style.align,
        splitLongWords=1,
        embeddedHyphenation=1,
        leftIndent=indent,
        bulletIndent=indent / 6,
        bulletFontName=style.face.name,
        bulletFontSize=style.size,
        bulletColor=style.colour,
        keepWithNext=int(with_next),
    )
    return Paragraph(markup(text, style.face), look, bulletText=bullet)
