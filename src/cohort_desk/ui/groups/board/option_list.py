"""A list of things to do with somebody, each with what it would do: groups to move to, swaps."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from cohort_desk.ui.groups.presenter.foretelling import Option
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.grid import Index
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import paint_pill, pill_size

_OPTION = Qt.ItemDataRole.UserRole
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole


class OptionList(QListWidget):
    """Arrows go from option to option; Enter or a click chooses one."""

    chosen = Signal(int)

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setProperty("look", "plain")
        self.setAccessibleName(name)
        self.setItemDelegate(_OptionDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self._marks_in_focus = False
        self.itemClicked.connect(self.choose)

    def show_options(self, options: Sequence[Option]) -> None:
        """Offer these, the first of them marked."""
        self.clear()
        for option in options:
            item = QListWidgetItem(option.name, self)
            item.setData(_OPTION, option)
            parts = (option.name, option.note, option.effect.sentence)
            item.setData(_SPOKEN, ", ".join(part for part in parts if part))
            item.setToolTip(option.effect.sentence)
        self.setCurrentRow(0)

    def show_whole(self, options: Sequence[Option]) -> None:
        """Offer these in a list as tall as they are."""
        self.show_options(options)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(len(options) * Theme.current().row_height + 2 * self.frameWidth())
        self._marks_in_focus = True
        self.setCurrentRow(-1)

    def spoken(self) -> str:
        """Return the marked option as it is read aloud, "" if none is."""
        item = self.currentItem()
        return str(item.data(_SPOKEN)) if item else ""

    def narrow(self, text: str) -> int:
        """Leave those whose name or note holds every word; return how many there are."""
        words = text.casefold().split()
        shown: list[QListWidgetItem] = []
        for item in (self.item(row) for row in range(self.count())):
            option: Option = item.data(_OPTION)
            within = f"{option.name} {option.note}".casefold()
            item.setHidden(not all(word in within for word in words))
            if not item.isHidden():
                shown.append(item)
        self.setCurrentItem(shown[0] if shown else None)  # pyright: ignore[reportArgumentType, reportCallIssue]
        return len(shown)

    def step(self, step: int) -> None:
        """Mark the next option that is left, up or down."""
        row = self.currentRow() + step
        while 0 <= row < self.count() and self.item(row).isHidden():
            row += step
        if 0 <= row < self.count():
            self.setCurrentRow(row)

    def choose(self, item: QListWidgetItem | None = None) -> None:
        """Choose an option, without one the marked one."""
        item = item or self.currentItem()
        if item and not item.isHidden():
            option: Option = item.data(_OPTION)
            self.chosen.emit(option.key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentRow() < 0:
            self.setCurrentRow(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._marks_in_focus:
            self.setCurrentRow(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose()
        else:
            super().keyPressEvent(event)


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
