"""The view of marking guides: those there are at the left, the open one at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.modules.guides import Guide
from cohort_desk.exchange.rubrics import RubricRead
from cohort_desk.services.modules import GuideLine, GuideUse
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.filters import SearchField
from cohort_desk.ui.kit.page import DetailPanel
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button
from cohort_desk.ui.modules.guides.editor import GuideEditor
from cohort_desk.ui.modules.guides.import_view import ImportView
from cohort_desk.ui.modules.presenter.guides import guide_note

_GUIDE = Qt.ItemDataRole.UserRole
_LIST_WIDTH = 208


class GuidesPanel(QWidget):
    """Shows marking guides and passes on what is asked."""

    context_changed = Signal(str)
    chosen = Signal(int)
    opened = Signal(int)
    starter_asked = Signal()
    empty_asked = Signal()
    import_asked = Signal()
    template_asked = Signal()

    def __init__(self, detail: DetailPanel) -> None:
        super().__init__()
        self._detail = detail
        self.search = SearchField("Search guides")
        self.list = QListWidget()
        self.list.setAccessibleName("Marking guides")
        self.list.setWordWrap(True)
        self.new = button("New guide", "plus")
        self.editor = GuideEditor(detail)
        self.imported = ImportView()
        self.empty = EmptyState(
            "list-checks",
            "There are no marking guides yet.",
            "Use a starter rubric",
            "Five general criteria with bands and comments, to put your own words into. Or make "
            "one of your own, or import a spreadsheet, with “New guide”.",
        )
        self._whole = QStackedWidget()
        self._lay_out()
        self._connect()

    def show_guides(self, guides: Sequence[GuideLine], chosen: int, context: str) -> None:
        self.context_changed.emit(context)
        with QSignalBlocker(self.list):
            self.list.clear()
            for guide in guides:
                item = QListWidgetItem(f"{guide.title}\n{guide_note(guide)}")
                item.setData(_GUIDE, guide.id)
                self.list.addItem(item)
                if guide.id == chosen:
                    self.list.setCurrentItem(item)
        self._show_right(self.editor)

    def show_none(self) -> None:
        self.list.clear()
        self.context_changed.emit("")
        self._show_right(self.empty)

    def open_guide(self, guide_id: int) -> None:
        self.opened.emit(guide_id)

    def show_state(self, guide: Guide, use: GuideUse, problems: Sequence[str]) -> None:
        self.editor.show_state(guide, use, problems)

    def show_import(self, read: RubricRead) -> None:
        self._detail.close_panel()
        self.imported.show_read(read)
        self._whole.setCurrentWidget(self.imported)

    def close_import(self) -> None:
        self._whole.setCurrentIndex(0)
        self.list.setFocus()

    def show_bands_problem(self, sentence: str) -> None:
        self.editor.bands.show_problem(sentence)

    def close_bands(self) -> None:
        self._detail.close_panel()

    def start_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _show_right(self, part: QWidget) -> None:
        self.search.setVisible(part is self.editor)
        self.list.setVisible(part is self.editor)
        self._right.setCurrentWidget(part)

    def _passed_on(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_GUIDE))

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(self._passed_on)
        self.search.left_downwards.connect(self.list.setFocus)
        self.empty.asked.connect(self.starter_asked)
        self.imported.template_asked.connect(self.template_asked)
        menu = QMenu(self.new)
        menu.addAction("Use a starter rubric", self.starter_asked.emit)
        menu.addAction("Empty rubric", self.empty_asked.emit)
        menu.addAction("Import from a spreadsheet…", self.import_asked.emit)
        menu.addAction("Save a template to fill in…", self.template_asked.emit)
        self.new.setProperty("menu", True)
        self.new.setMenu(menu)

    def _lay_out(self) -> None:
        side = QWidget()
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(tokens.S)
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        left.addWidget(self.new)
        left.addStretch(0)
        self._right = QStackedWidget()
        self._right.addWidget(self.editor)
        self._right.addWidget(self.empty)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.L)
        row.addWidget(side)
        row.addWidget(self._right, 1)
        self._whole.addWidget(both)
        self._whole.addWidget(self.imported)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._whole)
        self._side = side
        Theme.current().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._side.setFixedWidth(Theme.current().px(_LIST_WIDTH))
