"""What the documents of people and projects are made of, so that they look like one family."""

# ReportLab's stubs leave many parameters without a type.
# pyright: reportUnknownMemberType=false

import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import ExitStack

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Spacer

from cohort_desk.reports.document import PORTRAIT, frame_size
from cohort_desk.reports.flowables import heading, paragraph, rule
from cohort_desk.reports.fonts import REGULAR, SEMIBOLD
from cohort_desk.reports.styles import (
    ACCENT,
    BODY_TEXT,
    GAP,
    INTRODUCTION,
    MUTED,
    PAGE_TITLE,
    SECTION,
    TextStyle,
)
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.reports.tagging.tags import tagged_canvas

ROOM = frame_size(PORTRAIT)[0]
"""How wide the content of an upright page is, in points."""

COVER = TextStyle(SEMIBOLD, 27, after=5, leading=1.14, level=1)
"""The title of what is shown around, such as a project's summary."""
PROSE = TextStyle(REGULAR, 10, after=5, leading=1.42)
"""Text that is read from end to end."""

_LEFT_TO_RIGHT = "\u200e"
_RULE = 26 * mm
_ABOVE = GAP * 0.75
_LEAST_ON_PAGE = 70
"""Points that a section needs on a page to begin there."""
_FACTS = (0.24, 0.76)
"""How a table of facts shares the room between what each is and what it says."""


def title(words: str, about: str, style: TextStyle = PAGE_TITLE) -> list[Flowable]:
    """Return the head of a document that somebody is given: its title, and a line on it."""
    mark = rule(_RULE, thickness=2.4, colour=ACCENT, after=GAP * 0.8)
    return [Spacer(1, GAP / 2), mark, heading(words, style), paragraph(about, INTRODUCTION)]


def section(title: str, *, least: float = _LEAST_ON_PAGE) -> list[Flowable]:
    """Return the heading of a section, on the next page if so little as `least` is left here."""
    return [Spacer(1, _ABOVE), CondPageBreak(least), heading(title, SECTION)]


def about(title: str, text: str) -> list[Flowable]:
    """Return a section of free text, a paragraph for each of its lines; nothing without text."""
    if not text.strip():
        return []
    *before, head = section(title)
    # What follows may be cut at a page's end; there is room for its first lines here.
    head.keepWithNext = 0
    return [*before, head, *texts(text, PROSE)]


def texts(text: str, style: TextStyle = BODY_TEXT) -> list[Flowable]:
    """Return free text, a paragraph for each of its lines."""
    return [paragraph(part, style) for part in text.splitlines() if part.strip()]


def facts(rows: Iterable[tuple[str, str]], heads: tuple[str, str]) -> Flowable:
    """Return a table of what there is to know, such as ("Agency", "South Yorkshire Police").

    Rows that say nothing are left out; `heads` name the columns.
    """
    told = [row for row in rows if row[1]]
    columns = (Column(heads[0], colour=MUTED), Column(heads[1], NAME))
    widths = [ROOM * share for share in _FACTS]
    return grid_table(Grid(columns, told, ROOM, widths=widths))


def one_after_another(stories: Sequence[tuple[str, Sequence[Flowable]]]) -> list[Flowable]:
    """Return several documents, each with its title, as one: each begins on a page of its own.

    To who listens each is a document in itself, whose headings begin at the first level.
    """
    if len(stories) == 1:
        return list(stories[0][1])
    joined: list[Flowable] = []
    for number, (title, story) in enumerate(stories):
        if number:
            joined.append(PageBreak())
        opening = _Opening(title)
        joined += [opening, *story, _Closing(opening)]
    return joined


def dotted(*parts: str) -> str:
    """Return what stands side by side in a line, without what is empty: "Ada · Group 3".

    A name written from right to left is closed off, or a number after it would be drawn before it.
    """
    return " · ".join(f"{each}{_closing(each)}" for each in parts if each)


def _closing(text: str) -> str:
    return _LEFT_TO_RIGHT if unicodedata.bidirectional(text[-1]) in {"R", "AL"} else ""


def with_more(name: str, more: str) -> str:
    """Return a name with what is said of it: "Ada Sample, team leader"."""
    return f"{name}, {more}" if more else name


class _Mark(Flowable):
    """A place between flowables, which takes no room."""

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  ReportLab's
        return 0, 0


class _Opening(_Mark):
    """Where a document among others begins: what is drawn from here on is within it."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title, self._open = title, ExitStack()

    def draw(self) -> None:
        canvas = tagged_canvas(self.canv)
        self._open.enter_context(canvas.element("Art", title=self._title))

    def close(self) -> None:
        """End the document."""
        self._open.close()


class _Closing(_Mark):
    """Where a document among others ends."""

    def __init__(self, opening: _Opening) -> None:
        super().__init__()
        self._opening = opening

    def draw(self) -> None:
        self._opening.close()
