"""All that a report on marks shows: how they are spread, and how markers marked each sitting."""

from dataclasses import dataclass, replace

from cohort_desk.db.database import Database
from cohort_desk.domain.submissions.words import assessment_name
from cohort_desk.services.boards.distribution import CohortMarks, read_distributions
from cohort_desk.services.marks.consistency import Consistency, anonymous, read_consistency
from cohort_desk.services.modules import list_modules


@dataclass(frozen=True, slots=True)
class MarksReport:
    """The marks of a cohort, and each sitting of which works have all their marks.

    `of_others` says that it is for those who must not be able to tell anybody's mark: numbers are
    rounded, and how markers mark is left out.
    """

    marks: CohortMarks
    sittings: tuple[Consistency, ...]
    of_others: bool = False


def read_marks_report(db: Database, cohort_id: int, *, names: bool = False) -> MarksReport:
    """Return the report of a cohort as its marks are now; markers have letters without `names`.

    Raises:
        NotFound: the cohort has been deleted meanwhile.
    """
    marks = read_distributions(db, cohort_id)
    found: list[Consistency] = []
    for module in list_modules(db, cohort_id):
        for part in module.assessments:
            for sitting in part.sittings:
                read = read_consistency(db, part.id, sitting.number)
                name = assessment_name(module.code, part.title, sitting.number)
                if read.works:
                    found.append(replace(read if names else anonymous(read), name=name))
    return MarksReport(marks, tuple(found))


def for_others(report: MarksReport) -> MarksReport:
    """Return what others may see of a report; the rule is said in `services.marks.distribution`."""
    return MarksReport(report.marks.for_others(), (), of_others=True)
