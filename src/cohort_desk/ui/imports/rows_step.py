"""Step 4: what becomes of every row."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cohort_desk.domain.names import folded
from cohort_desk.domain.words import counted
from cohort_desk.services.imports import ImportPlan, RowKind, RowOutcome
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.filters import FilterChips, SearchField
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.kit.widgets import button, label

_TONES: dict[RowKind, tokens.ToneName] = {
    RowKind.NEW: "success",
    RowKind.UPDATED: "accent",
    RowKind.DUPLICATE: "neutral",
    RowKind.REFUSED: "danger",
}
_DOUBTFUL = "doubtful"


def _told(row: RowOutcome) -> str:
    """Return in one line what happens to a row, or why not."""
    if row.reason:
        return row.reason
    told = "; ".join(f"{c.label}: {c.old or 'blank'} → {c.new or 'blank'}" for c in row.changes)
    return ". ".join(filter(None, (told, row.to_check)))


COLUMNS = (
    Column[RowOutcome]("Row", lambda row: str(row.row), width=64, right=True),
    Column[RowOutcome](
        "Outcome",
        lambda row: row.kind,
        width=110,
        chip=lambda row: Chip(row.kind, _TONES[row.kind]),
    ),
    Column[RowOutcome]("Name", lambda row: row.name, width=170),
    Column[RowOutcome]("Agency", lambda row: row.agency, width=230),
    Column[RowOutcome]("What happens, or why not", _told, width=420),
)


@dataclass(slots=True)
class _Shown:
    """What is shown of the rows at the moment."""

    kinds: tuple[object, ...] = ()
    text: str = ""

    def fits(self, row: RowOutcome) -> bool:
        wanted = (
            not self.kinds
            or row.kind in self.kinds
            or (_DOUBTFUL in self.kinds and bool(row.to_check))
        )
        words = folded(f"{row.row} {row.name} {row.agency} {_told(row)}")
        return wanted and all(part in words for part in folded(self.text).split())


class RowsStep(QWidget):
    """The rows with their outcomes; choosing one opens it at the right."""

    row_chosen = Signal(object)
    save_refused_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[RowOutcome, ...] = ()
        self._shown = _Shown()
        self.summary = label("", "strong", wrap=True)
        self.search = SearchField("Search rows")
        self.kinds = FilterChips(
            "Outcome", [*((kind, kind.value) for kind in RowKind), (_DOUBTFUL, "To check")]
        )
        self.save_refused = button("Save refused rows…", "download")
        self.model = TableModel[RowOutcome](COLUMNS, identity=lambda row: row.row)
        self.table = DataTable(self.model, "Outcome of each row", ("row", "rows"))
        self._lay_out()
        self.search.searched.connect(self._search)
        self.search.left_downwards.connect(self.table.take_focus)
        self.kinds.chosen_changed.connect(self._filter)
        self.table.widen_asked.connect(self._widen)
        self.table.current_changed.connect(self._current_changed)
        self.save_refused.clicked.connect(self.save_refused_asked)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the outcomes, and in a sentence what the import comes to."""
        self._rows = plan.rows
        self.summary.setText(summary_of(plan))
        for kind in RowKind:
            self.kinds.set_count(kind, plan.count(kind))
        self.kinds.set_count(_DOUBTFUL, sum(bool(row.to_check) for row in plan.rows))
        self.save_refused.setVisible(plan.count(RowKind.REFUSED) > 0)
        self.table.set_total(len(plan.rows))
        self._narrow()

    def _search(self, text: str) -> None:
        self._shown.text = text
        self._narrow()

    def _filter(self, kinds: tuple[object, ...]) -> None:
        self._shown.kinds = kinds
        self._narrow()

    def _widen(self) -> None:
        self.search.clear()
        self._shown = _Shown()
        self.kinds.choose(())

    def _narrow(self) -> None:
        self.model.show_rows([row for row in self._rows if self._shown.fits(row)])
        self._current_changed(self.table.current())

    def _current_changed(self, number: object) -> None:
        self.row_chosen.emit(next((row for row in self._rows if row.row == number), None))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.summary, 1)
        head.addWidget(self.save_refused)
        filters = QHBoxLayout()
        filters.setSpacing(tokens.S)
        filters.addWidget(self.search, 1)
        filters.addWidget(self.kinds)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addLayout(head)
        layout.addLayout(filters)
        layout.addWidget(self.table, 1)


class RowPanel(QWidget):
    """One row in full: each change old to new, the reason, and the doubt with its two answers."""

    answered = Signal(int, bool)

    def __init__(self, row: RowOutcome) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addWidget(label(f"Row {row.row} · {row.kind.value}", "muted"))
        if row.reason:
            layout.addWidget(label(row.reason, wrap=True))
        if row.remark:
            layout.addWidget(label(row.remark, wrap=True))
        if row.doubt:
            layout.addWidget(label(row.doubt.question, "strong", wrap=True))
            taken = "the same person" if row.doubt.same else "someone else"
            layout.addWidget(label(f"Taken for {taken}.", "muted"))
            self.other = button("Someone else" if row.doubt.same else "The same person")
            same = not row.doubt.same
            self.other.clicked.connect(lambda: self.answered.emit(row.row, same))
            layout.addWidget(self.other)
        for change in row.changes:
            box = QVBoxLayout()
            box.setSpacing(0)
            box.addWidget(label(change.label, "label"))
            box.addWidget(label(f"{change.old or 'blank'} → {change.new or 'blank'}", wrap=True))
            layout.addLayout(box)
        layout.addStretch(1)


def summary_of(plan: ImportPlan) -> str:
    """Say what the import comes to."""
    new, updated = plan.count(RowKind.NEW), plan.count(RowKind.UPDATED)
    if not new + updated:
        return "Nothing in this sheet is new, so there is nothing to import."
    added = plan.added_agencies
    agencies = counted(len(added), "agency", "agencies")
    joins = "joins" if len(added) == 1 else "join"
    tail = f" {agencies} {joins} the programme." if added else ""
    return f"{counted(new, 'person', 'people')} will be added and {updated:,} updated.{tail}"
