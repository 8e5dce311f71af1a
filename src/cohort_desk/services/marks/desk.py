"""What a marker has before them: the work, the guide, their own marks, and nobody else's.

Another marker's marks are here only once both have finished, and of anonymous work there is no
name anywhere, not even in those of the files.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import PurePath

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import MarkRow, ModuleRow
from cohort_desk.domain.errors import NotFound, RuleBroken
from cohort_desk.domain.marks.ladder import LadderInputs, MarkerInput, Rung, RungKind, climb
from cohort_desk.domain.marks.rubric import marker_mark, without_mark
from cohort_desk.domain.modules.guides import Criterion, Guide
from cohort_desk.domain.regulations.late import Lateness, lateness
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.services.evidence.markers import Marker
from cohort_desk.services.evidence.recorded import newest_moderation
from cohort_desk.services.marks.batches import Work, read_batch
from cohort_desk.services.marks.tasks import (
    Task,
    TaskKey,
    cells_of,
    decimal,
    need_task,
    refuse_task,
    values_of,
)
from cohort_desk.services.modules.guides import guide_of
from cohort_desk.services.regulations import bank_holidays, regulations_of
from cohort_desk.services.submissions.records import SubmissionLine


@dataclass(frozen=True, slots=True)
class DeskFile:
    """A file to read; of anonymous work its name tells nothing. `size` is in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class DeskCriterion:
    """A criterion with what this marker gave; `version` is None while the cell is unwritten."""

    criterion: Criterion
    value: Decimal | None
    feedback: str
    version: int | None


@dataclass(frozen=True, slots=True)
class OtherMark:
    """What another marker gave, shown once both have finished.

    `criteria` has a title, a mark and the feedback for each.
    """

    tutor: str
    role: str
    mark: Decimal | None
    criteria: tuple[tuple[str, Decimal | None, str], ...]
    feedback: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A submission as one of its markers sees it.

    Attributes:
        identity: whose work it is, or of anonymous work the blind identity.
        module: the module's code.
        role: "first", "second" or "third".
        guide: None where the work is marked with one number, `direct`.
        mark_id: of the marking, whose history `history_of(db, "mark", mark_id)` is this marker's
            alone; None before it is begun.
        version: of the marking itself, for feedback, note and `direct`; None before it is begun.
        mark: this marker's own, unrounded; None while something is missing.
        missing: the titles of the criteria that have no mark yet.
        locked: why nothing can be changed, in a sentence; "" if it can.
        sent_back: why the moderator sent the batch back, while it is being marked again.
        preview: what would follow if this mark were the agreed one, up to the rounding.
        others: the marks of those other markers who have finished, once this one has.
        agreed: the agreed mark, once all have finished; `waiting` is what it still waits for.
    """

    key: TaskKey
    identity: str
    module: str
    assessment: str
    assessment_id: int
    sitting: int
    brief: str
    word_limit: int | None
    anonymous: bool
    role: str
    due_at: datetime | None
    guide: Guide | None
    criteria: tuple[DeskCriterion, ...]
    direct: Decimal | None
    feedback: str
    note: str
    mark_id: int | None
    version: int | None
    mark: Decimal | None
    missing: tuple[str, ...]
    final_at: datetime | None
    locked: str
    sent_back: str
    files: tuple[DeskFile, ...]
    preview: tuple[Rung, ...]
    others: tuple[OtherMark, ...] = ()
    agreed: Decimal | None = None
    waiting: str = ""


def open_desk(db: Database, key: TaskKey) -> Desk:
    """Return what a marker needs to mark a submission.

    Raises:
        NotFound: the submission is gone, or it is no longer allotted to this tutor.
    """
    with db.read() as work:
        task = need_task(work, key)
        if task.allotment is None:
            raise NotFound("This submission is no longer yours to mark: it was given to another.")
        desk = _own(work, task)
        if desk.final_at is None:
            return desk
        return _with_others(work, task, desk)


def _own(work: UnitOfWork, task: Task) -> Desk:
    assessment, mark = task.assessment, task.mark
    module = work.need(ModuleRow, assessment.module_id)
    guide = None if assessment.guide_id is None else guide_of(work, assessment.guide_id)
    values = values_of(work, task)
    direct = decimal(mark.direct) if mark else None
    own = marker_mark(values) if values else direct
    given = MarkerInput("first", values, direct, final=True)
    allotment = task.allotment
    return Desk(
        key=TaskKey(task.submission.id, task.tutor.id),
        identity=task.identity,
        module=module.code,
        assessment=assessment.title,
        assessment_id=assessment.id,
        sitting=task.submission.sitting,
        brief=assessment.brief,
        word_limit=assessment.word_limit,
        anonymous=assessment.anonymous,
        role=allotment.role if allotment else "",
        due_at=allotment.due_at if allotment else None,
        guide=guide,
        criteria=_criteria(work, task, guide),
        direct=direct,
        feedback=mark.feedback if mark else "",
        note=mark.note if mark else "",
        mark_id=mark.id if mark else None,
        version=mark.version if mark else None,
        mark=own,
        missing=without_mark(values),
        final_at=mark.final_at if mark else None,
        locked=_locked(work, task),
        sent_back=_sent_back(work, task),
        files=_files(task),
        preview=_preview(task, given, regulations_of(work, module.cohort_id)),
    )


def _with_others(work: UnitOfWork, task: Task, desk: Desk) -> Desk:
    batch = read_batch(work, task.assessment.id, task.submission.sitting)
    found: Work = batch.work(task.submission.id)
    others = tuple(
        _other(work, task, marker)
        for marker in found.markers
        if marker.final and marker.tutor_id != task.tutor.id
    )
    if not found.all_final:
        return replace(desk, others=others)
    return replace(desk, others=others, agreed=found.agreed, waiting=found.waiting)


def _other(work: UnitOfWork, task: Task, marker: Marker) -> OtherMark:
    row = work.session.scalar(
        select(MarkRow).where(
            MarkRow.submission_id == task.submission.id, MarkRow.tutor_id == marker.tutor_id
        )
    )
    cells = cells_of(work, row)
    guide_id = task.assessment.guide_id
    criteria = () if guide_id is None else guide_of(work, guide_id).criteria
    given = tuple(
        (each.title, decimal(cell.value) if cell else None, cell.feedback if cell else "")
        for each in criteria
        for cell in [cells.get(each.id)]
    )
    feedback = row.feedback if row else ""
    return OtherMark(marker.name, marker.role, marker.mark, given, feedback)


def _criteria(work: UnitOfWork, task: Task, guide: Guide | None) -> tuple[DeskCriterion, ...]:
    cells = cells_of(work, task.mark)
    return tuple(
        DeskCriterion(
            criterion,
            decimal(cell.value) if cell else None,
            cell.feedback if cell else "",
            cell.version if cell else None,
        )
        for criterion in (guide.criteria if guide else ())
        for cell in [cells.get(criterion.id)]
    )


def _locked(work: UnitOfWork, task: Task) -> str:
    try:
        refuse_task(work, task)
    except RuleBroken as refusal:
        return str(refusal)
    return ""


def _sent_back(work: UnitOfWork, task: Task) -> str:
    row = newest_moderation(work, task.assessment.id, task.submission.sitting)
    return row.reason if row is not None and row.outcome == "sent_back" else ""


def _files(task: Task) -> tuple[DeskFile, ...]:
    files = task.line.files
    if not task.assessment.anonymous:
        return tuple(DeskFile(file.name, file.sha256, file.size) for file in files)
    return tuple(
        DeskFile(_neutral(task.identity, number, len(files), file.name), file.sha256, file.size)
        for number, file in enumerate(files, start=1)
    )


def _neutral(identity: str, number: int, of: int, name: str) -> str:
    """Return a name for a file that tells its kind and nothing else: "W3905 (2).pdf"."""
    counter = f" ({number})" if of > 1 else ""
    return f"{identity}{counter}{PurePath(name).suffix.lower()}"


def _preview(task: Task, given: MarkerInput, regulations: Regulations) -> tuple[Rung, ...]:
    waived = [member.penalty_waived for member in task.line.members]
    inputs = LadderInputs(
        markers=(given,),
        markers_needed=1,
        lateness=_lateness(task.line, regulations),
        waived="extenuating circumstances" if waived and all(waived) else "",
        capped=task.submission.basis == "referral",
    )
    own = (RungKind.CRITERIA, RungKind.MARKER, RungKind.AGREED)
    return tuple(rung for rung in climb(inputs, regulations).rungs if rung.kind not in own)


def _lateness(line: SubmissionLine, regulations: Regulations) -> Lateness | None:
    """Return how late the work is by its owner's deadline; members may have later ones."""
    if line.submitted_at is None or line.deadline is None:
        return None
    return lateness(line.submitted_at, line.deadline, regulations.late, bank_holidays())
