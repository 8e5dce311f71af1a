"""The fields of a tutor: what they are called and what they may hold."""

from collections.abc import Mapping

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.people import clean_field
from cohort_desk.domain.unseen import one_line

TUTOR_LABELS: Mapping[str, str] = {
    "name": "Name",
    "email": "E-mail",
    "agency_id": "Works at",
    "notes": "Notes",
}
"""What each field is called on the screen and in the history, in the order of forms."""

MOST_IN_NAME = 200
MOST_IN_REASON = 500

TutorValue = str | int | None


def clean_tutor(values: Mapping[str, TutorValue]) -> dict[str, TutorValue]:
    """Return the fields as they are stored.

    Raises:
        RuleBroken: the first field that breaks a rule, with the sentence to show beside it.
        KeyError: tutors have no such field.
    """
    for field in values:
        if field not in TUTOR_LABELS:
            raise KeyError(field)
    return {
        field: _name(str(value or "")) if field == "name" else clean_field(field, value)
        for field, value in values.items()
    }


def clean_reason(reason: str, most: int = MOST_IN_REASON) -> str:
    """Return a reason as it is stored.

    Raises:
        RuleBroken: it is too long.
    """
    tidy = one_line(reason)
    if len(tidy) > most:
        raise RuleBroken("reason", f"A reason takes at most {most:,} characters.")
    return tidy


def _name(text: str) -> str:
    tidy = one_line(text)
    if not any(character.isalpha() for character in tidy):
        raise RuleBroken("name", "A tutor needs a name.")
    if len(tidy) > MOST_IN_NAME:
        raise RuleBroken("name", f"A name takes at most {MOST_IN_NAME} characters.")
    return tidy
