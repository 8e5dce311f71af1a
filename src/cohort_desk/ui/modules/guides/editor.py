"""The editor of one marking guide; it is the view of a RecordEditor."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.modules.guides import GUIDE_LABELS, KIND_LABELS, Guide
from cohort_desk.services.modules import GuideUse
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.page import DetailPanel
from cohort_desk.ui.kit.record_panel import ClashBox, HistoryPanel
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, icon_button, label
from cohort_desk.ui.modules.guides.cells import Cells
from cohort_desk.ui.modules.guides.comments_panel import CommentsPanel
from cohort_desk.ui.modules.guides.grid import CriteriaGrid
from cohort_desk.ui.modules.guides.side_panels import BandsPanel, PreviewPanel
from cohort_desk.ui.modules.notice import Notice
from cohort_desk.ui.modules.presenter.guide_fields import fields_of, typed_of_guide

if TYPE_CHECKING:
    from cohort_desk.services.history import HistoryEntry
    from cohort_desk.ui.kit.record_editor import Clash

_NOTES_HEIGHT = 60


class GuideEditor(QWidget):
    """Shows a guide and passes on what is typed and asked."""

    field_left = Signal(str, str)
    mine_kept = Signal(object)
    theirs_taken = Signal(object)
    history_wanted = Signal()
    criterion_added = Signal()
    copy_asked = Signal()
    delete_asked = Signal()
    export_asked = Signal()

    def __init__(self, detail: DetailPanel) -> None:
        super().__init__()
        self._detail = detail
        self._guide: Guide | None = None
        self._use = GuideUse((), 0)
        self.cells = Cells(self)
        self.grid = CriteriaGrid(self.cells)
        self.comments, self.bands, self.preview = CommentsPanel(), BandsPanel(), PreviewPanel()
        for panel in (self.comments, self.bands, self.preview):
            panel.setParent(self)
            panel.hide()
        self.title, self.kind, self.notes = QLineEdit(), QComboBox(), QPlainTextEdit()
        self.clash = ClashBox()
        self.locked, self.problems = Notice(), Notice()
        self.copy = button("Copy the guide", "copy")
        self.add = button("Add criterion", "plus")
        self.edit_bands = button("Change the bands", "columns-3")
        self.show_preview = button("As a marker sees it", "eye")
        self.show_comments = button("Comments", "list-checks")
        self.export = button("Export", "download")
        self.more = icon_button("More about this guide", "ellipsis")
        self.field_problem = label("", "error", wrap=True)
        self._lay_out()
        self._connect()

    def show_record(self, record: Guide, keep: Collection[str] = ()) -> None:
        """Fill in the fields, save those whose typed text is to stay."""
        typed = {name: text for name, text in self.cells.values().items() if name in keep}
        focused = self._focused()
        self._guide = record
        self.grid.show_guide(record, locked=bool(self._use.locked))
        names = set(self.cells.names())
        self.cells.show(
            {
                name: typed_of_guide(record, name)
                for name in fields_of(record)
                if name in names and name not in keep
            }
        )
        for name, text in typed.items():
            if (editor := self.cells.editor(name)) and not isinstance(editor, QComboBox):
                _type(editor, text)
        if focused and (editor := self.cells.editor(focused)):
            editor.setFocus()
        self.field_problem.hide()

    def show_state(self, guide: Guide, use: GuideUse, problems: Sequence[str]) -> None:
        """Show whether the guide is fixed, and what is still to be put right."""
        was_locked, self._use = bool(self._use.locked), use
        if self._guide is not None and was_locked != bool(use.locked):
            self.grid.show_guide(guide, locked=bool(use.locked))
            self.show_record(guide)
        self.locked.say(use.locked, "lock")
        self.copy.setVisible(bool(use.locked))
        self.problems.say(" ".join(problems))
        self.kind.setEnabled(not use.locked)
        for each in (self.add, self.edit_bands):
            each.setVisible(not use.locked)
        self.edit_bands.setVisible(not use.locked and guide.kind == "rubric")
        if self.comments.isVisible():
            self.comments.show_comments(guide)
        if self.preview.isVisible():
            self.preview.show_guide(guide)

    def unsaved(self) -> Mapping[str, str]:
        if self._guide is None:
            return {}
        now = self.cells.values()
        return {
            name: text
            for name, text in now.items()
            if text.strip() != typed_of_guide(self._guide, name).strip()
        }

    def show_field_problem(self, field: str, sentence: str) -> None:
        self.cells.mark(field, sentence)
        self.field_problem.setText(sentence)
        self.field_problem.show()

    def show_clash(self, clash: "Clash | None") -> None:
        self.clash.show_clash(clash)

    def show_history(self, entries: "Sequence[HistoryEntry]") -> None:
        panel = HistoryPanel()
        panel.back.hide()
        panel.list.show_entries(entries)
        name = self._guide.title if self._guide else ""
        self._detail.show_widget(f"History of {name}", panel)

    def history_is_shown(self) -> bool:
        return False

    def close_record(self) -> None:
        self._guide = None
        self._detail.close_panel()

    def open_comments(self, criterion_id: int = 0) -> None:
        """Open the comment bank at a criterion, or (0) at the whole work's comments."""
        if self._guide:
            self._detail.show_widget("Comment bank", self.comments)
            self.comments.show_comments(self._guide, criterion_id)

    def _open_bank(self) -> None:
        self.open_comments()

    def open_bands(self) -> None:
        """Open the bands of the criteria to be changed."""
        if self._guide:
            bands = self._guide.criteria[0].bands if self._guide.criteria else ()
            self._detail.show_widget("Bands of every criterion", self.bands)
            self.bands.show_bands(bands)

    def _open_preview(self) -> None:
        if self._guide:
            self._detail.show_widget("As a marker sees it", self.preview)
            self.preview.show_guide(self._guide)

    def _focused(self) -> str:
        here = QApplication.focusWidget()
        return here.objectName() if here and self.isAncestorOf(here) else ""

    def _connect(self) -> None:
        self.cells.left.connect(self.field_left)
        self.clash.mine_kept.connect(self.mine_kept)
        self.clash.theirs_taken.connect(self.theirs_taken)
        self.copy.clicked.connect(self.copy_asked)
        self.add.clicked.connect(self.criterion_added)
        self.edit_bands.clicked.connect(self.open_bands)
        self.show_preview.clicked.connect(self._open_preview)
        self.show_comments.clicked.connect(self._open_bank)
        self.export.clicked.connect(self.export_asked)
        self.grid.comments_asked.connect(self.open_comments)
        menu = QMenu(self.more)
        menu.addAction("Copy the guide", self.copy_asked.emit)
        menu.addAction("Show the history", self.history_wanted.emit)
        menu.addAction("Delete the guide", self.delete_asked.emit)
        self.more.setMenu(menu)
        self.more.setPopupMode(self.more.ToolButtonPopupMode.InstantPopup)

    def _lay_out(self) -> None:
        for key, words in KIND_LABELS.items():
            self.kind.addItem(words, key)
        self.notes.setPlaceholderText("Notes for markers")
        self.notes.setFixedHeight(Theme.current().px(_NOTES_HEIGHT))
        for name, editor in (("title", self.title), ("kind", self.kind), ("notes", self.notes)):
            self.cells.add(name, f"{GUIDE_LABELS[name]} of the guide", editor)
        head = QHBoxLayout()
        head.setSpacing(tokens.S)
        head.addWidget(self.title, 1)
        head.addWidget(self.kind)
        head.addWidget(self.more)
        tools = FlowLayout()
        for each in (
            *(self.add, self.edit_bands, self.show_comments, self.show_preview, self.export),
        ):
            tools.add(each)
        self.locked.row.addWidget(self.copy)
        around = QScrollArea()
        around.setWidgetResizable(True)
        around.setFrameShape(QFrame.Shape.NoFrame)
        around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        around.setAccessibleName("Criteria and bands")
        around.setWidget(self.grid)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addLayout(head)
        layout.addWidget(self.notes)
        layout.addLayout(tools)
        for each in (self.clash, self.locked, self.problems, self.field_problem):
            layout.addWidget(each)
        layout.addWidget(around, 1)
        self.field_problem.hide()


def _type(editor: QLineEdit | QPlainTextEdit, text: str) -> None:
    if isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    else:
        editor.setText(text)
