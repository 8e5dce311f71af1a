"""The drawn parts of pages, kept up to a limit, and how a page is painted from them."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.pdf_layout import PageLayout
from cohort_desk.ui.kit.pdf_pages import Tile
from cohort_desk.ui.kit.pdf_text import PageText
from cohort_desk.ui.kit.theme import Theme

Span = tuple[int, int, int]
"""A page, and where a stretch of its text begins and ends."""
_MOST_BYTES = 128 * 1024 * 1024
FOUND, CHOSEN = QColor(255, 214, 0, 110), QColor(255, 120, 0, 150)
_SELECTED = 70


class PageImages:
    """Keeps what was drawn last; the oldest goes where there is no more room."""

    def __init__(self) -> None:
        self._images: OrderedDict[Tile, QImage] = OrderedDict()
        self._rough: dict[int, QImage] = {}

    def clear(self) -> None:
        self._images.clear()
        self._rough.clear()

    def tiles(self) -> tuple[Tile, ...]:
        """Return what is drawn, the oldest first."""
        return tuple(self._images)

    def image(self, tile: Tile) -> QImage:
        return self._images[tile]

    def missing(self, tiles: Iterable[Tile]) -> list[Tile]:
        """Return those that are still to be drawn."""
        return [tile for tile in tiles if tile not in self._images]

    def take(self, tile: Tile, image: QImage, *, whole: bool) -> None:
        """Keep a part of a page; a whole page stands in while it is drawn at another size."""
        self._images[tile] = image
        if whole:
            self._rough[tile.page] = image
        while len(self._images) > 1 and self._bytes() > _MOST_BYTES:
            oldest, _ = self._images.popitem(last=False)
            self._rough.pop(oldest.page, None)

    def paint(
        self, painter: QPainter, layout: PageLayout, tiles: Sequence[Tile], page: int, ratio: float
    ) -> None:
        """Paint a page from these parts, or roughly from what was drawn at another size."""
        box = layout.box(page)
        painter.fillRect(box, Qt.GlobalColor.white)
        if self.missing(tiles) and page in self._rough:
            painter.drawImage(QRectF(box), self._rough[page])
        for tile in tiles:
            if tile in self._images:
                sides = (side / ratio for side in (tile.x, tile.y, tile.width, tile.height))
                target = QRectF(*sides).translated(QPointF(box.topLeft()))
                painter.drawImage(target, self._images[tile])
        painter.setPen(Theme.current().colour("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(box).adjusted(-0.5, -0.5, 0.5, 0.5))

    def _bytes(self) -> int:
        return sum(image.sizeInBytes() for image in self._images.values())


def selected_ink() -> QColor:
    """Return what selected text is marked with; pages are white in every theme."""
    ink = QColor(tokens.LIGHT.accent)
    ink.setAlpha(_SELECTED)
    return ink


def mark_span(
    painter: QPainter, layout: PageLayout, text: PageText, span: Span, ink: QColor
) -> None:
    """Mark a stretch of a page's text, line by line, so that it can still be read."""
    painter.save()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    page, start, end = span
    for line in text.lines(start, end):
        painter.fillRect(layout.shown(page, line), ink)
    painter.restore()
