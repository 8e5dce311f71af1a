"""Keeps undo and redo from the history of money: what is recorded of it is only ever added to.

Entering a benefit can be undone while nothing else stands on it. Everything later, a further
figure, a cost, an update, a claim or a decision, is corrected by recording something newer.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.journal import RowChange
from cohort_desk.db.tables import (
    BenefitEventRow,
    BenefitRow,
    ClaimRow,
    CostRow,
    FigureRow,
    OfficerRow,
    ProjectRow,
    ShareRow,
    Table,
)
from cohort_desk.domain.errors import CannotUndo, RuleBroken
from cohort_desk.domain.savings.fields import WHOLE, percent
from cohort_desk.domain.savings.ladder import Climbing, check_kept
from cohort_desk.domain.savings.parties import check_apart
from cohort_desk.services.savings.benefits import dependants as standing
from cohort_desk.services.savings.claims import pots
from cohort_desk.services.savings.claims.apart import refuse_one_person
from cohort_desk.services.savings.claims.claiming import check_owner
from cohort_desk.services.savings.claims.facts import closing_of, party_of
from cohort_desk.services.savings.opening import climbing
from cohort_desk.services.savings.outcomes import replay as outcome_replay
from cohort_desk.services.savings.reckoning import settings

_KEPT = (
    "What is recorded of savings is kept, so this cannot be undone or redone. Nothing was changed. "
    "Record a correction instead: a new figure, cost, claim or decision, with the reason."
)
_REPORT = (
    "A report that was made stays on the list, so this cannot be undone or redone. Nothing was "
    "changed."
)
_COMES_WITH = {
    "benefit_figure": ("benefit", "benefit_id"),
    "benefit_figure_year": ("benefit_figure", "figure_id"),
    "benefit_cost": ("benefit", "benefit_id"),
    "benefit_event": ("benefit", "benefit_id"),
}
_NEVER = frozenset({"benefit_claim", "claim_evidence", "claim_decision"})
_FOLLOW = {mapper.class_.__tablename__: mapper.class_.follow for mapper in Table.registry.mappers}


@dataclass(slots=True)
class _Replay:
    """What a replay would do: the rows it makes or takes away, and the tables it touches."""

    moved: set[tuple[str, Any]] = field(default_factory=set[tuple[str, Any]])
    tables: set[str] = field(default_factory=set[str])


def refuse_replay(work: UnitOfWork, changes: Sequence[RowChange]) -> None:
    """Refuse a replay that would rewrite the history of money, or break a rule of savings.

    Raises:
        CannotUndo: says what stands against it.
    """
    replay = _Replay()
    for change in changes:
        replay.tables.add(change.table)
        if change.operation != "update":
            replay.moved.add((change.table, change.key[0]))
    for change in changes:
        _refuse_money(change, replay)
    pots.refuse_replay(work, changes)
    settings.refuse_replay(work, changes)
    outcome_replay.refuse_replay(work, changes)
    try:
        _check_lines(work, changes)
        _check_shares(work, changes, replay)
        _check_officers(work, changes)
    except RuleBroken as error:
        raise CannotUndo(f"{error} Nothing was changed.") from error
    _refuse_taking_away(work, changes, replay)


def _refuse_money(change: RowChange, replay: _Replay) -> None:
    if change.table == "savings_snapshot":
        raise CannotUndo(_REPORT)
    if change.operation == "update":
        follows = _FOLLOW.get(change.table, frozenset())
        changed = (change.after or {}).keys()
        if change.table in _NEVER | _COMES_WITH.keys() and changed - follows:
            raise CannotUndo(_KEPT)
    elif change.table in _NEVER:
        raise CannotUndo(_KEPT)
    elif change.table in _COMES_WITH:
        table, column = _COMES_WITH[change.table]
        image: Mapping[str, Any] = change.after or change.before or {}
        if (table, image[column]) not in replay.moved:
            raise CannotUndo(_KEPT)


def _check_lines(work: UnitOfWork, changes: Iterable[RowChange]) -> None:
    for change in changes:
        if change.table != "benefit" or change.operation != "update":
            continue
        row = work.session.get(BenefitRow, change.key[0])
        after: Mapping[str, Any] = change.after or {}
        if row is None:
            continue
        if closing_of(work, row.id):
            raise RuleBroken("benefit", f"“{row.title}” is closed. Reopen it first, with a reason.")
        _check_settled(climbing(work, row), after)
        owner_id = after.get("owner_id", row.owner_id)
        validator_id = after.get("validator_id", row.validator_id)
        lost = "owner_id" in after and owner_id is None
        check_kept(climbing(work, row), after.keys(), loses_owner=lost)
        if owner_id is not None and "owner_id" in after:
            check_owner(work, row.id, owner_id)
        if owner_id is not None and validator_id is not None:
            owner, validator = party_of(work, owner_id), party_of(work, validator_id)
            check_apart(owner, validator, row.title)


def _check_officers(work: UnitOfWork, changes: Iterable[RowChange]) -> None:
    """Refuse officers to become as they were where somebody would then confirm their own."""
    images = {
        change.key[0]: change.after or {}
        for change in changes
        if change.table == "officer" and change.operation == "update"
    }
    there = [key for key in images if work.session.get(OfficerRow, key) is not None]
    if there:
        refuse_one_person(work, there, "name", images)


def _check_settled(line: Climbing, after: Mapping[str, Any]) -> None:
    if line.has_forecast and (after.get("approximate") or after.get("basis") == "unknown"):
        raise RuleBroken(
            "basis", f"“{line.title}” has a forecast, which rests on what was settled."
        )


def _check_shares(work: UnitOfWork, changes: Iterable[RowChange], replay: _Replay) -> None:
    """Refuse shares that claims are split by to change, or to come to less than the whole."""
    difference: defaultdict[int, int] = defaultdict(int)
    for change in changes:
        if change.table == "benefit_share":
            benefit_id = _benefit_of(work, change)
            before, after = change.before or {}, change.after or {}
            points = after.get("basis_points", 0) - before.get("basis_points", 0)
            difference[benefit_id] += points
    for benefit_id, points in difference.items():
        row = work.session.get(BenefitRow, benefit_id)
        if row is None or ("benefit", benefit_id) in replay.moved:
            continue
        line = climbing(work, row)
        total = line.share_total + points
        if line.has_live_claim and "agency" not in replay.tables:
            raise RuleBroken("shares", f"Claims on “{row.title}” are split by its shares.")
        if total != WHOLE and (total or line.has_forecast):
            raise RuleBroken(
                "shares", f"The shares of “{row.title}” would come to {percent(total)}."
            )


def _benefit_of(work: UnitOfWork, change: RowChange) -> int:
    image: Mapping[str, Any] = change.after or change.before or {}
    if "benefit_id" in image:
        return image["benefit_id"]
    row = work.session.get(ShareRow, change.key[0])
    return row.benefit_id if row else 0


def _refuse_taking_away(work: UnitOfWork, changes: Iterable[RowChange], replay: _Replay) -> None:
    """Refuse to take away what savings stand on."""
    for change in changes:
        if change.operation != "delete":
            continue
        key = change.key[0]
        if change.table == "benefit":
            _refuse_more(work, key, replay)
        elif change.table == "officer" and "agency" not in replay.tables:
            row = work.session.get(OfficerRow, key)
            with_them = [id_ for table, id_ in replay.moved if table == "benefit"]
            stands = standing.on_officer(work, key, with_them)
            _refuse_standing(row.name if row else "", stands)
        elif change.table == "project":
            project = work.session.get(ProjectRow, key)
            _refuse_standing(project.title if project else "", standing.on_project(work, key))
        elif change.table == "agency" and replay.tables <= {"agency", "agency_alias"}:
            name = (change.before or {}).get("name", "")
            _refuse_standing(name, standing.on_agency(work, key))
        elif change.table == "participant":
            officer = standing.on_participant(work, key)
            _refuse_standing(officer, "an officer of savings" if officer else "")


def _refuse_standing(name: str, stands: str) -> None:
    if stands:
        raise CannotUndo(
            f"Savings stand on {name} ({stands}), so that cannot be taken away. Nothing was "
            "changed."
        )


def _refuse_more(work: UnitOfWork, benefit_id: int, replay: _Replay) -> None:
    """Refuse to take away a benefit of which more is recorded than goes with it."""
    for table in (FigureRow, CostRow, BenefitEventRow, ClaimRow):
        of_table = select(table.id).where(table.benefit_id == benefit_id)
        if any(
            (table.__tablename__, key) not in replay.moved for key in work.session.scalars(of_table)
        ):
            title = work.need(BenefitRow, benefit_id).title
            raise CannotUndo(
                f"More has been recorded of “{title}” since it was entered, and that is kept. "
                "Nothing was changed. Remove it with a reason instead."
            )
