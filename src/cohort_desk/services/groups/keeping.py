"""Keeping what was formed: as open proposals, which change nothing until one is accepted."""

from datetime import UTC, datetime
from typing import Any

from cohort_desk.db.database import Database
from cohort_desk.db.tables import ProposalRow, RoundRow
from cohort_desk.domain.forming.engine import Outcome
from cohort_desk.domain.forming.proposals.several import Different, Several
from cohort_desk.domain.unseen import many_lines
from cohort_desk.services.groups.forming import Preparation
from cohort_desk.services.groups.proposals import but_broken


def keep_proposal(db: Database, preparation: Preparation, outcome: Outcome, note: str = "") -> int:
    """Keep what was formed as an open proposal, and return its id.

    Raises:
        NotFound: the round has been deleted meanwhile.
    """
    (proposal_id,) = keep_proposals(db, preparation, Several((Different(outcome),), 1), note)
    return proposal_id


def keep_proposals(
    db: Database, preparation: Preparation, several: Several, note: str = ""
) -> tuple[int, ...]:
    """Keep all that was formed at one asking as open proposals, in one step; return their ids.

    Raises:
        NotFound: the round has been deleted meanwhile.
    """
    with db.read() as work:
        name = work.need(RoundRow, preparation.round_id).name
    count = len(several.found)
    what = "a proposal" if count == 1 else f"{count} proposals"
    said = f"Formed {what} for {name}{_but(several)}"
    with db.begin(f"forming of {what} for {name}", said) as work:
        work.need(RoundRow, preparation.round_id)
        rows = [
            ProposalRow(
                round_id=preparation.round_id,
                formed_at=datetime.now(UTC),
                outcome=_plain(preparation, one, several.searches),
                note=many_lines(note),
            )
            for one in several.found
        ]
        for row in rows:
            # One by one: the best is to bear the first number.
            work.session.add(row)
            work.session.flush()
        return tuple(row.id for row in rows)


def _but(several: Several) -> str:
    """Return what to say after "Formed 2 proposals": that more searches ended at the same."""
    if len(several.found) == 1:
        broken = but_broken(several.found[0].outcome.score)
    else:
        failed = all(one.outcome.score.broken for one in several.found)
        broken = "; none of them keeps every rule" if failed else ""
    most = max(one.ended_here for one in several.found)
    alike = f"; {most} of {several.searches} searches ended at the same groups" if most > 1 else ""
    return f"{broken}{alike}"


def _plain(preparation: Preparation, one: Different, searches: int) -> dict[str, Any]:
    """Return a proposal as it is kept."""
    outcome, request = one.outcome, preparation.request
    tied = {rule.group for rule in request.recipe.rules} | set(request.locks.values())
    return {
        "groups": [
            {
                "group_id": slot.group_id,
                "name": slot.name,
                "members": list(ids),
                "tied": at in tied,
            }
            for at, (slot, ids) in enumerate(zip(preparation.slots, outcome.groups, strict=True))
        ],
        "score": {"objective": outcome.score.objective, "bound": outcome.score.bound},
        "seed": outcome.seed,
        "steps": outcome.steps,
        "stopped": outcome.stopped,
        "searches": searches,
        "ended_here": one.ended_here,
        "basis": preparation.basis,
    }
