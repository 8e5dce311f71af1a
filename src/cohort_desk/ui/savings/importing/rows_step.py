"""Step 4: what becomes of every row."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cohort_desk.domain.words import counted
from cohort_desk.services.imports import RowKind
from cohort_desk.services.savings.imports.plans import BenefitPlan, PlannedBenefit
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Column
from cohort_desk.ui.kit.outcome_rows import OutcomeRows, Telling, outcome_chip
from cohort_desk.ui.kit.widgets import label

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
        chip=lambda row: outcome_chip(row.kind),
    ),
    Column[PlannedBenefit]("Project", lambda row: row.project, width=150),
    Column[PlannedBenefit]("Benefit", lambda row: row.title, width=190),
    Column[PlannedBenefit]("Projected", lambda row: row.amount, width=190, whole=True),
    Column[PlannedBenefit]("What happens, or why not", _told, width=420, grows=True),
)


class RowsStep(OutcomeRows):
    """The benefits of the sheet with their outcomes; choosing one opens it at the right."""

    def __init__(self) -> None:
        telling: Telling[PlannedBenefit] = Telling(
            number=lambda row: row.row,
            kind=lambda row: row.kind,
            words=lambda row: f"{row.row} {row.project} {row.title} {_told(row)}",
            to_check=lambda row: row.remark,
        )
        super().__init__(COLUMNS, telling)

    def show_plan(self, plan: BenefitPlan) -> None:
        """Show the outcomes, in a sentence what the import comes to, and what is never taken."""
        notes = (plan.told, "" if plan.can_be_undone else _FOR_GOOD)
        self.show_outcomes(plan.rows, summary_of(plan), " ".join(filter(None, notes)))


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
