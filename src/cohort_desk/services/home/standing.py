"""Where a cohort stands: the counts and the oddities that the home page shows."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, and_, distinct, exists, func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    CertificateRow,
    CohortRow,
    MembershipRow,
    ParticipantRow,
    PublishedVersionRow,
    RoundRow,
    StepRow,
    taking_part,
)
from cohort_desk.domain.savings.watching import Alarm
from cohort_desk.services.certificates.bases import Bases
from cohort_desk.services.certificates.entries import standing
from cohort_desk.services.history import told
from cohort_desk.services.home.progress import Progress, read_progress
from cohort_desk.services.savings.benefits.watching import count_alarms


@dataclass(frozen=True, slots=True)
class RoundStanding:
    """A round: how many of those who take part it has placed, and its published version (or 0)."""

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
    """A cohort at a glance; the newest rounds and steps come first.

    `people` are those who take part, and `completed` those of them who have come to the end;
    every other figure but `withdrawn` counts nobody else. `fallen` are the certificates that are
    valid although what they certify was changed since. `savings` counts the lines of its savings
    that want attention, for each alarm that any has.
    """

    cohort: str
    people: int
    completed: int
    withdrawn: int
    agencies: int
    without_agency: int
    without_email: int
    same_names: int
    rounds: tuple[RoundStanding, ...]
    recent: tuple[RecentStep, ...]
    progress: Progress
    fallen: int = 0
    savings: tuple[tuple[Alarm, int], ...] = ()


def read_standing(db: Database, cohort_id: int) -> Standing:
    """Return where the cohort stands.

    Raises:
        NotFound: the cohort has been deleted.
    """
    with db.read() as work:
        cohort = work.need(CohortRow, cohort_id)
        of_cohort = ParticipantRow.cohort_id == cohort_id
        staying = and_(of_cohort, taking_part())
        people = _count(work, staying)
        return Standing(
            cohort=cohort.name,
            people=people,
            completed=_count(work, and_(of_cohort, ParticipantRow.status == "completed")),
            withdrawn=_count(work, and_(of_cohort, ~taking_part())),
            agencies=work.session.scalar(
                select(func.count(distinct(ParticipantRow.agency_id))).where(staying)
            )
            or 0,
            without_agency=_count(work, and_(staying, ParticipantRow.agency_id.is_(None))),
            without_email=_count(work, and_(staying, ParticipantRow.email.is_(None))),
            same_names=_same_names(work, staying),
            rounds=_rounds(work, cohort_id, staying),
            recent=_recent(work),
            progress=read_progress(work, cohort_id, people, datetime.now(UTC)),
            fallen=_fallen(work, cohort_id),
            savings=count_alarms(work, cohort_id),
        )


def _count(work: UnitOfWork, which: ColumnElement[bool]) -> int:
    return work.session.scalar(select(func.count()).select_from(ParticipantRow).where(which)) or 0


def _same_names(work: UnitOfWork, staying: ColumnElement[bool]) -> int:
    groups = (
        select(func.count().label("people"))
        .select_from(ParticipantRow)
        .where(staying)
        .group_by(ParticipantRow.sort_name)
        .having(func.count() > 1)
        .subquery()
    )
    return work.session.scalar(select(func.coalesce(func.sum(groups.c.people), 0))) or 0


def _fallen(work: UnitOfWork, cohort_id: int) -> int:
    query = select(CertificateRow).where(
        CertificateRow.cohort_id == cohort_id, CertificateRow.status == "valid"
    )
    rows = work.session.scalars(query).all()
    return sum(not stands for _, stands in standing(Bases(work), rows))


def _rounds(
    work: UnitOfWork, cohort_id: int, staying: ColumnElement[bool]
) -> tuple[RoundStanding, ...]:
    placed = (
        select(func.count())
        .select_from(MembershipRow)
        .where(
            MembershipRow.round_id == RoundRow.id,
            exists().where(and_(ParticipantRow.id == MembershipRow.participant_id, staying)),
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
