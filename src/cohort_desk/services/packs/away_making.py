"""Fills a working file with a marking pack: placeholders for people and groups, and the rest."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import (
    AllotmentRow,
    AssessmentRow,
    BandRow,
    BankCommentRow,
    CandidateRow,
    CohortRow,
    CriterionMarkRow,
    CriterionRow,
    GroupRow,
    MarkingGuideRow,
    MarkRow,
    ModuleRow,
    PackRow,
    ParticipantRow,
    RoundRow,
    SittingRow,
    SubmissionFileRow,
    SubmissionRow,
    Table,
    TutorRow,
)
from cohort_desk.domain.packs.cells import FEEDBACK, MARK, NOTE, CellName
from cohort_desk.domain.packs.contents import (
    MarkingContent,
    PackedAssessment,
    PackedGuide,
    PackedWork,
    SentPack,
)
from cohort_desk.domain.packs.merging import Value
from cohort_desk.services.packs.keys import keep_key, key_of
from cohort_desk.services.packs.records import Base
from cohort_desk.services.store import keep

_Row = TypeVar("_Row", bound=Table)
_TUTOR = 1
_COHORT = 1


class AwayBuilder:
    """Fills a fresh programme with a pack."""

    def __init__(self, work: UnitOfWork, pack: SentPack, content: MarkingContent) -> None:
        self._work, self._pack, self._content = work, pack, content
        self._now = datetime.now(UTC)
        self._assessments: dict[str, AssessmentRow] = {}
        self._criteria: dict[str, dict[str, int]] = {}
        self._stands_for: dict[str, Any] = {}

    def build(self) -> None:
        """Add every row, the pack's own last."""
        head = self._pack.head
        self._work.need(CohortRow, _COHORT)
        self._added(TutorRow(id=_TUTOR, name=head.reader))
        rounds = [
            RoundRow(
                cohort_id=_COHORT,
                name=f"Groups {number}",
                position=number,
                recipe={},
                created_at=self._now,
            )
            for number, each in enumerate(self._content.assessments)
            if each.done_by == "group"
        ]
        for row in rounds:
            self._added(row)
        left = iter(rounds)
        for each in self._content.assessments:
            self._assessment(each, next(left).id if each.done_by == "group" else None)
        for each in self._content.works:
            self._add_work(each)
        key = keep_key(self._work, key_of(self._pack.return_secret))
        about = f"{head.programme}\n{head.cohort}"
        base = Base(self._pack.cells, self._stands_for, key.public, about, head.due_at)
        self._added(
            PackRow(
                key=head.key,
                kind=head.kind.value,
                side="away",
                cohort_id=_COHORT,
                tutor_id=_TUTOR,
                reader=head.reader,
                made_at=head.made_at,
                base=base.as_plain(),
            )
        )

    def _assessment(self, packed: PackedAssessment, round_id: int | None) -> None:
        position = len(self._assessments)
        query = select(ModuleRow).where(ModuleRow.code == packed.module_code)
        module = self._work.session.scalar(query) or self._added(
            ModuleRow(
                cohort_id=_COHORT,
                code=packed.module_code,
                title=packed.module_title,
                credits=1,
                position=position,
            )
        )
        row = self._added(
            AssessmentRow(
                module_id=module.id,
                title=packed.title,
                done_by=packed.done_by,
                round_id=round_id,
                weight=1,
                brief=packed.brief,
                word_limit=packed.word_limit,
                guide_id=self._guide(packed.key, packed.guide) if packed.guide else None,
                markers=packed.markers,
                anonymous=packed.anonymous,
                position=position,
            )
        )
        self._assessments[packed.key] = row
        sittings = {w.sitting for w in self._content.works if w.assessment == packed.key}
        for number in sorted({1, *sittings}):
            self._added(SittingRow(assessment_id=row.id, number=number))

    def _guide(self, key: str, packed: PackedGuide) -> int:
        title = packed.title
        same = select(MarkingGuideRow.id).where(MarkingGuideRow.title == title)
        if self._work.session.scalar(same) is not None:
            title = f"{title} ({key})"
        guide = self._added(MarkingGuideRow(title=title, kind=packed.kind, notes=packed.notes))
        self._comments(guide.id, None, packed.comments)
        self._criteria[key] = {}
        for position, each in enumerate(packed.criteria):
            criterion = self._added(
                CriterionRow(
                    guide_id=guide.id,
                    title=each.title,
                    description=each.description,
                    weight=each.weight,
                    position=position,
                )
            )
            self._criteria[key][each.key] = criterion.id
            self._comments(guide.id, criterion.id, each.comments)
            for at, band in enumerate(each.bands):
                self._work.session.add(
                    BandRow(
                        criterion_id=criterion.id,
                        label=band.label,
                        low=band.low,
                        high=band.high,
                        descriptor=band.descriptor,
                        position=at,
                    )
                )
        return guide.id

    def _comments(self, guide_id: int, criterion_id: int | None, texts: tuple[str, ...]) -> None:
        for position, text in enumerate(texts):
            self._work.session.add(
                BankCommentRow(
                    guide_id=guide_id, criterion_id=criterion_id, text=text, position=position
                )
            )

    def _add_work(self, packed: PackedWork) -> None:
        assessment = self._assessments[packed.assessment]
        group_id = participant_id = None
        if assessment.round_id is not None:
            group_id = self._group(assessment.round_id, packed.shown)
        else:
            participant_id = self._person(packed.shown, numbered=assessment.anonymous)
        submission = self._added(
            SubmissionRow(
                assessment_id=assessment.id,
                sitting=packed.sitting,
                group_id=group_id,
                participant_id=participant_id,
                code=packed.key,
                submitted_at=self._pack.head.made_at,
                finalised_at=self._pack.head.made_at,
            )
        )
        self._files(submission.id, packed)
        self._added(
            AllotmentRow(
                submission_id=submission.id,
                tutor_id=_TUTOR,
                role=packed.role,
                due_at=packed.due_at,
            )
        )
        criteria = self._criteria.get(packed.assessment, {})
        self._marks(submission.id, packed.key, criteria)
        self._stands_for[packed.key] = {"submission": submission.id, "criteria": criteria}

    def _group(self, round_id: int, name: str) -> int:
        query = select(GroupRow).where(GroupRow.round_id == round_id, GroupRow.name == name)
        row = self._work.session.scalar(query)
        if row is None:
            row = self._added(GroupRow(round_id=round_id, name=name, position=0))
        return row.id

    def _person(self, name: str, *, numbered: bool) -> int:
        query = select(ParticipantRow).where(ParticipantRow.family_name == name)
        row = self._work.session.scalar(query)
        if row is None:
            row = self._added(ParticipantRow(cohort_id=_COHORT, given_name="", family_name=name))
            if numbered:
                self._added(CandidateRow(participant_id=row.id, cohort_id=_COHORT, number=name))
        return row.id

    def _files(self, submission_id: int, packed: PackedWork) -> None:
        for each in packed.files:
            sha256 = keep(self._work, each.name, self._pack.files[each.path])
            self._work.session.add(
                SubmissionFileRow(
                    submission_id=submission_id,
                    sha256=sha256,
                    name=each.name,
                    number=1,
                    added_at=self._pack.head.made_at,
                    added_by="the office",
                )
            )

    def _marks(self, submission_id: int, key: str, criteria: Mapping[str, int]) -> None:
        """Put in what the tutor had marked before the pack was made."""
        cells = self._pack.cells

        def cell(criterion: str, what: str) -> Value:
            return cells.get(str(CellName(key, criterion, what)))

        mark = MarkRow(
            submission_id=submission_id,
            tutor_id=_TUTOR,
            direct=_hundredths(cell("", MARK)),
            feedback=str(cell("", FEEDBACK) or ""),
            note=str(cell("", NOTE) or ""),
        )
        given = {
            id_: (_hundredths(cell(name, MARK)), str(cell(name, FEEDBACK) or ""))
            for name, id_ in criteria.items()
        }
        begun = any(value is not None or text for value, text in given.values())
        if not (begun or mark.direct is not None or mark.feedback or mark.note):
            return
        self._added(mark)
        for criterion_id, (value, text) in given.items():
            if value is not None or text:
                self._work.session.add(
                    CriterionMarkRow(
                        mark_id=mark.id, criterion_id=criterion_id, value=value, feedback=text
                    )
                )

    def _added(self, row: _Row) -> _Row:
        self._work.session.add(row)
        self._work.session.flush()
        return row


def _hundredths(value: Value) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
