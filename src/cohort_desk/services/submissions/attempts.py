"""Further attempts: a referral is capped and counts as one more attempt, a deferral neither."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AssessmentRow, SittingRow, SubmissionRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.submissions.attempts import attempts_used
from cohort_desk.domain.submissions.words import BASES, sitting_name
from cohort_desk.domain.words import counted
from cohort_desk.services.evidence.attempts import sittings_had
from cohort_desk.services.evidence.recorded import Taker, read_recorded
from cohort_desk.services.regulations import regulations_of
from cohort_desk.services.submissions.making import (
    Owner,
    cohort_of,
    make_submission,
    owner_name,
    owner_of,
)


def give_attempt(db: Database, assessment_id: int, owner: Owner, basis: str) -> int:
    """Give a group or person another sitting, and return the new submission's id.

    A person may have one of an assessment that groups do.

    Args:
        db: the programme.
        assessment_id: of what.
        owner: who tries again.
        basis: "referral" (the mark is capped) or "deferral" (it is not).

    Raises:
        NotFound: the assessment or the owner has been deleted meanwhile.
        RuleBroken: the regulations allow no further attempt, or the last one is still open.
    """
    if basis not in BASES or basis == "first":
        raise RuleBroken("basis", "Choose a referral or a deferral.")
    with db.read() as work:
        whose = owner_name(work, owner)
        title = work.need(AssessmentRow, assessment_id).title
    with db.begin(f"{basis} of {whose} in {title}") as work:
        made = make_attempt(work, assessment_id, owner, basis)
        sitting = sitting_name(made.sitting).lower()
        work.call(f"{basis} of {whose} in {title}", f"{whose} has {sitting} of {title}")
        return made.id


def make_attempt(work: UnitOfWork, assessment_id: int, owner: Owner, basis: str) -> SubmissionRow:
    """Make another sitting's submission as a part of a step; the sitting too, if it is not there.

    Raises:
        RuleBroken: as `give_attempt` does.
    """
    taken = Attempts(work, [assessment_id])
    number = taken.newest(assessment_id, owner) + 1
    if basis == "referral":
        refusal = taken.refusal(assessment_id, owner)
        if refusal:
            whose = owner_name(work, owner)
            raise RuleBroken("basis", f"{whose} can have no referral. {refusal}")
    if work.session.get(SittingRow, (assessment_id, number)) is None:
        work.session.add(SittingRow(assessment_id=assessment_id, number=number))
        work.session.flush()
    return make_submission(work, assessment_id, number, owner, basis)


class Attempts:
    """The sittings that groups and people have had of some assessments, read at once."""

    def __init__(self, work: UnitOfWork, assessment_ids: Sequence[int]) -> None:
        self._recorded, self._now = read_recorded(work, assessment_ids), datetime.now(UTC)
        self._rows: defaultdict[tuple[int, Owner], list[SubmissionRow]] = defaultdict(list)
        for row in self._recorded.submissions:
            self._rows[row.assessment_id, owner_of(row)].append(row)
        cohort_ids = {each: cohort_of(work, each) for each in assessment_ids}
        most = {each: regulations_of(work, each).attempts.most for each in set(cohort_ids.values())}
        self._most = {each: most[cohort_id] for each, cohort_id in cohort_ids.items()}

    def newest(self, assessment_id: int, owner: Owner) -> int:
        """Return the number of an owner's newest sitting: 1 where no other was given."""
        return max((row.sitting for row in self._rows[assessment_id, owner]), default=1)

    def waiting(self, assessment_id: int, owner: Owner) -> int | None:
        """Return the further sitting at which an owner can still hand something in, if any."""
        taker = Taker(assessment_id, owner.participant_id, owner.group_id)
        numbers = [
            row.sitting
            for row in self._rows[assessment_id, owner]
            if row.sitting > 1
            and row.submitted_at is None
            and not self._recorded.is_over(taker, row.sitting, self._now)
        ]
        return max(numbers, default=None)

    def refusal(self, assessment_id: int, owner: Owner) -> str:
        """Return in words why an owner can have no further referral, "" where they can."""
        waiting = self.waiting(assessment_id, owner)
        if waiting is not None:
            return f"{sitting_name(waiting)} is open already, with nothing handed in yet."
        taker = Taker(assessment_id, owner.participant_id, owner.group_id)
        rows = self._rows[assessment_id, owner]
        had = sittings_had(self._recorded, taker, rows, self._now)
        # Whoever is given another sitting is done with those before it.
        used = attempts_used(replace(each, over=True) for each in had)
        most = self._most[assessment_id]
        if used < most:
            return ""
        return f"The regulations allow {counted(most, 'attempt', 'attempts')}: {used} used."
