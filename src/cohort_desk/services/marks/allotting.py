"""Allots work to tutors by hand: who marks what, in which role, and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AllotmentRow, MarkRow, TutorRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.words import counted
from cohort_desk.services.evidence.locks import refuse_if_ratified
from cohort_desk.services.evidence.markers import ROLES
from cohort_desk.services.marks.batches import Batch, Work, batch_of, read_batch
from cohort_desk.services.marks.conflicts import Conflicts, all_conflicts
from cohort_desk.services.submissions.making import Owner, submission_of

THIRD_IS_CALLED = "Third markers are called where two marks do not agree."
Occasion = tuple[int, int]
"""An assessment's id and the number of one of its sittings."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What a tutor is to do: mark in a role ("first", "second" or "third"), by when if said."""

    role: str
    tutor_id: int
    due_at: datetime | None = None


def allot(db: Database, occasion: Occasion, owners: Sequence[Owner], duty: Duty) -> int:
    """Allot the work of some owners to a tutor in one step, handed in or not; return how many.

    What is this tutor's in that role already is passed over. Third markers are called by
    `agreeing.call_third`.

    Raises:
        NotFound: the assessment, an owner or the tutor has been deleted meanwhile.
        RuleBroken: the tutor must not mark one of these, or somebody has that role already.
    """
    if duty.role == "third":
        raise RuleBroken("role", THIRD_IS_CALLED)
    with db.begin("allotment") as work:
        tutor = need_active(work, duty.tutor_id)
        what = counted(len(owners), "submission", "submissions")
        work.call(f"allotment of {what} to {tutor.name}", f"Allotted {what} to {tutor.name}")
        allotter = Allotter(work, read_batch(work, *occasion))
        by_owner = {each.line.owner: each for each in allotter.batch.works}
        done = 0
        for owner in owners:
            found = by_owner.get(owner)
            if found is None:
                name = allotter.batch.name
                raise RuleBroken("owner", f"Nothing is expected of that owner in {name}.")
            present = found.marker(duty.role)
            if present is None or present.tutor_id != tutor.id:
                allotter.refuse(found, duty.role, tutor)
                allotter.add(owner, duty)
                done += 1
        return done


def reallot(db: Database, allotment_id: int, version: int, tutor_id: int) -> None:
    """Give a task to another tutor. A draft of the one before is kept, in case it comes back.

    Raises:
        NotFound: the allotment or the tutor has been deleted meanwhile.
        EditedMeanwhile: someone has changed the allotment since that version.
        RuleBroken: the one before has finished, or the other must not mark this.
    """
    with db.begin("change of a marker") as work:
        row = work.need(AllotmentRow, allotment_id, version)
        tutor = need_active(work, tutor_id)
        allotter = Allotter(work, batch_of(work, row.submission_id))
        found = allotter.batch.work(row.submission_id)
        work.call(
            f"change of the {row.role} marker of {found.identity} to {tutor.name}",
            f"{tutor.name} is now the {row.role} marker of {found.identity}",
        )
        if row.tutor_id == tutor_id:
            return
        _refuse_if_finished(work, row)
        allotter.refuse(found, row.role, tutor, instead=True)
        row.tutor_id = tutor_id


def remove_allotments(db: Database, allotment_ids: Sequence[int]) -> None:
    """Take tasks from their tutors in one step; drafts are kept, in case they come back.

    Raises:
        NotFound: one of them has been removed meanwhile; then none is.
        RuleBroken: a tutor has finished with one of them.
    """
    what = counted(len(allotment_ids), "allotment", "allotments")
    with db.begin(f"removal of {what}", f"Removed {what}") as work:
        for allotment_id in allotment_ids:
            row = work.need(AllotmentRow, allotment_id)
            _refuse_if_finished(work, row)
            work.session.delete(row)


def set_due(db: Database, allotment_ids: Sequence[int], due_at: datetime | None) -> None:
    """Say until when tasks are to be marked; None takes that back.

    Raises:
        NotFound: one of them has been removed meanwhile; then none is changed.
    """
    what = counted(len(allotment_ids), "allotment", "allotments")
    with db.begin(f"date for {what}", f"Set the date for {what}") as work:
        for allotment_id in allotment_ids:
            row = work.need(AllotmentRow, allotment_id)
            if row.due_at != due_at:
                row.due_at = due_at


class Allotter:
    """Allots the work of one batch by its cohort's regulations, as a part of a step."""

    def __init__(self, work: UnitOfWork, batch: Batch) -> None:
        self._work, self.batch = work, batch
        own_agency = batch.regulations.marking.own_agency
        self.barred: Conflicts = all_conflicts(work, own_agency=own_agency)

    def refuse(self, found: Work, role: str, tutor: TutorRow, *, instead: bool = False) -> None:
        """Refuse to let a tutor mark a work in a role; `instead` of whoever has that role now.

        Raises:
            RuleBroken: the role is not needed or taken, the tutor has another role in this work,
                a conflict of interest stands against it, or the mark is ratified.
        """
        if found.ratified_by:
            raise RuleBroken(
                "submission", f"{found.identity} was ratified by the board “{found.ratified_by}”."
            )
        if role not in (*ROLES[: self.batch.assessment.markers], "third"):
            name = self.batch.name
            raise RuleBroken("role", f"{name} has one marker, so there is no {role} one.")
        present = found.marker(role)
        if present is not None and not instead:
            raise RuleBroken(
                "role",
                f"{present.name} is the {role} marker of {found.identity} already. Give it to "
                "another tutor instead.",
            )
        own = found.marker_of(tutor.id)
        if own is not None:
            raise RuleBroken(
                "tutor", f"{tutor.name} is the {own.role} marker of {found.identity} already."
            )
        against = self.barred.against(tutor.id, found.line)
        if against:
            raise RuleBroken("tutor", f"{tutor.name} must not mark {found.identity}. {against}")

    def add(self, owner: Owner, duty: Duty) -> None:
        """Add an allotment that has been checked; the submission is made if there is none."""
        assessment, sitting = self.batch.assessment.id, self.batch.sitting.number
        submission = submission_of(self._work, assessment, sitting, owner)
        self._work.session.add(
            AllotmentRow(
                submission_id=submission.id,
                tutor_id=duty.tutor_id,
                role=duty.role,
                due_at=duty.due_at,
            )
        )
        self._work.session.flush()


def need_active(work: UnitOfWork, tutor_id: int) -> TutorRow:
    """Return a tutor to whom more work may be allotted.

    Raises:
        NotFound: the tutor has been deleted meanwhile.
        RuleBroken: the tutor is given no more work.
    """
    tutor = work.need(TutorRow, tutor_id)
    if not tutor.active:
        raise RuleBroken("tutor", f"{tutor.name} is given no more work.")
    return tutor


def _refuse_if_finished(work: UnitOfWork, row: AllotmentRow) -> None:
    refuse_if_ratified(work, row.submission_id)
    mark = work.session.scalar(
        select(MarkRow).where(
            MarkRow.submission_id == row.submission_id, MarkRow.tutor_id == row.tutor_id
        )
    )
    if mark is not None and mark.final_at is not None:
        tutor = work.need(TutorRow, row.tutor_id)
        raise RuleBroken(
            "tutor",
            f"{tutor.name} has finished marking this, so it stays theirs. Open the mark again "
            "first, with a reason.",
        )
