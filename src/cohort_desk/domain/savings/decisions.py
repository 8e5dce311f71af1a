"""The rules of decisions on claims: who may confirm what, on which evidence."""

from dataclasses import dataclass
from datetime import date

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings.money import check_whole, pounds
from cohort_desk.domain.savings.parties import Party, check_validator
from cohort_desk.domain.savings.words import EVIDENCE


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim as far as a decision on it goes; `state` is a value of `shapes.ClaimState`.

    `owned` are those who owned the benefit when it was claimed.
    """

    title: str
    state: str
    pence: int
    claimed_on: date
    owner: Party | None
    claimant: Party
    owned: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """A decision as it is entered; `officer` is None of a withdrawal."""

    outcome: str
    pence: int
    grade: str
    reason: str
    officer: Party | None
    decided_on: date


def check_decision(asked: Asked, given: Given, today: date) -> None:
    """Refuse a decision that breaks a rule.

    Args:
        asked: the claim.
        given: the decision.
        today: the day on which it is entered.

    Raises:
        RuleBroken: with the field to put right.
    """
    _check_open(asked, given)
    if given.grade not in EVIDENCE:
        raise RuleBroken(
            "grade", "Say how good the evidence is: sufficient, partial or insufficient."
        )
    _check_day(asked, given, today)
    if given.outcome == "withdrawn":
        _need_reason(asked, given, "withdrawn")
        return
    if given.officer is None:
        raise RuleBroken("validator", f"Say who decides on the claim on “{asked.title}”.")
    check_validator(
        given.officer,
        title=asked.title,
        owner=asked.owner,
        claimant=asked.claimant,
        on=given.decided_on,
        owned=asked.owned,
    )
    if given.outcome == "rejected":
        _need_reason(asked, given, "rejected")
    else:
        _check_validated(asked, given)


def _check_open(asked: Asked, given: Given) -> None:
    if asked.state == "replaced":
        raise RuleBroken(
            "claim",
            f"This claim on “{asked.title}” was corrected by a newer one meanwhile. Decide on "
            "that one.",
        )
    if asked.state == "withdrawn":
        raise RuleBroken(
            "claim",
            f"This claim on “{asked.title}” was withdrawn. Nothing more can be decided on it; "
            "make a new claim.",
        )
    if asked.state == given.outcome == "rejected":
        raise RuleBroken("claim", f"This claim on “{asked.title}” is rejected already.")


def _check_day(asked: Asked, given: Given, today: date) -> None:
    day = written_date(given.decided_on)
    if given.decided_on > today:
        raise RuleBroken(
            "decided_on", f"{day} is still to come. Enter the day on which it was decided."
        )
    if given.decided_on < asked.claimed_on:
        raise RuleBroken(
            "decided_on",
            f"The claim on “{asked.title}” was made on {written_date(asked.claimed_on)} and cannot "
            f"have been decided on {day}. Enter the day on which it was decided.",
        )


def _check_validated(asked: Asked, given: Given) -> None:
    if given.grade == "insufficient":
        raise RuleBroken(
            "grade",
            f"A claim on “{asked.title}” cannot be validated on insufficient evidence. Ask for "
            "more evidence, or reject it.",
        )
    check_whole(given.pence)
    if given.pence <= 0:
        raise RuleBroken(
            "pence", "Enter what is confirmed, more than £0. To confirm nothing, reject the claim."
        )
    if given.pence > asked.pence:
        raise RuleBroken(
            "pence",
            f"{pounds(given.pence)} is more than the {pounds(asked.pence)} claimed on "
            f"“{asked.title}”. Confirm that at most, or have the claim corrected.",
        )


def _need_reason(asked: Asked, given: Given, what: str) -> None:
    if not given.reason:
        raise RuleBroken("reason", f"Say why the claim on “{asked.title}” is {what}.")
