"""A list to choose from by typing or by arrows, such as the groups to move a person to."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.ui.groups.presenter.board import Option
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.grid import Index
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import label, paint_pill, pill_size

_OPTION = Qt.ItemDataRole.UserRole
_SIZE = QSize(440, 400)


class ChoicePopup(QFrame):
    """Stands beside a card; Enter or a click chooses, Esc goes back."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.title = label("", "strong")
        self.field = QLineEdit()
        self.field.setPlaceholderText("Type to choose")
        self.field.textChanged.connect(self._narrow)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setProperty("look", "plain")
        self.list.setItemDelegate(_OptionDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._choose)
        self.list.installEventFilter(self)
        self.none = label("Nobody and nothing of that name.", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.M, tokens.M, tokens.M, tokens.M)
        layout.setSpacing(tokens.S)
        layout.addWidget(self.title)
        layout.addWidget(self.field)
        layout.addWidget(self.none)
        layout.addWidget(self.list, 1)

    def offer(self, title: str, options: Sequence[Option], beside: QRect) -> None:
        """Show the options beside a place on the screen; the first is marked."""
        self.title.setText(title)
        for widget in (self, self.field, self.list):
            widget.setAccessibleName(title)
        self.list.clear()
        for option in options:
            item = QListWidgetItem(option.name)
            item.setData(_OPTION, option)
            spoken = (option.name, option.note, option.effect.sentence)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, ", ".join(part for part in spoken if part)
            )
            item.setToolTip(option.effect.sentence)
            self.list.addItem(item)
        self.field.clear()
        self._narrow("")
        self.resize(_SIZE)
        self.move(self._corner(beside))
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.currentItem())
                return True
            if watched is self.field and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
        return super().eventFilter(watched, event)

    def _step(self, step: int) -> None:
        row = self.list.currentRow() + step
        while 0 <= row < self.list.count() and self.list.item(row).isHidden():
            row += step
        if 0 <= row < self.list.count():
            self.list.setCurrentRow(row)

    def _narrow(self, text: str) -> None:
        words = text.casefold().split()
        shown = [
            item
            for item in (self.list.item(row) for row in range(self.list.count()))
            if not self._hide(item, words)
        ]
        self.none.setVisible(not shown)
        self.list.setCurrentItem(shown[0] if shown else None)  # pyright: ignore[reportArgumentType, reportCallIssue]

    @staticmethod
    def _hide(item: QListWidgetItem, words: Sequence[str]) -> bool:
        option: Option = item.data(_OPTION)
        hidden = not all(word in f"{option.name} {option.note}".casefold() for word in words)
        item.setHidden(hidden)
        return hidden

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None and not item.isHidden():
            option: Option = item.data(_OPTION)
            self.hide()
            self.chosen.emit(option.key)

    def _corner(self, beside: QRect) -> QPoint:
        """Return where to stand so that the whole list is on the screen."""
        room = self.screen().availableGeometry()
        left = min(beside.left(), room.right() - self.width())
        top = beside.bottom() + tokens.XS
        if top + self.height() > room.bottom():
            top = max(room.top(), beside.top() - self.height() - tokens.XS)
        return QPoint(max(left, room.left()), top)


class _OptionDelegate(QStyledItemDelegate):
    """Paints a name, a note and the effect as a pill at the right."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        theme = Theme.current()
        offered: Option = index.data(_OPTION)
        box: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            role = "selected" if state & QStyle.StateFlag.State_Selected else "hover"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.colour(role)))
            painter.drawRoundedRect(box, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        inner = box.adjusted(tokens.S, 0, -tokens.S, 0)
        if offered.effect.short:
            size = pill_size(offered.effect.short)
            top = inner.center().y() - size.height() // 2
            pill = QRect(inner.right() - size.width(), top, size.width(), size.height())
            paint_pill(painter, pill.toRectF(), offered.effect.short, offered.effect.tone)
            inner.setRight(pill.left() - tokens.S)
        self._texts(painter, inner, offered)
        painter.restore()

    @staticmethod
    def _texts(painter: QPainter, box: QRect, offered: Option) -> None:
        theme = Theme.current()
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        font = theme.font(tokens.BODY, tokens.MEDIUM)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        metrics = QFontMetrics(font)
        name = metrics.elidedText(offered.name, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, align, name)
        left = box.left() + metrics.horizontalAdvance(name) + tokens.S
        painter.setFont(theme.font(tokens.SMALL))
        painter.setPen(theme.colour("muted"))
        painter.drawText(box.adjusted(left - box.left(), 0, 0, 0), align, offered.note)

    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> QSize:
        return QSize(0, Theme.current().row_height)
