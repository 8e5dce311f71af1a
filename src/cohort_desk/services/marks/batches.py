"""Reads one sitting of an assessment with all that marking needs, in a fixed number of queries.

Every view of marking draws from a `Batch`, so that they never differ about who marks what, what
is agreed and where a submission stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AgreementRow,
    ModerationRow,
    PeerRoundRow,
    SubmissionRow,
)
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.marks.agreement import NotAgreed, agree
from cohort_desk.domain.marks.ladder import LadderInputs, Settled, agreed_rungs
from cohort_desk.domain.marks.states import Facts, Moderation, State, Visibility, state_of
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.domain.submissions.words import HOLDS
from cohort_desk.services.evidence.locks import before_board, ratified_by
from cohort_desk.services.evidence.recorded import Recorded, read_recorded
from cohort_desk.services.marks.markers import ROLES, Marker, read_markers
from cohort_desk.services.modules.records import Assessment, Sitting, assessment_of
from cohort_desk.services.regulations import regulations_of
from cohort_desk.services.submissions.making import Owner, owner_of
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
    reader = _Reader(work, assessment, found)
    lines = submission_lines(work, assessment_id, sitting)
    works = tuple(reader.work(line) for line in lines)
    return Batch(assessment, found, reader.regulations, works, reader.moderation)


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


def newest_moderation(work: UnitOfWork, assessment_id: int, sitting: int) -> ModerationRow | None:
    """Return the newest sample that was drawn for a sitting, None if none has been."""
    query = (
        select(ModerationRow)
        .where(ModerationRow.assessment_id == assessment_id, ModerationRow.sitting == sitting)
        .order_by(ModerationRow.id.desc())
        .limit(1)
    )
    return work.session.scalar(query)


class _Reader:
    """Puts the work of one sitting together from what was read at once for all of it."""

    def __init__(self, work: UnitOfWork, assessment: Assessment, sitting: Sitting) -> None:
        self._assessment, self._sitting = assessment, sitting
        self._now = datetime.now(UTC)
        self.regulations = regulations_of(work, assessment.cohort_id)
        self._recorded: Recorded = read_recorded(work, [assessment.id])
        rows = [row for row in self._recorded.submissions if row.sitting == sitting.number]
        ids = [row.id for row in rows]
        self._rows = {owner_of(row): row for row in rows}
        self._markers = read_markers(work, ids, self._recorded.markers)
        self._ratified = ratified_by(work, ids)
        self._before_board = before_board(work, ids)
        self.moderation = newest_moderation(work, assessment.id, sitting.number)
        agreed = select(AgreementRow).where(AgreementRow.submission_id.in_(ids))
        self._settled_at = {
            row.submission_id: row.agreed_at for row in work.session.scalars(agreed)
        }
        self._peer_open = _peer_round_open(work, assessment.id, sitting.number)

    def work(self, line: SubmissionLine) -> Work:
        key = line.id or 0
        markers = self._markers.get(key, ())
        inputs = LadderInputs(
            markers=self._recorded.markers.get(key, ()),
            markers_needed=self._assessment.markers,
            settled=self._recorded.settled.get(key),
        )
        _rungs, agreed, waiting = agreed_rungs(inputs, self.regulations)
        facts = self._facts(line, markers, agreed=agreed is not None)
        return Work(
            line=line,
            identity=line.code if self._assessment.anonymous else line.name,
            markers=markers,
            agreed=agreed,
            waiting=waiting,
            settled=inputs.settled,
            ratified_by=self._ratified.get(key, ""),
            facts=facts,
            state=state_of(facts, self._now),
        )

    def _facts(self, line: SubmissionLine, markers: Sequence[Marker], *, agreed: bool) -> Facts:
        third = any(marker.role == "third" for marker in markers)
        counting = [marker for marker in markers if marker.role in (*self._roles_needed(), "third")]
        facts = Facts(
            opens_at=self._sitting.opens_at,
            deadline=line.deadline,
            closes_at=self._sitting.closes_at,
            files=len(line.files),
            submitted_at=line.submitted_at,
            finalised_at=line.finalised_at,
            reopened_at=line.reopened_at,
            needed=self._assessment.markers + third,
            allotted=len(markers),
            begun=sum(marker.begun for marker in counting),
            final=sum(marker.final for marker in counting),
            agreed=agreed,
            visibility=Visibility(self._sitting.visibility),
            before_board=line.id in self._before_board,
            ratified=line.id in self._ratified,
            holds=tuple(f"{HOLDS[hold.kind].lower()} ({hold.reason})" for hold in line.holds),
            peer_open=self._peer_open and line.owner.group_id is not None,
        )
        return replace(facts, moderation=self._moderation(line.id or 0, counting))

    def _moderation(self, key: int, markers: Sequence[Marker]) -> Moderation:
        """Return how far moderation is; what was marked after the draw is not decided on by it."""
        row = self.moderation
        if row is None:
            return Moderation.NONE
        if row.outcome == "open":
            return Moderation.OPEN
        moments = [marker.final_at for marker in markers]
        anew = any(at > row.drawn_at for at in (*moments, self._settled_at.get(key)) if at)
        if row.outcome == "confirmed":
            return Moderation.NONE if anew else Moderation.CONFIRMED
        return Moderation.SENT_BACK

    def _roles_needed(self) -> tuple[str, ...]:
        return ROLES[: self._assessment.markers]


def _peer_round_open(work: UnitOfWork, assessment_id: int, sitting: int) -> bool:
    query = select(PeerRoundRow.closed_at).where(
        PeerRoundRow.assessment_id == assessment_id, PeerRoundRow.sitting == sitting
    )
    found = work.session.execute(query).first()
    return found is not None and found[0] is None
