"""The fields of a participant, what they are called and what they may hold."""

import re
from collections.abc import Mapping

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.unseen import many_lines, one_line

FIELD_LABELS: Mapping[str, str] = {
    "given_name": "Given name",
    "family_name": "Family name",
    "reference": "Reference",
    "email": "E-mail",
    "phone": "Phone",
    "agency_id": "Agency",
    "job_title": "Job title",
    "profession": "Profession",
    "grade": "Grade",
    "team": "Team",
    "line_manager": "Line manager",
    "location": "Location",
    "years_of_service": "Years of service",
    "gender": "Gender",
    "module_option": "Module option",
    "availability": "Availability",
    "notes": "Notes",
    "status": "Status",
}
"""What each field is called on the screen, in the history and on paper, in the order of forms."""

MAX_LENGTHS: Mapping[str, int] = {
    "given_name": 120,
    "family_name": 120,
    "reference": 60,
    "email": 254,
    "phone": 60,
    "job_title": 200,
    "profession": 120,
    "grade": 80,
    "team": 120,
    "line_manager": 254,
    "location": 120,
    "gender": 40,
    "module_option": 120,
    "availability": 500,
    "notes": 10_000,
}
"""The most characters a field may hold."""

STATUS_LABELS: Mapping[str, str] = {
    "enrolled": "Enrolled",
    "withdrawn": "Withdrawn",
    "completed": "Completed",
}
MOST_YEARS = 70
UNIQUE_FIELDS = ("email", "reference")
"""What no two participants of a cohort may share; empty is None, so that many may lack it."""

_MANY_LINES = frozenset({"availability", "notes"})
_EMAIL = re.compile(r"[^@\s,;<>()\"]+@[^@\s,;<>()\".]+(\.[^@\s,;<>()\".]+)+")

FieldValue = str | int | None


def clean_fields(values: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
    """Return the fields as they are stored: spaces tidied, e-mails in lower case, years a number.

    Raises:
        RuleBroken: the first field that breaks a rule, with the sentence to show beside it.
    """
    return {field: clean_field(field, value) for field, value in values.items()}


def clean_field(field: str, value: FieldValue) -> FieldValue:
    """Return one field as it is stored.

    Raises:
        RuleBroken: the value breaks a rule.
        KeyError: participants have no such field.
    """
    if field == "agency_id":
        return int(value) if value else None
    if field == "years_of_service":
        return _years(value)
    text = _tidy(field, str(value or ""))
    if len(text) > MAX_LENGTHS.get(field, len(text)):
        label = FIELD_LABELS[field]
        raise RuleBroken(field, f"{label} takes at most {MAX_LENGTHS[field]} characters.")
    if field == "family_name" and not any(character.isalpha() for character in text):
        raise RuleBroken(field, _no_family_name(text))
    if field == "email" and text and not (_EMAIL.fullmatch(text) and ".." not in text):
        raise RuleBroken(field, f"“{text}” is not an e-mail address, such as name@example.org.")
    if field == "status" and text not in STATUS_LABELS:
        raise RuleBroken(field, "Choose one of the statuses in the list.")
    return text or None if field in UNIQUE_FIELDS else text


def _no_family_name(text: str) -> str:
    if not text:
        return "Family name is needed; put a single name here."
    return f"Family name is needed, and “{text}” has no letters; put a single name here."


def _tidy(field: str, text: str) -> str:
    if field not in FIELD_LABELS:
        raise KeyError(field)
    if field in _MANY_LINES:
        return many_lines(text)
    tidy = one_line(text)
    return tidy.lower() if field == "email" else tidy


def _years(value: FieldValue) -> int | None:
    text = str("" if value is None else value).strip()
    if not text:
        return None
    try:
        years = float(text)
    except ValueError:
        years = -1.0
    if not (0 <= years <= MOST_YEARS and years.is_integer()):
        raise RuleBroken(
            "years_of_service", f"Years of service is a whole number from 0 to {MOST_YEARS}."
        )
    return int(years)
