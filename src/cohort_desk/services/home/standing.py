"""Where a cohort stands: the counts and the oddities that the home page shows."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, and_, distinct, exists, func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    CohortRow,
    MembershipRow,
    ParticipantRow,
    PublishedVersionRow,
    RoundRow,
    StepRow,
)
from cohort_desk.services.history import told
from cohort_desk.services.home.progress import Progress, read_progress


@dataclass(frozen=True, slots=True)
class RoundStanding:
    """A round: how many enrolled people it has placed, and its published version (0 if none)."""

    id: int
    name: str
    placed: int
    version: int


@dataclass(frozen=True, slots=True)
class RecentStep:
    """One of the newest steps of anyone who works on the programme."""

    at: datetime
    actor: str
    step: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A cohort at a glance; the newest rounds and steps come first."""

    cohort: str
    enrolled: int
    withdrawn: int
    agencies: int
    without_agency: int
    without_email: int
    same_names: int
    rounds: tuple[RoundStanding, ...]
    recent: tuple[RecentStep, ...]
    progress: Progress


def read_standing(db: Database, cohort_id: int) -> Standing:
    """Return where the cohort stands.

    Raises:
        NotFound: the cohort has been deleted.
    """
    with db.read() as work:
        cohort = work.need(CohortRow, cohort_id)
        enrolled = and_(ParticipantRow.cohort_id == cohort_id, ParticipantRow.status == "enrolled")
        withdrawn = and_(
            ParticipantRow.cohort_id == cohort_id, ParticipantRow.status == "withdrawn"
        )
        people = _count(work, enrolled)
        return Standing(
            cohort=cohort.name,
            enrolled=people,
            withdrawn=_count(work, withdrawn),
            agencies=work.session.scalar(
                select(func.count(distinct(ParticipantRow.agency_id))).where(enrolled)
            )
            or 0,
            without_agency=_count(work, and_(enrolled, ParticipantRow.agency_id.is_(None))),
            without_email=_count(work, and_(enrolled, ParticipantRow.email.is_(None))),
            same_names=_same_names(work, enrolled),
            rounds=_rounds(work, cohort_id, enrolled),
            recent=_recent(work),
            progress=read_progress(work, cohort_id, people, datetime.now(UTC)),
        )


def _count(work: UnitOfWork, which: ColumnElement[bool]) -> int:
    return work.session.scalar(select(func.count()).select_from(ParticipantRow).where(which)) or 0


def _same_names(work: UnitOfWork, enrolled: ColumnElement[bool]) -> int:
    groups = (
        select(func.count().label("people"))
        .select_from(ParticipantRow)
        .where(enrolled)
        .group_by(ParticipantRow.sort_name)
        .having(func.count() > 1)
        .subquery()
    )
    return work.session.scalar(select(func.coalesce(func.sum(groups.c.people), 0))) or 0


def _rounds(
    work: UnitOfWork, cohort_id: int, enrolled: ColumnElement[bool]
) -> tuple[RoundStanding, ...]:
    placed = (
        select(func.count())
        .select_from(MembershipRow)
        .where(
            MembershipRow.round_id == RoundRow.id,
            exists().where(and_(ParticipantRow.id == MembershipRow.participant_id, enrolled)),
        )
        .correlate(RoundRow)
        .scalar_subquery()
    )
    version = (
        select(func.coalesce(func.max(PublishedVersionRow.number), 0))
        .where(PublishedVersionRow.round_id == RoundRow.id)
        .correlate(RoundRow)
        .scalar_subquery()
    )
    rows = work.session.execute(
        select(RoundRow.id, RoundRow.name, placed, version)
        .where(RoundRow.cohort_id == cohort_id)
        .order_by(RoundRow.position.desc(), RoundRow.id.desc())
    )
    return tuple(RoundStanding(*row) for row in rows)


def _recent(work: UnitOfWork) -> tuple[RecentStep, ...]:
    newest = select(StepRow).order_by(StepRow.id.desc()).limit(6)
    return tuple(
        RecentStep(step.at, step.actor, told(step)) for step in work.session.scalars(newest)
    )
