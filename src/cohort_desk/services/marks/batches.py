"""Reads one sitting of an assessment with all that marking needs, in a fixed number of queries.

Every view of marking draws from a `Batch`, so that they never differ about who marks what, what
is agreed and where a submission stands.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import ModerationRow, SubmissionRow
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.marks.agreement import NotAgreed, agree
from cohort_desk.domain.marks.ladder import Settled
from cohort_desk.domain.marks.states import Facts, State, state_of
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.services.evidence.markers import ROLES, Marker
from cohort_desk.services.modules.records import Assessment, Sitting, assessment_of
from cohort_desk.services.submissions.facts import FactsReader
from cohort_desk.services.submissions.making import Owner
from cohort_desk.services.submissions.records import SubmissionLine, submission_lines


@dataclass(frozen=True, slots=True)
class Work:
    """One owner's work at a sitting, marked or not.

    Attributes:
        line: what was handed in; its `id` is None while there is no submission.
        identity: what its markers see: the name, or of anonymous work the blind identity.
        markers: in the order of their roles.
        agreed: the mark that the markers come to, None while there is none.
        waiting: what the agreed mark waits for, in a sentence.
        settled: what markers or their lead settled on, if they had to.
        ratified_by: the name of the board that ratified the mark, "" if none has.
    """

    line: SubmissionLine
    identity: str
    markers: tuple[Marker, ...]
    agreed: Decimal | None
    waiting: str
    settled: Settled | None
    ratified_by: str
    facts: Facts
    state: State

    def marker(self, role: str) -> Marker | None:
        """Return who marks in a role, None if nobody does."""
        return next((marker for marker in self.markers if marker.role == role), None)

    def marker_of(self, tutor_id: int) -> Marker | None:
        """Return a tutor's marking, None if the work is not theirs."""
        return next((marker for marker in self.markers if marker.tutor_id == tutor_id), None)

    @property
    def all_final(self) -> bool:
        """Whether every marker who is needed has finished."""
        return self.facts.final >= self.facts.needed

    def not_agreed(self, regulations: Regulations) -> NotAgreed | None:
        """Return why the rule does not decide; None if it does, or there is nothing to decide."""
        marks = [found.mark for role in ROLES[:2] if (found := self.marker(role))]
        first, second = [*marks, None, None][:2]
        if first is None or second is None:
            return None
        answer = agree(first, second, regulations.marking)
        return answer if isinstance(answer, NotAgreed) else None


@dataclass(frozen=True, slots=True)
class Batch:
    """All the work of one sitting, in the order in which it is shown."""

    assessment: Assessment
    sitting: Sitting
    regulations: Regulations
    works: tuple[Work, ...]
    moderation: ModerationRow | None

    def work(self, submission_id: int) -> Work:
        """Return one submission's work.

        Raises:
            NotFound: nothing is expected of its owner any more.
        """
        for work in self.works:
            if work.line.id == submission_id:
                return work
        raise NotFound("That submission is no longer here: its owner has left meanwhile.")

    @property
    def name(self) -> str:
        """The assessment as a sentence names it, with the sitting where it is not the first."""
        later = f", sitting {self.sitting.number}" if self.sitting.number > 1 else ""
        return f"{self.assessment.title}{later}"


def read_batch(work: UnitOfWork, assessment_id: int, sitting: int) -> Batch:
    """Return a sitting with all that marking needs.

    Raises:
        NotFound: the assessment or the sitting has been deleted meanwhile.
    """
    assessment = assessment_of(work, assessment_id)
    found = next((each for each in assessment.sittings if each.number == sitting), None)
    if found is None:
        raise NotFound("That sitting is no longer here: it has been deleted meanwhile.")
    read, now = FactsReader(work, assessment_id, sitting), datetime.now(UTC)
    lines = submission_lines(work, assessment_id, sitting)
    works = tuple(_work(read, assessment, line, now) for line in lines)
    return Batch(assessment, found, read.regulations, works, read.moderation)


def batch_of(work: UnitOfWork, submission_id: int) -> Batch:
    """Return the batch that a submission belongs to.

    Raises:
        NotFound: the submission has been deleted meanwhile.
    """
    row = work.need(SubmissionRow, submission_id)
    return read_batch(work, row.assessment_id, row.sitting)


def read_states(db: Database, assessment_id: int, sitting: int = 1) -> dict[Owner, State]:
    """Return where the work of each owner stands.

    Raises:
        NotFound: the assessment or the sitting has been deleted meanwhile.
    """
    with db.read() as work:
        return {
            each.line.owner: each.state for each in read_batch(work, assessment_id, sitting).works
        }


def _work(read: FactsReader, assessment: Assessment, line: SubmissionLine, now: datetime) -> Work:
    key, facts = line.id or 0, read.facts(line)
    agreed, waiting = read.agreed(key)
    return Work(
        line=line,
        identity=line.code if assessment.anonymous else line.name,
        markers=read.markers.get(key, ()),
        agreed=agreed,
        waiting=waiting,
        settled=read.recorded.settled.get(key),
        ratified_by=read.ratified.get(key, ""),
        facts=facts,
        state=state_of(facts, now),
    )
