"""Lists of decisions on claims, as a finance office keeps them: claim, decision, amount and why."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.names import folded
from cohort_desk.domain.savings.money import typed_pence
from cohort_desk.domain.savings.words import EVIDENCE
from cohort_desk.exchange.errors import UnreadableFile
from cohort_desk.exchange.headers import normalised
from cohort_desk.exchange.savings import cells
from cohort_desk.exchange.sheets import read_workbook

_HEADINGS: dict[str, tuple[str, ...]] = {
    "claim": ("claim", "claim no", "claim number", "claim id", "no"),
    "decision": ("decision", "outcome", "validate"),
    "amount": ("amount", "validated", "validated amount", "amount validated", "£"),
    "grade": ("grade", "evidence", "evidence grade", "evidence as confirmed"),
    "reason": ("reason", "why", "comment", "comments"),
    "by": ("by", "confirmed by", "officer", "validator"),
    "on": ("on", "decided on", "date"),
}
_OUTCOMES = {
    "validated": ("validated", "validate", "confirmed", "confirm", "yes", "accepted", "accept"),
    "rejected": ("rejected", "reject", "no", "refused"),
    "withdrawn": ("withdrawn", "withdraw"),
}
_OUTCOME_OF = {word: key for key, words in _OUTCOMES.items() for word in words}


@dataclass(frozen=True, slots=True)
class ListedDecision:
    """One row of a list; `pence` is None where all that was claimed is confirmed."""

    row: int
    claim_id: int
    outcome: str
    pence: int | None
    grade: str
    reason: str
    by: str
    decided_on: date | None


def read_decisions(path: Path) -> tuple[ListedDecision, ...]:
    """Read a list of decisions.

    Raises:
        UnreadableFile: it cannot be read, or has no columns for the claim and the decision.
        RuleBroken: rows cannot be understood; all of them are named.
    """
    for sheet in read_workbook(path).sheets:
        for number, row in enumerate(sheet.rows, start=1):
            columns = _columns(row)
            if {"claim", "decision"} <= columns.keys():
                return _rows(sheet.rows[number:], number + 1, columns)
    raise UnreadableFile(
        f"“{path.name}” has no list of decisions. It needs columns Claim and Decision; Amount, "
        "Grade, Reason, By and Date may follow."
    )


def outcome_of(text: str) -> str:
    """Return the outcome that a word names.

    Raises:
        RuleBroken: it names none.
    """
    found = _OUTCOME_OF.get(folded(text))
    if found is None:
        raise RuleBroken(
            "decision",
            f"“{cells.cut(text)}” is no decision. Write Validated, Rejected or Withdrawn.",
        )
    return found


def grade_of(text: str) -> str:
    """Return the grade of evidence that a word names.

    Raises:
        RuleBroken: it names none.
    """
    word = folded(text)
    if word not in EVIDENCE:
        raise RuleBroken(
            "grade",
            f"“{cells.cut(text)}” is no grade of evidence. Write Sufficient, Partial or "
            "Insufficient.",
        )
    return word


def _columns(row: Sequence[str]) -> dict[str, int]:
    words = [normalised(cell) or cell.strip() for cell in row]
    return {
        meaning: words.index(heading)
        for meaning, headings in _HEADINGS.items()
        for heading in headings[::-1]
        if heading in words
    }


def _rows(
    rows: Sequence[Sequence[str]], first: int, columns: dict[str, int]
) -> tuple[ListedDecision, ...]:
    made: list[ListedDecision] = []
    wrong: list[str] = []
    for number, row in enumerate(rows, start=first):
        if not any(row):
            continue
        try:
            made.append(_decision(number, lambda name, row=row: _cell(row, columns.get(name))))
        except RuleBroken as broken:
            wrong.append(f"Row {number}: {broken}")
    if wrong:
        raise RuleBroken("rows", f"Nothing was decided. {' '.join(wrong)}")
    if not made:
        raise RuleBroken("rows", "The list has no decisions below its headings.")
    return tuple(made)


def _decision(number: int, cell: Callable[[str], str]) -> ListedDecision:
    amount, day = cell("amount"), cell("on")
    outcome = outcome_of(cell("decision"))
    return ListedDecision(
        number,
        cells.whole(re.sub(r"^[Cc] ?(?=\d)", "", cell("claim")), "The claim", 1, 10**9),
        outcome,
        typed_pence(amount, "amount") if amount and outcome == "validated" else None,
        grade_of(cell("grade")) if cell("grade") else "",
        cell("reason"),
        cell("by"),
        cells.day(day, "The date") if day else None,
    )


def _cell(row: Sequence[str], column: int | None) -> str:
    return "" if column is None else row[column]
