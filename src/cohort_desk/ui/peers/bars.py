"""Factors as bars in a table, and marks by weighting as a chart."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.peers.explorer import Weighted
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import DISPLAY
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import repaint_with_theme

Index = QModelIndex | QPersistentModelIndex
_WIDEST_FACTOR = 2.0
_BAR = 8
_DASHES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
)
_INKS = ("accent", "success", "warning", "danger", "text")
_HEIGHT, _NAMES, _LEFT, _FOOT = 220, 150, 36, 28
_STEP = 10


class FactorDelegate(QStyledItemDelegate):
    """Paints a factor as a bar with its number; a tick stands where an equal share ends."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: Any = option
        self.initStyleOption(cell, index)
        cell.text = ""
        cell.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget
        )
        theme, text = Theme.current(), str(index.data(DISPLAY))
        number = theme.px(44)
        box = QRectF(cell.rect).adjusted(tokens.S, 0, -tokens.S, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(tokens.BODY))
        painter.setPen(theme.colour("text"))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(box.left(), box.top(), number, box.height()), flags, text)
        track = QRectF(
            box.left() + number + tokens.S,
            box.center().y() - _BAR / 2,
            box.width() - number - tokens.S,
            _BAR,
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("hover"))
        painter.drawRoundedRect(track, 2, 2)
        share = min(float(text) / _WIDEST_FACTOR, 1.0)
        painter.setBrush(theme.colour("accent"))
        bar = QRectF(track.left(), track.top(), track.width() * share, _BAR)
        painter.drawRoundedRect(bar, 2, 2)
        middle = track.left() + track.width() / _WIDEST_FACTOR
        painter.setPen(QPen(theme.colour("text"), 1))
        painter.drawLine(QPointF(middle, track.top() - 4), QPointF(middle, track.bottom() + 4))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(Theme.current().px(180), super().sizeHint(option, index).height())


class WeightingChart(QWidget):
    """The members' marks against the weighting of the ratings; each line ends in its name."""

    def __init__(self) -> None:
        super().__init__()
        self._series: tuple[Weighted, ...] = ()
        self._names: dict[int, str] = {}
        self._at: Decimal = Decimal(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Marks by weighting")
        repaint_with_theme(self)

    def show_series(
        self, series: Sequence[Weighted], names: Mapping[int, str], at: Decimal
    ) -> None:
        """Show the marks of these members; `at` is the weighting that is tried."""
        self._series, self._names, self._at = tuple(series), dict(names), at
        if series:
            last = series[-1].marks
            told = ", ".join(f"{name} {written(last[member])}" for member, name in names.items())
            self.setAccessibleDescription(f"At a weighting of 100 %: {told}.")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(Theme.current().px(420), Theme.current().px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._series:
            return
        theme = Theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(tokens.SMALL))
        plot = QRectF(self.rect()).adjusted(
            theme.px(_LEFT), theme.px(tokens.S), -theme.px(_NAMES), -theme.px(_FOOT)
        )
        low, high = self._range()
        self._draw_axes(painter, plot, low, high)
        for at, member in enumerate(self._names):
            pen = QPen(theme.colour(_INKS[at % len(_INKS)]), 2)
            pen.setStyle(_DASHES[at // len(_INKS) % len(_DASHES)])
            painter.setPen(pen)
            points = [
                _point(plot, float(one.weighting), float(one.marks[member]), low, high)
                for one in self._series
            ]
            painter.drawPolyline(points)
        self._draw_names(painter, plot, low, high)
        painter.end()

    def _range(self) -> tuple[float, float]:
        marks = [float(mark) for one in self._series for mark in one.marks.values()]
        low = int(min(marks)) // _STEP * _STEP
        high = -(-int(max(marks) + 1) // _STEP) * _STEP
        return float(low), float(max(high, low + _STEP))

    def _draw_axes(self, painter: QPainter, plot: QRectF, low: float, high: float) -> None:
        theme = Theme.current()
        step = _STEP if high - low <= 4 * _STEP else 2 * _STEP
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for mark in range(int(low), int(high) + 1, step):
            y = _point(plot, 0, mark, low, high).y()
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(theme.colour("muted"))
            painter.drawText(QRectF(0, y - 10, plot.left() - tokens.S, 20), right, str(mark))
        for percent, flag in ((0, "Left"), (50, "HCenter"), (100, "Right")):
            x = _point(plot, percent / 100, low, low, high).x()
            words = f"{percent} %" if percent else "Weighting 0 %"
            width = 100
            left = {"Left": x, "HCenter": x - width / 2, "Right": x - width}[flag]
            align = getattr(Qt.AlignmentFlag, f"Align{flag}")
            painter.drawText(QRectF(left, plot.bottom() + tokens.XS, width, 20), align, words)
        x = _point(plot, float(self._at), low, low, high).x()
        painter.setPen(QPen(theme.colour("muted"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))

    def _draw_names(self, painter: QPainter, plot: QRectF, low: float, high: float) -> None:
        """Write each name at the end of its line, moved apart where lines end close together."""
        theme, last = Theme.current(), self._series[-1].marks
        height = theme.px(tokens.L)
        order = sorted(self._names, key=lambda member: -last[member])
        ends = [_point(plot, 1, float(last[member]), low, high).y() for member in order]
        for at in range(1, len(ends)):
            ends[at] = max(ends[at], ends[at - 1] + height)
        over = max(0.0, ends[-1] - plot.bottom()) if ends else 0.0
        inks = list(self._names)
        for member, y in zip(order, ends, strict=True):
            painter.setPen(theme.colour(_INKS[inks.index(member) % len(_INKS)]))
            text = f"{written(last[member], 1)} {self._names[member]}"
            room = theme.px(_NAMES) - tokens.S
            fitting = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
            box = QRectF(plot.right() + tokens.S, y - over - height / 2, room, height)
            painter.drawText(
                box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitting
            )


def _point(plot: QRectF, weighting: float, mark: float, low: float, high: float) -> QPointF:
    return QPointF(
        plot.left() + plot.width() * weighting,
        plot.bottom() - plot.height() * (mark - low) / (high - low),
    )
