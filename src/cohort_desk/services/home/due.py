"""What a participant has still to hand in, alone or with their group."""

from dataclasses import dataclass
from datetime import UTC, datetime

from cohort_desk.db.database import UnitOfWork
from cohort_desk.services.modules import modules_of
from cohort_desk.services.submissions.making import Due, Owner
from cohort_desk.services.submissions.records import concerned


@dataclass(frozen=True, slots=True)
class OwnDue:
    """What a participant, or their group, has not handed in; `late` once the deadline is past."""

    module: str
    assessment: str
    sitting: int
    deadline: datetime
    late: bool


def due_of(work: UnitOfWork, cohort_id: int, participant_id: int) -> tuple[OwnDue, ...]:
    """Return what has not been handed in, the earliest deadline first; extensions count."""
    now = datetime.now(UTC)
    found: list[OwnDue] = []
    for module in modules_of(work, cohort_id):
        for part in module.assessments:
            for sitting in part.sittings:
                due = Due(part.id, sitting.number, Owner(participant_id=participant_id))
                found += [
                    OwnDue(
                        module.code,
                        part.title,
                        sitting.number,
                        member.deadline,
                        member.deadline < now,
                    )
                    for line in concerned(work, due)
                    for member in line.members
                    if member.participant_id == participant_id
                    and member.deadline is not None
                    and line.submitted_at is None
                ]
    return tuple(sorted(found, key=lambda each: each.deadline))
