"""The list of pages at the left: arrow keys, sections, collapsible to icons."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import icon_button
from cohort_desk.ui.shell.pages import PageSpec

WIDE, NARROW = 208, 60
_KEY = int(Qt.ItemDataRole.UserRole)
_ICON = _KEY + 1
_HEADING = 32
_FOCUS_WIDTH = 2
Index = QModelIndex | QPersistentModelIndex


class Navigation(QWidget):
    """Says which page is chosen; `collapsed` leaves only the icons."""

    chosen = Signal(str)
    collapse_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.collapsed = False
        self.list = _PageList()
        self.list.setObjectName("navigation")
        self.list.setAccessibleName("Pages")
        self.list.setItemDelegate(_PageDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.currentItemChanged.connect(self._moved)
        self._toggle = icon_button("Show only icons", "panel-left-close")
        self._toggle.clicked.connect(lambda: self.set_collapsed(not self.collapsed))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.S, tokens.S, tokens.S, tokens.S)
        layout.setSpacing(tokens.S)
        layout.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(tokens.S, 0, 0, 0)
        foot.addWidget(self._toggle)
        foot.addStretch(1)
        layout.addLayout(foot)
        Theme.current().changed.connect(self._fit)
        self._fit()

    def show_pages(self, specs: Sequence[PageSpec]) -> None:
        """List these pages under their sections, those without one at the end."""
        with QSignalBlocker(self.list):
            self._list_pages(specs)

    def _list_pages(self, specs: Sequence[PageSpec]) -> None:
        self.list.clear()
        listed = [spec for spec in specs if spec.listed]
        sections = dict.fromkeys(spec.section for spec in listed if spec.section)
        for section in (*sections, ""):
            pages = [spec for spec in listed if spec.section == section]
            if pages:
                self._add_heading(section)
            for spec in pages:
                item = QListWidgetItem(spec.title)
                item.setData(_KEY, spec.key)
                item.setData(_ICON, spec.icon)
                item.setToolTip(spec.title)
                self.list.addItem(item)

    def show_current(self, key: str) -> None:
        """Mark the page that is shown, without choosing it again; none if it is not listed."""
        rows = [at for at in range(self.list.count()) if self.list.item(at).data(_KEY) == key]
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(rows[0] if rows else -1)

    def set_collapsed(self, collapsed: bool) -> None:  # noqa: FBT001 - also a menu's toggled slot
        """Leave only the icons, or bring back the words."""
        if collapsed == self.collapsed:
            return
        self.collapsed = collapsed
        self._fit()
        self.collapse_changed.emit(collapsed)

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)

    def _moved(self, item: QListWidgetItem | None) -> None:
        if item and item.data(_KEY):
            self.chosen.emit(item.data(_KEY))

    def _fit(self) -> None:
        theme = Theme.current()
        self.setFixedWidth(NARROW if self.collapsed else theme.px(WIDE))
        name = "Show names of pages" if self.collapsed else "Show only icons"
        self._toggle.setToolTip(name)
        self._toggle.setAccessibleName(name)
        theme.dress(self._toggle, "panel-left-open" if self.collapsed else "panel-left-close")
        self.list.setProperty("narrow", self.collapsed)
        self.list.scheduleDelayedItemsLayout()


class _PageList(QListWidget):
    """Goes to the first page on Home, where Qt would stop at the heading above it."""

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        if action == QAbstractItemView.CursorAction.MoveHome:
            pages = [at for at in range(self.count()) if self.item(at).data(_KEY)]
            return self.model().index(pages[0], 0) if pages else QModelIndex()
        return super().moveCursor(action, modifiers)


class _PageDelegate(QStyledItemDelegate):
    """Paints sections and pages; the current one stands out, and has a ring while in focus."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = Theme.current()
        if index.data(_KEY):
            return QSize(0, theme.px(tokens.ROW))
        first = index.row() == 0
        narrow = self._narrow() or not index.data()
        return QSize(0, tokens.M if narrow else theme.px(_HEADING if first else _HEADING + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: Any = option
        box = QRectF(cell.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(_KEY):
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
        theme.icon(index.data(_ICON), role).paint(painter, spot.toRect())
        if not self._narrow():
            painter.setFont(theme.font(tokens.BODY, tokens.SEMIBOLD if current else tokens.MEDIUM))
            painter.setPen(theme.colour(role if current else "text"))
            words = box.adjusted(left + side + tokens.M, 0, -tokens.S, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, str(index.data()))

    def _narrow(self) -> bool:
        return bool(self._view.property("narrow"))
