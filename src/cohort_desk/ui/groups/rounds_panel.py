"""The rounds of the cohort, at the left of the groups page."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from cohort_desk.ui.groups.presenter.rounds import RoundLine
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.grid import Index
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, icon_button, label, paint_pill, pill_size

_LINE = Qt.ItemDataRole.UserRole
_ROW = 84
WIDTH = 196


class RoundsPanel(QFrame):
    """Lists the rounds and adds one."""

    chosen = Signal(int)
    add_asked = Signal()
    rename_asked = Signal()
    delete_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(Theme.current().px(WIDTH))
        self.list = _RoundList()
        self.list.currentItemChanged.connect(self._pass_on)
        self.list.rename_asked.connect(self.rename_asked)
        self.list.delete_asked.connect(self.delete_asked)
        self.add = button("New round", "plus")
        self.add.clicked.connect(self.add_asked)
        self.more = icon_button("More about this round", "ellipsis")
        menu = QMenu(self)
        menu.addAction("Rename round…\tF2", self.rename_asked.emit)
        menu.addAction("Delete round…\tDel", self.delete_asked.emit)
        self.more.setMenu(menu)
        self.more.setPopupMode(self.more.ToolButtonPopupMode.InstantPopup)
        foot = QHBoxLayout()
        foot.setSpacing(tokens.S)
        foot.addWidget(self.add, 1)
        foot.addWidget(self.more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addWidget(label("Rounds", "strong"))
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        Theme.current().changed.connect(self._fit)

    def show_rounds(self, rounds: Sequence[RoundLine], chosen: int) -> None:
        """List the rounds; nothing is announced."""
        with QSignalBlocker(self.list):
            self.list.clear()
            for line in rounds:
                item = QListWidgetItem(line.name)
                item.setData(_LINE, line)
                item.setData(
                    Qt.ItemDataRole.AccessibleTextRole, f"{line.name}, {line.state}, {line.note}"
                )
                item.setSizeHint(QSize(0, Theme.current().px(_ROW)))
                self.list.addItem(item)
                if line.id == chosen:
                    self.list.setCurrentItem(item)

    def _pass_on(self, item: QListWidgetItem | None) -> None:
        if item:
            line: RoundLine = item.data(_LINE)
            self.chosen.emit(line.id)

    def _fit(self) -> None:
        self.setFixedWidth(Theme.current().px(WIDTH))
        for row in range(self.list.count()):
            self.list.item(row).setSizeHint(QSize(0, Theme.current().px(_ROW)))


class _RoundList(QListWidget):
    rename_asked = Signal()
    delete_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Rounds")
        self.setItemDelegate(_RoundDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.rename_asked.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)


class _RoundDelegate(QStyledItemDelegate):
    """Paints a round's name, how far it is, and its counts."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        theme = Theme.current()
        line: RoundLine = index.data(_LINE)
        box: QRect = option.rect.adjusted(4, 3, -4, -3)  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            focused = state & QStyle.StateFlag.State_HasFocus
            pen = QPen(theme.colour("focus"), 2) if focused else QPen(Qt.PenStyle.NoPen)
            painter.setPen(pen)
            painter.setBrush(theme.colour("selected"))
            painter.drawRoundedRect(box, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        inner = box.adjusted(tokens.S, 5, -tokens.S, -5)
        third = inner.height() // 3
        self._text(painter, QRect(inner.left(), inner.top(), inner.width(), third), line.name)
        size = pill_size(line.state)
        pill = QRectF(
            inner.left(),
            inner.top() + third + (third - size.height()) / 2,
            min(size.width(), inner.width()),
            size.height(),
        )
        paint_pill(painter, pill, line.state, line.tone)
        low = QRect(inner.left(), inner.bottom() - third + 1, inner.width(), third)
        self._text(painter, low, line.note, small=True)
        painter.restore()

    @staticmethod
    def _text(painter: QPainter, box: QRect, text: str, *, small: bool = False) -> None:
        theme = Theme.current()
        painter.setFont(
            theme.font(tokens.SMALL) if small else theme.font(tokens.BODY, tokens.SEMIBOLD)
        )
        painter.setPen(theme.colour("muted" if small else "text"))
        fitting = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fitting)
