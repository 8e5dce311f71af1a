"""Outcomes without money: a strategy changed, a service, a network; how each becomes real.

Promised → under way → achieved → confirmed, or dropped with a reason. As with money, what is
achieved has evidence, and somebody who does not own it confirms it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.projects import OUTCOMES
from cohort_desk.domain.savings.parties import Party, same_person
from cohort_desk.domain.savings.words import OUTCOME_STATES
from cohort_desk.domain.unseen import many_lines, one_line

KINDS = {key: words for key, words in OUTCOMES.items() if key != "money"}
"""The kinds that are followed here; money has benefits."""
TRACK = ("promised", "under_way", "achieved", "confirmed")
"""The states in the order in which an outcome climbs; a dropped one stands beside it."""
DESCRIPTION_LENGTH, MEASURE_LENGTH, EVIDENCE_LENGTH, REASON_LENGTH = 2000, 300, 1000, 500

FIELD_LABELS = {
    "kind": "Kind",
    "description": "What it is",
    "measure": "How it is known",
    "due_on": "Due",
    "owner_id": "Owner",
    "evidence": "Evidence",
}
_FIXED = frozenset(FIELD_LABELS) - {"due_on"}
"""What a confirmation rests on."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome as the rules see it; `files` is how many files of evidence it has."""

    title: str
    status: str
    evidence: str = ""
    files: int = 0
    owner: Party | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFields:
    """What of an outcome can be edited."""

    kind: str = "strategy"
    description: str = ""
    measure: str = ""
    due_on: date | None = None
    owner_id: int | None = None
    evidence: str = ""


def clean_fields(fields: OutcomeFields) -> OutcomeFields:
    """Return the fields as they are kept.

    Raises:
        RuleBroken: the kind is unknown or money, nothing is said, or a text is too long.
    """
    if fields.kind not in KINDS:
        raise RuleBroken("kind", "Choose strategy change, service or network; money has benefits.")
    description = many_lines(fields.description)
    if not description:
        raise RuleBroken("description", "Say what the outcome is.")
    clean = OutcomeFields(
        kind=fields.kind,
        description=description,
        measure=one_line(fields.measure),
        due_on=fields.due_on,
        owner_id=fields.owner_id,
        evidence=many_lines(fields.evidence),
    )
    for field, most in (
        ("description", DESCRIPTION_LENGTH),
        ("measure", MEASURE_LENGTH),
        ("evidence", EVIDENCE_LENGTH),
    ):
        if len(getattr(clean, field)) > most:
            raise RuleBroken(field, f"{FIELD_LABELS[field]}: at most {most:,} characters. Shorten.")
    return clean


def check_move(outcome: Outcome, status: str, reason: str = "") -> None:
    """Refuse a state that an outcome cannot be given.

    Confirming has its own rule, `check_confirmation`.

    Raises:
        RuleBroken: the state is unknown or is to be confirmed; what is achieved has no evidence; it
            is dropped, or its confirmation is taken back, without a reason.
    """
    if status not in OUTCOME_STATES:
        raise RuleBroken("status", "Choose how far the outcome is.")
    if status == "confirmed":
        raise RuleBroken("status", f"Say who confirms “{outcome.title}”, and on which day.")
    if status == "achieved" and not _has_evidence(outcome):
        raise RuleBroken(
            "evidence",
            f"“{outcome.title}” has no evidence. Say what shows that it was achieved, or add a "
            "file.",
        )
    if status == "dropped" and not one_line(reason):
        raise RuleBroken("reason", f"Say why “{outcome.title}” is dropped.")
    if outcome.status == "confirmed" and not one_line(reason):
        raise RuleBroken("reason", f"Say why the confirmation of “{outcome.title}” is taken back.")
    if len(one_line(reason)) > REASON_LENGTH:
        raise RuleBroken("reason", f"A reason has at most {REASON_LENGTH} characters. Shorten it.")


def check_confirmation(outcome: Outcome, officer: Party | None, on: date, today: date) -> None:
    """Refuse a confirmation that shows nothing.

    Raises:
        RuleBroken: it was not achieved, has no evidence or no owner; nobody confirms it, or its
            owner or somebody who had left does; or the day is still to come.
    """
    title = outcome.title
    if outcome.status != "achieved":
        state = OUTCOME_STATES[outcome.status].lower()
        raise RuleBroken("status", f"“{title}” is {state}: only what is achieved is confirmed.")
    if not _has_evidence(outcome):
        raise RuleBroken("evidence", f"“{title}” has no evidence to confirm it by.")
    if outcome.owner is None:
        raise RuleBroken(
            "owner_id", f"“{title}” has no owner. Name who answers for it: somebody else confirms."
        )
    if officer is None:
        raise RuleBroken("confirmed_by", f"Say who confirms “{title}”.")
    if same_person(officer, outcome.owner):
        raise RuleBroken(
            "confirmed_by",
            f"{officer.name} owns “{title}”, so somebody else must confirm it. Choose another "
            "officer.",
        )
    if on > today:
        raise RuleBroken("confirmed_on", f"{written_date(on)} is still to come.")
    if officer.left_on is not None and officer.left_on <= on:
        raise RuleBroken(
            "confirmed_by",
            f"{officer.name} left the post on {written_date(officer.left_on)} and can confirm "
            "nothing after that. Choose another officer.",
        )


def check_kept(outcome: Outcome, changed: Collection[str]) -> None:
    """Refuse to change what a confirmation rests on.

    Args:
        outcome: as it stands.
        changed: names of `FIELD_LABELS`; "outcome" where it is to be removed.

    Raises:
        RuleBroken: it is confirmed.
    """
    if outcome.status == "confirmed" and (_FIXED | {"outcome"}).intersection(changed):
        raise RuleBroken(
            next(iter(changed)),
            f"“{outcome.title}” is confirmed as it stands. Take the confirmation back before you "
            "change it.",
        )


def is_late(status: str, due_on: date | None, today: date) -> bool:
    """Say whether an outcome should have been achieved before today."""
    return status in {"promised", "under_way"} and due_on is not None and due_on < today


def _has_evidence(outcome: Outcome) -> bool:
    return bool(one_line(outcome.evidence)) or outcome.files > 0
