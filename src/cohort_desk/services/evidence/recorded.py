"""Reads all that is recorded about the marks of some assessments, in a few queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import InstrumentedAttribute

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import (
    AgreementRow,
    AllotmentRow,
    AssessmentRow,
    CircumstancesRow,
    CriterionMarkRow,
    CriterionRow,
    ExtensionRow,
    HoldRow,
    MarkRow,
    MembershipRow,
    ModerationRow,
    PeerRoundRow,
    SittingRow,
    SubmissionRow,
    Table,
)
from cohort_desk.domain.marks.ladder import LadderInputs, MarkerInput, Settled
from cohort_desk.domain.marks.numbers import from_hundredths
from cohort_desk.domain.marks.rubric import CriterionValue
from cohort_desk.domain.submissions.deadlines import effective_deadline, is_over

_Row = TypeVar("_Row", bound=Table)
_AT_ONCE = 500
Sitting = tuple[int, int]
"""An assessment's id and the number of one of its sittings."""


@dataclass(frozen=True, slots=True)
class Taker:
    """Who takes an assessment: a person, with the group they are in if groups do it, or a group."""

    assessment_id: int
    participant_id: int | None
    group_id: int | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is recorded of some assessments, looked up by ids.

    Attributes:
        markers: by submission, the markers who have begun.
        allotted: by submission, the roles that tutors have, begun or not.
        waived: by person, assessment and sitting, why lateness does not count.
        deferrals: the person, assessment and sitting of each.
        peers_open: the sittings whose peer ratings are still being gathered.
    """

    assessments: Mapping[int, AssessmentRow]
    sittings: Mapping[Sitting, SittingRow]
    submissions: tuple[SubmissionRow, ...]
    markers: Mapping[int, tuple[MarkerInput, ...]]
    allotted: Mapping[int, frozenset[str]]
    settled: Mapping[int, Settled]
    extensions: Mapping[Sitting, tuple[ExtensionRow, ...]]
    waived: Mapping[tuple[int, int, int], str]
    deferrals: frozenset[tuple[int, int, int]]
    holds: Mapping[int, tuple[HoldRow, ...]]
    peers_open: frozenset[Sitting]

    def inputs(self, submission_id: int, assessment_id: int) -> LadderInputs:
        """Return what the markers gave of a submission, as far as the agreed mark rests on it."""
        return LadderInputs(
            markers=self.markers.get(submission_id, ()),
            markers_needed=self.assessments[assessment_id].markers,
            settled=self.settled.get(submission_id),
            allotted=self.allotted.get(submission_id, frozenset()),
        )

    def deadline(
        self, submission: SubmissionRow, participant_id: int, group_id: int | None
    ) -> datetime | None:
        """Return until when a person could hand in: the latest of all that applies to them."""
        taker = Taker(submission.assessment_id, participant_id, group_id)
        return self.deadline_of(taker, submission.sitting)

    def deadline_of(self, taker: Taker, number: int) -> datetime | None:
        """Return until when a sitting's work could be handed in, handed in or not."""
        key = (taker.assessment_id, number)
        sitting = self.sittings.get(key)
        if sitting is None:
            return None
        granted = (
            extension.until
            for extension in self.extensions.get(key, ())
            if extension.participant_id == (taker.participant_id or 0)
            or extension.group_id == (taker.group_id or 0)
        )
        return effective_deadline(sitting.deadline, granted)

    def is_over(self, taker: Taker, number: int, now: datetime) -> bool:
        """Whether nothing is expected at a sitting any more."""
        sitting = self.sittings.get((taker.assessment_id, number))
        closes_at = None if sitting is None else sitting.closes_at
        return is_over(self.deadline_of(taker, number), closes_at, now)

    def held(self, submission_id: int, participant_id: int) -> str:
        """Return why the person's mark for a submission is on hold; '' if it is not."""
        reasons = (
            hold.reason
            for hold in self.holds.get(submission_id, ())
            if hold.participant_id in {None, participant_id}
        )
        return "; ".join(reasons)

    def deferred(self, participant_id: int, assessment_id: int, sitting: int) -> bool:
        """Whether a person need not have taken part in a sitting, and may take another."""
        return (participant_id, assessment_id, sitting) in self.deferrals


def read_recorded(
    work: UnitOfWork, assessment_ids: Sequence[int], only: int | None = None
) -> Recorded:
    """Return what is recorded of the assessments; with `only`, of that submission alone."""
    submissions = [
        row
        for row in _of(work, SubmissionRow, SubmissionRow.assessment_id, assessment_ids)
        if only in {None, row.id}
    ]
    return _recorded_of(work, assessment_ids, submissions)


def recorded_of_person(
    work: UnitOfWork, assessment_ids: Sequence[int], participant_id: int, ratified: Collection[int]
) -> Recorded:
    """Return what is recorded of one person's submissions and those of groups they are in.

    Args:
        work: the transaction.
        assessment_ids: of which assessments.
        participant_id: the person.
        ratified: submissions of groups that they have left, whose ratified marks they keep.
    """
    groups = select(MembershipRow.group_id).where(MembershipRow.participant_id == participant_id)
    query = select(SubmissionRow).where(
        SubmissionRow.assessment_id.in_(assessment_ids),
        or_(
            SubmissionRow.participant_id == participant_id,
            SubmissionRow.group_id.in_(groups),
            SubmissionRow.id.in_(ratified),
        ),
    )
    return _recorded_of(work, assessment_ids, work.session.scalars(query).all())


def _recorded_of(
    work: UnitOfWork, assessment_ids: Sequence[int], submissions: Sequence[SubmissionRow]
) -> Recorded:
    assessments = {
        row.id: row for row in _of(work, AssessmentRow, AssessmentRow.id, assessment_ids)
    }
    sittings = _of(work, SittingRow, SittingRow.assessment_id, assessment_ids)
    ids = [row.id for row in submissions]
    agreements = _of(work, AgreementRow, AgreementRow.submission_id, ids)
    extensions = _of(work, ExtensionRow, ExtensionRow.assessment_id, assessment_ids)
    claims = _of(work, CircumstancesRow, CircumstancesRow.assessment_id, assessment_ids)
    holds = _of(work, HoldRow, HoldRow.submission_id, ids)
    allotments = _of(work, AllotmentRow, AllotmentRow.submission_id, ids)
    rounds = _of(work, PeerRoundRow, PeerRoundRow.assessment_id, assessment_ids)
    return Recorded(
        assessments,
        {(row.assessment_id, row.number): row for row in sittings},
        tuple(sorted(submissions, key=lambda row: row.id)),
        _markers(work, submissions, assessments, allotments),
        {
            key: frozenset(row.role for row in rows)
            for key, rows in _grouped((row.submission_id, row) for row in allotments).items()
        },
        {
            row.submission_id: Settled(from_hundredths(row.value), row.reason, row.agreed_by)
            for row in agreements
        },
        _grouped(((row.assessment_id, row.sitting), row) for row in extensions),
        {
            (row.participant_id, row.assessment_id, row.sitting): row.decided_why or row.claim
            for row in claims
            if row.outcome == "penalty_waived"
        },
        frozenset(
            (row.participant_id, row.assessment_id, row.sitting)
            for row in claims
            if row.outcome == "deferred"
        ),
        _grouped((row.submission_id, row) for row in holds if row.cleared_at is None),
        frozenset((row.assessment_id, row.sitting) for row in rounds if row.closed_at is None),
    )


def newest_moderation(work: UnitOfWork, assessment_id: int, sitting: int) -> ModerationRow | None:
    """Return the newest sample that was drawn for a sitting, None if none has been."""
    query = (
        select(ModerationRow)
        .where(ModerationRow.assessment_id == assessment_id, ModerationRow.sitting == sitting)
        .order_by(ModerationRow.id.desc())
        .limit(1)
    )
    return work.session.scalar(query)


def _markers(
    work: UnitOfWork,
    submissions: Sequence[SubmissionRow],
    assessments: Mapping[int, AssessmentRow],
    allotments: Sequence[AllotmentRow],
) -> dict[int, tuple[MarkerInput, ...]]:
    ids = [row.id for row in submissions]
    guides = {row.guide_id for row in assessments.values() if row.guide_id is not None}
    criteria = sorted(
        _of(work, CriterionRow, CriterionRow.guide_id, guides), key=lambda row: row.position
    )
    marks = {
        (row.submission_id, row.tutor_id): row
        for row in _of(work, MarkRow, MarkRow.submission_id, ids)
    }
    mark_ids = [row.id for row in marks.values()]
    values = {
        (row.mark_id, row.criterion_id): row.value
        for row in _of(work, CriterionMarkRow, CriterionMarkRow.mark_id, mark_ids)
    }
    guide_of = {row.id: assessments[row.assessment_id].guide_id for row in submissions}
    found: defaultdict[int, list[MarkerInput]] = defaultdict(list)
    for allotment in allotments:
        mark = marks.get((allotment.submission_id, allotment.tutor_id))
        if mark is None:
            continue
        own = [row for row in criteria if row.guide_id == guide_of[allotment.submission_id]]
        given = tuple(
            CriterionValue(row.title, row.weight, _decimal(values.get((mark.id, row.id))))
            for row in own
        )
        final = mark.final_at is not None
        found[allotment.submission_id].append(
            MarkerInput(allotment.role, given, _decimal(mark.direct), final)
        )
    order = ("first", "second", "third")
    return {
        submission_id: tuple(sorted(markers, key=lambda marker: order.index(marker.role)))
        for submission_id, markers in found.items()
    }


def _decimal(kept: int | None) -> Decimal | None:
    return None if kept is None else from_hundredths(kept)


_Key = TypeVar("_Key")


def _grouped(pairs: Iterable[tuple[_Key, _Row]]) -> dict[_Key, tuple[_Row, ...]]:
    found: defaultdict[_Key, list[_Row]] = defaultdict(list)
    for key, row in pairs:
        found[key].append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def _of(
    work: UnitOfWork,
    table: type[_Row],
    column: InstrumentedAttribute[int],
    values: Iterable[int],
) -> list[_Row]:
    wanted, rows = sorted(values), list[_Row]()
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        rows += work.session.scalars(select(table).where(column.in_(some)))
    return rows
