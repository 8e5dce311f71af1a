"""What stands on a group beside its members, and so keeps it from being removed."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import (
    AssessmentRow,
    ExtensionRow,
    GroupRow,
    ProjectRow,
    RoundRow,
    SubmissionRow,
    TutorConflictRow,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.words import counted

_ON_GROUPS = (
    (ProjectRow, "project", "projects"),
    (SubmissionRow, "submission", "submissions"),
    (ExtensionRow, "extension", "extensions"),
    (TutorConflictRow, "declared conflict of interest", "declared conflicts of interest"),
)


def groups_with_work(work: UnitOfWork, round_id: int) -> frozenset[int]:
    """Return the groups of a round on which something stands, be there people in them or not."""
    found: set[int] = set()
    for table, _one, _many in _ON_GROUPS:
        query = (
            select(table.group_id)
            .join(GroupRow, GroupRow.id == table.group_id)
            .where(GroupRow.round_id == round_id)
        )
        found |= {group_id for group_id in work.session.scalars(query) if group_id is not None}
    return frozenset(found)


def refuse_if_group_has_work(work: UnitOfWork, group: GroupRow) -> None:
    """Refuse to remove a group on which something stands.

    Raises:
        RuleBroken: names what does.
    """
    stands = _counted(work, [group.id])
    if stands:
        raise RuleBroken(
            "group",
            f"{group.name} has {_listed(stands)}, so it cannot be removed. Nothing was changed. "
            "Move its people instead, or delete these first.",
        )


def refuse_if_round_has_work(work: UnitOfWork, row: RoundRow) -> None:
    """Refuse to delete a round on whose groups something stands, or that an assessment is done by.

    Raises:
        RuleBroken: names what does.
    """
    groups = select(GroupRow.id).where(GroupRow.round_id == row.id)
    stands = _counted(work, work.session.scalars(groups).all())
    assessed = select(AssessmentRow.title).where(AssessmentRow.round_id == row.id)
    titles = work.session.scalars(assessed.order_by(AssessmentRow.title)).all()
    if stands:
        raise RuleBroken(
            "round",
            f"The groups of {row.name} have {_listed(stands)}, so the round cannot be deleted. "
            "Nothing was changed.",
        )
    if titles:
        raise RuleBroken(
            "round",
            f"The groups of {row.name} do {_listed(titles)}, so the round cannot be deleted. "
            "Nothing was changed. Give the assessment another round first.",
        )


def _counted(work: UnitOfWork, groups: Sequence[int]) -> list[str]:
    found: list[str] = []
    for table, one, many in _ON_GROUPS:
        of_groups: ColumnElement[bool] = table.group_id.in_(groups)
        count = work.session.scalar(select(func.count()).select_from(table).where(of_groups)) or 0
        if count:
            found.append(counted(count, one, many))
    return found


def _listed(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
