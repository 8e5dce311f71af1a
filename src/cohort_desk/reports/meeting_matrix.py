"""The matrix of who has met whom, drawn by measure: as many people to a page as stay legible."""

# ReportLab's stubs leave many parameters without a type.
# pyright: reportUnknownMemberType=false

from collections.abc import Sequence
from itertools import pairwise

from reportlab.lib.colors import Color, HexColor
from reportlab.platypus import Flowable

from cohort_desk.domain.agencies.short_names import short_name
from cohort_desk.domain.colours import agency_colour
from cohort_desk.reports.fonts import MEDIUM, REGULAR, SEMIBOLD, Face
from cohort_desk.reports.styles import INK, MUTED, RULE
from cohort_desk.reports.tagging import figure_box, tagged_canvas
from cohort_desk.reports.text import draw_line, size_to_fit, width
from cohort_desk.services.groups.meetings import MeetingPerson, Meetings

MOST_ON_A_PAGE = 60
"""People down and across one page: cells of 2 by 4 mm, names of 7 points."""

_LABELS = 172.0
"""Points that names and agencies get at least; with fewer people they get the rest of the page."""
_HEAD = 26.0
_TALLEST_ROW, _WIDEST_CELL = 18.0, 15.0
_TYPE, _LARGEST_TYPE = 0.66, 9.0
_LEAST_SHRUNK = 0.8
_BAR = 3.0
_AGENCY_SHARE = 0.38
_GUIDE_EVERY = 5
_WHITE, _ONCE, _TWICE, _OFTEN = (HexColor(c) for c in ("#FFFFFF", "#C4CBD4", "#4A5563", "#16202B"))
_SELF = HexColor("#EDEFF3")


class MatrixTile(Flowable):
    """The people of some rows against those of some columns.

    A cell is empty for a pair who have not met, grey for once, dark with the number for more.
    """

    def __init__(
        self, meetings: Meetings, down: range, across: range, room: tuple[float, float]
    ) -> None:
        super().__init__()
        self._meetings, self._down, self._across = meetings, down, across
        self.width, height = room
        self._row = min(_TALLEST_ROW, (height - _HEAD) / len(down))
        self._cell = min(_WIDEST_CELL, (self.width - _LABELS) / len(across))
        self._labels = self.width - self._cell * len(across)
        self._type = min(_LARGEST_TYPE, self._row * _TYPE)
        self.height = _HEAD + self._row * len(down)
        widest = width(f"{across.stop}", REGULAR, self._type)
        self._turned = widest > self._cell * 0.9

    @property
    def _alt(self) -> str:
        down, across = (f"{part.start + 1} to {part.stop}" for part in (self._down, self._across))
        return (
            f"Matrix of the people numbered {down} against those numbered {across}: the darker a "
            "field, the oftener the two were in one group. The same is told person by person in "
            "the table at the end."
        )

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  ReportLab's
        return self.width, self.height

    def draw(self) -> None:
        """Draw the heads, the labels, the cells and the lines between them, as one figure."""
        canvas = tagged_canvas(self.canv)
        left, bottom = canvas.absolutePosition(0, 0)
        box = figure_box((left, bottom, left + self.width, bottom + self.height))
        with canvas.tagged("Figure", alt=self._alt, attributes=box):
            self._draw()

    def _draw(self) -> None:
        for column, at in enumerate(self._across):
            self._draw_head(column, at)
        for row, at in enumerate(self._down):
            bottom = self.height - _HEAD - (row + 1) * self._row
            self._draw_label(bottom, at)
            for column, other in enumerate(self._across):
                self._draw_cell(bottom, column, at, other)
        self._draw_lines()

    def _draw_head(self, column: int, at: int) -> None:
        canvas, number = self.canv, f"{at + 1}"
        x = self._labels + column * self._cell
        canvas.setFillColor(_agency(self._meetings.people[at]))
        canvas.rect(x, self.height - _HEAD, self._cell, _BAR, stroke=0, fill=1)
        canvas.setFillColor(MUTED)
        size = min(self._type, self._cell * 0.95)
        base = self.height - _HEAD + _BAR + 2
        if not self._turned:
            draw_line(canvas, (x + self._cell / 2, base), number, REGULAR, self._type, align=0.5)
            return
        canvas.saveState()
        canvas.translate(x + self._cell / 2 + size * 0.36, base)
        canvas.rotate(90)
        draw_line(canvas, (0, 0), number, REGULAR, size)
        canvas.restoreState()

    def _draw_label(self, bottom: float, at: int) -> None:
        canvas, person = self.canv, self._meetings.people[at]
        canvas.setFillColor(_agency(person))
        canvas.rect(self._labels - _BAR, bottom, _BAR, self._row, stroke=0, fill=1)
        base = bottom + (self._row - self._type) / 2 + self._type * 0.18
        canvas.setFillColor(MUTED)
        draw_line(canvas, (18, base), f"{at + 1}", REGULAR, self._type, align=1)
        room = self._labels - _BAR - 26
        agency = person.agency_short or short_name(person.agency)
        agency, size = _fitted(agency, REGULAR, self._type * 0.9, room * _AGENCY_SHARE)
        draw_line(canvas, (self._labels - _BAR - 3, base), agency, REGULAR, size, align=1)
        left = room - width(agency, REGULAR, size) - 4
        canvas.setFillColor(INK)
        name, size = _fitted(person.name, MEDIUM, self._type, left)
        draw_line(canvas, (22, base), name, MEDIUM, size)

    def _draw_cell(self, bottom: float, column: int, at: int, other: int) -> None:
        times = len(self._meetings.rounds_of(at, other)) if at != other else 0
        if not times and at != other:
            return
        canvas, x = self.canv, self._labels + column * self._cell
        canvas.setFillColor(_SELF if at == other else fill_of(times))
        canvas.rect(x, bottom, self._cell, self._row, stroke=0, fill=1)
        if times > 1:
            canvas.setFillColor(_WHITE)
            size = min(self._type, self._cell * 0.95)
            place = x + self._cell / 2, bottom + (self._row - size) / 2 + size * 0.16
            draw_line(canvas, place, f"{times}", SEMIBOLD, size, align=0.5)

    def _draw_lines(self) -> None:
        canvas = self.canv
        canvas.setStrokeColor(RULE)
        right = self._labels + self._cell * len(self._across)
        top = self.height - _HEAD
        for row in range(len(self._down) + 1):
            canvas.setLineWidth(_line(self._down.start + row))
            canvas.line(0, top - row * self._row, right, top - row * self._row)
        for column in range(len(self._across) + 1):
            canvas.setLineWidth(_line(self._across.start + column))
            x = self._labels + column * self._cell
            canvas.line(x, 0, x, top)


def tiles(people: int) -> Sequence[range]:
    """Return the people cut into as few ranges, of nearly one size, as fit down a page."""
    parts = -(-people // MOST_ON_A_PAGE)
    edges = [people * part // parts for part in range(parts + 1)] if parts else []
    return [range(start, end) for start, end in pairwise(edges)]


def fill_of(times: int) -> Color:
    """Return the fill for a pair who have met so often: the darker the oftener."""
    return (_WHITE, _ONCE, _TWICE, _OFTEN)[min(times, 3)]


def _fitted(name: str, face: Face, size: float, room: float) -> tuple[str, float]:
    """Return the name, and the size at which it fits, cut short where that would be too small."""
    fitting = size_to_fit(name, face, size, room)
    if fitting >= size * _LEAST_SHRUNK:
        return name, fitting
    size *= _LEAST_SHRUNK
    kept = name
    while kept and width(f"{kept}…", face, size) > room:
        kept = kept[:-1].rstrip()
    return f"{kept}…", size


def _agency(person: MeetingPerson) -> Color:
    return _WHITE if person.agency_id is None else HexColor(agency_colour(person.agency_id).fill)


def _line(number: int) -> float:
    return 0.7 if number % _GUIDE_EVERY == 0 else 0.25
