"""What the rules of the editor would change in the whole cohort."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cohort_desk.services.marks.what_if import WhatIf, WhatIfRow
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.filters import FilterChips, SearchField
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.states import LoadingState
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label
from cohort_desk.ui.modules.regulations.presenter.trying import LEVELS

_MEASURE = 260
_EXPLAINED = (
    "Every mark, module and award is worked out again by these rules and compared with what it "
    "is now. Nothing is saved, and what a board has ratified never changes."
)
COLUMNS: tuple[Column[WhatIfRow], ...] = (
    Column("Candidate", lambda row: row.candidate or row.name, key="candidate", width=100),
    Column("Name", lambda row: row.name, key="name", hidden=True),
    Column("Which", lambda row: row.what, key="what", width=100),
    Column(
        "Change",
        lambda row: row.change,
        chip=lambda row: Chip(row.change, "warning" if row.change == "changes" else "neutral"),
        key="change",
        width=112,
    ),
    Column("Now", lambda row: row.before, key="before", width=104),
    Column("By these rules", lambda row: row.after, key="after", width=120),
    Column("Why", lambda row: row.why, key="why", width=260, grows=True),
)


class CohortPanel(QWidget):
    """Shows what would change in the cohort, once it was tried."""

    try_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.begin = button("Try on this cohort", "users", look="primary")
        self.begin.clicked.connect(self.try_asked)
        self.summary = label("", "strong", wrap=True)
        self.stale = label("The rules have changed since. Try again.", "error", wrap=True)
        self.again = button("Try again", "refresh-cw")
        self.again.clicked.connect(self.try_asked)
        self.search = SearchField("Search what would change")
        self.levels = FilterChips("Show", LEVELS)
        self.model = TableModel[WhatIfRow](COLUMNS)
        self.table = DataTable(self.model, "What would change", ("result", "results"))
        self.table.offer_export()
        self.table.widen_asked.connect(self.widen)
        self.search.left_downwards.connect(self.table.take_focus)
        self._stack = QStackedWidget()
        self._loading = LoadingState("Trying the rules on every candidate…")
        self._lay_out()
        self._fit()
        Theme.current().changed.connect(self._fit)

    def show_nothing_tried(self) -> None:
        self._stack.setCurrentIndex(0)

    def show_trying(self) -> None:
        self._stack.setCurrentWidget(self._loading)

    def show_what_if(self, found: WhatIf, rows: Sequence[WhatIfRow], *, stale: bool) -> None:
        self.summary.setText(found.summary)
        self.stale.setVisible(stale)
        self.model.show_rows(rows)
        self.table.set_total(len(found.rows))
        for level, _ in LEVELS:
            self.levels.set_count(level, sum(row.level is level for row in found.rows))
        for widget in (self.search, self.levels, self.table):
            widget.setVisible(bool(found.rows))
        self._stack.setCurrentIndex(self._stack.count() - 1)

    def widen(self) -> None:
        """Empty the search and the chips, so that everything is listed."""
        self.search.clear()
        self.levels.choose(())

    def _fit(self) -> None:
        """Keep the sentences as narrow as the panel may be."""
        for state in (self.table.nothing, self._loading):
            state.sentence.setFixedWidth(Theme.current().px(_MEASURE))

    def _lay_out(self) -> None:
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        head = FlowLayout()
        head.add(self.levels)
        head.add(self.search, stretch=1)
        head.add(self.again)
        column.addWidget(self.summary)
        column.addWidget(self.stale)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addStretch()
        for widget in (self._beginning(), self._loading, shown):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _beginning(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, tokens.S, 0, 0)
        column.setSpacing(tokens.M)
        column.addWidget(label("Try these rules on the whole cohort", "heading", wrap=True))
        column.addWidget(label(_EXPLAINED, "muted", wrap=True))
        column.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return made
