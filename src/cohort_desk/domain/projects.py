"""The rules and words of projects: statuses, kinds of outcome, and what a field may hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.unseen import many_lines, one_line

STATUSES = {
    "proposed": "Proposed",
    "approved": "Approved",
    "under_way": "Under way",
    "reported": "Reported",
    "stopped": "Stopped",
}
OUTCOMES = {
    "money": "Money",
    "strategy": "Strategy change",
    "service": "Service",
    "network": "Network",
}
FIELD_LABELS = {
    "title": "Title",
    "problem": "Work problem",
    "summary": "Summary",
    "sponsor_agency_id": "Sponsor",
    "sponsor_person": "Sponsor’s contact",
    "status": "Status",
}
TITLE_LENGTH = 200
"""Of a title, a partner's name and role, a milestone, and the sponsor's contact."""
TEXT_LENGTH = 20_000
"""Of the work problem and the summary, in characters: some eight pages."""


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone as far as time goes by it."""

    title: str
    due_on: date | None
    done_on: date | None


def is_overdue(step: Step, today: date) -> bool:
    """Say whether a milestone should have been done before today."""
    return step.done_on is None and step.due_on is not None and step.due_on < today


def next_step(steps: tuple[Step, ...]) -> Step | None:
    """Return the milestone to be done next: the first due of those not done, dated ones first."""
    waiting = [step for step in steps if step.done_on is None]
    by_day = sorted(waiting, key=lambda step: (step.due_on is None, step.due_on or date.max))
    return by_day[0] if by_day else None


def clean_project(values: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a project that are text, as they are kept.

    Raises:
        RuleBroken: the title is missing, a text is too long, or the status is unknown.
    """
    clean: dict[str, str] = {}
    for field, value in values.items():
        if field in {"problem", "summary"}:
            clean[field] = _long_text(field, value)
        elif field == "status":
            if value not in STATUSES:
                raise RuleBroken("status", "Choose a status.")
            clean[field] = value
        else:
            label = "project" if field == "title" else FIELD_LABELS[field].lower()
            clean[field] = short_text(field, label, value, needed=field == "title")
    return clean


def short_text(field: str, label: str, value: str, *, needed: bool = True) -> str:
    """Return a line of text without stray spaces.

    Raises:
        RuleBroken: it is missing though needed, or too long.
    """
    text = one_line(value)
    if needed and not text:
        raise RuleBroken(field, f"Give the {label} a name.")
    if len(text) > TITLE_LENGTH:
        raise RuleBroken(field, f"That is longer than {TITLE_LENGTH} characters. Shorten it.")
    return text


def _long_text(field: str, value: str) -> str:
    text = many_lines(value)
    if len(text) > TEXT_LENGTH:
        raise RuleBroken(
            field,
            f"{FIELD_LABELS[field]} takes at most {TEXT_LENGTH:,} characters, and this has "
            f"{len(text):,}. Shorten it, or add it as a file.",
        )
    return text


def check_outcome(kind: str) -> None:
    """Refuse a kind of outcome that there is not.

    Raises:
        RuleBroken: it is unknown.
    """
    if kind not in OUTCOMES:
        raise RuleBroken("kind", "Choose what kind of outcome it is.")


def check_done_on(done_on: date | None, today: date) -> None:
    """Refuse a day to come as the one on which a milestone was done.

    Raises:
        RuleBroken: it is one.
    """
    if done_on is not None and done_on > today:
        raise RuleBroken("done_on", "A milestone cannot be done on a day that is still to come.")
