"""Merges what came back: a plan to look at first, then one step that can be undone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import PackRow
from cohort_desk.domain.dates import written_moment
from cohort_desk.domain.errors import EditedMeanwhile, NotFound, RuleBroken
from cohort_desk.domain.packs.contents import PackKind, Returned
from cohort_desk.domain.packs.merging import MergedCell, Value, Verdict, merge
from cohort_desk.domain.packs.words import CellKind, tidy_text
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.words import counted
from cohort_desk.services.packs.ages import known, why_in_doubt, why_nothing_new
from cohort_desk.services.packs.examiner import examiner_ground, write_examiner
from cohort_desk.services.packs.marking_back import (
    marking_ground,
    refuse_unfinished,
    waits_for_clash,
    write_marking,
)
from cohort_desk.services.packs.peers import peer_ground, write_peers
from cohort_desk.services.packs.plans import (
    CellAbout,
    Choices,
    Ground,
    Merged,
    MergePlan,
    MergeRow,
    Outcome,
)
from cohort_desk.services.packs.records import Base, MergedReturn, pack_with_key
from cohort_desk.services.packs.savings_back import savings_ground, savings_writer

_OUTCOMES = {
    Verdict.TAKEN: Outcome.TAKEN,
    Verdict.KEPT: Outcome.KEPT,
    Verdict.SAME: Outcome.SAME,
    Verdict.CLASH: Outcome.CLASH,
}
_GROUNDS = {
    PackKind.MARKING: marking_ground,
    PackKind.PEERS: peer_ground,
    PackKind.EXAMINER: examiner_ground,
    PackKind.SAVINGS: savings_ground,
}
_WRITERS = {
    PackKind.MARKING: write_marking,
    PackKind.PEERS: write_peers,
    PackKind.EXAMINER: write_examiner,
}
_ELSEWHERE = CellAbout("", "", "A cell that the pack did not have", CellKind.TEXT)


def plan_return(db: Database, returned: Returned) -> MergePlan:
    """Return what merging would do; nothing is written.

    Raises:
        NotFound: this programme made no such pack, or its making was undone.
        RuleBroken: the pack was withdrawn, or was not signed with its own key.
    """
    with db.read() as work:
        return _plan(work, returned)


def apply_return(
    db: Database, plan: MergePlan, choices: Choices, report: Progress = unwatched
) -> Merged:
    """Write what the plan takes and what was chosen for clashes, in one step.

    A clash without a choice leaves the office's value, and is asked about again the next time.
    Where there is nothing to write, nothing is.

    Raises:
        EditedMeanwhile: the office's cells have changed since the plan; nothing was written.
        RuleBroken: a rule forbids what was chosen; nothing was written.
        Cancelled: raised by `report`; nothing was written.
    """
    name = f"merge of {plan.reader}’s pack"
    with db.begin(name) as work:
        if _plan(work, plan.returned) != plan:
            raise EditedMeanwhile(
                "Something in this pack was changed at the office since you looked. Nothing was "
                "merged: look at the new comparison, then merge."
            )
        row = work.need(PackRow, plan.pack_id)
        base = Base.of(row)
        changes = _changes(plan, choices)
        writers = {**_WRITERS, PackKind.SAVINGS: savings_writer(db.actor)}
        writers[plan.kind](work, row, base, changes, report)
        merged = _summary(plan, choices, None)
        taken = merged.taken + merged.settled
        nouns = ("decision", "decisions") if plan.kind is PackKind.SAVINGS else ("entry", "entries")
        work.call(name, f"Merged {counted(taken, *nouns)} from {plan.reader}’s pack")
        is_new = known(base, plan.returned) is None and not why_nothing_new(base, plan.returned)
        if changes or is_new:
            _remember(row, base, plan, choices)
    return _summary(plan, choices, work.step_id)


def _plan(work: UnitOfWork, returned: Returned) -> MergePlan:
    row = _pack_of(work, returned)
    base, kind = Base.of(row), PackKind(row.kind)
    ground = _GROUNDS[kind](work, row, base, returned)
    away = _away(base, returned, ground)
    stale, doubt = why_nothing_new(base, returned), why_in_doubt(base, returned)
    rows = [_row(cell, ground, stale, doubt) for cell in merge(base.cells, ground.cells, away)]
    order = {key: at for at, key in enumerate(ground.about)}
    shown = [one for one in rows if one is not None]
    shown += [
        MergeRow(
            cell.key,
            ground.about.get(cell.key, _ELSEWHERE),
            base.cells.get(cell.key),
            ground.cells.get(cell.key),
            base.cells.get(cell.key),
            Outcome.REFUSED,
            cell.why,
            cell.typed,
        )
        for cell in returned.unread
    ]
    shown.sort(key=lambda one: (order.get(one.key, len(order)), one.key))
    listed = {one.key for one in shown}
    unchanged = len({*base.cells, *ground.cells, *away} - listed)
    if kind is PackKind.MARKING:
        shown = refuse_unfinished(shown, ground)
    return MergePlan(
        row.id,
        kind,
        row.reader,
        row.made_at,
        returned,
        tuple(shown),
        unchanged,
        row.returned_at,
        since.merged_at if (since := known(base, returned)) else None,
    )


def _pack_of(work: UnitOfWork, returned: Returned) -> PackRow:
    row = pack_with_key(work, returned.key)
    if row is None:
        raise NotFound(
            f"“{returned.source}” belongs to a pack that this programme has no record of: it was "
            "made from another programme, or its making was undone. Nothing was merged."
        )
    base = Base.of(row)
    if base.withdrawn_at is not None:
        raise RuleBroken(
            "pack",
            f"The pack for {row.reader} was withdrawn on {written_moment(base.withdrawn_at)}. "
            "Nothing was merged: undo the withdrawal first if it is to count after all.",
        )
    if returned.signed_by and returned.signed_by != base.return_key:
        raise RuleBroken(
            "pack",
            f"“{returned.source}” was not signed with the key that went out in the pack for "
            f"{row.reader}. Nothing was merged: ask {row.reader} to save the returned pack again.",
        )
    return row


def _away(base: Base, returned: Returned, ground: Ground) -> dict[str, Value]:
    """Return the cells as they came back; of a sheet, the others are as they went out."""
    cells = dict(base.cells) if not returned.signed_by else {}
    for key, value in returned.cells.items():
        cells[key] = _tidied(value, ground.cells.get(key), base.cells.get(key))
    return cells


def _tidied(value: Value, *known: Value) -> Value:
    """Return a text without stray spaces; where that is all that differs, as it was known."""
    if not isinstance(value, str):
        return value
    tidy = tidy_text(value) or None
    for other in known:
        if isinstance(other, str) and tidy_text(other) == tidy:
            return other
    return tidy


def _row(cell: MergedCell, ground: Ground, stale: str, doubt: str) -> MergeRow | None:
    """Return the row of a cell, None where nobody has touched it."""
    if cell.verdict is Verdict.UNCHANGED:
        return None
    outcome, reason = _OUTCOMES[cell.verdict], ""
    if outcome in {Outcome.TAKEN, Outcome.CLASH}:
        refused = stale or ground.refusals.get(cell.key, "")
        if cell.key not in ground.about:
            refused = "The pack had no such cell when it went out."
        if refused:
            outcome, reason = Outcome.REFUSED, refused
        elif doubt and outcome is Outcome.TAKEN:
            outcome, reason = Outcome.CLASH, doubt
    about = ground.about.get(cell.key, _ELSEWHERE)
    return MergeRow(cell.key, about, cell.base, cell.office, cell.away, outcome, reason)


def _changes(plan: MergePlan, choices: Choices) -> dict[str, Value]:
    """Return what is written, in the order of the pack."""
    changes: dict[str, Value] = {}
    waiting = _waiting(plan, choices)
    for row in plan.rows:
        if row.key in waiting:
            continue
        if row.outcome is Outcome.TAKEN:
            changes[row.key] = row.away
        elif row.outcome is Outcome.CLASH and row.key in choices:
            changes[row.key] = choices[row.key]
    return {key: value for key, value in changes.items() if value != _office(plan)[key]}


def _waiting(plan: MergePlan, choices: Choices) -> frozenset[str]:
    """Return what is not taken yet: a work is not finished while a clash in it is unsettled."""
    left = [row.key for row in plan.clashes if row.key not in choices]
    return waits_for_clash([row.key for row in plan.rows], left)


def _office(plan: MergePlan) -> Mapping[str, Value]:
    return {row.key: row.office for row in plan.rows}


def _remember(row: PackRow, base: Base, plan: MergePlan, choices: Choices) -> None:
    """Start the next merge from what came back, so that nothing of it is merged again."""
    seen, waiting = dict(base.cells), _waiting(plan, choices)
    for one in plan.rows:
        settled = one.outcome is Outcome.CLASH and one.key in choices
        taken = one.outcome in {Outcome.TAKEN, Outcome.SAME}
        if (settled or taken) and one.key not in waiting:
            seen[one.key] = one.away
    now, returned = datetime.now(UTC), plan.returned
    others = tuple(each for each in base.merged if each.digest != returned.digest)
    merged = (*others, MergedReturn(returned.digest, now, returned.returned_at))
    row.base = replace(base, cells=seen, merged=merged).as_plain()
    row.returned_at = now
    row.returned_digest = returned.digest


def _summary(plan: MergePlan, choices: Choices, step_id: int | None) -> Merged:
    waiting = _waiting(plan, choices)
    settled = sum(row.key in choices and row.key not in waiting for row in plan.clashes)
    held = sum(row.outcome is Outcome.TAKEN and row.key in waiting for row in plan.rows)
    return Merged(
        plan.reader,
        plan.count(Outcome.TAKEN) - held,
        settled,
        len(plan.clashes) - settled + held,
        plan.count(Outcome.REFUSED),
        step_id,
    )
