"""Adds assessments, changes, orders and deletes them; each function is one step."""

from collections.abc import Mapping
from decimal import Decimal

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AssessmentRow,
    MarkingGuideRow,
    ModuleRow,
    RoundRow,
    SittingRow,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.numbers import hundredths
from cohort_desk.domain.modules.fields import ASSESSMENT_LABELS, clean_assessment
from cohort_desk.domain.words import counted
from cohort_desk.services.modules.ordering import move_to, number
from cohort_desk.services.modules.standing import (
    assessments_of,
    refuse_if_anything_stands,
    refuse_if_marking,
    refuse_if_ratified,
    submissions_of,
)

COUNTS_FOR_MARKS = frozenset(
    {"module_id", "weight", "done_by", "round_id", "guide_id", "markers", "anonymous", "minimum"}
)
"""The fields that stay once marks of the assessment are ratified."""
_NEW: Mapping[str, object] = {"title": "", "weight": 100, "done_by": "person", "markers": 1}


def add_assessment(db: Database, module_id: int, values: Mapping[str, object]) -> int:
    """Add an assessment, with its first sitting, at the end of a module's; return its id.

    Raises:
        RuleBroken: a field breaks a rule, the module has an assessment of that title, or marks
            of the module have been ratified.
        NotFound: the module has been deleted meanwhile.
    """
    title = clean_assessment({"title": "", **values})["title"]
    with db.begin(f"addition of {title}", f"Added {title}") as work:
        module = work.need(ModuleRow, module_id)
        weights = f"The weights within {module.title}"
        refuse_if_ratified(work, weights, assessments_of(work, module_id))
        return insert_assessment(work, module, values).id


def insert_assessment(
    work: UnitOfWork, module: ModuleRow, values: Mapping[str, object]
) -> AssessmentRow:
    """Add an assessment with its first sitting as a part of another step.

    Raises:
        RuleBroken: as `add_assessment` does.
    """
    clean = clean_assessment({**_NEW, **values})
    settled = _settled(work, module, clean, clean["done_by"])
    _check_title(work, module.id, clean["title"])
    place = len(assessment_rows(work, module.id))
    row = AssessmentRow(module_id=module.id, position=place, **settled)
    work.session.add(row)
    work.session.flush()
    work.session.add(SittingRow(assessment_id=row.id, number=1))
    work.session.flush()
    return row


def edit_assessment(
    db: Database, assessment_id: int, version: int, changes: Mapping[str, object]
) -> None:
    """Change fields of an assessment that is still as the user saw it.

    What groups do and then each person is to do belongs to no round any more.

    Raises:
        RuleBroken: a field breaks a rule or is another's title, submissions stand on what would
            change, somebody has begun to mark by it, or its marks have been ratified.
        NotFound: the assessment, module, round or guide has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
    """
    clean = clean_assessment(changes)
    with db.read() as work:
        title = work.need(AssessmentRow, assessment_id, version).title
    what = ", ".join(ASSESSMENT_LABELS[field].lower() for field in clean)
    with db.begin(f"change of {what} of {title}", f"Changed {what} of {title}") as work:
        row = work.need(AssessmentRow, assessment_id, version)
        module = work.need(ModuleRow, clean.get("module_id") or row.module_id)
        values = _settled(work, module, clean, clean.get("done_by", row.done_by))
        changed = {field: value for field, value in values.items() if getattr(row, field) != value}
        if changed.keys() & {"title", "module_id"}:
            _check_title(work, module.id, values.get("title", row.title), apart_from=row.id)
        _refuse_locked(work, row, module, changed, what)
        if "module_id" in changed:
            number([one for one in assessment_rows(work, row.module_id) if one is not row])
            row.position = len(assessment_rows(work, module.id))
        for field, value in changed.items():
            setattr(row, field, value)


def move_assessment(db: Database, assessment_id: int, place: int) -> None:
    """Put an assessment at another place within its module, counted from 0.

    Raises:
        NotFound: the assessment has been deleted meanwhile.
    """
    with db.read() as work:
        title = work.need(AssessmentRow, assessment_id).title
    with db.begin(f"move of {title}", f"Moved {title}") as work:
        row = work.need(AssessmentRow, assessment_id)
        move_to(assessment_rows(work, row.module_id), row, place)


def delete_assessment(db: Database, assessment_id: int, version: int) -> None:
    """Delete an assessment with its sittings.

    Raises:
        RuleBroken: submissions or decisions stand on it, or marks of its module are ratified.
        NotFound: the assessment has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
    """
    with db.read() as work:
        title = work.need(AssessmentRow, assessment_id).title
    with db.begin(f"deletion of {title}", f"Deleted {title}") as work:
        row = work.need(AssessmentRow, assessment_id, version)
        refuse_if_anything_stands(work, title, [assessment_id])
        module = work.need(ModuleRow, row.module_id)
        weights = f"The weights within {module.title}"
        refuse_if_ratified(work, weights, assessments_of(work, module.id))
        others = [one for one in assessment_rows(work, module.id) if one is not row]
        remove_assessment(work, row)
        number(others)


def remove_assessment(work: UnitOfWork, row: AssessmentRow) -> None:
    """Delete an assessment's rows as a part of another step that has looked what stands on it."""
    sittings = select(SittingRow).where(SittingRow.assessment_id == row.id)
    for sitting in work.session.scalars(sittings):
        work.session.delete(sitting)
    work.session.delete(row)


def assessment_rows(work: UnitOfWork, module_id: int) -> list[AssessmentRow]:
    """Return the rows of a module's assessments in their order."""
    of_module = select(AssessmentRow).where(AssessmentRow.module_id == module_id)
    ordered = of_module.order_by(AssessmentRow.position, AssessmentRow.id)
    return list(work.session.scalars(ordered))


def _settled(
    work: UnitOfWork, module: ModuleRow, clean: Mapping[str, object], done_by: object
) -> dict[str, object]:
    """Return the fields as they are kept, having looked that what they refer to is there."""
    values = dict(clean)
    minimum = values.get("minimum")
    if isinstance(minimum, Decimal):
        values["minimum"] = hundredths(minimum)
    if done_by != "group":
        values["round_id"] = None
    elif values.get("round_id") is not None:
        chosen = work.need(RoundRow, values["round_id"])
        if chosen.cohort_id != module.cohort_id:
            raise RuleBroken("round_id", f"{chosen.name} is a round of another cohort.")
    if values.get("guide_id") is not None:
        work.need(MarkingGuideRow, values["guide_id"])
    return values


def _refuse_locked(
    work: UnitOfWork,
    row: AssessmentRow,
    module: ModuleRow,
    changed: Mapping[str, object],
    what: str,
) -> None:
    if not changed.keys() & COUNTS_FOR_MARKS:
        return
    affected = {row.id}
    if changed.keys() & {"weight", "module_id"}:
        affected.update(assessments_of(work, row.module_id), assessments_of(work, module.id))
    refuse_if_ratified(work, f"The {what} of {row.title}", sorted(affected))
    handed_in = submissions_of(work, row.id)
    owners = changed.keys() & {"done_by", "round_id"}
    if owners and handed_in and (row.done_by == "person" or row.round_id is not None):
        count = counted(handed_in, "submission", "submissions")
        raise RuleBroken(
            min(owners), f"{row.title} has {count} already, so it stays with those who do it now."
        )
    if "module_id" in changed and module.cohort_id != work.need(ModuleRow, row.module_id).cohort_id:
        raise RuleBroken("module_id", "An assessment stays within its cohort.")
    refuse_if_marking(work, row, changed.keys())


def _check_title(
    work: UnitOfWork, module_id: int, title: object, apart_from: int | None = None
) -> None:
    same = select(AssessmentRow.id).where(
        AssessmentRow.module_id == module_id, func.lower(AssessmentRow.title) == str(title).lower()
    )
    if any(other != apart_from for other in work.session.scalars(same)):
        raise RuleBroken("title", f"This module already has an assessment called {title}.")
