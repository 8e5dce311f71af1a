"""People as a list with chosen columns, which sheets, papers and commands all draw from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from cohort_desk.db.database import Database
from cohort_desk.db.tables import CohortRow, ProgrammeRow
from cohort_desk.domain.people import FIELD_LABELS, STATUS_LABELS
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.sectors import sector_label
from cohort_desk.services.people.records import Person, read_people

Reading = tuple[str, Callable[[Person], str]]
"""A column's heading, and what it says of a person."""

_PEOPLE_PER_READING = 1000
_PLAIN_FIELDS = (
    "given_name",
    "family_name",
    "reference",
    "job_title",
    "profession",
    "grade",
    "team",
    "line_manager",
    "location",
    "gender",
    "module_option",
    "availability",
    "phone",
    "notes",
)


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A table of text: a heading for each column, and a row for each person."""

    programme: str
    cohort: str
    title: str
    made_on: date
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def _of_field(field: str) -> Reading:
    return FIELD_LABELS[field], lambda person: getattr(person, field) or ""


PERSON_COLUMNS: Mapping[str, Reading] = {
    "name": ("Name", lambda person: person.listed_name),
    "email": (FIELD_LABELS["email"], lambda person: person.email or ""),
    "agency": (FIELD_LABELS["agency_id"], lambda person: person.agency),
    "sector": ("Sector", lambda person: sector_label(person.sector) if person.sector else ""),
    "group": ("Group", lambda person: person.group),
    "status": (FIELD_LABELS["status"], lambda person: STATUS_LABELS[person.status]),
    "years_of_service": (
        FIELD_LABELS["years_of_service"],
        lambda person: "" if person.years_of_service is None else str(person.years_of_service),
    ),
    **{field: _of_field(field) for field in _PLAIN_FIELDS},
}
"""Every column that a list of people can have, by the name that sorts by it."""

_NAMES = ("given_name", "family_name")
SHEET_COLUMNS = (
    "reference",
    "given_name",
    "family_name",
    "email",
    "agency",
    "sector",
    "job_title",
    "grade",
    "location",
    "group",
    "status",
)
"""The columns of a list of people unless others are chosen."""

PAPER_COLUMNS = ("name", "agency", "sector", "job_title", "email", "group")
"""The columns that fit a page, unless others are chosen."""


def read_people_list(  # noqa: PLR0913 - most have a default
    db: Database,
    cohort_id: int,
    ids: Sequence[int],
    columns: Iterable[str] = SHEET_COLUMNS,
    report: Progress = unwatched,
    *,
    names_apart: bool = True,
) -> PeopleList:
    """Return people as a table of text, in the order of the ids; `report` counts people.

    A sheet needs the two names apart, so "name" becomes given and family name unless on paper.

    Raises:
        KeyError: there is no such column.
    """
    readings = [
        PERSON_COLUMNS[part]
        for column in columns
        for part in (_NAMES if column == "name" and names_apart else (column,))
    ]
    rows: list[tuple[str, ...]] = []
    for start in range(0, len(ids), _PEOPLE_PER_READING):
        people = read_people(db, ids[start : start + _PEOPLE_PER_READING])
        rows += [tuple(text(person) for _, text in readings) for person in people.values()]
        report(min(start + _PEOPLE_PER_READING, len(ids)), len(ids))
    with db.read() as work:
        programme, cohort = work.need(ProgrammeRow, 1).name, work.need(CohortRow, cohort_id).name
    return PeopleList(
        programme=programme,
        cohort=cohort,
        title="People",
        made_on=datetime.now().astimezone().date(),
        headings=tuple(heading for heading, _ in readings),
        rows=tuple(rows),
    )


def without_empty_columns(listing: PeopleList) -> PeopleList:
    """Return the list without the columns that say nothing of anybody."""
    used = [at for at in range(len(listing.headings)) if any(row[at] for row in listing.rows)]
    shown = used or [0]
    return replace(
        listing,
        headings=tuple(listing.headings[at] for at in shown),
        rows=tuple(tuple(row[at] for at in shown) for row in listing.rows),
    )
