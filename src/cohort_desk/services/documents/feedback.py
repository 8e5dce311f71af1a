"""The feedback on somebody's work: what its markers gave and wrote, once its mark is shown.

Markers go by their roles where the work was anonymous to them, for anonymity is mutual, and by
their names elsewhere. Notes that markers keep for each other are never here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AllotmentRow,
    AssessmentRow,
    CriterionMarkRow,
    GroupRow,
    MarkRow,
    MembershipRow,
    ModuleRow,
    ParticipantRow,
    SubmissionRow,
    TutorRow,
    taking_part,
)
from cohort_desk.domain.errors import NotFound, RuleBroken
from cohort_desk.domain.marks.ladder import Rung, RungKind
from cohort_desk.domain.marks.numbers import floored, from_hundredths
from cohort_desk.domain.modules.guides import Band, Criterion, Guide, band_at
from cohort_desk.domain.names import full_name
from cohort_desk.services.documents.holders import Holder, holder_of, holders_of, today
from cohort_desk.services.evidence.markers import ROLES
from cohort_desk.services.marks.climbing import CandidateLadder
from cohort_desk.services.marks.shown import shown_ladders
from cohort_desk.services.modules.guides import guide_of

_OF_MARKING = (RungKind.CRITERIA, RungKind.MARKER)


@dataclass(frozen=True, slots=True)
class Remark:
    """What a marker wrote; `who` is their role, in small letters, or their name."""

    who: str
    text: str


@dataclass(frozen=True, slots=True)
class CriterionFeedback:
    """One criterion of the work.

    Attributes:
        share: what part of the whole it is, in per cent.
        marks: what each marker gave, in the order of their roles.
        mean: of those marks; None where none was given.
        band: where the mean falls; None where the guide has no bands.
        above: the band above that one, which says what better work is like; None at the top.
        remarks: what markers wrote on it.
    """

    title: str
    share: int
    marks: tuple[tuple[str, Decimal], ...]
    mean: Decimal | None
    band: Band | None
    above: Band | None
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class FeedbackSheet:
    """The feedback on one person's work, their own or their group's.

    Attributes:
        group: whose work it is, '' where it is the person's own; `members` are all its people.
        confirmed: whether a board has ratified the mark.
        rungs: how the mark came about from what the markers gave, as far as it is the person's
            to know.
        markers: how many have marked.
        remarks: on the work as a whole.
    """

    holder: Holder
    module: str
    assessment: str
    assessment_id: int
    sitting: int
    group: str
    members: tuple[str, ...]
    handed_in_at: datetime | None
    mark: Decimal
    confirmed: bool
    rungs: tuple[Rung, ...]
    markers: int
    criteria: tuple[CriterionFeedback, ...]
    remarks: tuple[Remark, ...]
    on: date


def read_feedback(db: Database, participant_id: int, assessment_id: int) -> FeedbackSheet:
    """Return the feedback that a participant may see on their work for an assessment.

    Raises:
        NotFound: the participant or the assessment is gone, or the mark is not shown.
    """
    with db.read() as work:
        assessment = work.need(AssessmentRow, assessment_id)
        shown = shown_ladders(work, participant_id, [assessment]).get(assessment_id)
        if shown is None:
            raise NotFound("That mark is not released, so there is no feedback on it yet.")
        reader = _Reader(work, assessment)
        return reader.sheet(holder_of(work, participant_id), shown)


def read_feedback_sheets(
    db: Database, assessment_id: int, sitting: int = 1
) -> tuple[FeedbackSheet, ...]:
    """Return a sheet for everybody who may see a mark of a sitting; a group's side by side.

    Raises:
        NotFound: the assessment has been deleted meanwhile.
        RuleBroken: nobody may see a mark of it yet.
    """
    with db.read() as work:
        assessment = work.need(AssessmentRow, assessment_id)
        cohort_id = work.need(ModuleRow, assessment.module_id).cohort_id
        reader = _Reader(work, assessment)
        sheets = tuple(
            reader.sheet(holder, shown)
            for holder in holders_of(work, cohort_id)
            for shown in shown_ladders(work, holder.id, [assessment]).values()
            if shown.sitting == sitting
        )
        if not sheets:
            raise RuleBroken(
                "sitting",
                f"No mark of {assessment.title} has been released, so there is no feedback to "
                "give out yet. Show the marks as provisional first.",
            )
        return tuple(sorted(sheets, key=lambda sheet: sheet.group))


class _Reader:
    """Reads feedback on the work for one assessment; each submission's once for all its people."""

    def __init__(self, work: UnitOfWork, assessment: AssessmentRow) -> None:
        module = work.need(ModuleRow, assessment.module_id)
        self._work, self._assessment = work, assessment
        self._module = f"{module.code} {module.title}"
        key = assessment.guide_id
        self._guide: Guide | None = None if key is None else guide_of(work, key)
        self._read: dict[int, _Given] = {}

    def sheet(self, holder: Holder, shown: CandidateLadder) -> FeedbackSheet:
        """Return a person's sheet.

        Raises:
            NotFound: the mark is not shown any more.
        """
        if shown.submission_id is None or shown.ladder.final is None:
            raise NotFound("That mark is not released, so there is no feedback on it yet.")
        row = self._work.need(SubmissionRow, shown.submission_id)
        if row.id not in self._read:
            self._read[row.id] = _given(self._work, row, self._assessment, self._guide)
        given = self._read[row.id]
        return FeedbackSheet(
            holder=holder,
            module=self._module,
            assessment=self._assessment.title,
            assessment_id=self._assessment.id,
            sitting=shown.sitting,
            group=given.group,
            members=given.members,
            handed_in_at=row.submitted_at,
            mark=shown.ladder.final,
            confirmed=shown.ratified,
            rungs=tuple(rung for rung in shown.ladder.rungs if rung.kind not in _OF_MARKING),
            markers=given.markers,
            criteria=given.criteria,
            remarks=given.remarks,
            on=today(),
        )


@dataclass(frozen=True, slots=True)
class _Given:
    """What all the people of a submission are told alike."""

    group: str
    members: tuple[str, ...]
    markers: int
    criteria: tuple[CriterionFeedback, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class _Marking:
    """One marker's finished marking: what they are called, and their cells by criterion."""

    who: str
    row: MarkRow
    cells: Mapping[int, CriterionMarkRow]


def _given(
    work: UnitOfWork, row: SubmissionRow, assessment: AssessmentRow, guide: Guide | None
) -> _Given:
    markings = _markings(work, row.id, anonymous=assessment.anonymous)
    group, members = _group(work, row)
    return _Given(
        group,
        members,
        len(markings),
        tuple(_criterion(guide, each, markings) for each in guide.criteria) if guide else (),
        tuple(_remarks((each.who, each.row.feedback) for each in markings)),
    )


def _markings(work: UnitOfWork, submission_id: int, *, anonymous: bool) -> list[_Marking]:
    query = (
        select(MarkRow, AllotmentRow.role, TutorRow.name)
        .join(TutorRow, TutorRow.id == MarkRow.tutor_id)
        .join(
            AllotmentRow,
            (AllotmentRow.submission_id == MarkRow.submission_id)
            & (AllotmentRow.tutor_id == MarkRow.tutor_id),
        )
        .where(MarkRow.submission_id == submission_id, MarkRow.final_at.is_not(None))
    )
    found = sorted(work.session.execute(query).all(), key=lambda each: ROLES.index(each[1]))
    cells = select(CriterionMarkRow).where(
        CriterionMarkRow.mark_id.in_([row.id for row, _role, _name in found])
    )
    by_mark: dict[int, dict[int, CriterionMarkRow]] = {}
    for cell in work.session.scalars(cells):
        by_mark.setdefault(cell.mark_id, {})[cell.criterion_id] = cell
    alone = len(found) == 1
    return [
        _Marking(
            ("marker" if alone else f"{role} marker") if anonymous else name,
            row,
            by_mark.get(row.id, {}),
        )
        for row, role, name in found
    ]


def _criterion(
    guide: Guide, criterion: Criterion, markings: Sequence[_Marking]
) -> CriterionFeedback:
    cells = [(each.who, cell) for each in markings if (cell := each.cells.get(criterion.id))]
    marks = tuple(
        (who, from_hundredths(cell.value)) for who, cell in cells if cell.value is not None
    )
    mean = sum((mark for _who, mark in marks), Decimal(0)) / len(marks) if marks else None
    band = None if mean is None else band_at(criterion.bands, floored(mean))
    above = None
    if band is not None:
        at = criterion.bands.index(band)
        above = criterion.bands[at - 1] if at else None
    return CriterionFeedback(
        criterion.title,
        round(100 * guide.share(criterion)),
        marks,
        mean,
        band,
        above,
        tuple(_remarks((who, cell.feedback) for who, cell in cells)),
    )


def _remarks(written: Iterable[tuple[str, str]]) -> list[Remark]:
    """Return what was written; the same words of two markers once, under both."""
    by_text: dict[str, list[str]] = {}
    for who, text in written:
        if clean := text.strip():
            by_text.setdefault(clean, []).append(who)
    return [Remark(" and ".join(who), text) for text, who in by_text.items()]


def _group(work: UnitOfWork, row: SubmissionRow) -> tuple[str, tuple[str, ...]]:
    if row.group_id is None:
        return "", ()
    query = (
        select(ParticipantRow)
        .join(MembershipRow, MembershipRow.participant_id == ParticipantRow.id)
        .where(MembershipRow.group_id == row.group_id, taking_part())
        .order_by(ParticipantRow.sort_name, ParticipantRow.id)
    )
    people = work.session.scalars(query)
    names = tuple(full_name(each.given_name, each.family_name) for each in people)
    return work.need(GroupRow, row.group_id).name, names
