"""The people who mark and moderate; each change is one step that can be undone."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AgencyRow,
    AllotmentRow,
    AssessmentRow,
    MarkRow,
    ModerationRow,
    ModuleRow,
    SubmissionRow,
    TutorConflictRow,
    TutorRow,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.tutors import TUTOR_LABELS, TutorValue, clean_tutor
from cohort_desk.domain.words import counted
from cohort_desk.services.marks.conflicts import Conflict, read_conflicts


@dataclass(frozen=True, slots=True)
class Tutor:
    """A tutor at one version.

    Attributes:
        active: whether work is still allotted to them.
        conflicts: what conflicts of interest they declared.
        allotted: how many submissions are theirs to mark, in all cohorts or in the one asked for.
        finished: how many of these they have finished.
    """

    id: int
    name: str
    email: str
    agency_id: int | None
    agency: str
    active: bool
    notes: str
    conflicts: tuple[Conflict, ...]
    allotted: int
    finished: int
    version: int


def list_tutors(
    db: Database, *, active_only: bool = False, cohort_id: int | None = None
) -> tuple[Tutor, ...]:
    """Return the tutors in the order of their names; with a cohort, what they mark is its alone."""
    with db.read() as work:
        query = select(TutorRow).order_by(func.lower(TutorRow.name), TutorRow.id)
        rows = [row for row in work.session.scalars(query) if row.active or not active_only]
        return _described(work, rows, cohort_id)


def read_tutor(db: Database, tutor_id: int) -> Tutor:
    """Return one tutor.

    Raises:
        NotFound: the tutor has been deleted meanwhile.
    """
    with db.read() as work:
        return _described(work, [work.need(TutorRow, tutor_id)])[0]


def add_tutor(db: Database, values: Mapping[str, TutorValue]) -> int:
    """Add a tutor and return the id; `values` by the fields of `TUTOR_LABELS`.

    Raises:
        RuleBroken: a field breaks a rule, or the e-mail is another tutor's.
        NotFound: the agency has been deleted meanwhile.
    """
    clean = clean_tutor({"name": "", **values})
    name = clean["name"]
    with db.begin(f"addition of tutor {name}", f"Added {name} as a tutor") as work:
        _check_free(work, clean)
        row = TutorRow(**clean)
        work.session.add(row)
        work.session.flush()
        return row.id


def edit_tutor(
    db: Database, tutor_id: int, version: int, changes: Mapping[str, TutorValue]
) -> None:
    """Change fields of a tutor who is still as the user saw them.

    Raises:
        RuleBroken: a field breaks a rule, or the e-mail is another tutor's.
        NotFound: the tutor or the agency has been deleted meanwhile.
        EditedMeanwhile: someone has changed the tutor since that version.
    """
    clean = clean_tutor(changes)
    what = ", ".join(TUTOR_LABELS[field].lower() for field in clean)
    with db.begin(f"change of {what}") as work:
        row = work.need(TutorRow, tutor_id, version)
        work.call(f"change of {what} of {row.name}", f"Changed {what} of {row.name}")
        _check_free(work, clean, apart_from=tutor_id)
        for field, value in clean.items():
            if getattr(row, field) != value:
                setattr(row, field, value)


def set_active(db: Database, tutor_id: int, version: int, *, active: bool) -> None:
    """Say whether more work may be allotted to a tutor; what is theirs already stays so.

    Raises:
        NotFound: the tutor has been deleted meanwhile.
        EditedMeanwhile: someone has changed the tutor since that version.
    """
    with db.begin("change of a tutor") as work:
        row = work.need(TutorRow, tutor_id, version)
        if active:
            work.call(f"return of {row.name}", f"{row.name} can be given work again")
        else:
            work.call(f"rest of {row.name}", f"{row.name} is given no more work")
        row.active = active


def delete_tutor(db: Database, tutor_id: int, version: int) -> None:
    """Delete a tutor to whom nothing is allotted, with the conflicts they declared.

    Raises:
        NotFound: the tutor has been deleted meanwhile.
        EditedMeanwhile: someone has changed the tutor since that version.
        RuleBroken: they have marked or moderated something, or are to.
    """
    with db.begin("deletion of a tutor") as work:
        row = work.need(TutorRow, tutor_id, version)
        work.call(f"deletion of tutor {row.name}", f"Deleted the tutor {row.name}")
        _refuse_if_needed(work, row)
        declared = select(TutorConflictRow).where(TutorConflictRow.tutor_id == tutor_id)
        for conflict in work.session.scalars(declared):
            work.session.delete(conflict)
        work.session.delete(row)


def _refuse_if_needed(work: UnitOfWork, row: TutorRow) -> None:
    tasks = {
        ("submission to mark", "submissions to mark"): AllotmentRow,
        ("mark given", "marks given"): MarkRow,
        ("moderation", "moderations"): ModerationRow,
    }
    stands = [
        counted(count, *nouns)
        for nouns, table in tasks.items()
        if (count := work.session.scalar(select(func.count()).where(table.tutor_id == row.id)))
    ]
    if stands:
        raise RuleBroken(
            "tutor",
            f"{row.name} cannot be deleted: {' and '.join(stands)}. "
            "Say instead that they are given no more work.",
        )


def _check_free(
    work: UnitOfWork, values: Mapping[str, TutorValue], apart_from: int | None = None
) -> None:
    if values.get("agency_id") is not None:
        work.need(AgencyRow, values["agency_id"])
    if values.get("email") is not None:
        same = select(TutorRow).where(TutorRow.email == values["email"])
        other = work.session.scalar(same)
        if other is not None and other.id != apart_from:
            raise RuleBroken("email", f"{other.name} already has this e-mail.")


def _described(
    work: UnitOfWork, rows: list[TutorRow], cohort_id: int | None = None
) -> tuple[Tutor, ...]:
    ids = [row.id for row in rows]
    agencies = dict(work.session.execute(select(AgencyRow.id, AgencyRow.name)).all())
    conflicts = read_conflicts(work, ids)
    allotted = _by_tutor(work, select(AllotmentRow.tutor_id, func.count()), cohort_id)
    final = (
        select(AllotmentRow.tutor_id, func.count())
        .join(
            MarkRow,
            (MarkRow.submission_id == AllotmentRow.submission_id)
            & (MarkRow.tutor_id == AllotmentRow.tutor_id),
        )
        .where(MarkRow.final_at.is_not(None))
    )
    finished = _by_tutor(work, final, cohort_id)
    return tuple(
        Tutor(
            id=row.id,
            name=row.name,
            email=row.email or "",
            agency_id=row.agency_id,
            agency=agencies.get(row.agency_id or 0, ""),
            active=row.active,
            notes=row.notes,
            conflicts=tuple(each for each in conflicts if each.tutor_id == row.id),
            allotted=allotted.get(row.id, 0),
            finished=finished.get(row.id, 0),
            version=row.version,
        )
        for row in rows
    )


def _by_tutor(work: UnitOfWork, query: Select[int, int], cohort_id: int | None) -> dict[int, int]:
    if cohort_id is not None:
        query = (
            query.join(SubmissionRow, SubmissionRow.id == AllotmentRow.submission_id)
            .join(AssessmentRow, AssessmentRow.id == SubmissionRow.assessment_id)
            .join(ModuleRow, ModuleRow.id == AssessmentRow.module_id)
            .where(ModuleRow.cohort_id == cohort_id)
        )
    return dict(work.session.execute(query.group_by(AllotmentRow.tutor_id)).all())
