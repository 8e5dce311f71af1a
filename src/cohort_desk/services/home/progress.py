"""How far a cohort's work has come, counted without climbing a single ladder."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, distinct, func, select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import (
    AllotmentRow,
    AssessmentRow,
    BoardRow,
    CertificateRow,
    GroupRow,
    MarkRow,
    MembershipRow,
    ModuleRow,
    ParticipantRow,
    ProjectRow,
    SittingRow,
    SnapshotResultRow,
    SubmissionRow,
    TutorRow,
    taking_part,
)
from cohort_desk.domain.awards.facts import CLASSES
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.services.boards.results import ratified_awards


@dataclass(frozen=True, slots=True)
class Late:
    """What is overdue of one assessment's first sitting, or of one tutor: how many."""

    name: str
    count: int
    key: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a cohort is, in first sittings of its assessments.

    `due` are the submissions whose deadline has passed and those that came before theirs;
    `due_later` are all others.
    `groups` are those that do group work, `projects` those of them with a project. `marked` are
    submissions with as many finished marks as their assessment asks for. `awarded` are those who
    take part and were ratified an award, `certified` those of them with a valid certificate of it.
    """

    modules: int
    groups: int
    projects: int
    due: int
    due_later: int
    submitted: int
    marked: int
    ratified: int
    awarded: int
    certified: int
    not_handed_in: tuple[Late, ...]
    behind: tuple[Late, ...]


def read_progress(work: UnitOfWork, cohort_id: int, people: int, now: datetime) -> Progress:
    """Return how far the work of a cohort has come at a moment."""
    assessments = work.session.execute(
        select(AssessmentRow, SittingRow.deadline)
        .join(ModuleRow, ModuleRow.id == AssessmentRow.module_id)
        .join(
            SittingRow,
            and_(SittingRow.assessment_id == AssessmentRow.id, SittingRow.number == 1),
        )
        .where(ModuleRow.cohort_id == cohort_id)
        .order_by(ModuleRow.position, AssessmentRow.position)
    ).all()
    in_rounds = _groups(work, {row.round_id for row, _due in assessments if row.round_id})
    submitted = _submitted(work, cohort_id)
    expected = {
        row.id: in_rounds.get(row.round_id or 0, 0) if row.done_by == "group" else people
        for row, _due in assessments
    }
    missing = [
        (Late(row.title, expected[row.id] - submitted.get(row.id, 0), row.id), due)
        for row, due in assessments
        if expected[row.id] > submitted.get(row.id, 0)
    ]
    overdue = tuple(late for late, due in missing if due is not None and due < now)
    handed_in = sum(submitted.values())
    lacking = sum(late.count for late in overdue)
    awarded = _awarded(work, cohort_id)
    return Progress(
        modules=_count(work, select(ModuleRow.id).where(ModuleRow.cohort_id == cohort_id)),
        groups=sum(in_rounds.values()),
        projects=_count(work, select(ProjectRow.id).where(ProjectRow.cohort_id == cohort_id)),
        due=handed_in + lacking,
        due_later=sum(late.count for late, _due in missing) - lacking,
        submitted=handed_in,
        marked=_marked(work, cohort_id),
        ratified=_ratified(work, cohort_id),
        awarded=len(awarded),
        certified=len(awarded & _certified(work, cohort_id)),
        not_handed_in=overdue,
        behind=_behind(work, cohort_id, now),
    )


def _count(work: UnitOfWork, rows: Select[int]) -> int:
    return work.session.scalar(select(func.count()).select_from(rows.subquery())) or 0


def _groups(work: UnitOfWork, round_ids: set[int]) -> dict[int, int]:
    """Return by round how many groups of it have somebody who takes part."""
    query = (
        select(GroupRow.round_id, func.count(distinct(MembershipRow.group_id)))
        .join(MembershipRow, MembershipRow.group_id == GroupRow.id)
        .join(ParticipantRow, ParticipantRow.id == MembershipRow.participant_id)
        .where(GroupRow.round_id.in_(round_ids), taking_part())
        .group_by(GroupRow.round_id)
    )
    return {row_id: int(count) for row_id, count in work.session.execute(query)}


def _submitted(work: UnitOfWork, cohort_id: int) -> dict[int, int]:
    query = (
        select(SubmissionRow.assessment_id, func.count())
        .join(AssessmentRow, AssessmentRow.id == SubmissionRow.assessment_id)
        .join(ModuleRow, ModuleRow.id == AssessmentRow.module_id)
        .where(
            ModuleRow.cohort_id == cohort_id,
            SubmissionRow.sitting == 1,
            SubmissionRow.submitted_at.is_not(None),
        )
        .group_by(SubmissionRow.assessment_id)
    )
    return {row_id: int(count) for row_id, count in work.session.execute(query)}


def _marked(work: UnitOfWork, cohort_id: int) -> int:
    finished = (
        select(MarkRow.submission_id, func.count().label("marks"))
        .join(
            AllotmentRow,
            and_(
                AllotmentRow.submission_id == MarkRow.submission_id,
                AllotmentRow.tutor_id == MarkRow.tutor_id,
            ),
        )
        .where(MarkRow.final_at.is_not(None))
        .group_by(MarkRow.submission_id)
        .subquery()
    )
    query = (
        select(func.count())
        .select_from(SubmissionRow)
        .join(finished, finished.c.submission_id == SubmissionRow.id)
        .join(AssessmentRow, AssessmentRow.id == SubmissionRow.assessment_id)
        .join(ModuleRow, ModuleRow.id == AssessmentRow.module_id)
        .where(
            ModuleRow.cohort_id == cohort_id,
            SubmissionRow.sitting == 1,
            finished.c.marks >= AssessmentRow.markers,
        )
    )
    return work.session.scalar(query) or 0


def _ratified(work: UnitOfWork, cohort_id: int) -> int:
    query = (
        select(func.count(distinct(SnapshotResultRow.participant_id)))
        .join(BoardRow, BoardRow.id == SnapshotResultRow.board_id)
        .where(BoardRow.cohort_id == cohort_id, BoardRow.ratified_at.is_not(None))
    )
    return work.session.scalar(query) or 0


def _awarded(work: UnitOfWork, cohort_id: int) -> set[int]:
    """Return who takes part and was ratified an award, so that a certificate follows from it."""
    staying = select(ParticipantRow.id).where(ParticipantRow.cohort_id == cohort_id, taking_part())
    decided = ratified_awards(work, cohort_id).items()
    earned = {person for person, outcome in decided if outcome in CLASSES}
    return earned & set(work.session.scalars(staying))


def _certified(work: UnitOfWork, cohort_id: int) -> set[int]:
    """Return who has a valid certificate of the award; those of modules are no part of it."""
    query = select(CertificateRow.participant_id).where(
        CertificateRow.cohort_id == cohort_id,
        CertificateRow.kind == Kind.AWARD.value,
        CertificateRow.status == "valid",
    )
    return set(work.session.scalars(query))


def _behind(work: UnitOfWork, cohort_id: int, now: datetime) -> tuple[Late, ...]:
    """Return the tutors who have not finished what was due, the furthest behind first."""
    unfinished = and_(
        MarkRow.submission_id == AllotmentRow.submission_id,
        MarkRow.tutor_id == AllotmentRow.tutor_id,
        MarkRow.final_at.is_not(None),
    )
    query = (
        select(TutorRow.name, func.count(), TutorRow.id)
        .join(AllotmentRow, AllotmentRow.tutor_id == TutorRow.id)
        .join(SubmissionRow, SubmissionRow.id == AllotmentRow.submission_id)
        .join(AssessmentRow, AssessmentRow.id == SubmissionRow.assessment_id)
        .join(ModuleRow, ModuleRow.id == AssessmentRow.module_id)
        .outerjoin(MarkRow, unfinished)
        .where(
            ModuleRow.cohort_id == cohort_id,
            AllotmentRow.due_at < now,
            SubmissionRow.submitted_at.is_not(None),
            MarkRow.id.is_(None),
        )
        .group_by(TutorRow.id, TutorRow.name)
        .order_by(func.count().desc(), TutorRow.name)
    )
    return tuple(Late(name, count, key) for name, count, key in work.session.execute(query))
