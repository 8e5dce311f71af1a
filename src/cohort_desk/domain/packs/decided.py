"""What a finance officer decides on a claim in a form: read, kept in one cell, and said in words.

A decision is one cell of a pack, so that it is merged whole: an amount from one decision is never
put with the grade of another.
"""

import json
from dataclasses import dataclass
from datetime import date

from cohort_desk.domain.dates import read_date, written_date
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.names import folded
from cohort_desk.domain.savings.money import pounds, typed_pence
from cohort_desk.domain.savings.words import DECISIONS, EVIDENCE
from cohort_desk.domain.unseen import one_line

VALIDATE, REJECT = "Validate", "Reject"
LONGEST_REASON = 500
_OUTCOMES = {VALIDATE.casefold(): "validated", REJECT.casefold(): "rejected"}
_GRADES = {words.casefold(): key for key, words in EVIDENCE.items()}


@dataclass(frozen=True, slots=True)
class FormDecision:
    """A decision: its outcome, the pence confirmed, the evidence as judged, the day and why.

    `claimed` is the pence of the claim as whoever decided had it before them.
    """

    outcome: str
    pence: int
    grade: str
    decided_on: date
    reason: str
    claimed: int

    @property
    def cell(self) -> str:
        """The decision as the value of a cell."""
        day = self.decided_on.isoformat()
        plain = (self.outcome, self.pence, self.grade, day, self.reason, self.claimed)
        return json.dumps(plain, ensure_ascii=False)

    @classmethod
    def of(cls, cell: object) -> "FormDecision | None":
        """Return the decision that a cell holds, None where it holds none."""
        try:
            outcome, pence, grade, day, reason, claimed = json.loads(str(cell))
            decided_on = date.fromisoformat(day)
            return cls(str(outcome), int(pence), str(grade), decided_on, str(reason), int(claimed))
        except (TypeError, ValueError):
            return None

    @property
    def words(self) -> str:
        """The decision as a comparison shows it."""
        amount = f"{pounds(self.pence)} " if self.outcome == "validated" else ""
        grade = f", evidence {EVIDENCE[self.grade].lower()}" if self.grade in EVIDENCE else ""
        why = f": {self.reason}" if self.reason else ""
        outcome = DECISIONS.get(self.outcome, self.outcome)
        said = f"{amount}{outcome.lower()}" if amount else outcome
        return f"{said}{grade}, {written_date(self.decided_on)}{why}"

    def says_the_same(self, other: "FormDecision") -> bool:
        """Whether both come to the same money on the same evidence."""
        one = (self.outcome, self.pence, self.grade)
        return one == (other.outcome, other.pence, other.grade)


@dataclass(frozen=True, slots=True)
class TypedDecision:
    """What stands in the six cells of a row, as it was typed, and the amount claimed beside it."""

    decision: str
    amount: str
    grade: str
    reason: str
    by: str
    day: str
    claimed: str

    @property
    def is_blank(self) -> bool:
        """Whether nothing was filled in, so that the claim is left for later."""
        return not any((self.decision, self.amount, self.grade, self.reason, self.by, self.day))

    @property
    def words(self) -> str:
        """All that was typed, as it stands."""
        given = (self.decision, self.amount, self.grade, self.by, self.day, self.reason)
        return ", ".join(each for each in given if each)


def read_decision(typed: TypedDecision, officer: str) -> FormDecision:
    """Return what was decided in a row that is not blank.

    Args:
        typed: the row.
        officer: whom the form was made for, who alone may confirm.

    Raises:
        RuleBroken: something is missing or is not what its cell takes; every fault is named.
    """
    faults: list[str] = []
    claimed = _claimed(typed.claimed, faults)
    outcome = _OUTCOMES.get(typed.decision.strip().casefold(), "")
    if not outcome:
        faults.append(_not_chosen("Decision", typed.decision, (VALIDATE, REJECT)))
    pence = _amount(typed.amount, outcome, faults)
    grade = _GRADES.get(typed.grade.strip().casefold(), "")
    if not grade:
        faults.append(_not_chosen("Evidence grade", typed.grade, tuple(EVIDENCE.values())))
    reason = one_line(typed.reason)
    if outcome == "rejected" and not reason:
        faults.append("Reason is empty: a rejected claim needs one.")
    if len(reason) > LONGEST_REASON:
        faults.append(f"Reason has {len(reason):,} characters, and {LONGEST_REASON} are kept.")
    _check_name(typed.by, officer, faults)
    day = read_date(typed.day)
    if day is None:
        told = f"“{typed.day}” is no date" if typed.day else "Date is empty"
        faults.append(f"{told}: type the day as 14/11/2026.")
    if faults or day is None:
        raise RuleBroken("decision", " ".join(faults))
    return FormDecision(outcome, pence, grade, day, reason, claimed)


def _claimed(shown: str, faults: list[str]) -> int:
    """Return the pence claimed that the row shows, which nobody has to type."""
    try:
        return typed_pence(shown)
    except RuleBroken:
        faults.append(
            f"The amount claimed was changed in the form and reads “{shown}”. Fill in a fresh copy."
        )
        return 0


def _amount(typed: str, outcome: str, faults: list[str]) -> int:
    """Return the pence that were typed; what is wrong with them is added to the faults."""
    if not typed:
        if outcome == "validated":
            faults.append("Amount confirmed is empty: type what you confirm.")
        return 0
    try:
        pence = typed_pence(typed)
    except RuleBroken as error:
        faults.append(str(error))
        return 0
    if not _is_exact(typed):
        faults.append(f"“{typed}” is not exact: type pounds and whole pence, such as 1,200.50.")
    elif outcome == "rejected" and pence:
        faults.append(f"A rejected claim confirms nothing, and {pounds(pence)} is typed.")
    elif outcome == "validated" and not pence:
        faults.append(f"To confirm nothing, choose {REJECT} and say why.")
    return pence


def _is_exact(typed: str) -> bool:
    """Whether an amount is in full, to the penny: neither "150K" nor a third of a pound."""
    _whole, _point, pence = typed.strip().partition(".")
    return not any(map(str.isalpha, typed)) and len(pence.rstrip("0")) <= len("99")


def _check_name(by: str, officer: str, faults: list[str]) -> None:
    if not by:
        faults.append(f"Confirmed by is empty: it takes the name of {officer}.")
    elif folded(by) != folded(officer):
        faults.append(
            f"“{by}” confirmed it, and the claim waits for {officer}: only they can decide it."
        )


def _not_chosen(heading: str, typed: str, choices: tuple[str, ...]) -> str:
    *others, last = choices
    told = f"“{typed}” is no choice under {heading}" if typed else f"{heading} is empty"
    return f"{told}: choose {', '.join(others)} or {last}."
