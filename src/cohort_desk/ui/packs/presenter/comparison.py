"""What is shown of a merge: its lines, the sums over them, and the sentence above."""

from collections.abc import Sequence
from dataclasses import dataclass

from cohort_desk.domain.dates import written_moment
from cohort_desk.domain.packs.words import CellKind
from cohort_desk.domain.words import counted
from cohort_desk.exchange.tables_out import TableOut
from cohort_desk.services.packs import MergePlan, MergeRow, Outcome

OFFICE, AWAY = "office", "away"
_HEADINGS = (
    "About",
    "Of",
    "Entry",
    "Outcome",
    "As sent",
    "At the office",
    "Came back",
    "Will be",
)


@dataclass(frozen=True, slots=True)
class MergeLine:
    """A cell in the comparison; `chosen` is what was chosen for one that clashes, in words."""

    id: int
    row: MergeRow
    chosen: str | None

    @property
    def clashes(self) -> bool:
        """Whether two values clash here."""
        return self.row.outcome is Outcome.CLASH

    @property
    def tells_more(self) -> bool:
        """Whether there is more to be read than a line of a list holds."""
        return self.row.outcome is Outcome.REFUSED or self.row.about.kind is CellKind.DECISION

    @property
    def outcome(self) -> str:
        """What becomes of the cell, in a word or two."""
        if self.clashes and self.chosen is not None:
            return "Settled"
        return self.row.outcome.value

    @property
    def result(self) -> str:
        """What the cell will hold."""
        _base, office, away = self.row.shown
        if self.row.outcome is Outcome.TAKEN:
            return away
        return self.chosen if self.chosen is not None else office


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is shown of a merge: the lines that pass the filters, and the sums over all."""

    title: str
    sentence: str
    lines: tuple[MergeLine, ...]
    total: int
    counts: tuple[tuple[str, int], ...]
    unsettled: int
    can_merge: bool


def comparison_table(lines: Sequence[MergeLine]) -> TableOut:
    """Return lines of a comparison as a table to save."""
    rows = [
        (
            line.row.about.where,
            line.row.about.of,
            line.row.about.what,
            line.outcome,
            *line.row.shown,
            line.result,
            line.row.reason,
        )
        for line in lines
    ]
    return TableOut("Comparison", (*_HEADINGS, "Why"), rows)


def told_of(plan: MergePlan) -> str:
    """Return what came back, when it went out, and what is not listed, in sentences."""
    when = plan.returned.returned_at
    filled = f", filled in {written_moment(when)}" if when else ""
    before = ""
    if plan.known_since:
        before = f" This very file was merged on {written_moment(plan.known_since)}."
    elif plan.merged_before:
        before = f" A return of it was merged on {written_moment(plan.merged_before)}."
    nothing = "" if plan.anything else " There is nothing new in it: merging changes nothing."
    untouched = ""
    if plan.unchanged:
        left = counted(plan.unchanged, "entry that nobody touched is", "entries nobody touched are")
        untouched = f" {left} not listed."
    sent = f"{plan.returned.source}, sent out {written_moment(plan.made_at)}{filled}."
    return f"{sent}{untouched}{before}{nothing}"
