"""Lines and fills as PDF writes them, made once and put into as many documents as want them.

What is the same on every certificate of a design (border, seal, pictures) is a plate: a finished,
compressed stream that a document embeds once, and that a thousand documents share in memory.
"""

# ReportLab's stubs leave many parameters without a type.
# pyright: reportUnknownMemberType=false

import io
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sin, tan
from typing import cast

from PIL import Image
from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFStream, xObjectName
from reportlab.pdfgen.canvas import Canvas

_MOST_ARC = 90
_COLOUR_SPACES = {"L": "DeviceGray", "RGB": "DeviceRGB"}


@dataclass(frozen=True, slots=True)
class Plate:
    """A stream of a document, compressed, with the entries of its dictionary as PDF writes them."""

    entries: Mapping[str, str]
    content: bytes


class Engraver:
    """Writes paths to hundredths of a point: finer than printers, and short."""

    def __init__(self) -> None:
        self._code: list[str] = []

    def move(self, x: float, y: float) -> None:
        """Begin a line at a point."""
        self._code.append(f"{x:.2f} {y:.2f} m")

    def line(self, x: float, y: float) -> None:
        """Draw a line to a point."""
        self._code.append(f"{x:.2f} {y:.2f} l")

    def curve(self, x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> None:  # noqa: PLR0913, PLR0917  as PDF has it
        """Draw a Bézier curve to the last of three points."""
        self._code.append(f"{x1:.2f} {y1:.2f} {x2:.2f} {y2:.2f} {x:.2f} {y:.2f} c")

    def close(self) -> None:
        """Go back to where the line began."""
        self._code.append("h")

    def rectangle(self, x: float, y: float, wide: float, high: float) -> None:
        """Add a rectangle."""
        self._code.append(f"{x:.2f} {y:.2f} {wide:.2f} {high:.2f} re")

    def circle(self, radius: float) -> None:
        """Add a circle around the origin."""
        self.move(radius, 0)
        self.arc(0, 0, radius, 0, 360)
        self.close()

    def arc(self, x: float, y: float, radius: float, start: float, extent: float) -> None:
        """Go on along a circle around a point, from an angle by another, in degrees."""
        count = max(1, round(abs(extent) / _MOST_ARC))
        step = radians(extent / count)
        reach = radius * 4 / 3 * tan(step / 4)
        angle = radians(start)
        for _ in range(count):
            end = angle + step
            self.curve(
                x + radius * cos(angle) - reach * sin(angle),
                y + radius * sin(angle) + reach * cos(angle),
                x + radius * cos(end) + reach * sin(end),
                y + radius * sin(end) - reach * cos(end),
                x + radius * cos(end),
                y + radius * sin(end),
            )
            angle = end

    def fill(self, colour: Color) -> None:
        """Fill what has been drawn."""
        self._code.append(f"{_rgb(colour)} rg f")

    def stroke(self, colour: Color, weight: float) -> None:
        """Go over what has been drawn with a line of that weight."""
        self._code.append(f"{_rgb(colour)} RG {weight:.2f} w S")

    def plate(self, box: tuple[float, float, float, float]) -> Plate:
        """Return what has been drawn within a box as a form."""
        edges = " ".join(f"{edge:.2f}" for edge in box)
        entries = {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": f"[{edges}]",
            "Resources": "<<>>",
            "Filter": "/FlateDecode",
        }
        return Plate(entries, zlib.compress("\n".join(self._code).encode("ascii")))


@lru_cache(maxsize=32)
def picture_plate(picture: bytes) -> Plate:
    """Return a picture, one unit wide and high: a JPEG as it is, of others the pixels."""
    with Image.open(io.BytesIO(picture)) as opened:
        across, down = opened.size
        as_it_is = opened.format == "JPEG" and opened.mode in _COLOUR_SPACES
        pixels = opened if opened.mode in _COLOUR_SPACES else opened.convert("RGB")
        content = picture if as_it_is else zlib.compress(pixels.tobytes())
    entries = {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": f"{across}",
        "Height": f"{down}",
        "BitsPerComponent": "8",
        "ColorSpace": f"/{_COLOUR_SPACES[pixels.mode]}",
        "Filter": "/DCTDecode" if as_it_is else "/FlateDecode",
    }
    return Plate(entries, content)


@lru_cache(maxsize=64)
def pixels_of(picture: bytes) -> tuple[int, int]:
    """Return how many pixels a picture has, across and down."""
    with Image.open(io.BytesIO(picture)) as opened:
        return opened.size


def print_plate(canvas: Canvas, name: str, plate: Plate) -> None:
    """Draw a plate, which the document embeds once by its name."""
    document = cast("PDFDocument", canvas._doc)  # noqa: SLF001  # pyright: ignore[reportAttributeAccessIssue]
    if not canvas.hasForm(name):
        entries = PDFDictionary(dict(plate.entries))
        document.Reference(PDFStream(entries, plate.content), xObjectName(name))
    canvas.doForm(name)


def _rgb(colour: Color) -> str:
    return f"{colour.red:.4f} {colour.green:.4f} {colour.blue:.4f}"
