"""What charts are drawn with: shapes in a look's colours, and text that is measured before it lies.

Points, with the origin at the bottom left. Every text goes through the one door's measure.
"""

# ReportLab's shapes take their attributes as keywords that no stub knows.
# pyright: reportUnknownMemberType=false, reportArgumentType=false

from collections.abc import Sequence
from typing import Literal, NamedTuple

from reportlab.graphics.shapes import (
    Circle,
    Drawing,
    Line,
    Polygon,
    Rect,
    Shape,
    String,
)
from reportlab.lib.colors import HexColor

from cohort_desk.reports.charts.look import Look
from cohort_desk.reports.fonts import REGULAR, Face
from cohort_desk.reports.text import Unprintable, width

LABEL, SMALL = 8.5, 7.5
"""The sizes of a chart's text: names and values, and what explains them."""

_CAPITAL, _DESCENT = 0.73, 0.21
"""How far Inter's capitals rise and its tails fall, as shares of the size."""
_WIDE_LETTER = 0.65
_ROUNDING = 0.01
_ELLIPSIS = "…"

Anchor = Literal["start", "middle", "end"]


def measured(text: str, face: Face = REGULAR, size: float = LABEL) -> float:
    """Return how wide a text is; about how wide, if it has letters that only a screen shows."""
    try:
        return width(text, face, size)
    except Unprintable:
        return len(text) * size * _WIDE_LETTER


def shortened(text: str, room: float, face: Face = REGULAR, size: float = LABEL) -> str:
    """Return the text, cut and ended by "…" if it is wider than the room; "" if nothing fits."""
    if measured(text, face, size) <= room + _ROUNDING:
        return text
    for end in range(len(text) - 1, 0, -1):
        cut = text[:end].rstrip() + _ELLIPSIS
        if measured(cut, face, size) <= room:
            return cut
    return ""


def wrapped(text: str, room: float, face: Face = REGULAR, size: float = LABEL) -> list[str]:
    """Return the text in lines no wider than the room; a word that is wider is cut."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measured(longer, face, size) <= room:
            lines[-1] = longer
        else:
            lines.append(shortened(word, room, face, size))
    return lines


def rise(size: float) -> float:
    """Return how tall the capitals of a size are."""
    return size * _CAPITAL


class Spot(NamedTuple):
    """Where a row of a chart's table is drawn, in points."""

    row: int
    left: float
    bottom: float
    width: float
    height: float


class Sketched(Drawing):
    """A drawing that knows where the rows of its table are."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__(width, height)
        self._spots: list[Spot] = []

    @property
    def spots(self) -> list[Spot]:
        """Where rows are drawn; later ones lie on earlier ones."""
        return self._spots


class Sketch:
    """A drawing in the making."""

    def __init__(self, width: float, height: float, look: Look) -> None:
        self.drawing = Sketched(width, height)
        self.width, self.height, self.look = width, height, look

    def text(  # noqa: PLR0913  where, what and how are the least that a line of type needs
        self,
        x: float,
        y: float,
        words: str,
        *,
        face: Face = REGULAR,
        size: float = LABEL,
        colour: str = "",
        anchor: Anchor = "start",
    ) -> None:
        """Put words on a base line."""
        if words:
            self._add(
                String(
                    x,
                    y,
                    words,
                    fontName=face.name,
                    fontSize=size,
                    fillColor=HexColor(colour or self.look.ink),
                    textAnchor=anchor,
                )
            )

    def text_in(  # noqa: PLR0913  as above
        self,
        x: float,
        middle: float,
        words: str,
        *,
        face: Face = REGULAR,
        size: float = LABEL,
        colour: str = "",
        anchor: Anchor = "start",
    ) -> None:
        """Put words so that their capitals are centred on a height."""
        base = middle - rise(size) / 2
        self.text(x, base, words, face=face, size=size, colour=colour, anchor=anchor)

    def box(  # noqa: PLR0913  four measures and two colours
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "",
        edge: str = "",
        line: float = 0.6,
    ) -> None:
        """Put a rectangle, filled or outlined or both."""
        self._add(
            Rect(
                x,
                y,
                width,
                height,
                fillColor=HexColor(fill) if fill else None,
                strokeColor=HexColor(edge) if edge else None,
                strokeWidth=line,
            )
        )

    def hatch(  # noqa: PLR0913  four measures, a colour and how dense
        self, x: float, y: float, width: float, height: float, colour: str, *, step: float = 4
    ) -> None:
        """Fill a rectangle with slanting lines, so that it differs from a plain one in grey."""
        offset = step
        while offset < width + height:
            low, high = max(0.0, offset - height), min(offset, width)
            start, end = (x + low, y + offset - low), (x + high, y + offset - high)
            self.line(start, end, colour=colour, thick=0.6)
            offset += step

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        colour: str = "",
        thick: float = 0.6,
        dash: Sequence[float] = (),
    ) -> None:
        """Put a straight line."""
        self._add(
            Line(
                *start,
                *end,
                strokeColor=HexColor(colour or self.look.rule),
                strokeWidth=thick,
                strokeDashArray=list(dash) or None,
            )
        )

    def dot(self, x: float, y: float, radius: float, *, fill: str = "", edge: str = "") -> None:
        """Put a round mark, hollow without a fill."""
        self._add(
            Circle(
                x,
                y,
                radius,
                fillColor=HexColor(fill) if fill else None,
                strokeColor=HexColor(edge) if edge else None,
                strokeWidth=0.7,
            )
        )

    def shape(self, points: Sequence[float], *, fill: str) -> None:
        """Put a filled polygon through points x, y, x, y, …."""
        self._add(Polygon(list(points), fillColor=HexColor(fill), strokeColor=None))

    def spot(self, row: int, box: tuple[float, float, float, float]) -> None:
        """Tell where a row of the table is drawn: left, bottom, width and height."""
        self.drawing.spots.append(Spot(row, *box))

    def _add(self, shape: Shape) -> None:
        self.drawing.add(shape)
