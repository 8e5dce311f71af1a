"""Step 4: what becomes of every row."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cohort_desk.domain.names import folded
from cohort_desk.domain.words import counted
from cohort_desk.services.imports import RowKind
from cohort_desk.services.savings.import_plans import BenefitPlan, PlannedBenefit
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
_TO_CHECK = "to check"
_FOR_GOOD = (
    "Figures and costs of lines that are here are kept for good: this import cannot be undone, "
    "only corrected."
)


def _told(row: PlannedBenefit) -> str:
    """Return in one line what happens to a row, or why not."""
    changes = "; ".join(
        f"{change.label}: {change.old or 'blank'} → {change.new}" for change in row.changes
    )
    return " ".join(filter(None, (row.reason, f"{changes}." if changes else "", row.remark)))


COLUMNS = (
    Column[PlannedBenefit]("Row", lambda row: str(row.row), width=60, right=True),
    Column[PlannedBenefit](
        "Outcome",
        lambda row: row.kind,
        width=110,
        chip=lambda row: Chip(row.kind, _TONES[row.kind]),
    ),
    Column[PlannedBenefit]("Project", lambda row: row.project, width=150),
    Column[PlannedBenefit]("Benefit", lambda row: row.title, width=190),
    Column[PlannedBenefit]("Projected", lambda row: row.amount, width=190),
    Column[PlannedBenefit]("What happens, or why not", _told, width=420, grows=True),
)


@dataclass(slots=True)
class _Shown:
    """What is shown of the rows at the moment."""

    kinds: tuple[object, ...] = ()
    text: str = ""

    def fits(self, row: PlannedBenefit) -> bool:
        wanted = (
            not self.kinds
            or row.kind in self.kinds
            or (_TO_CHECK in self.kinds and bool(row.remark))
        )
        words = folded(f"{row.row} {row.project} {row.title} {_told(row)}")
        return wanted and all(part in words for part in folded(self.text).split())


class RowsStep(QWidget):
    """The rows with their outcomes; choosing one opens it at the right."""

    row_chosen = Signal(object)
    save_refused_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[PlannedBenefit, ...] = ()
        self._shown = _Shown()
        self.summary = label("", "strong", wrap=True)
        self.note = label("", "muted", wrap=True)
        self.search = SearchField("Search rows")
        self.kinds = FilterChips(
            "Outcome", [*((kind, kind.value) for kind in RowKind), (_TO_CHECK, "To check")]
        )
        self.save_refused = button("Save refused rows…", "download")
        self.model = TableModel[PlannedBenefit](COLUMNS, identity=lambda row: row.row)
        self.table = DataTable(self.model, "Outcome of each row", ("row", "rows"))
        self._lay_out()
        self.search.searched.connect(self._search)
        self.search.left_downwards.connect(self.table.take_focus)
        self.kinds.chosen_changed.connect(self._filter)
        self.table.widen_asked.connect(self._widen)
        self.table.current_changed.connect(self._current_changed)
        self.save_refused.clicked.connect(self.save_refused_asked)

    def show_plan(self, plan: BenefitPlan) -> None:
        """Show the outcomes, and in a sentence what the import comes to."""
        self._rows = plan.rows
        self.summary.setText(summary_of(plan))
        notes = " ".join(filter(None, (plan.told, "" if plan.can_be_undone else _FOR_GOOD)))
        self.note.setText(notes)
        self.note.setVisible(bool(notes))
        for kind in RowKind:
            self.kinds.set_count(kind, plan.count(kind))
        self.kinds.set_count(_TO_CHECK, sum(bool(row.remark) for row in plan.rows))
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
        layout.addWidget(self.note)
        layout.addLayout(filters)
        layout.addWidget(self.table, 1)


class RowPanel(QWidget):
    """One row in full: why it is refused, what to look at, and each change from old to new."""

    def __init__(self, row: PlannedBenefit) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addWidget(label(f"Row {row.row} · {row.kind.value}", "muted"))
        for text in (row.amount, row.reason, row.remark):
            if text:
                layout.addWidget(label(text, wrap=True))
        for change in row.changes:
            box = QVBoxLayout()
            box.setSpacing(0)
            box.addWidget(label(change.label, "label", wrap=True))
            box.addWidget(label(f"{change.old or 'blank'} → {change.new}", wrap=True))
            layout.addLayout(box)
        layout.addStretch(1)


def summary_of(plan: BenefitPlan) -> str:
    """Say what the import comes to."""
    new, updated = plan.count(RowKind.NEW), plan.count(RowKind.UPDATED)
    if not new + updated:
        return "Nothing in this sheet is new, so there is nothing to import."
    officers = counted(len(plan.new_officers), "officer is", "officers are")
    tail = f" {officers} new here." if plan.new_officers else ""
    return f"{counted(new, 'benefit', 'benefits')} will be added and {updated:,} updated.{tail}"
