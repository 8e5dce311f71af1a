"""Sets up a cohort's modules in one go: the standard programme, or as another cohort has them."""

from collections.abc import Mapping

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import CohortRow, MarkingGuideRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.modules.fields import clean_module
from cohort_desk.domain.modules.starter import STANDARD_PROGRAMME, STARTER_RUBRIC
from cohort_desk.domain.words import counted
from cohort_desk.services.modules.assessments import insert_assessment
from cohort_desk.services.modules.guide_making import insert_guide
from cohort_desk.services.modules.modules import insert_module, module_rows
from cohort_desk.services.modules.records import Assessment, Module, modules_of


def set_up_standard(db: Database, cohort_id: int) -> int:
    """Give a cohort without modules the standard ones with a starter rubric, in one step.

    Returns:
        How many modules it has now.

    Raises:
        RuleBroken: the cohort has modules already.
        NotFound: the cohort has been deleted meanwhile.
    """
    said = "Set up the standard programme; change what is different at yours"
    with db.begin("set-up of the standard programme", said) as work:
        _refuse_if_any(work, cohort_id)
        guide_id = _starter_guide(work)
        for module in STANDARD_PROGRAMME:
            row = insert_module(work, cohort_id, clean_module(module.values))
            for values in module.assessments:
                insert_assessment(work, row, {**values, "guide_id": guide_id})
        return len(STANDARD_PROGRAMME)


def copy_structure(db: Database, from_cohort: int, to_cohort: int) -> int:
    """Give a cohort those of another's modules whose codes it has not yet, in one step.

    Their assessments come with them, without dates and rounds.

    Returns:
        How many modules were copied.

    Raises:
        RuleBroken: the other cohort has no module that this one lacks.
        NotFound: one of the cohorts has been deleted meanwhile.
    """
    with db.read() as work:
        source = work.need(CohortRow, from_cohort).name
    with db.begin(f"copy of modules from {source}") as work:
        here = {row.code.casefold() for row in module_rows(work, to_cohort)}
        theirs = modules_of(work, from_cohort)
        lacking = [module for module in theirs if module.code.casefold() not in here]
        if not lacking:
            raise RuleBroken("cohort", f"{source} has no module that this cohort has not.")
        for module in lacking:
            _copy(work, to_cohort, module)
        what = counted(len(lacking), "module", "modules")
        work.call(f"copy of {what} from {source}", f"Copied {what} from {source}")
    return len(lacking)


def _copy(work: UnitOfWork, cohort_id: int, module: Module) -> None:
    fields = ("code", "title", "credits", "level", "core")
    row = insert_module(work, cohort_id, {field: getattr(module, field) for field in fields})
    for assessment in module.assessments:
        insert_assessment(work, row, _copied(assessment))


def _copied(assessment: Assessment) -> Mapping[str, object]:
    kept = ("title", "weight", "done_by", "guide_id", "markers", "anonymous", "minimum", "brief")
    values = {field: getattr(assessment, field) for field in (*kept, "word_limit")}
    return {**values, "round_id": None}


def _starter_guide(work: UnitOfWork) -> int:
    same = select(MarkingGuideRow.id).where(MarkingGuideRow.title == STARTER_RUBRIC.title)
    known = work.session.scalars(same).first()
    return insert_guide(work, STARTER_RUBRIC).id if known is None else known


def _refuse_if_any(work: UnitOfWork, cohort_id: int) -> None:
    if module_rows(work, cohort_id):
        raise RuleBroken("cohort", "This cohort has modules already.")
