"""Everybody of a cohort as labels for folders and cards for places name them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cohort_desk.db.database import Database
from cohort_desk.db.tables import (
    AgencyRow,
    CohortRow,
    GroupRow,
    MembershipRow,
    ParticipantRow,
    ProgrammeRow,
    RoundRow,
    taking_part,
)
from cohort_desk.domain.names import full_name
from cohort_desk.services.documents.holders import today


@dataclass(frozen=True, slots=True)
class Label:
    """A person; `filed_as` has the family name first, `group` is that of the newest round."""

    name: str
    filed_as: str
    agency: str
    reference: str
    group: str


@dataclass(frozen=True, slots=True)
class LabelList:
    """The labels of a cohort, in the order in which folders stand."""

    programme: str
    cohort: str
    labels: tuple[Label, ...]
    on: date


def read_labels(db: Database, cohort_id: int) -> LabelList:
    """Return a label for everybody who has not withdrawn.

    Raises:
        NotFound: the cohort has been deleted meanwhile.
    """
    with db.read() as work:
        cohort = work.need(CohortRow, cohort_id)
        seats = (
            select(MembershipRow.participant_id, GroupRow.name)
            .join(GroupRow, GroupRow.id == MembershipRow.group_id)
            .join(RoundRow, RoundRow.id == MembershipRow.round_id)
            .where(RoundRow.cohort_id == cohort_id)
            .order_by(RoundRow.position, RoundRow.id)
        )
        groups = {person: group for person, group in work.session.execute(seats)}  # noqa: C416
        people = (
            select(ParticipantRow, AgencyRow.name)
            .outerjoin(AgencyRow, AgencyRow.id == ParticipantRow.agency_id)
            .where(ParticipantRow.cohort_id == cohort_id, taking_part())
            .order_by(ParticipantRow.sort_name, ParticipantRow.id)
        )
        labels = tuple(
            Label(
                full_name(row.given_name, row.family_name),
                ", ".join(part for part in (row.family_name, row.given_name) if part),
                agency or "",
                row.reference or "",
                groups.get(row.id, ""),
            )
            for row, agency in work.session.execute(people)
        )
        return LabelList(work.need(ProgrammeRow, 1).name, cohort.name, labels, today())
