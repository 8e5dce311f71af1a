"""Reads who marks what in a sitting, as whoever allots sees it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.domain.marks.states import State
from cohort_desk.services.evidence.markers import ROLES, Marker
from cohort_desk.services.marks.allotting import Allotter
from cohort_desk.services.marks.batches import Batch, Work, read_batch
from cohort_desk.services.submissions.making import Owner


@dataclass(frozen=True, slots=True)
class Allotted:
    """A marker's task; `against` is what stands against it since it was allotted, "" if nothing."""

    allotment_id: int
    role: str
    tutor_id: int
    tutor: str
    due_at: datetime | None
    begun: bool
    final: bool
    overdue: bool
    against: str
    version: int


@dataclass(frozen=True, slots=True)
class AllotmentLine:
    """A work and its markers.

    Attributes:
        submission_id: None while nothing was handed in or allotted.
        name: of the group or person, as whoever allots sees it.
        code: what blind markers see; "" before there is a number.
        agencies: of the people whose work it is, by id.
        missing: the roles that nobody has yet.
    """

    submission_id: int | None
    owner: Owner
    name: str
    code: str
    agencies: tuple[int, ...]
    state: State
    submitted_at: datetime | None
    markers: tuple[Allotted, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Allotments:
    """Who marks what in a sitting; `roles` are those that each work needs."""

    name: str
    anonymous: bool
    roles: tuple[str, ...]
    lines: tuple[AllotmentLine, ...]

    @property
    def missing(self) -> int:
        """How many tasks nobody has yet."""
        return sum(len(line.missing) for line in self.lines)


def read_allotments(db: Database, assessment_id: int, sitting: int = 1) -> Allotments:
    """Return who marks what in a sitting.

    Raises:
        NotFound: the assessment or the sitting has been deleted meanwhile.
    """
    with db.read() as work:
        return allotments_of(work, read_batch(work, assessment_id, sitting))


def allotments_of(work: UnitOfWork, batch: Batch) -> Allotments:
    """Return what `read_allotments` does, of a batch that is read already."""
    allotter = Allotter(work, batch)
    now = datetime.now(UTC)
    lines = tuple(_line(allotter, each, now) for each in batch.works)
    return Allotments(batch.name, batch.assessment.anonymous, _roles(batch), lines)


def _roles(batch: Batch) -> tuple[str, ...]:
    return ROLES[: batch.assessment.markers]


def _line(allotter: Allotter, each: Work, now: datetime) -> AllotmentLine:
    agencies = {member.agency_id for member in each.line.members}
    return AllotmentLine(
        submission_id=each.line.id,
        owner=each.line.owner,
        name=each.line.name,
        code=each.line.code,
        agencies=tuple(sorted(agency for agency in agencies if agency is not None)),
        state=each.state,
        submitted_at=each.line.submitted_at,
        markers=tuple(_allotted(allotter, each, marker, now) for marker in each.markers),
        missing=tuple(role for role in _roles(allotter.batch) if each.marker(role) is None),
    )


def _allotted(allotter: Allotter, each: Work, marker: Marker, now: datetime) -> Allotted:
    overdue = marker.due_at is not None and marker.due_at < now and not marker.final
    return Allotted(
        allotment_id=marker.allotment_id,
        role=marker.role,
        tutor_id=marker.tutor_id,
        tutor=marker.name,
        due_at=marker.due_at,
        begun=marker.begun,
        final=marker.final,
        overdue=overdue,
        against=allotter.barred.against(marker.tutor_id, each.line),
        version=marker.version,
    )
