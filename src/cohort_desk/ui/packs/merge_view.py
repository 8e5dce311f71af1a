"""The comparison of what came back with what the office has, before it is merged."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cohort_desk.domain.words import counted
from cohort_desk.services.packs import Outcome
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.filters import FilterChips, SearchField
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.kit.widgets import button, label
from cohort_desk.ui.packs.presenter.comparison import Comparison, MergeLine

_TONES: dict[str, tokens.ToneName] = {
    "Taken": "success",
    "Kept": "neutral",
    "Same": "neutral",
    "Clash": "danger",
    "Settled": "accent",
    "Refused": "warning",
}

COLUMNS: tuple[Column[MergeLine], ...] = (
    Column("About", lambda line: line.row.about.where, key="where", width=120),
    Column("Entry", lambda line: line.row.about.what, key="what", width=168),
    Column(
        "Outcome",
        lambda line: line.outcome,
        key="outcome",
        width=92,
        chip=lambda line: Chip(line.outcome, _TONES[line.outcome]),
    ),
    Column("As sent", lambda line: line.row.shown[0], key="base", width=76),
    Column("At the office", lambda line: line.row.shown[1], key="office", width=104),
    Column("Came back", lambda line: line.row.shown[2], key="away", width=120),
    Column("Will be", lambda line: line.result, key="result", width=108),
    Column("Why", lambda line: line.row.reason, key="why", width=120, grows=True),
    Column("Of", lambda line: line.row.about.of, key="of", width=140, hidden=True),
)


class MergeViewWidget(QWidget):
    """Shows a comparison and passes on what is decided."""

    searched = Signal(str)
    outcomes_chosen = Signal(tuple)
    widened = Signal()
    line_chosen = Signal(int)
    merge_asked = Signal()
    cancelled = Signal()
    sided = Signal(str)
    export_asked = Signal()

    def __init__(self, memory: Memory | None = None) -> None:
        super().__init__()
        self.heading = label("", "heading")
        self.sentence = label("", "muted", wrap=True)
        self.search = SearchField("Search entries")
        self.outcomes = FilterChips("Outcome", [(each.value, each.value) for each in Outcome])
        self.model = TableModel[MergeLine](COLUMNS, identity=lambda line: line.id)
        self.table = DataTable(self.model, "Entries", ("entry", "entries"), memory=memory)
        self.left = label("", "muted")
        self.keep_all = button("Keep all", look="link")
        self.keep_all.setToolTip("Keep the office’s value in every clash that is left")
        self.take_all = button("Take all", look="link")
        self.take_all.setToolTip("Take what came back in every clash that is left")
        self.cancel = button("Cancel")
        self.merge = button("Merge", "check", look="primary")
        self._lay_out()
        self._connect()

    def show_comparison(self, found: Comparison) -> None:
        self.heading.setText(found.title)
        self.sentence.setText(found.sentence)
        for outcome, count in found.counts:
            self.outcomes.set_count(outcome, count)
        self.model.show_rows(found.lines)
        self.table.set_total(found.total)
        clashes = counted(found.unsettled, "clash", "clashes")
        self.left.setText(f"{clashes} not settled" if found.unsettled else "")
        self.left.setToolTip("The office’s value stays where nothing is chosen.")
        for each in (self.keep_all, self.take_all):
            each.setVisible(found.unsettled > 1)
        self.merge.setText("Merge" if found.can_merge else "Done")

    def clear_filters(self) -> None:
        """Show everything of the next comparison."""
        self.search.clear()
        self.outcomes.choose(())

    def _lay_out(self) -> None:
        shell = QWidget()
        filters = FlowLayout(shell)
        filters.add(self.search, stretch=1)
        filters.add(self.outcomes)
        foot = QHBoxLayout()
        foot.setSpacing(tokens.S)
        foot.addWidget(self.left)
        foot.addWidget(self.keep_all)
        foot.addWidget(self.take_all)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.merge)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addWidget(self.heading)
        layout.addWidget(self.sentence)
        layout.addWidget(shell)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.search.searched.connect(self.searched)
        self.search.left_downwards.connect(self.table.take_focus)
        self.outcomes.chosen_changed.connect(self.outcomes_chosen)
        self.table.widen_asked.connect(self._widen)
        self.table.offer_export()
        self.table.export_asked.connect(self.export_asked)
        self.table.current_changed.connect(self._pass_on)
        self.table.opened.connect(self._pass_on)
        self.keep_all.clicked.connect(lambda: self.sided.emit("office"))
        self.take_all.clicked.connect(lambda: self.sided.emit("away"))
        self.cancel.clicked.connect(self.cancelled)
        self.merge.clicked.connect(self.merge_asked)

    def _pass_on(self, line_id: int | None) -> None:
        if line_id is not None:
            self.line_chosen.emit(line_id)

    def _widen(self) -> None:
        self.clear_filters()
        self.widened.emit()
