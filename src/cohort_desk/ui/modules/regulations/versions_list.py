"""The list of regulation sets with their versions, and what the cohort follows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Column
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.filters import FilterChips, SearchField
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.page import DetailPanel
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.kit.widgets import button, label
from cohort_desk.ui.modules.regulations.presenter.versions import (
    VersionLine,
    VersionShown,
    choices,
)
from cohort_desk.ui.modules.regulations.version_panel import VersionPanel

COLUMNS: tuple[Column[VersionLine], ...] = (
    Column("Set", lambda one: one.name, key="name", width=200),
    Column("Version", lambda one: one.version, key="version", width=84),
    Column("Followed by", lambda one: one.followed_by, key="followed_by", width=200),
    Column("Note", lambda one: one.note, key="note", width=220, grows=True),
    Column("Saved", lambda one: one.saved, key="saved", width=190),
    Column("By", lambda one: one.by, key="by", width=110),
)


class VersionsList(QWidget):
    """Shows versions and passes on what the user does."""

    opened = Signal(int)
    closed = Signal()
    change_mine_asked = Signal()
    begun = Signal(object)
    import_asked = Signal()

    def __init__(self, memory: Memory | None = None) -> None:
        super().__init__()
        self.follows = label("", "heading", wrap=True)
        self.note = label("", "muted", wrap=True)
        self.change_mine = button("Change these rules", "pencil", look="primary")
        self.change_mine.clicked.connect(self.change_mine_asked)
        self.begin = button("New set", "plus")
        self.begin.setProperty("menu", True)
        self.begin.setMenu(self._templates())
        self.bring_in = button("From a file…", "upload")
        self.bring_in.clicked.connect(self.import_asked)
        self.search = SearchField("Search sets and notes")
        self.chips = FilterChips("Show", (("newest", "Newest versions"), ("used", "In use")))
        self.model = TableModel[VersionLine](COLUMNS, identity=lambda one: one.id)
        self.table = DataTable(
            self.model, "Regulation sets", ("version", "versions"), memory=memory
        )
        self.table.offer_export()
        self.panel = VersionPanel()
        self.detail = DetailPanel()
        # The panel takes it over when it is first opened.
        self.detail.destroyed.connect(self.panel.deleteLater)
        self._lay_out()
        self._connect()

    def show_versions(
        self, lines: Sequence[VersionLine], total: int, follows: str, note: str
    ) -> None:
        self.follows.setText(follows)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.model.show_rows(lines)
        self.table.set_total(total)

    def show_version(self, shown: VersionShown) -> None:
        self.panel.show_version(shown)
        self.detail.show_widget(shown.title, self.panel)

    def close_version(self) -> None:
        self.detail.close_panel()

    def choose(self, set_id: int) -> None:
        """Go to a version and open its panel."""
        if set_id not in self.model.ids():
            self.widen()
        self.table.choose((set_id,))
        self.opened.emit(set_id)

    def widen(self) -> None:
        """Empty the search and the chips, so that every version is listed."""
        self.search.clear()
        self.chips.choose(())

    def _templates(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName("Begin with")
        menu.setToolTipsVisible(True)
        for template in choices():
            action = QAction(template.title, menu)
            action.setToolTip(template.says)
            action.setData(template)
            menu.addAction(action)
        menu.triggered.connect(self._begin)
        return menu

    def _begin(self, action: QAction) -> None:
        self.begun.emit(action.data())

    def _connect(self) -> None:
        table = self.table
        table.current_changed.connect(self._current_changed)
        table.grid.clicked.connect(self._reopen)
        table.opened.connect(self.panel.change_asked)
        table.edit_asked.connect(self.panel.change_asked)
        table.widen_asked.connect(self.widen)
        self.search.left_downwards.connect(table.take_focus)
        self.detail.closed.connect(self.closed)

    def _current_changed(self, set_id: int | None) -> None:
        if set_id is not None:
            self.opened.emit(set_id)

    def _reopen(self) -> None:
        """Open the panel again, for to click the current row again changes no row."""
        if self.detail.isHidden():
            self._current_changed(self.table.current())

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.follows)
        words.addWidget(self.note)
        head = QHBoxLayout()
        head.setSpacing(tokens.S)
        head.addLayout(words, 1)
        for made in (self.bring_in, self.begin, self.change_mine):
            head.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        filters = FlowLayout()
        filters.add(self.search, stretch=1)
        filters.add(self.chips)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(tokens.M)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addLayout(head)
        layout.addLayout(filters)
        layout.addWidget(split, 1)
