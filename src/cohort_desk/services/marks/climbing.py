"""Climbs the ladders of everybody who takes an assessment."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import or_, select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import (
    AssessmentRow,
    BoardRow,
    CandidateRow,
    GroupRow,
    MembershipRow,
    ParticipantRow,
    SnapshotMarkRow,
    SubmissionRow,
    taking_part,
)
from cohort_desk.domain.marks.ladder import (
    Ladder,
    LadderInputs,
    PeerInput,
    RungKind,
    agreed_rungs,
    climb,
)
from cohort_desk.domain.names import full_name
from cohort_desk.domain.regulations.late import Lateness, lateness
from cohort_desk.domain.regulations.rules import Counted, Regulations
from cohort_desk.domain.submissions.attempts import attempts_used
from cohort_desk.services.evidence.attempts import sittings_had
from cohort_desk.services.evidence.ratified import Ratified
from cohort_desk.services.evidence.recorded import Recorded, Taker
from cohort_desk.services.peers.shares import SharesReader
from cohort_desk.services.regulations import bank_holidays

NOTHING_YET = "Nothing has been handed in."
DEFERRED = "It was deferred and is still to be done."


@dataclass(frozen=True, slots=True)
class CandidateLadder:
    """One person's mark for one assessment.

    `candidate` is the candidate number, '' before one was drawn; `group` is '' for a person's own
    work. `submission_id` is None where there is no work yet, `sitting` the one that counts.
    `attempts` are the sittings used; one that was deferred is not. `held` is why the mark may not
    be used, `deferred` says that the work is still to be done, uncapped; `missed` that nothing was
    handed in and nothing can be any more.
    """

    participant_id: int
    name: str
    candidate: str
    group: str
    assessment_id: int
    submission_id: int | None
    sitting: int
    ladder: Ladder
    attempts: int = 0
    late: bool = False
    held: str = ""
    deferred: bool = False
    missed: bool = False
    ratified: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A participant, and where they sit in the round of a group assessment.

    Whoever is not `taking_part` has withdrawn and is here for the marks that boards have ratified.
    """

    id: int
    name: str
    candidate: str
    taking_part: bool
    group_id: int | None = None
    group: str = ""


class Evidence(NamedTuple):
    """What marks rest on: what is recorded, and what boards have ratified."""

    recorded: Recorded
    ratified: Ratified


class Climber:
    """Climbs the ladders of one cohort."""

    def __init__(
        self,
        work: UnitOfWork,
        regulations: Regulations,
        evidence: Evidence,
        *,
        frozen: bool = True,
        whole: bool = True,
    ) -> None:
        """Take what ladders are climbed from.

        Args:
            work: the transaction.
            regulations: by which to climb.
            evidence: of the assessments.
            frozen: whether ratified marks stand; if not, they are climbed anew for the same people.
            whole: whether many people's ladders are climbed, and not one person's.
        """
        recorded = evidence.recorded
        self._work, self._regulations, self._frozen = work, regulations, frozen
        self._recorded, self._ratified = recorded, evidence.ratified
        self._holidays, self._now = bank_holidays(), datetime.now(UTC)
        self._peers = SharesReader(work, whole=whole)
        self._shares: dict[int, Mapping[int, PeerInput]] = {}
        self._works: defaultdict[tuple[int, str, int], list[SubmissionRow]] = defaultdict(list)
        self._by_id = {row.id: row for row in recorded.submissions}
        for row in recorded.submissions:
            if row.group_id is not None:
                self._works[row.assessment_id, "group", row.group_id].append(row)
            elif row.participant_id is not None:
                self._works[row.assessment_id, "person", row.participant_id].append(row)

    def of_assessment(
        self, assessment: AssessmentRow, people: Sequence[Person]
    ) -> tuple[CandidateLadder, ...]:
        """Return the ladders of those who take an assessment, or have a ratified mark for it."""
        alone = assessment.done_by == "person"
        placed = people if alone else _seated(self._work, people, assessment)
        return tuple(
            self._of_person(assessment, person)
            for person in placed
            if (person.taking_part and (alone or person.group_id is not None))
            or self._ratified_works(assessment, person)
        )

    def _ratified_works(self, assessment: AssessmentRow, person: Person) -> list[SubmissionRow]:
        ids = self._ratified.submissions(person.id)
        rows = (self._by_id[submission_id] for submission_id in ids if submission_id in self._by_id)
        return [row for row in rows if row.assessment_id == assessment.id]

    def _of_person(self, assessment: AssessmentRow, person: Person) -> CandidateLadder:
        # What was ratified stays with the person, whichever group they have moved to since.
        ratified = self._ratified_works(assessment, person)
        settled = {row.sitting for row in ratified}
        own = [*self._works[assessment.id, "person", person.id]]
        if person.group_id is not None:
            own += self._works[assessment.id, "group", person.group_id]
        own = [*ratified, *(row for row in own if row.sitting not in settled)]
        counting = [row for row in own if not self._is_deferred(person, row)]
        attempts = [self._attempt(person, row) for row in sorted(counting, key=_sitting)]
        taker = Taker(assessment.id, person.id, person.group_id)
        used = attempts_used(sittings_had(self._recorded, taker, own, self._now))
        if not attempts:
            first = (person.id, assessment.id, 1)
            deferred = bool(own) or self._recorded.deferred(*first)
            ladder = Ladder((), DEFERRED if deferred else NOTHING_YET)
            last = max(own, key=_sitting, default=None)
            described = self._described(assessment, person, last, ladder)
            return replace(described, attempts=used, deferred=deferred, missed=used > 0)
        row, ladder = self._counting(attempts)
        described = self._described(assessment, person, row, ladder)
        missed = row.submitted_at is None and self._recorded.is_over(taker, row.sitting, self._now)
        still_deferred = row.basis == "deferral" and ladder.final is None and not missed
        return replace(described, attempts=used, deferred=still_deferred, missed=missed)

    def _is_deferred(self, person: Person, row: SubmissionRow) -> bool:
        """Whether a sitting does not count for a person; what was ratified always does."""
        if self._standing(person.id, row.id) is not None:
            return False
        return self._recorded.deferred(person.id, row.assessment_id, row.sitting)

    def _standing(self, participant_id: int, submission_id: int) -> Ladder | None:
        """Return the ratified ladder that stands; None if there is none, or it is climbed anew."""
        return self._ratified.ladder(participant_id, submission_id) if self._frozen else None

    def _counting(
        self, attempts: Sequence[tuple[SubmissionRow, Ladder]]
    ) -> tuple[SubmissionRow, Ladder]:
        marked = [attempt for attempt in attempts if attempt[1].final is not None]
        if not marked or self._regulations.attempts.counts is Counted.LATEST:
            return (marked or attempts)[-1]
        return max(marked, key=lambda attempt: (attempt[1].final, attempt[0].sitting))

    def _attempt(self, person: Person, row: SubmissionRow) -> tuple[SubmissionRow, Ladder]:
        frozen = self._standing(person.id, row.id)
        if frozen is not None:
            return row, frozen
        if row.submitted_at is None:
            return row, Ladder((), NOTHING_YET)
        return row, climb(self._inputs(person, row), self._regulations)

    def _inputs(self, person: Person, row: SubmissionRow) -> LadderInputs:
        recorded = self._recorded
        inputs = replace(
            recorded.inputs(row.id, row.assessment_id),
            lateness=self._lateness(person, row),
            waived=recorded.waived.get((person.id, row.assessment_id, row.sitting), ""),
            capped=row.basis == "referral",
        )
        if row.group_id is None:
            return inputs
        if (row.assessment_id, row.sitting) in recorded.peers_open:
            return replace(inputs, peers_open=True)
        return replace(inputs, peer=self._peer(person, row, inputs))

    def _peer(self, person: Person, row: SubmissionRow, inputs: LadderInputs) -> PeerInput | None:
        if row.id not in self._shares:
            _rungs, agreed, _waiting = agreed_rungs(inputs, self._regulations)
            shares = None if agreed is None else self._peers.of(row, agreed)
            self._shares[row.id] = shares or {}
        return self._shares[row.id].get(person.id)

    def _lateness(self, person: Person, row: SubmissionRow) -> Lateness | None:
        deadline = self._recorded.deadline(row, person.id, person.group_id)
        if row.submitted_at is None or deadline is None:
            return None
        return lateness(row.submitted_at, deadline, self._regulations.late, self._holidays)

    def _described(
        self,
        assessment: AssessmentRow,
        person: Person,
        row: SubmissionRow | None,
        ladder: Ladder,
    ) -> CandidateLadder:
        submission_id = None if row is None else row.id
        return CandidateLadder(
            participant_id=person.id,
            name=person.name,
            candidate=person.candidate,
            group=person.group,
            assessment_id=assessment.id,
            submission_id=submission_id,
            sitting=1 if row is None else row.sitting,
            ladder=ladder,
            late=ladder.rung(RungKind.LATE) is not None,
            held="" if submission_id is None else self._recorded.held(submission_id, person.id),
            ratified=submission_id is not None
            and self._standing(person.id, submission_id) is not None,
        )


def _sitting(row: SubmissionRow) -> int:
    return row.sitting


def people_of(work: UnitOfWork, cohort_id: int, only: int | None = None) -> list[Person]:
    """Return those who are assessed, in the order of their names; with `only`, that one of them.

    These are all who take part, and of the withdrawn those who have a mark that a board ratified.
    """
    ratified = (
        select(SnapshotMarkRow.participant_id)
        .join(BoardRow, BoardRow.id == SnapshotMarkRow.board_id)
        .where(BoardRow.ratified_at.is_not(None), SnapshotMarkRow.submission_id.is_not(None))
    )
    query = (
        select(ParticipantRow, CandidateRow.number, taking_part())
        .outerjoin(CandidateRow, CandidateRow.participant_id == ParticipantRow.id)
        .where(
            ParticipantRow.cohort_id == cohort_id,
            or_(taking_part(), ParticipantRow.id.in_(ratified)),
        )
        .order_by(ParticipantRow.sort_name, ParticipantRow.id)
    )
    if only is not None:
        query = query.where(ParticipantRow.id == only)
    return [
        Person(row.id, full_name(row.given_name, row.family_name), number or "", here)
        for row, number, here in work.session.execute(query)
    ]


def _seated(work: UnitOfWork, people: Sequence[Person], assessment: AssessmentRow) -> list[Person]:
    """Return the people with the groups in which they sit in the round of group work."""
    query = (
        select(MembershipRow.participant_id, GroupRow.id, GroupRow.name)
        .join(GroupRow, GroupRow.id == MembershipRow.group_id)
        .where(MembershipRow.round_id == assessment.round_id)
    )
    seats = {
        person_id: (group_id, name) for person_id, group_id, name in work.session.execute(query)
    }
    nowhere = (None, "")
    return [
        replace(
            person,
            group_id=seats.get(person.id, nowhere)[0],
            group=seats.get(person.id, nowhere)[1],
        )
        for person in people
    ]
