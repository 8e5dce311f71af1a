"""How far the marking of submissions is, which is all that handing in has to know of it."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import exists, func, or_, select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import CriterionMarkRow, MarkRow


@dataclass(frozen=True, slots=True)
class Begun:
    """How many markers of a submission have given any mark, final or not, and have finished."""

    given: int
    final: int


NOT_BEGUN = Begun(0, 0)


def read_begun(work: UnitOfWork, submission_ids: Collection[int]) -> dict[int, Begun]:
    """Return how far the marking of some submissions is, of those alone that have any."""
    by_criterion = exists().where(
        CriterionMarkRow.mark_id == MarkRow.id, CriterionMarkRow.value.is_not(None)
    )
    query = (
        select(MarkRow.submission_id, func.count(), func.count(MarkRow.final_at))
        .where(
            MarkRow.submission_id.in_(submission_ids),
            or_(MarkRow.direct.is_not(None), MarkRow.final_at.is_not(None), by_criterion),
        )
        .group_by(MarkRow.submission_id)
    )
    return {key: Begun(given, final) for key, given, final in work.session.execute(query)}
