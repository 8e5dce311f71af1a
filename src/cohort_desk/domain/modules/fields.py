"""The fields of modules, assessments and sittings: what they are called and what they may hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.numbers import HIGHEST, LOWEST
from cohort_desk.domain.modules.moments import written_in_london
from cohort_desk.domain.unseen import many_lines, one_line

MODULE_LABELS: Mapping[str, str] = {
    "code": "Code",
    "title": "Title",
    "credits": "Credits",
    "level": "Level",
    "core": "Core module",
}
ASSESSMENT_LABELS: Mapping[str, str] = {
    "title": "Title",
    "module_id": "Module",
    "weight": "Weight",
    "done_by": "Done by",
    "round_id": "Round",
    "guide_id": "Marking guide",
    "markers": "Markers",
    "anonymous": "Marked anonymously",
    "minimum": "Least mark",
    "word_limit": "Word limit",
    "brief": "Brief",
}
SITTING_LABELS: Mapping[str, str] = {
    "opens_at": "Opens",
    "deadline": "Deadline",
    "closes_at": "Closes",
}
"""What each field is called on the screen, in the history and on paper, in the order of forms."""

DONE_BY_LABELS: Mapping[str, str] = {"person": "Each person", "group": "Groups"}
MARKER_LABELS: Mapping[int, str] = {1: "One marker", 2: "Two, each blind to the other"}
LEVELS = range(3, 9)
MOST_CREDITS = 180
MOST_WEIGHT = 1000
MOST_WORDS = 100_000
MOST_SITTINGS = 4

_MANY_LINES = frozenset({"brief", "notes", "description", "descriptor", "text"})
_LONGEST: Mapping[str, int] = {"code": 20, "title": 200, "brief": 50_000}
_WHOLE: Mapping[str, range] = {
    "credits": range(1, MOST_CREDITS + 1),
    "level": LEVELS,
    "weight": range(1, MOST_WEIGHT + 1),
    "markers": range(1, 3),
}


def clean_module(values: Mapping[str, object]) -> dict[str, object]:
    """Return fields of a module as they are stored.

    Raises:
        RuleBroken: the first field that breaks a rule, with the sentence to show beside it.
        KeyError: modules have no such field.
    """
    return {field: _clean(MODULE_LABELS, field, value) for field, value in values.items()}


def clean_assessment(values: Mapping[str, object]) -> dict[str, object]:
    """Return fields of an assessment as they are stored, the least mark as a Decimal.

    Raises:
        RuleBroken: the first field that breaks a rule, with the sentence to show beside it.
        KeyError: assessments have no such field.
    """
    return {field: _clean(ASSESSMENT_LABELS, field, value) for field, value in values.items()}


@dataclass(frozen=True, slots=True)
class Moments:
    """When a sitting opens, is due and closes; each aware, or None while it is open."""

    opens_at: datetime | None = None
    deadline: datetime | None = None
    closes_at: datetime | None = None


def check_moments(moments: Moments) -> None:
    """Check that a sitting opens before it is due and closes no earlier than that.

    Raises:
        RuleBroken: two moments are in the wrong order.
    """
    opens_at, deadline, closes_at = moments.opens_at, moments.deadline, moments.closes_at
    if opens_at and deadline and opens_at > deadline:
        raise RuleBroken(
            "opens_at", f"It cannot open after its deadline, {written_in_london(deadline)}."
        )
    if closes_at and deadline and closes_at < deadline:
        raise RuleBroken(
            "closes_at", f"It cannot close before its deadline, {written_in_london(deadline)}."
        )
    if opens_at and closes_at and opens_at > closes_at:
        raise RuleBroken(
            "opens_at", f"It cannot open after it closes, {written_in_london(closes_at)}."
        )


def check_group_hand_in(title: str, done_by: str, round_id: int | None) -> None:
    """Check that a group assessment says whose groups do it.

    Raises:
        RuleBroken: it names no round yet.
    """
    if done_by == "group" and round_id is None:
        raise RuleBroken(
            "round_id",
            f"{title} is done by groups, but it is not yet said by those of which round. "
            "Choose the round on the Modules page.",
        )


def _clean(labels: Mapping[str, str], field: str, value: object) -> object:
    label = labels[field]
    if field in _WHOLE:
        return whole_number(field, label, value, _WHOLE[field])
    if field in _LONGEST:
        return clean_text(field, label, str(value or ""), _LONGEST[field])
    return _CLEANED[field](field, label, value)


def clean_text(field: str, label: str, text: str, longest: int) -> str:
    """Return one line, or the lines of a long text, with stray spaces taken off.

    Raises:
        RuleBroken: a title or code is missing, or the text is too long.
    """
    tidy = many_lines(text) if field in _MANY_LINES else one_line(text)
    if not tidy and field in ("title", "code", "label", "text"):
        raise RuleBroken(field, f"{label} is needed.")
    if len(tidy) > longest:
        raise RuleBroken(field, f"{label} takes at most {longest:,} characters.")
    return tidy


def mark_entered(field: str, label: str, value: object) -> Decimal | None:
    """Return a mark from 0 to 100 with at most 2 decimal places; None of an empty field.

    Raises:
        RuleBroken: it is anything else.
    """
    text = str("" if value is None else value).strip()
    if not text:
        return None
    try:
        mark = Decimal(text)
    except InvalidOperation:
        mark = Decimal("NaN")
    if not (mark.is_finite() and LOWEST <= mark <= HIGHEST and mark == round(mark, 2)):
        raise RuleBroken(
            field, f"{label} is a mark from 0 to 100 with at most 2 decimal places, not “{text}”."
        )
    return mark


def whole_number(field: str, label: str, value: object, allowed: range) -> int:
    """Return a whole number of a range.

    Raises:
        RuleBroken: it is no whole number, or outside the range.
    """
    text = str("" if value is None else value).strip()
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not (number.is_finite() and number == int(number) and int(number) in allowed):
        lowest, highest = allowed[0], allowed[-1]
        raise RuleBroken(field, f"{label} is a whole number from {lowest:,} to {highest:,}.")
    return int(number)


def _yes(_field: str, _label: str, value: object) -> bool:
    return value in (True, "True", "1")


def _reference(_field: str, _label: str, value: object) -> int | None:
    return int(str(value)) if value else None


def _doer(field: str, _label: str, value: object) -> str:
    if value not in DONE_BY_LABELS:
        raise RuleBroken(field, "Choose whether each person or groups do it.")
    return str(value)


def _word_limit(field: str, label: str, value: object) -> int | None:
    return whole_number(field, label, value, range(1, MOST_WORDS + 1)) if value else None


_CLEANED: Mapping[str, Callable[[str, str, object], object]] = {
    "core": _yes,
    "anonymous": _yes,
    "module_id": _reference,
    "round_id": _reference,
    "guide_id": _reference,
    "done_by": _doer,
    "minimum": mark_entered,
    "word_limit": _word_limit,
}
