"""Keeps undo and redo from doing to marks what no move of their own may do.

A step that is undone is not a move with a reason. So it never changes a mark that has become
final since, never opens one that the other marker has answered by finishing, and never shows
marks to participants that are not ready for it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.journal import RowChange
from cohort_desk.db.tables import (
    AllotmentRow,
    CriterionMarkRow,
    CriterionRow,
    MarkRow,
    ModerationRow,
    SittingRow,
    SubmissionFileRow,
    SubmissionRow,
)
from cohort_desk.domain.errors import CannotUndo
from cohort_desk.services.evidence.locks import has_final_mark
from cohort_desk.services.evidence.recorded import newest_moderation
from cohort_desk.services.marks.allotting import Occasion
from cohort_desk.services.marks.batches import read_batch
from cohort_desk.services.marks.releasing import release_of

_FINAL = "A mark that this step changed is final now. Open it again first, with a reason."
_ANSWERED = (
    "The other marker has finished meanwhile, so the mark stays final. Open it again with a reason."
)
_MODERATOR = "The marks that this step changed are with the moderator."
_SHOWN = "Participants can see the marks that this step changed. Hide them first."
_INCOMPLETE = "A criterion has lost its mark since, so the mark cannot be made final again."
_NOT_READY = "The marks cannot be shown any more: something stands against it. Show them anew."
_HANDED_IN = "A marker has finished with this work, so what was handed in stays as it was marked."
_MARKED = "The marker has finished meanwhile, so the work stays theirs."


_MOMENTS = frozenset({"submitted_at", "finalised_at", "reopened_at"})


@dataclass(slots=True)
class _Marks:
    """What a replay would do to marks, by the ids of their rows."""

    opened: set[int] = field(default_factory=set[int])
    closed: set[int] = field(default_factory=set[int])
    written: set[int] = field(default_factory=set[int])
    submissions: set[int] = field(default_factory=set[int])


def refuse_replay(work: UnitOfWork, changes: Sequence[RowChange], *, undoing: bool) -> None:
    """Refuse an undo or a redo that no move of its own could do.

    Raises:
        CannotUndo: it would change a final mark or what was marked, open a mark that another
            marker has answered, change what a moderator or the participants have before them, or
            show what is not ready to be shown.
    """
    marks = _marks(work, changes)
    _refuse_final(work, marks, undoing=undoing)
    _refuse_incomplete(work, marks, changes)
    _refuse_allotments(work, changes)
    _refuse_handing_in(work, changes)
    moderated = {_occasion(work, change) for change in changes if change.table == "moderation"}
    occasions = _occasions(work, marks.submissions)
    if any(_visible(work, occasion) for occasion in occasions | moderated):
        raise _refusal(_SHOWN)
    # A moderator who sends marks back, or takes that back, has them; nobody else may touch them.
    if any(_with_moderator(work, occasion) for occasion in occasions - moderated):
        raise _refusal(_MODERATOR)
    for change in changes:
        if change.table == "sitting":
            _refuse_showing(work, change)


def _marks(work: UnitOfWork, changes: Iterable[RowChange]) -> _Marks:
    found = _Marks()
    for change in changes:
        if change.table == "mark":
            key = change.key[0]
            found.submissions |= _submission(work, change)
            after = (change.after or {}).get("final_at")
            before = (change.before or {}).get("final_at")
            if after and not before:
                found.closed.add(key)
            elif before and not after:
                found.opened.add(key)
            else:
                found.written.add(key)
        elif change.table == "criterion_mark":
            found.written.add(change.key[0])
            row = work.session.get(MarkRow, change.key[0])
            if row is not None:
                found.submissions.add(row.submission_id)
        elif change.table == "agreement":
            found.submissions.add(change.key[0])
    return found


def _submission(work: UnitOfWork, change: RowChange) -> set[int]:
    row = work.session.get(MarkRow, change.key[0])
    if row is not None:
        return {row.submission_id}
    image = change.after or change.before or {}
    return {image["submission_id"]} if "submission_id" in image else set()


def _refuse_final(work: UnitOfWork, marks: _Marks, *, undoing: bool) -> None:
    for key in marks.written - marks.opened - marks.closed:
        row = work.session.get(MarkRow, key)
        if row is not None and row.final_at is not None:
            raise _refusal(_FINAL)
    if not undoing:
        return
    for key in marks.opened:
        row = work.session.get_one(MarkRow, key)
        others = select(MarkRow.id).where(
            MarkRow.submission_id == row.submission_id,
            MarkRow.id.not_in(marks.opened),
            MarkRow.final_at.is_not(None),
        )
        if work.session.scalar(others) is not None:
            raise _refusal(_ANSWERED)


def _refuse_incomplete(work: UnitOfWork, marks: _Marks, changes: Iterable[RowChange]) -> None:
    """Refuse to make a mark final again whose criteria are no longer all marked."""
    coming = {change.key[0] for change in changes if change.table == "criterion_mark"}
    for key in marks.closed - coming:
        row = work.session.get(MarkRow, key)
        if row is None:
            continue
        cells = select(CriterionMarkRow).where(CriterionMarkRow.mark_id == key)
        found = list(work.session.scalars(cells))
        guides = {
            criterion.guide_id
            for cell in found
            if (criterion := work.session.get(CriterionRow, cell.criterion_id))
        }
        needed = select(CriterionRow.id).where(CriterionRow.guide_id.in_(guides))
        given = {cell.criterion_id for cell in found if cell.value is not None}
        if set(work.session.scalars(needed)) - given:
            raise _refusal(_INCOMPLETE)


def _refuse_allotments(work: UnitOfWork, changes: Iterable[RowChange]) -> None:
    for change in changes:
        row = work.session.get(AllotmentRow, change.key[0]) if change.table == "allotment" else None
        moved = change.operation == "delete" or "tutor_id" in (change.after or {})
        if row is None or not moved:
            continue
        final = select(MarkRow.id).where(
            MarkRow.submission_id == row.submission_id,
            MarkRow.tutor_id == row.tutor_id,
            MarkRow.final_at.is_not(None),
        )
        if work.session.scalar(final) is not None:
            raise _refusal(_MARKED)


def _refuse_handing_in(work: UnitOfWork, changes: Iterable[RowChange]) -> None:
    """Refuse to change what was handed in, or when, under a final mark."""
    for change in changes:
        if change.table == "submission" and _MOMENTS & {*(change.after or {})}:
            submission_id: int | None = change.key[0]
        elif change.table == "submission_file":
            row = work.session.get(SubmissionFileRow, change.key[0])
            image: dict[str, Any] = change.after or change.before or {}
            submission_id = row.submission_id if row else image.get("submission_id")
        else:
            continue
        if submission_id is not None and has_final_mark(work, submission_id):
            raise _refusal(_HANDED_IN)


def _occasions(work: UnitOfWork, submissions: Iterable[int]) -> set[Occasion]:
    rows = (work.session.get(SubmissionRow, key) for key in submissions)
    return {(row.assessment_id, row.sitting) for row in rows if row is not None}


def _with_moderator(work: UnitOfWork, occasion: Occasion) -> bool:
    moderation = newest_moderation(work, *occasion)
    return moderation is not None and moderation.outcome == "open"


def _refuse_showing(work: UnitOfWork, change: RowChange) -> None:
    shown = (change.after or {}).get("visibility", "hidden")
    if change.operation != "update" or shown == "hidden":
        return
    found = release_of(read_batch(work, change.key[0], change.key[1]))
    if not found.ready:
        raise _refusal(_NOT_READY)


def _visible(work: UnitOfWork, occasion: Occasion) -> bool:
    row = work.session.get(SittingRow, occasion)
    return row is not None and row.visibility != "hidden"


def _occasion(work: UnitOfWork, change: RowChange) -> Occasion:
    row = work.session.get(ModerationRow, change.key[0])
    image: dict[str, Any] = change.after or change.before or {}
    if row is not None:
        return row.assessment_id, row.sitting
    return image["assessment_id"], image["sitting"]


def _refusal(sentence: str) -> CannotUndo:
    return CannotUndo(f"{sentence} Nothing was changed.")
