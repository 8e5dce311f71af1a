"""The preview of an import: every row with what becomes of it, before anything is written."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from cohort_desk.domain.words import counted
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.filters import FilterChips
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.widgets import button, label
from cohort_desk.ui.marking.lists.listing import Listing
from cohort_desk.ui.marking.presenter.importing import KINDS, ImportLine, Preview

if TYPE_CHECKING:
    from cohort_desk.ui.kit.settings_store import Memory

COLUMNS = (
    Column[ImportLine]("Row", lambda line: str(line.id), key="row", width=64, right=True),
    Column[ImportLine]("Who", lambda line: line.who, key="who", width=180),
    Column[ImportLine](
        "Outcome",
        lambda line: line.outcome,
        key="outcome",
        width=160,
        chip=lambda line: Chip(line.outcome, line.tone),
    ),
    Column[ImportLine]("What would change", lambda line: line.changes, key="changes", width=320),
    Column[ImportLine]("Why", lambda line: line.reason, key="reason", width=260, grows=True),
)


class ImportPanel(QWidget):
    """Stands in place of the lists until the import is carried out or left."""

    tutor_chosen = Signal(int)
    finish_changed = Signal(bool)
    over_changed = Signal(bool)
    applied = Signal()
    left = Signal()

    def __init__(self, memory: "Memory") -> None:
        super().__init__()
        self.title = label("", "heading")
        self.tutor = QComboBox()
        self.tutor.setAccessibleName("Marks of")
        self.finish = QCheckBox("Make complete marks final")
        self.over = QCheckBox("")
        self.apply = button("Import", "check", look="primary")
        self.cancel = button("Import nothing", "x")
        nouns = ("row", "rows")
        self.list = Listing("Import", nouns, COLUMNS, memory, identity=lambda line: line.id)
        self.kinds = FilterChips("Outcome", KINDS)
        self.list.add_tool(self.kinds)
        self._caption = label("Marks of", "muted")
        self._lay_out()
        self.tutor.activated.connect(lambda: self.tutor_chosen.emit(self.tutor.currentData()))
        self.finish.clicked.connect(self.finish_changed)
        self.over.clicked.connect(self.over_changed)
        self.apply.clicked.connect(self.applied)
        self.cancel.clicked.connect(self.left)
        self.list.table.widen_asked.connect(lambda: self.kinds.choose(()))

    def show_preview(
        self,
        preview: Preview,
        lines: Sequence[ImportLine],
        total: int,
        counts: dict[str, int],
    ) -> None:
        self.title.setText(preview.title)
        with QSignalBlocker(self.tutor):
            self.tutor.clear()
            for tutor_id, name in preview.tutors:
                self.tutor.addItem(name, tutor_id)
            self.tutor.setCurrentIndex(self.tutor.findData(preview.tutor_id))
        for widget in (self._caption, self.tutor, self.finish):
            widget.setVisible(bool(preview.tutors))
        changed = counted(preview.clashes, "row", "rows")
        self.over.setText(f"Write over {changed} changed meanwhile")
        self.over.setVisible(preview.clashes > 0)
        self.apply.setText(f"Import {counted(preview.writes, 'row', 'rows')}")
        self.apply.setEnabled(preview.writes > 0)
        self.list.show_rows(lines, total)
        for kind, count in counts.items():
            self.kinds.set_count(kind, count)

    def _lay_out(self) -> None:
        top = FlowLayout()
        top.add(self.title, stretch=1)
        for widget in (self._caption, self.tutor, self.finish, self.over):
            top.add(widget)
        top.add(self.cancel)
        top.add(self.apply)
        note = (
            "Nothing is written until you say so; the whole import can then be undone in one step."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addLayout(top)
        layout.addWidget(label(note, "muted", wrap=True))
        layout.addWidget(self.list, 1)
