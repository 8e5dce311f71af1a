"""Proposals: listed side by side, then accepted, kept for later with a note, or discarded."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import ProposalRow, RoundRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.score import ScoreCard
from cohort_desk.domain.unseen import many_lines
from cohort_desk.domain.words import counted
from cohort_desk.services.groups.acceptance import carry_out
from cohort_desk.services.groups.forming import groups_asked_for
from cohort_desk.services.groups.proposed import Proposal, RoundReading

_NOTE_LENGTH = 500


def list_proposals(db: Database, round_id: int) -> tuple[Proposal, ...]:
    """Return the proposals of a round that are not discarded, the newest first."""
    with db.read() as work:
        of_round = select(ProposalRow).where(ProposalRow.round_id == round_id)
        rows = work.session.scalars(
            of_round.where(ProposalRow.state != "discarded").order_by(ProposalRow.id.desc())
        ).all()
        if not rows:
            return ()
        reading = RoundReading(work, round_id)
        wanted = groups_asked_for(reading.material)
        return _ranked([reading.proposal(row) for row in rows], wanted)


def accept_proposal(db: Database, proposal_id: int, version: int) -> None:
    """Put everybody where the proposal has them, in one step.

    Its groups are made where they do not exist; groups it does not need are removed, save those
    that are locked, named by a rule or hold somebody locked. People who have withdrawn since, and
    people locked since or whose group is, are left where they are; people who came since stay
    without a group.

    Raises:
        NotFound: the proposal has been deleted.
        EditedMeanwhile: someone has accepted or discarded it meanwhile.
        RuleBroken: it is no longer open.
    """
    name, but = _told_of(db, proposal_id, version)
    with db.begin(f"acceptance of groups for {name}", f"Accepted groups for {name}{but}") as work:
        accept_in(work, proposal_id, version)


def accept_in(work: UnitOfWork, proposal_id: int, version: int | None) -> None:
    """Accept a proposal as part of a step, as `accept_proposal` does; None is any version."""
    row = work.need(ProposalRow, proposal_id, version)
    if row.state != "open":
        raise RuleBroken("state", f"This proposal has been {row.state} already.")
    reading = RoundReading(work, row.round_id)
    carry_out(work, reading.material, reading.placement(row))
    row.state = "accepted"


def discard_proposals(db: Database, seen: Mapping[int, int]) -> None:
    """Put proposals aside in one step; undo brings them back.

    Args:
        db: the programme.
        seen: the version of each proposal, by its id, as the user saw it.

    Raises:
        NotFound: one of them has been deleted.
        EditedMeanwhile: someone has changed one of them meanwhile.
    """
    many = len(seen) > 1
    what = f"{len(seen)} proposals" if many else "a proposal"
    said = f"Discarded {what if many else 'the proposal'}"
    with db.begin(f"discarding of {what}", said) as work:
        for proposal_id, version in seen.items():
            row = work.need(ProposalRow, proposal_id, version)
            if row.state != "discarded":
                row.state = "discarded"


def discard_proposal(db: Database, proposal_id: int, version: int) -> None:
    """Put a proposal aside; undo brings it back.

    Raises:
        NotFound: the proposal has been deleted.
        EditedMeanwhile: someone has changed it meanwhile.
    """
    discard_proposals(db, {proposal_id: version})


def note_on_proposal(db: Database, proposal_id: int, version: int, note: str) -> None:
    """Keep a note on a proposal.

    Raises:
        NotFound: the proposal has been deleted.
        EditedMeanwhile: someone has changed it meanwhile.
        RuleBroken: the note is too long.
    """
    if len(many_lines(note)) > _NOTE_LENGTH:
        raise RuleBroken("note", f"A note has at most {_NOTE_LENGTH} characters.")
    with db.begin("note on a proposal", "Kept the note") as work:
        row = work.need(ProposalRow, proposal_id, version)
        if row.note != many_lines(note):
            row.note = many_lines(note)


def but_broken(score: ScoreCard) -> str:
    """Return what to say after "Accepted groups": nothing, or "; 1 rule is broken"."""
    return f"; {counted(len(score.broken), 'rule is', 'rules are')} broken" if score.broken else ""


def _told_of(db: Database, proposal_id: int, version: int) -> tuple[str, str]:
    """Return the name of a proposal's round, and what to say of rules that its groups break."""
    with db.read() as work:
        row = work.need(ProposalRow, proposal_id, version)
        reading = RoundReading(work, row.round_id)
        score = reading.score(row, reading.placement(row), ("not asked",))
        return work.need(RoundRow, row.round_id).name, but_broken(score)


def _ranked(proposals: Sequence[Proposal], wanted: int | None) -> tuple[Proposal, ...]:
    """Give each that can be measured against the others its rank.

    First come those that place most, then those with as many groups as are asked for, since more
    and smaller groups always cost less, then those that cost least.
    """
    costs = {
        one.id: (one.score.unplaced, _beside(one, wanted), one.score.objective)
        for one in proposals
        if one.complete and not one.other_settings
    }
    return tuple(
        replace(one, rank=1 + sum(other < costs[one.id] for other in costs.values()))
        if one.id in costs
        else one
        for one in proposals
    )


def _beside(proposal: Proposal, wanted: int | None) -> int:
    """Return how far the number of groups with people lies from the one asked for."""
    groups = sum(bool(group.members) for group in (*proposal.groups, *proposal.left_as_is))
    return 0 if wanted is None else abs(groups - wanted)
