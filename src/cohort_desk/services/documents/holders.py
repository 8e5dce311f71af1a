"""Whose a document is, and what every document says of its holder."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import AgencyRow, CohortRow, ParticipantRow, ProgrammeRow
from cohort_desk.domain.names import full_name


@dataclass(frozen=True, slots=True)
class Holder:
    """A participant as their documents name them; text that is absent is ''.

    `reference` is the number that the office knows them by, and not their candidate number: that
    one stands for them where names are hidden, so the two are never on one paper.
    """

    id: int
    name: str
    reference: str
    agency: str
    job_title: str
    withdrawn: bool
    programme: str
    organisation: str
    cohort: str
    cohort_id: int
    starts_on: date | None


def holder_of(work: UnitOfWork, participant_id: int) -> Holder:
    """Return a participant as their documents name them.

    Raises:
        NotFound: the participant has been deleted meanwhile.
    """
    person = work.need(ParticipantRow, participant_id)
    return next(iter(_holders(work, person.cohort_id, [person])))


def holders_of(work: UnitOfWork, cohort_id: int) -> tuple[Holder, ...]:
    """Return everybody of a cohort in the order of their names, those withdrawn too."""
    query = (
        select(ParticipantRow)
        .where(ParticipantRow.cohort_id == cohort_id)
        .order_by(ParticipantRow.sort_name, ParticipantRow.id)
    )
    return _holders(work, cohort_id, work.session.scalars(query))


def today() -> date:
    """Return the day on which documents are made now."""
    return datetime.now().astimezone().date()


def _holders(
    work: UnitOfWork, cohort_id: int, people: Iterable[ParticipantRow]
) -> tuple[Holder, ...]:
    programme, cohort = work.need(ProgrammeRow, 1), work.need(CohortRow, cohort_id)
    agencies = {row.id: row.name for row in work.session.scalars(select(AgencyRow))}
    return tuple(
        Holder(
            id=row.id,
            name=full_name(row.given_name, row.family_name),
            reference=row.reference or "",
            agency=agencies.get(row.agency_id or 0, ""),
            job_title=row.job_title,
            withdrawn=row.status == "withdrawn",
            programme=programme.name,
            organisation=programme.organisation,
            cohort=cohort.name,
            cohort_id=cohort_id,
            starts_on=cohort.starts_on,
        )
        for row in people
    )
