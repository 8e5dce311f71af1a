"""A row of widgets that goes on in a second row where the first is full.

flow = FlowLayout(parent)
flow.add(search, stretch=1)      # takes what is left of its row
flow.add(chips)
"""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

from cohort_desk.ui.kit import tokens


@dataclass(frozen=True, slots=True)
class _Part:
    item: QLayoutItem
    stretch: int


class FlowLayout(QLayout):
    """Puts widgets side by side, each as wide as it wants to be, and wraps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[_Part] = []
        # Qt asks dozens of times for each change; measuring parts anew each time is slow.
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(tokens.S)

    def add(self, widget: QWidget, *, stretch: int = 0) -> None:
        """Add a widget at the end; those with a stretch share what is left of their row."""
        self.addChildWidget(widget)
        self._parts.append(_Part(QWidgetItem(widget), stretch))
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._parts.append(_Part(item, 0))

    def count(self) -> int:
        return len(self._parts)

    def itemAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        return self._parts[index].item if 0 <= index < len(self._parts) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        return self._parts.pop(index).item if 0 <= index < len(self._parts) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            rows = self._rows(width)
            gaps = max(len(rows) - 1, 0) * self.spacing()
            self._heights[width] = sum(_height(row, width) for row in rows) + gaps
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def sizeHint(self) -> QSize:
        shown = self._shown()
        wide = sum(_width(part) for part in shown) + max(len(shown) - 1, 0) * self.spacing()
        return QSize(wide, _height(shown, wide))

    def minimumSize(self) -> QSize:
        shown = self._shown()
        least = max((part.item.minimumSize().width() for part in shown), default=0)
        tall = max((part.item.sizeHint().height() for part in shown), default=0)
        return QSize(least, tall)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        top = rect.top()
        for row in self._rows(rect.width()):
            self._place(row, QPoint(rect.left(), top), rect.width())
            top += _height(row, rect.width()) + self.spacing()

    def _place(self, row: list[_Part], corner: QPoint, width: int) -> None:
        used = sum(map(_width, row)) + (len(row) - 1) * self.spacing()
        spare, shares = max(width - used, 0), sum(part.stretch for part in row)
        left, height = corner.x(), _height(row, width)
        for part in row:
            wide = _width(part) + (spare * part.stretch // shares if shares else 0)
            tall = _tall(part, width)
            top = corner.y() + (height - tall) // 2
            part.item.setGeometry(QRect(left, top, min(wide, width), tall))
            left += wide + self.spacing()

    def _rows(self, width: int) -> list[list[_Part]]:
        rows: list[list[_Part]] = []
        used = 0
        for part in self._shown():
            needed = _width(part) + self.spacing()
            if not rows or used + needed - self.spacing() > width:
                rows.append([])
                used = 0
            rows[-1].append(part)
            used += needed
        return rows

    def _shown(self) -> list[_Part]:
        return [part for part in self._parts if not part.item.isEmpty()]


def _width(part: _Part) -> int:
    """Return how wide a part wants to be; one that stretches makes do with its least."""
    wanted = part.item.minimumSize() if part.stretch else part.item.sizeHint()
    return wanted.width()


def _height(row: list[_Part], room: int) -> int:
    return max((_tall(part, room) for part in row), default=0)


def _tall(part: _Part, room: int) -> int:
    """Return how high a part is in a row of that width; one that wraps grows as it narrows."""
    if part.item.hasHeightForWidth():
        return part.item.heightForWidth(min(_width(part), room))
    return part.item.sizeHint().height()
