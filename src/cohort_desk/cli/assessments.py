"""Finds the assessment and the tutor that a command speaks of."""

from cohort_desk.db.database import Database
from cohort_desk.domain.errors import CohortDeskError, NotFound
from cohort_desk.services.marks.tutors import Tutor, list_tutors
from cohort_desk.services.modules import Assessment, list_modules


def list_assessments(db: Database, cohort_id: int) -> tuple[Assessment, ...]:
    """Return the assessments of a cohort in the order of its modules."""
    return tuple(part for module in list_modules(db, cohort_id) for part in module.assessments)


def assessment_named(db: Database, cohort_id: int, wanted: str) -> Assessment:
    """Return the assessment of that title, or of that module's code and title: "M1 Report".

    Raises:
        NotFound: there is none; the text lists those there are.
        CohortDeskError: there are several.
    """
    parts = list_assessments(db, cohort_id)
    sought = wanted.casefold()
    found = [part for part in parts if part.title.casefold() == sought] or [
        part for part in parts if f"{part.module_code} {part.title}".casefold() == sought
    ]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(f"“{part.module_code} {part.title}”" for part in found)
        raise CohortDeskError(f"{len(found)} assessments are called “{wanted}”: {names}.")
    there = ", ".join(part.title for part in parts) or "none yet"
    raise NotFound(f"There is no assessment “{wanted}”. There are: {there}.")


def tutor_named(db: Database, wanted: str) -> Tutor:
    """Return the tutor of that name or e-mail.

    Raises:
        NotFound: there is none; the text lists those there are.
        CohortDeskError: there are several.
    """
    tutors = list_tutors(db)
    sought = wanted.casefold()
    found = [tutor for tutor in tutors if sought in {tutor.name.casefold(), tutor.email.casefold()}]
    if len(found) == 1:
        return found[0]
    if found:
        raise CohortDeskError(f"{len(found)} tutors are called “{wanted}”. Give the e-mail.")
    there = ", ".join(tutor.name for tutor in tutors) or "none yet"
    raise NotFound(f"There is no tutor “{wanted}”. There are: {there}.")
