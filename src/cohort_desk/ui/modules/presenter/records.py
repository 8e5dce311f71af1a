"""How the panels of one module and of one assessment read and save."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.modules.fields import (
    ASSESSMENT_LABELS,
    MODULE_LABELS,
    MOST_SITTINGS,
    SITTING_LABELS,
    Moments,
)
from cohort_desk.domain.modules.moments import read_in_london, written_in_london
from cohort_desk.services.history import history_of
from cohort_desk.services.modules import (
    Assessment,
    Module,
    Sitting,
    edit_assessment,
    edit_module,
    put_sitting,
    read_assessment,
    read_module,
)
from cohort_desk.ui.kit.record_editor import RecordKind

if TYPE_CHECKING:
    from cohort_desk.db.database import Database

STRUCTURE = frozenset({"module", "assessment", "sitting", "round", "marking_guide"})
"""The kinds of record that the modules and their panels show."""

_EITHER = {True: "yes", False: "no"}


def sitting_field(number: int, field: str) -> str:
    """Return the name of a sitting's field in the assessment's panel: "1:deadline"."""
    return f"{number}:{field}"


def sitting_name(number: int) -> str:
    """Return what a sitting is called."""
    return f"{('First', 'Second', 'Third', 'Fourth')[number - 1]} sitting"


def module_kind(db: "Database") -> RecordKind[Module]:
    """Return how the panel of one module reads and saves."""

    def save(module: Module, field: str, typed: str) -> None:
        value = typed == "yes" if field == "core" else typed
        edit_module(db, module.id, module.version, {field: value})

    return RecordKind(
        MODULE_LABELS,
        STRUCTURE,
        read=lambda module_id: read_module(db, module_id),
        save=save,
        typed=typed_of_module,
        history=lambda module_id: history_of(db, "module", module_id),
    )


def assessment_kind(db: "Database") -> RecordKind[Assessment]:
    """Return how the panel of one assessment reads and saves, its sittings included."""

    def save(assessment: Assessment, field: str, typed: str) -> None:
        number, _, moment = field.rpartition(":")
        if number:
            _save_moment(db, assessment, int(number), moment, typed)
        else:
            value = typed == "yes" if field == "anonymous" else typed
            edit_assessment(db, assessment.id, assessment.version, {field: value})

    return RecordKind(
        _labels(),
        STRUCTURE,
        read=lambda assessment_id: read_assessment(db, assessment_id),
        save=save,
        typed=typed_of_assessment,
        history=lambda assessment_id: history_of(db, "assessment", assessment_id),
    )


def typed_of_module(module: Module, field: str) -> str:
    """Return what a form shows of a module's field."""
    return _EITHER[module.core] if field == "core" else str(getattr(module, field))


def typed_of_assessment(assessment: Assessment, field: str) -> str:
    """Return what a form shows of an assessment's field, or of one of a sitting."""
    number, _, name = field.rpartition(":")
    if number:
        sitting = _sitting(assessment, int(number))
        moment = getattr(sitting, name) if sitting else None
        return written_in_london(moment) if moment else ""
    if field == "anonymous":
        return _EITHER[assessment.anonymous]
    if field == "minimum":
        return "" if assessment.minimum is None else written(assessment.minimum)
    value = getattr(assessment, field)
    return "" if value is None else str(value)


def _save_moment(
    db: "Database", assessment: Assessment, number: int, field: str, typed: str
) -> None:
    sitting = _sitting(assessment, number)
    if sitting is None:
        return
    now = Moments(sitting.opens_at, sitting.deadline, sitting.closes_at)
    wanted = replace(now, **{field: read_in_london(field, typed)})
    put_sitting(db, assessment.id, number, sitting.version, wanted)


def _sitting(assessment: Assessment, number: int) -> Sitting | None:
    return next((one for one in assessment.sittings if one.number == number), None)


def _labels() -> Mapping[str, str]:
    of_sittings = {
        sitting_field(number, field): words
        for number in range(1, MOST_SITTINGS + 1)
        for field, words in SITTING_LABELS.items()
    }
    return {**ASSESSMENT_LABELS, **of_sittings}
