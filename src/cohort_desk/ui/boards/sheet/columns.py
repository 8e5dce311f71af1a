"""The columns of the sheet: a candidate, a column for each module, and the award."""

from collections.abc import Callable, Sequence

from cohort_desk.domain.awards.facts import NAMES
from cohort_desk.domain.marks.numbers import written
from cohort_desk.services.boards import Flag, SheetColumn, SheetLine, SheetModule
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.tokens import ToneName

TONES: dict[str, ToneName] = {
    "Distinction": "success",
    "Merit": "success",
    "Pass": "success",
    "Compensated": "warning",
    "Referred": "warning",
    "Deferred": "warning",
    "Fail": "danger",
    "Withheld": "neutral",
    "Not yet": "neutral",
}
"""How each outcome looks, beside its word."""


def sheet_columns(modules: Sequence[SheetColumn], *, names: bool) -> tuple[Column[SheetLine], ...]:
    """Return the columns; `names` says whether one of them has the names."""
    return (
        Column("Candidate", lambda line: line.candidate or "–", key="candidate", width=88),
        *((_NAME,) if names else ()),
        *(_module_column(at, module) for at, module in enumerate(modules)),
        Column("Mean", _mean, key="mean", width=60, right=True),
        Column("Award", _award, key="award", width=168, chip=_award_chip),
        Column("Notice", _notice, key="flags", width=104, grows=True),
        Column("Proposed", lambda line: NAMES[line.proposed], key="proposed", hidden=True),
        Column("Credits", lambda line: str(line.credits), width=72, right=True, hidden=True),
        Column("Reason", _reason, key="reason", width=200, hidden=True),
    )


def module_words(module: SheetModule) -> str:
    """Return a module's mark, with those of its assessments where it has several."""
    own = "–" if module.mark is None else written(module.mark)
    if len(module.marks) == 1:
        return own
    return f"{own} ({', '.join(mark.written for mark in module.marks)})"


_NAME: Column[SheetLine] = Column("Name", lambda line: line.name, key="name", width=168)


def _module_column(at: int, module: SheetColumn) -> Column[SheetLine]:
    width = 60 + 22 * (len(module.assessments) if len(module.assessments) > 1 else 0)
    tip = f"{module.title}, {module.credits} credits: {', '.join(module.assessments)}"
    return Column(
        module.code, _marks_at(at), key=f"module-{module.module_id}", width=width, tip=tip
    )


def _marks_at(at: int) -> Callable[[SheetLine], str]:
    return lambda line: module_words(line.modules[at])


def _mean(line: SheetLine) -> str:
    return "–" if line.mean is None else written(line.mean)


def _award(line: SheetLine) -> str:
    return line.decision.words if line.decision else f"{NAMES[line.proposed]}, proposed"


def _award_chip(line: SheetLine) -> Chip | None:
    return Chip(_award(line), TONES[line.decision.words] if line.decision else "neutral")


def _notice(line: SheetLine) -> str:
    departs = ["Not as proposed"] if line.departs else []
    return ", ".join([*departs, *(flag.value for flag in Flag if flag in line.flags)])


def _reason(line: SheetLine) -> str:
    return line.decision.reason if line.decision else ""
