"""The list of pages at the left: arrow keys, sections, collapsible to icons."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import icon_button
from cohort_desk.ui.shell.pages import PageSpec

WIDE, NARROW = 208, 60
KEY = int(Qt.ItemDataRole.UserRole)
ICON = KEY + 1


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
        # Slow to import, and nothing to paint before there are pages.
        from cohort_desk.ui.shell.navigation_rows import PageDelegate  # noqa: PLC0415

        if not isinstance(self.list.itemDelegate(), PageDelegate):
            self.list.setItemDelegate(PageDelegate(self.list))
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
                item.setData(KEY, spec.key)
                item.setData(ICON, spec.icon)
                item.setToolTip(spec.title)
                self.list.addItem(item)

    def show_current(self, key: str) -> None:
        """Mark the page that is shown, without choosing it again; none if it is not listed."""
        rows = [at for at in range(self.list.count()) if self.list.item(at).data(KEY) == key]
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
        if item and item.data(KEY):
            self.chosen.emit(item.data(KEY))

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
    """Goes to the first page on Home, where Qt would stop at the heading above it.

    Nor does it make the first row current when it comes into focus while none is, as Qt would:
    that would leave the page that is shown, and that is not listed, for a mere Tab.
    """

    def focusInEvent(self, event: QFocusEvent) -> None:
        row = self.currentRow()
        with QSignalBlocker(self):
            super().focusInEvent(event)
            self.setCurrentRow(row)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        if action == QAbstractItemView.CursorAction.MoveHome:
            pages = [at for at in range(self.count()) if self.item(at).data(KEY)]
            return self.model().index(pages[0], 0) if pages else QModelIndex()
        return super().moveCursor(action, modifiers)
