"""A pack opened away from the office: a programme file of its own that holds nothing else.

The ordinary marking page works in it. People and groups are there under the names by which the
pack knows them; `pack` has one row, of the side "away", that says which pack the file was made
from and what its rows are called there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
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
from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.domain.packs.cells import FEEDBACK, FINAL, MARK, NOTE, CellName
from cohort_desk.domain.packs.contents import (
    MarkingContent,
    PackedAssessment,
    PackedGuide,
    PackedWork,
    PackHead,
    PackKind,
    SentPack,
)
from cohort_desk.domain.packs.merging import Cells, Value
from cohort_desk.services.marks.tasks import TaskKey, need_task
from cohort_desk.services.packs.keys import keep_key, key_of, programme_key
from cohort_desk.services.packs.marked_cells import marked_cells
from cohort_desk.services.packs.marking import tasks_of
from cohort_desk.services.packs.records import Base, as_file_name
from cohort_desk.services.programmes import create_programme
from cohort_desk.services.store import keep

_Row = TypeVar("_Row", bound=Table)
_TUTOR = 1
_COHORT = 1


@dataclass(frozen=True, slots=True)
class AwayPack:
    """What an away file was made from, and how far its tutor is."""

    head: PackHead
    tutor_id: int
    works: int
    finished: int
    changed: int


def away_path(pack: SentPack, folder: Path) -> Path:
    """Return where the working file of a pack is made: beside the pack, named as the pack is."""
    head = pack.head
    day = head.made_at.astimezone().date().isoformat()
    name = as_file_name(f"Marking for {head.programme} {day} {head.key[:4]}")
    return folder / f"{name}.cohort"


def open_pack_away(pack: SentPack, path: Path) -> Database:
    """Make the working file of a marking pack, and open it.

    Raises:
        FileExists: there is a file already; opening that goes on with the work begun there.
        CohortDeskError: the folder cannot be written to; nothing was made.
    """
    if not isinstance(pack.content, MarkingContent):
        raise RuleBroken("pack", "Only a marking pack can be worked on as a programme.")
    head = pack.head
    db = create_programme(path, head.programme, head.cohort, actor=head.reader)
    try:
        with db.begin_unjournalled() as work:
            _Builder(work, pack, pack.content).build()
    except CohortDeskError:
        db.close()
        if db.place is not None:
            db.place.unlink()
        raise
    return db


def away_pack(db: Database) -> AwayPack | None:
    """Return what pack the file was made from, None of an office's programme."""
    with db.read() as work:
        row = _away_row(work)
        if row is None:
            return None
        base = Base.of(row)
        cells = _cells(work, row, base)
        finals = [cells[f"{key}/{FINAL}"] for key in base.stands_for]
        changed = sum(cells[key] != base.cells.get(key) for key in cells)
        return AwayPack(
            _head(row, base), row.tutor_id or 0, len(finals), sum(map(bool, finals)), changed
        )


@dataclass(frozen=True, slots=True)
class ReturnedWork:
    """What is sent back: the pack's own head, all its cells as they are now, and the key."""

    head: PackHead
    cells: Cells
    returned_at: datetime
    secret: str


def prepare_return(db: Database) -> ReturnedWork:
    """Return what an away file has to send back.

    Raises:
        RuleBroken: the file was not made from a pack.
    """
    key = programme_key(db)
    with db.read() as work:
        row = _away_row(work)
        if row is None:
            raise RuleBroken("pack", "This programme was not made from a pack.")
        base = Base.of(row)
        cells = _cells(work, row, base)
        return ReturnedWork(_head(row, base), cells, datetime.now(UTC), key.secret)


def _away_row(work: UnitOfWork) -> PackRow | None:
    return work.session.scalars(select(PackRow).where(PackRow.side == "away")).first()


def _cells(work: UnitOfWork, row: PackRow, base: Base) -> dict[str, Value]:
    cells: dict[str, Value] = {}
    for packed in tasks_of(base.stands_for).values():
        task = need_task(work, TaskKey(packed.submission_id, row.tutor_id or 0))
        cells |= marked_cells(work, task, packed)
    return cells


def _head(row: PackRow, base: Base) -> PackHead:
    programme, _, cohort = base.about.partition("\n")
    return PackHead(
        row.key, PackKind(row.kind), row.reader, programme, cohort, row.made_at, base.due_at
    )


class _Builder:
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
