"""Adds modules, changes, orders and deletes them; each function is one step."""

from collections.abc import Mapping

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AssessmentRow, CohortRow, ModuleRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.modules.fields import MODULE_LABELS, clean_module
from cohort_desk.services.modules.assessments import remove_assessment
from cohort_desk.services.modules.ordering import move_to, number
from cohort_desk.services.modules.standing import (
    assessments_of,
    refuse_if_anything_stands,
    refuse_if_ratified,
)

COUNTS_FOR_AWARDS = frozenset({"credits", "level", "core"})
"""The fields that stay once marks of the module are ratified."""
_NEW: Mapping[str, object] = {"code": "", "title": "", "credits": 20, "level": 7, "core": False}


def add_module(db: Database, cohort_id: int, values: Mapping[str, object]) -> int:
    """Add a module at the end of the cohort's, and return its id.

    Raises:
        RuleBroken: a field breaks a rule, or another module has the code.
        NotFound: the cohort has been deleted meanwhile.
    """
    clean = clean_module({**_NEW, **values})
    title = clean["title"]
    with db.begin(f"addition of module {title}", f"Added module {title}") as work:
        return insert_module(work, cohort_id, clean).id


def insert_module(work: UnitOfWork, cohort_id: int, clean: Mapping[str, object]) -> ModuleRow:
    """Add a module as a part of another step."""
    work.need(CohortRow, cohort_id)
    _check_code(work, cohort_id, clean["code"])
    row = ModuleRow(cohort_id=cohort_id, position=len(module_rows(work, cohort_id)), **clean)
    work.session.add(row)
    work.session.flush()
    return row


def edit_module(db: Database, module_id: int, version: int, changes: Mapping[str, object]) -> None:
    """Change fields of a module that is still as the user saw it.

    Raises:
        RuleBroken: a field breaks a rule, another module has the code, or what the credits,
            level or core flag count for has been ratified.
        NotFound: the module has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
    """
    clean = clean_module(changes)
    with db.read() as work:
        title = work.need(ModuleRow, module_id, version).title
    what = ", ".join(MODULE_LABELS[field].lower() for field in clean)
    with db.begin(f"change of {what} of {title}", f"Changed {what} of {title}") as work:
        row = work.need(ModuleRow, module_id, version)
        if "code" in clean:
            _check_code(work, row.cohort_id, clean["code"], apart_from=module_id)
        changed = {field: value for field, value in clean.items() if getattr(row, field) != value}
        if changed.keys() & COUNTS_FOR_AWARDS:
            refuse_if_ratified(work, f"The {what} of {title}", assessments_of(work, module_id))
        for field, value in changed.items():
            setattr(row, field, value)


def move_module(db: Database, module_id: int, place: int) -> None:
    """Put a module at another place among its cohort's, counted from 0.

    Raises:
        NotFound: the module has been deleted meanwhile.
    """
    with db.read() as work:
        title = work.need(ModuleRow, module_id).title
    with db.begin(f"move of {title}", f"Moved {title}") as work:
        row = work.need(ModuleRow, module_id)
        move_to(module_rows(work, row.cohort_id), row, place)


def delete_module(db: Database, module_id: int, version: int) -> None:
    """Delete a module with its assessments, in one step.

    Raises:
        RuleBroken: submissions or decisions stand on it.
        NotFound: the module has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
    """
    with db.read() as work:
        title = work.need(ModuleRow, module_id).title
    with db.begin(f"deletion of module {title}", f"Deleted module {title}") as work:
        row = work.need(ModuleRow, module_id, version)
        ids = assessments_of(work, module_id)
        refuse_if_anything_stands(work, title, ids, module_id)
        for assessment_id in ids:
            remove_assessment(work, work.need(AssessmentRow, assessment_id))
        others = [one for one in module_rows(work, row.cohort_id) if one is not row]
        work.session.delete(row)
        number(others)


def module_rows(work: UnitOfWork, cohort_id: int) -> list[ModuleRow]:
    """Return the rows of a cohort's modules in their order."""
    of_cohort = select(ModuleRow).where(ModuleRow.cohort_id == cohort_id)
    return list(work.session.scalars(of_cohort.order_by(ModuleRow.position, ModuleRow.id)))


def _check_code(
    work: UnitOfWork, cohort_id: int, code: object, apart_from: int | None = None
) -> None:
    same = select(ModuleRow).where(
        ModuleRow.cohort_id == cohort_id, func.lower(ModuleRow.code) == str(code).lower()
    )
    other = next((row for row in work.session.scalars(same) if row.id != apart_from), None)
    if other is not None:
        raise RuleBroken("code", f"{other.title} already has the code {other.code}.")
