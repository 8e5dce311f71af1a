"""Keeps undo and redo from what marks were given by, as the changes themselves are kept from it."""

from collections.abc import Sequence

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.journal import RowChange
from cohort_desk.db.tables import AssessmentRow, BandRow, CriterionRow
from cohort_desk.domain.errors import CannotUndo, RuleBroken
from cohort_desk.services.modules.assessments import COUNTS_FOR_MARKS
from cohort_desk.services.modules.guides import refuse_if_used
from cohort_desk.services.modules.modules import COUNTS_FOR_AWARDS
from cohort_desk.services.modules.standing import (
    assessments_of,
    refuse_if_marking,
    refuse_if_ratified,
    submissions_of,
)

_OF_GUIDES: dict[str, frozenset[str]] = {
    "marking_guide": frozenset({"kind"}),
    "criterion": frozenset({"title", "description", "weight"}),
    "criterion_band": frozenset({"label", "low", "high", "descriptor"}),
}


def refuse_replay(work: UnitOfWork, changes: Sequence[RowChange]) -> None:
    """Refuse an undo or a redo that would change what marks were given by, or are ratified with.

    Raises:
        CannotUndo: it would.
    """
    try:
        for change in changes:
            fields = {**(change.before or {}), **(change.after or {})}.keys()
            if fields & _OF_GUIDES.get(change.table, frozenset()):
                _refuse_used(work, change)
            elif change.table == "assessment" and fields & COUNTS_FOR_MARKS:
                _refuse_assessed(work, change)
            elif change.table == "module" and fields & COUNTS_FOR_AWARDS:
                refuse_if_ratified(work, "That", assessments_of(work, change.key[0]))
    except RuleBroken as error:
        raise CannotUndo(f"{error} Nothing was changed.") from error


def _refuse_used(work: UnitOfWork, change: RowChange) -> None:
    """Refuse where the guide of a criterion or band has been marked with."""
    values = {**(change.before or {}), **(change.after or {})}
    guide_id = change.key[0] if change.table == "marking_guide" else values.get("guide_id")
    if change.table == "criterion_band":
        band = work.session.get(BandRow, change.key[0])
        criterion_id = band.criterion_id if band else values.get("criterion_id")
        criterion = work.session.get(CriterionRow, criterion_id)
        guide_id = criterion.guide_id if criterion else None
    elif change.table == "criterion" and guide_id is None:
        criterion = work.session.get(CriterionRow, change.key[0])
        guide_id = criterion.guide_id if criterion else None
    if guide_id is not None:
        refuse_if_used(work, guide_id)


def _refuse_assessed(work: UnitOfWork, change: RowChange) -> None:
    row = work.session.get(AssessmentRow, change.key[0])
    values = {**(change.before or {}), **(change.after or {})}
    owners = [values.get("module_id"), row.module_id if row else None]
    affected = [one for owner in owners if owner for one in assessments_of(work, owner)]
    refuse_if_ratified(work, "That", affected)
    if row is None or change.operation != "update":
        return
    if {"done_by", "round_id"} & set(values) and submissions_of(work, row.id):
        raise RuleBroken("done_by", f"{row.title} has submissions already.")
    refuse_if_marking(work, row, values.keys())
