"""Step 4: what becomes of every row."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cohort_desk.domain.words import counted
from cohort_desk.services.imports import ImportPlan, RowKind, RowOutcome
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Column
from cohort_desk.ui.kit.outcome_rows import OutcomeRows, Telling, outcome_chip
from cohort_desk.ui.kit.widgets import button, label


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
        chip=lambda row: outcome_chip(row.kind),
    ),
    Column[RowOutcome]("Name", lambda row: row.name, width=170),
    Column[RowOutcome]("Agency", lambda row: row.agency, width=230),
    Column[RowOutcome]("What happens, or why not", _told, width=420),
)


class RowsStep(OutcomeRows):
    """The people of the sheet with their outcomes; choosing one opens it at the right."""

    def __init__(self) -> None:
        telling: Telling[RowOutcome] = Telling(
            number=lambda row: row.row,
            kind=lambda row: row.kind,
            words=lambda row: f"{row.row} {row.name} {row.agency} {_told(row)}",
            to_check=lambda row: row.to_check,
        )
        super().__init__(COLUMNS, telling)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the outcomes, and in a sentence what the import comes to."""
        self.show_outcomes(plan.rows, summary_of(plan))


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
