"""The pages of a file, as pictures and as text with its place: PDF and pictures.

    pages = open_pages("Report.pdf", content)      # CannotShow says why not, in a sentence
    image = pages.draw(Tile(0, 2.0, 0, 0, 1191, 1684))
    text = pages.text(0)
    [text.lines(start, end) for start, end in text.find("waiting times")]

Pages are measured in points (1/72 inch) from their top left corner, as they are shown. PDFium
itself serves one thread at a time, in the whole program: whoever calls it holds `PDFIUM`.
"""

import ctypes
import math
import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QImage

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.services.pdfium import PDFIUM
from cohort_desk.ui.kit.pdf_text import PageText

_POINTS_PER_PIXEL = 0.75
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM")
_HEAD = 1024


class CannotShow(CohortDeskError):
    """The file's pages cannot be shown here; the file itself is untouched."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of a page in device pixels, at so many pixels to the point."""

    page: int
    scale: float
    x: int
    y: int
    width: int
    height: int

    @property
    def rect(self) -> QRect:
        return QRect(self.x, self.y, self.width, self.height)


class Pages(Protocol):
    """What can be shown page by page."""

    @property
    def sizes(self) -> tuple[tuple[float, float], ...]: ...
    def draw(self, tile: Tile) -> QImage: ...
    def text(self, page: int) -> PageText: ...
    def close(self) -> None: ...


def open_pages(name: str, content: bytes) -> Pages:
    """Open a PDF or a picture.

    Raises:
        CannotShow: it is damaged, locked by a password, or something else.
    """
    if b"%PDF-" in content[:_HEAD]:
        return PdfPages(name, content)
    if content.startswith(_PICTURES) or content[8:12] == b"WEBP":
        return PicturePages(name, content)
    if name.casefold().endswith(".pdf"):
        raise CannotShow(f"“{name}” is not a PDF although its name says so. Ask for it again.")
    raise CannotShow(f"“{name}” cannot be shown here. Open it in its own program.")


class PdfPages:
    """A PDF, drawn and read by PDFium."""

    def __init__(self, name: str, content: bytes) -> None:
        # Only once a file is shown: it is a large library.
        import pypdfium2  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs]
        from pypdfium2 import raw  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs]

        self._raw: Any = raw
        self._damaged: type[Exception] = pypdfium2.PdfiumError
        with PDFIUM:
            try:
                self._document: Any = pypdfium2.PdfDocument(content)
                self._document.init_forms()
                count = len(self._document)
                self._sizes = tuple(self._size(page) for page in range(count))
            except pypdfium2.PdfiumError as error:
                raise CannotShow(_why_not(name, locked=_is_locked(error, raw))) from error
        if not self._sizes:
            raise CannotShow(_why_not(name, locked=False))

    @property
    def sizes(self) -> tuple[tuple[float, float], ...]:
        return self._sizes

    def draw(self, tile: Tile) -> QImage:
        """Return a part of a page; a null image of a damaged page."""
        width, height = whole_size(self._sizes[tile.page], tile.scale)
        cut = (tile.x, height - tile.y - tile.height, width - tile.x - tile.width, tile.y)
        with PDFIUM:
            try:
                page = self._document[tile.page]
            except self._damaged:
                return QImage()
            # Half a pixel less, so that rounding up gives the whole number again.
            crop = tuple(max(0.0, (side - 0.5) / tile.scale) for side in cut)
            bitmap = page.render(scale=tile.scale, crop=crop, prefer_bgrx=True)
            drawn = QImage(
                bitmap.buffer,
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGB32,
            ).copy()
            bitmap.close()
            page.close()
        return drawn

    def text(self, page: int) -> PageText:
        """Return a page's text; none of a damaged page."""
        with PDFIUM:
            try:
                opened = self._document[page]
            except self._damaged:
                return PageText()
            place = self._placing(opened, self._sizes[page])
            read = opened.get_textpage()
            text = self._characters(read, place)
            read.close()
            opened.close()
        return text

    def close(self) -> None:
        with PDFIUM:
            self._document.close()

    def _size(self, page: int) -> tuple[float, float]:
        width, height = self._document.get_page_size(page)
        return max(1.0, float(width)), max(1.0, float(height))

    def _placing(self, page: Any, size: tuple[float, float]) -> tuple[float, ...]:
        """Return how PDF's own coordinates become those of the page as shown: an affine map."""
        fine = 100
        width, height = (round(side * fine) for side in size)

        def shown(x: float, y: float) -> tuple[float, float]:
            across, down = ctypes.c_int(), ctypes.c_int()
            self._raw.FPDF_PageToDevice(
                page, 0, 0, width, height, 0, x, y, ctypes.byref(across), ctypes.byref(down)
            )
            return across.value / fine, down.value / fine

        (x0, y0), (x1, y1), (x2, y2) = shown(0, 0), shown(1000, 0), shown(0, 1000)
        return (x0, y0, *((end - start) / 1000 for start, end in _ends(x0, y0, x1, y1, x2, y2)))

    def _characters(self, read: Any, place: tuple[float, ...]) -> PageText:
        raw, boxes = self._raw, array("f")
        text: list[str] = []
        rect = raw.FS_RECTF()
        x0, y0, xx, xy, yx, yy = place
        for at in range(read.count_chars()):
            point = raw.FPDFText_GetUnicode(read, at)
            text.append(chr(point) if 0 < point <= sys.maxunicode else "\0")
            if raw.FPDFText_GetLooseCharBox(read, at, ctypes.byref(rect)):
                xs = [x0 + xx * x + yx * y for x in _xs(rect) for y in _ys(rect)]
                ys = [y0 + xy * x + yy * y for x in _xs(rect) for y in _ys(rect)]
                boxes.extend((min(xs), min(ys), max(xs), max(ys)))
            else:
                boxes.extend((0, 0, 0, 0))
        return PageText("".join(text), boxes)


class PicturePages:
    """A picture, shown as one page."""

    def __init__(self, name: str, content: bytes) -> None:
        self._picture = QImage.fromData(QByteArray(content))
        if self._picture.isNull():
            raise CannotShow(f"The picture “{name}” is damaged. Ask for it again.")

    @property
    def sizes(self) -> tuple[tuple[float, float], ...]:
        size = self._picture.size()
        return ((size.width() * _POINTS_PER_PIXEL, size.height() * _POINTS_PER_PIXEL),)

    def draw(self, tile: Tile) -> QImage:
        whole = QSize(*whole_size(self.sizes[0], tile.scale))
        across = self._picture.width() / whole.width()
        down = self._picture.height() / whole.height()
        part = QRect(
            round(tile.x * across),
            round(tile.y * down),
            max(1, round(tile.width * across)),
            max(1, round(tile.height * down)),
        )
        return self._picture.copy(part).scaled(
            tile.width,
            tile.height,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )

    def text(self, page: int) -> PageText:
        return PageText()

    def close(self) -> None:
        """Do nothing: a picture holds nothing open."""


def whole_size(size: tuple[float, float], scale: float) -> tuple[int, int]:
    """Return how many device pixels a page takes, as PDFium rounds them."""
    return math.ceil(size[0] * scale), math.ceil(size[1] * scale)


def _why_not(name: str, *, locked: bool) -> str:
    if locked:
        return (
            f"“{name}” is locked by a password, so its pages cannot be shown. Ask for a copy "
            "without one."
        )
    return f"“{name}” is damaged, so its pages cannot be shown. Ask for it to be handed in again."


def _is_locked(error: Any, raw: Any) -> bool:
    return error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)


def _ends(*corners: float) -> Iterator[tuple[float, float]]:
    x0, y0, x1, y1, x2, y2 = corners
    yield from ((x0, x1), (y0, y1), (x0, x2), (y0, y2))


def _xs(rect: Any) -> tuple[float, float]:
    return rect.left, rect.right


def _ys(rect: Any) -> tuple[float, float]:
    return rect.bottom, rect.top
