"""What documents are made of: headings, paragraphs, lists, figures and links.

Documents use these and no flowable of ReportLab's own, so that what every one must do is said here
once: its text comes through the one door, and it says what it is to who listens to the document.
"""

from collections.abc import Iterable
from dataclasses import replace
from xml.sax.saxutils import quoteattr

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from cohort_desk.reports.fonts import register_fonts
from cohort_desk.reports.shaped_paragraph import ShapedParagraph
from cohort_desk.reports.styles import ACCENT, BODY_TEXT, INK, TextStyle
from cohort_desk.reports.tagging import Tag, numbering
from cohort_desk.reports.tagging.flowables import Figure, Rule, TaggedParagraph
from cohort_desk.reports.text import composed, markup, needs_shaping

Text = TaggedParagraph | ShapedParagraph
"""A paragraph: ReportLab's, or one of ours for text that needs shaping."""

_NO_BREAK_SPACE = "\u00a0"
_ENDLESS = 1e5


def heading(text: str, style: TextStyle, *, level: int | None = None, bookmark: str = "") -> Text:
    """Return a heading, kept on the page of what follows it, and bookmarked.

    Args:
        text: its words.
        style: how it looks; the level that goes with it is the style's.
        level: another, where the look is not the place in the outline. A document has one heading
            of level 1, its title, and none that skips a level.
        bookmark: what it is listed as, where its words do not tell it from others.

    Raises:
        Unprintable: a character is in no face.
    """
    made = _paragraph(text, style, with_next=True)
    made.tag_as(Tag(f"H{level or style.level}", title=composed(bookmark or text)))
    return made


def paragraph(text: str, style: TextStyle = BODY_TEXT) -> Text:
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
    items = Tag("L", attributes=numbering("Disc"))
    made: list[Flowable] = []
    for text in texts:
        item = _paragraph(text, style, indent=style.size * 1.4)
        item.tag_as_item(items, "•")
        made.append(item)
    return made


def linked(text: str, url: str, style: TextStyle = BODY_TEXT) -> Text:
    """Return a line of its own that leads to an address.

    Raises:
        Unprintable: a character is in no face.
    """
    words = f"<a href={quoteattr(url)}>{markup(text, style.face)}</a>"
    made = TaggedParagraph(words, _look(replace(style, colour=ACCENT)))
    made.tag_as(Tag("Link", inside=Tag("P"), title=composed(text)))
    return made


def figure(picture: Flowable, alt: str) -> Figure:
    """Return a drawing or an image with the words that stand in for it.

    Where `alt` is empty the picture only decorates and is not read at all.
    """
    return Figure(picture, alt)


def rule(
    width: float | str = "100%", *, thickness: float = 0.6, colour: Color = INK, after: float = 1
) -> Rule:
    """Return a line across the room, or as wide as that in points; it is not read."""
    return Rule(width, thickness, color=colour, spaceAfter=after, hAlign="LEFT")


def kept_together(text: str) -> str:
    """Return words that must stand on one line, such as "Group 3" or "6 people"."""
    return text.replace(" ", _NO_BREAK_SPACE)


def height_of(parts: Iterable[Flowable], width: float) -> float:
    """Return how tall flowables stand one under another at that width, in points."""
    return sum(part.wrap(width, _ENDLESS)[1] + part.getSpaceAfter() for part in parts)


def _paragraph(text: str, style: TextStyle, *, indent: float = 0, with_next: bool = False) -> Text:
    register_fonts()
    look = _look(style, indent=indent, with_next=with_next)
    if needs_shaping(text, style.face):
        return ShapedParagraph(text, style.face, look)
    return TaggedParagraph(markup(text, style.face), look)


def _look(style: TextStyle, *, indent: float = 0, with_next: bool = False) -> ParagraphStyle:
    return ParagraphStyle(
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
