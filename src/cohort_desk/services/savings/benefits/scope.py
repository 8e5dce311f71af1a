"""Which benefits a query is about."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from cohort_desk.db.tables import BenefitRow, ProjectRow

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Scope:
    """Some benefits: those of the ids, of a project or of a cohort; of none of these, all."""

    ids: Sequence[int] | None = None
    project_id: int | None = None
    cohort_id: int | None = None

    def within(self, column: InstrumentedAttribute[int]) -> tuple[ColumnElement[bool], ...]:
        """Return the conditions that a column with the id of a benefit is of one of these."""
        if self.ids is not None:
            return (column.in_(self.ids),)
        if self.project_id is None and self.cohort_id is None:
            return ()
        mine = select(BenefitRow.id)
        if self.project_id is not None:
            mine = mine.where(BenefitRow.project_id == self.project_id)
        if self.cohort_id is not None:
            mine = mine.join(ProjectRow).where(ProjectRow.cohort_id == self.cohort_id)
        return (column.in_(mine),)


def scopes(ids: Iterable[int] | None) -> Iterator[Scope]:
    """Yield what to ask for, so that no query has more ids than a database takes; None is all."""
    if ids is None:
        yield Scope()
        return
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), _AT_ONCE):
        yield Scope(wanted[start : start + _AT_ONCE])
