"""How the entries of the navigation are painted."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.shell.navigation import ICON, KEY

_HEADING = 32
_FOCUS_WIDTH = 2
Index = QModelIndex | QPersistentModelIndex


class PageDelegate(QStyledItemDelegate):
    """Paints sections and pages; the current one stands out, and has a ring while in focus."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = Theme.current()
        if index.data(KEY):
            return QSize(0, theme.px(tokens.ROW))
        first = index.row() == 0
        narrow = self._narrow() or not index.data()
        return QSize(0, tokens.M if narrow else theme.px(_HEADING if first else _HEADING + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: Any = option
        box = QRectF(cell.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(KEY):
            self._paint_page(painter, box, cell.state, index)
        else:
            self._paint_heading(painter, box, index)
        painter.restore()

    def _paint_heading(self, painter: QPainter, box: QRectF, index: Index) -> None:
        theme = Theme.current()
        if self._narrow() or not index.data():
            if index.row():
                painter.setPen(theme.colour("line"))
                middle = box.center().y()
                painter.drawLine(
                    int(box.left() + 8), int(middle), int(box.right() - 8), int(middle)
                )
            return
        painter.setFont(theme.font(tokens.SMALL, tokens.SEMIBOLD))
        painter.setPen(theme.colour("muted"))
        words = box.adjusted(tokens.M, 0, 0, -6)
        painter.drawText(words, Qt.AlignmentFlag.AlignBottom, str(index.data()))

    def _paint_page(
        self, painter: QPainter, box: QRectF, state: QStyle.StateFlag, index: Index
    ) -> None:
        theme = Theme.current()
        current = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        pill = box.adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if current or hovered:
            painter.setBrush(theme.colour("selected" if current else "hover"))
            painter.drawRoundedRect(pill, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        if current and self._view.hasFocus():
            painter.setBrush(QColor(Qt.GlobalColor.transparent))
            painter.setPen(QPen(theme.colour("focus"), _FOCUS_WIDTH))
            painter.drawRoundedRect(pill, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        side = theme.px(tokens.ICON) + 2
        left = (box.width() - side) / 2 if self._narrow() else tokens.M
        spot = QRectF(box.left() + left, box.center().y() - side / 2, side, side)
        role = "accent" if current else "muted"
        theme.icon(index.data(ICON), role).paint(painter, spot.toRect())
        if not self._narrow():
            painter.setFont(theme.font(tokens.BODY, tokens.SEMIBOLD if current else tokens.MEDIUM))
            painter.setPen(theme.colour(role if current else "text"))
            words = box.adjusted(left + side + tokens.M, 0, -tokens.S, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, str(index.data()))

    def _narrow(self) -> bool:
        return bool(self._view.property("narrow"))
