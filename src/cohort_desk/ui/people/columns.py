"""The columns of the people's table."""

from collections.abc import Callable

from cohort_desk.services.people import PERSON_COLUMNS, Person
from cohort_desk.ui.kit.columns import Chip, Column, sector_chip
from cohort_desk.ui.kit.tokens import ToneName

_STATUS_TONES: dict[str, ToneName] = {
    "enrolled": "accent",
    "withdrawn": "danger",
    "completed": "success",
}
_WIDTHS = {
    "name": 128,
    "agency": 124,
    "sector": 128,
    "grade": 92,
    "location": 88,
    "group": 84,
    "status": 104,
    "email": 220,
    "years_of_service": 120,
    "job_title": 168,
    "notes": 240,
}
_SHOWN = ("name", "agency", "sector", "grade", "location", "group", "status")
_CHOSEN = (
    "reference",
    "email",
    "phone",
    "job_title",
    "profession",
    "team",
    "line_manager",
    "years_of_service",
    "gender",
    "module_option",
    "availability",
)


def status_tone(status: str) -> ToneName:
    """Return the tone of a status by its stored key."""
    return _STATUS_TONES[status]


def _status_chip(person: Person) -> Chip:
    _, words = PERSON_COLUMNS["status"]
    return Chip(words(person), status_tone(person.status))


def _sector_chip(person: Person) -> Chip | None:
    return sector_chip(person.sector) if person.sector else None


_CHIPS: dict[str, Callable[[Person], Chip | None]] = {
    "sector": _sector_chip,
    "status": _status_chip,
}


def _column(name: str, *, hidden: bool) -> Column[Person]:
    heading, text = PERSON_COLUMNS[name]
    return Column(
        heading,
        text,
        key=name,
        width=_WIDTHS.get(name, 140),
        right=name == "years_of_service",
        chip=_CHIPS.get(name),
        hidden=hidden,
        grows=name == "agency",
    )


COLUMNS = (
    *(_column(name, hidden=False) for name in _SHOWN),
    *(_column(name, hidden=True) for name in _CHOSEN),
)
