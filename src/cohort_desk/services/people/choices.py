"""What the filters of a list of people may offer, with how many there are of each."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AgencyRow, ParticipantRow
from cohort_desk.domain.people import STATUS_LABELS
from cohort_desk.domain.sectors import SECTORS


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to filter by, its words, and how many people have it; None is to have none."""

    key: int | str | None
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class PeopleChoices:
    """The values that occur among the people of a cohort; statuses and sectors in their order."""

    total: int
    statuses: tuple[Choice, ...]
    agencies: tuple[Choice, ...]
    sectors: tuple[Choice, ...]
    grades: tuple[Choice, ...]
    locations: tuple[Choice, ...]


def read_people_choices(db: Database, cohort_id: int) -> PeopleChoices:
    """Return what people of the cohort can be filtered by."""
    with db.read() as work:
        statuses = _counts(work, cohort_id, ParticipantRow.status)
        by_agency = _counts(work, cohort_id, ParticipantRow.agency_id)
        agencies = {
            row.id: (row.name, row.sector)
            for row in work.session.execute(select(AgencyRow.id, AgencyRow.name, AgencyRow.sector))
        }
        by_sector: dict[str, int] = {}
        for agency_id, count in by_agency.items():
            if agency_id in agencies:
                sector = agencies[agency_id][1]
                by_sector[sector] = by_sector.get(sector, 0) + count
        named = [(key, agencies[key][0], n) for key, n in by_agency.items() if key in agencies]
        chosen = [Choice(*one) for one in sorted(named, key=_label)]
        if None in by_agency:
            chosen.append(Choice(None, "No agency", by_agency[None]))
        return PeopleChoices(
            total=sum(statuses.values()),
            statuses=tuple(
                Choice(key, label, statuses.get(key, 0)) for key, label in STATUS_LABELS.items()
            ),
            agencies=tuple(chosen),
            sectors=tuple(
                Choice(sector.key, sector.label, by_sector[sector.key])
                for sector in SECTORS
                if sector.key in by_sector
            ),
            grades=_texts(work, cohort_id, ParticipantRow.grade),
            locations=_texts(work, cohort_id, ParticipantRow.location),
        )


def _counts(work: UnitOfWork, cohort_id: int, column: Any) -> dict[Any, int]:
    in_cohort = ParticipantRow.cohort_id == cohort_id
    query = select(column, func.count()).where(in_cohort).group_by(column)
    return {value: count for value, count in work.session.execute(query)}  # noqa: C416


def _texts(work: UnitOfWork, cohort_id: int, column: Any) -> tuple[Choice, ...]:
    counts = _counts(work, cohort_id, column)
    named = [(text, text, count) for text, count in counts.items() if text]
    return tuple(Choice(*one) for one in sorted(named, key=_label))


def _label(one: tuple[Any, str, int]) -> str:
    return one[1].casefold()
