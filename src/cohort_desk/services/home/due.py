"""What a participant has still to hand in, alone or with their group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cohort_desk.db.database import Database
from cohort_desk.db.tables import ParticipantRow
from cohort_desk.services.modules import modules_of
from cohort_desk.services.submissions.making import Due, Owner
from cohort_desk.services.submissions.records import SubmissionLine, concerned


@dataclass(frozen=True, slots=True)
class OwnDue:
    """What a participant, or their group, has not handed in; `late` once the deadline is past."""

    module: str
    assessment: str
    sitting: int
    deadline: datetime
    late: bool


def read_due(db: Database, participant_id: int) -> tuple[OwnDue, ...]:
    """Return what has not been handed in, the earliest deadline first; extensions count.

    Raises:
        NotFound: the participant has been deleted meanwhile.
    """
    now = datetime.now(UTC)
    found: list[OwnDue] = []
    with db.read() as work:
        cohort_id = work.need(ParticipantRow, participant_id).cohort_id
        for module in modules_of(work, cohort_id):
            for part in module.assessments:
                for sitting in part.sittings:
                    due = Due(part.id, sitting.number, Owner(participant_id=participant_id))
                    found += [
                        OwnDue(module.code, part.title, sitting.number, deadline, deadline < now)
                        for deadline in _open_deadlines(concerned(work, due), participant_id)
                    ]
    return tuple(sorted(found, key=lambda each: each.deadline))


def _open_deadlines(lines: Sequence[SubmissionLine], participant_id: int) -> list[datetime]:
    return [
        member.deadline
        for line in lines
        for member in line.members
        if member.participant_id == participant_id
        and member.deadline is not None
        and line.submitted_at is None
    ]
