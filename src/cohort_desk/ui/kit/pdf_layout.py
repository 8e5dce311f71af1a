"""Where pages lie under one another at a zoom, and of which parts a page is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import mode

from PySide6.QtCore import QPointF, QRect, QRectF, QSize

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.pdf_pages import Tile, whole_size

PER_POINT = 96 / 72
"""Pixels to the point at a zoom of 1: as large as on paper, as screens go."""
GAP = tokens.M
_MARGIN = tokens.S
_MOST_IN_ONE = 6_000_000
_SIDE = 1024


@dataclass(frozen=True)  # slots would leave no room for what is worked out once
class PageLayout:
    """Pages of some sizes (in points) in a column, centred in the room across."""

    sizes: tuple[tuple[float, float], ...]
    zoom: float
    room: int

    @property
    def per_point(self) -> float:
        """Pixels to the point."""
        return self.zoom * PER_POINT

    @cached_property
    def _tops(self) -> tuple[int, ...]:
        tops: list[int] = []
        top = _MARGIN
        for _, height in self.sizes:
            tops.append(top)
            top += round(height * self.per_point) + GAP
        return tuple(tops)

    @cached_property
    def whole(self) -> QSize:
        """How much room all pages take."""
        if not self.sizes:
            return QSize(0, 0)
        widest = max(round(width * self.per_point) for width, _ in self.sizes)
        last = self.box(len(self.sizes) - 1)
        return QSize(max(self.room, widest + 2 * _MARGIN), last.bottom() + 1 + _MARGIN)

    def top(self, page: int) -> int:
        return self._tops[page]

    def box(self, page: int) -> QRect:
        """Return where a page lies."""
        width, height = (round(side * self.per_point) for side in self.sizes[page])
        widest = max(round(wide * self.per_point) for wide, _ in self.sizes)
        room = max(self.room, widest + 2 * _MARGIN)
        return QRect((room - width) // 2, self._tops[page], width, height)

    def shown(self, page: int, part: QRectF) -> QRectF:
        """Return where a part of a page lies that is given in points."""
        corner, scale = self.box(page).topLeft(), self.per_point
        return QRectF(
            corner.x() + part.x() * scale,
            corner.y() + part.y() * scale,
            part.width() * scale,
            part.height() * scale,
        )

    def on_page(self, page: int, at: QPointF) -> tuple[float, float]:
        """Return where a point lies on a page, in points from its top left corner."""
        corner = self.box(page).topLeft()
        return (at.x() - corner.x()) / self.per_point, (at.y() - corner.y()) / self.per_point

    def page_at(self, y: int) -> int:
        """Return the page at a height, or the one above a gap."""
        return max(0, sum(top <= y for top in self._tops) - 1)

    def pages_in(self, seen: QRect) -> list[int]:
        """Return the pages of which something lies in a rectangle."""
        return [
            page
            for page, top in enumerate(self._tops)
            if top <= seen.bottom() and top + self.sizes[page][1] * self.per_point >= seen.top()
        ]

    def place(self, y: int) -> tuple[int, float]:
        """Return the page at a height, and how far down it that is, from 0 to 1."""
        if not self.sizes:
            return 0, 0.0
        box = self.box(page := self.page_at(y))
        return page, (y - box.top()) / max(1, box.height())

    def value(self, page: int, part: float) -> int:
        """Return the height of a place on a page."""
        if page >= len(self.sizes):
            return 0
        box = self.box(page)
        return round(box.top() + part * box.height())

    def fitting(self, wanted: "float | str", width: int, height: int) -> float:
        """Return the zoom at which a page of the usual width, or a whole one, fits the room.

        One table laid across the paper does not make all other pages small.
        """
        if not isinstance(wanted, str):
            return wanted
        if not self.sizes or width <= 0:
            return 1.0
        wide, high = mode(self.sizes)
        zoom = (width - 2 * _MARGIN) / (wide * PER_POINT)
        if wanted == "page":
            zoom = min(zoom, (height - 2 * _MARGIN) / (high * PER_POINT))
        return max(0.1, zoom)

    def device_height(self, tile: Tile) -> int:
        """Return how high a tile's whole page is, in device pixels."""
        return whole_size(self.sizes[tile.page], tile.scale)[1]


def tiles_in(layout: PageLayout, page: int, seen: QRect, ratio: float) -> list[Tile]:
    """Return the parts that a page is drawn in: one, or those in sight of a very large one."""
    scale = layout.per_point * ratio
    width, height = whole_size(layout.sizes[page], scale)
    if width * height <= _MOST_IN_ONE:
        return [Tile(page, scale, 0, 0, width, height)]
    box = layout.box(page)
    part = seen.intersected(box).translated(-box.topLeft())
    if part.isEmpty():
        return []
    return [
        Tile(page, scale, x, y, min(_SIDE, width - x), min(_SIDE, height - y))
        for y in _steps(part.top() * ratio, part.bottom() * ratio, height)
        for x in _steps(part.left() * ratio, part.right() * ratio, width)
    ]


def _steps(start: float, end: float, whole: int) -> Sequence[int]:
    first = int(start) // _SIDE * _SIDE
    return [at for at in range(first, whole, _SIDE) if at <= end + 1]
