"""Keeps a grouping that came with the sheet as an earlier round, so that later ones avoid it."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import PurePath

from sqlalchemy import func, select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import GroupRow, MembershipRow, RoundRow
from cohort_desk.domain.forming.request import default_recipe
from cohort_desk.domain.forming.settings.recipes import recipe_to_plain
from cohort_desk.domain.names import free_name
from cohort_desk.services.groups.publishing import publish_first
from cohort_desk.services.imports.plans import ImportPlan

_NAME_LENGTH = 120


def add_earlier_round(
    work: UnitOfWork, plan: ImportPlan, participants: Mapping[int, int], actor: str
) -> str:
    """Add the round "Groups in nominees", published, with everybody whose row names a group.

    It stands before the cohort's other rounds, so that each of them takes it for earlier.

    Args:
        work: the transaction of the import.
        plan: its rows name the groups.
        participants: the participant of each row.
        actor: who publishes it.

    Returns:
        The round's name, "" where no row names a group.
    """
    placed: dict[str, list[int]] = {}
    for row in plan.rows:
        if row.group and row.row in participants:
            placed.setdefault(_group_name(row.group), []).append(participants[row.row])
    if not placed:
        return ""
    made = _round(work, plan)
    groups = [
        GroupRow(round_id=made.id, name=name, position=position)
        for position, name in enumerate(sorted(placed, key=_natural_order))
    ]
    work.session.add_all(groups)
    work.session.flush()
    work.session.add_all(
        MembershipRow(round_id=made.id, participant_id=person, group_id=group.id)
        for group in groups
        for person in dict.fromkeys(placed[group.name])
    )
    work.session.flush()
    publish_first(work, made.id, actor)
    return made.name


def _round(work: UnitOfWork, plan: ImportPlan) -> RoundRow:
    of_cohort = RoundRow.cohort_id == plan.cohort_id
    names = work.session.scalars(select(RoundRow.name).where(of_cohort))
    taken = {name.casefold() for name in names}
    first = work.session.scalar(select(func.min(RoundRow.position)).where(of_cohort))
    stem = f"Groups in {PurePath(plan.source).stem}"[: _NAME_LENGTH - 5]
    row = RoundRow(
        cohort_id=plan.cohort_id,
        name=free_name(stem, taken),
        purpose=f"As they stood in {plan.source}",
        position=0 if first is None else first - 1,
        recipe=recipe_to_plain(default_recipe()),
        created_at=datetime.now(UTC),
    )
    work.session.add(row)
    work.session.flush()
    return row


def _group_name(written: str) -> str:
    """Return "Group 3" where the sheet only has the number."""
    return f"Group {written}" if written.isdigit() else written[:_NAME_LENGTH]


def _natural_order(name: str) -> list[tuple[int, str]]:
    """Put Group 10 after Group 9."""
    return [
        (int(part), "") if part.isdigit() else (-1, part.casefold())
        for part in re.split(r"(\d+)", name)
    ]
