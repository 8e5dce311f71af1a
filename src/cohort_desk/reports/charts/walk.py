"""Hands a drawing's shapes, one by one in the order of drawing, to what paints them.

Paper and screen are painted from the same walk, so that neither can draw what the other does not.
"""

# ReportLab's shapes keep their attributes where stubs do not see them.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, PolyLine, Rect, String
from reportlab.lib.colors import Color


@dataclass(frozen=True, slots=True)
class Ink:
    """How a shape is filled and outlined; "" for not at all. Colours are #RRGGBB."""

    fill: str
    edge: str
    thick: float
    dash: tuple[float, ...] = ()


class Painter(Protocol):
    """What paints shapes; points, with the origin at the bottom left."""

    def rect(self, x: float, y: float, width: float, height: float, ink: Ink, /) -> None: ...
    def circle(self, x: float, y: float, radius: float, ink: Ink, /) -> None: ...
    def path(self, points: Sequence[tuple[float, float]], ink: Ink, /, *, closed: bool) -> None: ...
    def text(self, words: "Words", /) -> None: ...


@dataclass(frozen=True, slots=True)
class Words:
    """A line of type: `align` is the share of it that lies left of its point."""

    text: str
    x: float
    y: float
    font: str
    size: float
    colour: str
    align: float


_ALIGN = {"start": 0.0, "middle": 0.5, "end": 1.0}


def words_of(drawing: Drawing) -> Iterator[Words]:
    """Yield every line of type of a drawing."""
    for shape in drawing.contents:
        if isinstance(shape, String):
            yield _words(shape)


def paint(drawing: Drawing, painter: Painter) -> None:
    """Hand over every shape.

    Raises:
        TypeError: a shape is of a kind that charts do not use.
    """
    for shape in drawing.contents:
        _paint_shape(shape, painter)


def _paint_shape(shape: Any, painter: Painter) -> None:
    match shape:
        case Rect():
            painter.rect(shape.x, shape.y, shape.width, shape.height, _ink(shape))
        case Circle():
            painter.circle(shape.cx, shape.cy, shape.r, _ink(shape))
        case Line():
            ends = ((shape.x1, shape.y1), (shape.x2, shape.y2))
            painter.path(ends, _ink(shape, filled=False), closed=False)
        case Polygon():
            painter.path(_pairs(shape.points), _ink(shape), closed=True)
        case PolyLine():
            painter.path(_pairs(shape.points), _ink(shape, filled=False), closed=False)
        case String():
            painter.text(_words(shape))
        case _:
            raise TypeError(type(shape).__name__)


def _ink(shape: Any, *, filled: bool = True) -> Ink:
    fill = _hex(shape.fillColor) if filled else ""
    return Ink(
        fill, _hex(shape.strokeColor), float(shape.strokeWidth), tuple(shape.strokeDashArray or ())
    )


def _words(shape: Any) -> Words:
    return Words(
        text=str(shape.text),
        x=float(shape.x),
        y=float(shape.y),
        font=str(shape.fontName),
        size=float(shape.fontSize),
        colour=_hex(shape.fillColor),
        align=_ALIGN[shape.textAnchor],
    )


def _pairs(points: Sequence[float]) -> list[tuple[float, float]]:
    return list(zip(points[::2], points[1::2], strict=True))


def _hex(colour: Color | None) -> str:
    return f"#{colour.hexval()[2:].upper()}" if colour is not None else ""
