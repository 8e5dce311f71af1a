"""Proposals: listed side by side, then accepted, kept for later with a note, or discarded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    GroupRow,
    MembershipRow,
    ParticipantRow,
    ProposalRow,
    RoundRow,
    RuleRow,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.score import ScoreCard
from cohort_desk.domain.names import free_name, full_name
from cohort_desk.services.groups.material import read_groups, read_seats
from cohort_desk.services.groups.plain import score_from_plain

_NOTE_LENGTH = 500
_Planned = Mapping[str, Any]
"""A group of a proposal as it is kept: its `group_id` (or None), `name` and `members`."""


@dataclass(frozen=True, slots=True)
class ProposedGroup:
    """A group of a proposal; its members as (id, name)."""

    name: str
    members: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was formed: the groups, how good they are, and how they came about.

    Attributes:
        state: "open", "accepted" or "discarded".
        moves: how many people would change groups, or get one, if it were accepted now.
        stopped: whether the search was stopped; if not, seed and steps give the same groups again.
    """

    id: int
    round_id: int
    formed_at: datetime
    state: str
    note: str
    groups: tuple[ProposedGroup, ...]
    score: ScoreCard
    moves: int
    seed: int
    steps: int
    stopped: bool
    version: int

    @property
    def broken(self) -> tuple[str, ...]:
        """The rules that these groups do not keep, in words; of such groups none is proven best."""
        return tuple(one.words for one in self.score.broken)


def list_proposals(db: Database, round_id: int) -> tuple[Proposal, ...]:
    """Return the proposals of a round that are not discarded, the newest first."""
    with db.read() as work:
        rows = work.session.scalars(
            select(ProposalRow)
            .where(ProposalRow.round_id == round_id, ProposalRow.state != "discarded")
            .order_by(ProposalRow.id.desc())
        ).all()
        people = _present(work, round_id) if rows else {}
        groups, seats = read_groups(work, round_id), read_seats(work, round_id)
        return tuple(_proposal(row, people, groups, seats) for row in rows)


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
    with db.read() as work:
        row = work.need(ProposalRow, proposal_id, version)
        round_id, name = row.round_id, work.need(RoundRow, row.round_id).name
        but = but_broken(score_from_plain(row.outcome["score"]))
    with db.begin(f"acceptance of groups for {name}", f"Accepted groups for {name}{but}") as work:
        row = work.need(ProposalRow, proposal_id, version)
        if row.state != "open":
            raise RuleBroken("state", f"This proposal has been {row.state} already.")
        _seat_everybody(work, round_id, row.outcome["groups"])
        row.state = "accepted"


def discard_proposal(db: Database, proposal_id: int, version: int) -> None:
    """Put a proposal aside; undo brings it back.

    Raises:
        NotFound: the proposal has been deleted.
        EditedMeanwhile: someone has changed it meanwhile.
    """
    with db.begin("discarding of a proposal", "Discarded the proposal") as work:
        row = work.need(ProposalRow, proposal_id, version)
        if row.state != "discarded":
            row.state = "discarded"


def note_on_proposal(db: Database, proposal_id: int, version: int, note: str) -> None:
    """Keep a note on a proposal.

    Raises:
        NotFound: the proposal has been deleted.
        EditedMeanwhile: someone has changed it meanwhile.
        RuleBroken: the note is too long.
    """
    if len(note.strip()) > _NOTE_LENGTH:
        raise RuleBroken("note", f"A note has at most {_NOTE_LENGTH} characters.")
    with db.begin("note on a proposal", "Kept the note") as work:
        row = work.need(ProposalRow, proposal_id, version)
        if row.note != note.strip():
            row.note = note.strip()


def but_broken(score: ScoreCard) -> str:
    """Return what to say after "Accepted groups": nothing, or "; 1 rule is broken"."""
    return f"; {score.distance}" if score.broken else ""


def _proposal(
    row: ProposalRow,
    people: Mapping[int, str],
    groups: Sequence[GroupRow],
    seats: Mapping[int, MembershipRow],
) -> Proposal:
    planned: list[_Planned] = row.outcome["groups"]
    free = people.keys() - _settled(groups, seats)
    filled = [group.id if group else None for group in _match(groups, planned)]
    return Proposal(
        id=row.id,
        round_id=row.round_id,
        formed_at=row.formed_at,
        state=row.state,
        note=row.note,
        groups=tuple(
            ProposedGroup(
                plan["name"], tuple((i, people[i]) for i in plan["members"] if i in people)
            )
            for plan in planned
        ),
        score=score_from_plain(row.outcome["score"]),
        moves=sum(
            i not in seats or seats[i].group_id != group_id
            for group_id, plan in zip(filled, planned, strict=True)
            for i in plan["members"]
            if i in free
        ),
        seed=row.outcome["seed"],
        steps=row.outcome["steps"],
        stopped=row.outcome["stopped"],
        version=row.version,
    )


def _present(work: UnitOfWork, round_id: int) -> dict[int, str]:
    query = (
        select(ParticipantRow.id, ParticipantRow.given_name, ParticipantRow.family_name)
        .join(RoundRow, RoundRow.cohort_id == ParticipantRow.cohort_id)
        .where(RoundRow.id == round_id, ParticipantRow.status != "withdrawn")
    )
    return {i: full_name(given, family) for i, given, family in work.session.execute(query)}


def _seat_everybody(work: UnitOfWork, round_id: int, planned: Sequence[_Planned]) -> None:
    groups, seats = read_groups(work, round_id), read_seats(work, round_id)
    settled = _settled(groups, seats)
    rows = _rows_for(work, round_id, groups, planned)
    free = _present(work, round_id).keys() - settled
    wanted = {
        person: row.id
        for row, plan in zip(rows, planned, strict=True)
        for person in plan["members"]
        if person in free
    }
    for person, group_id in wanted.items():
        if person not in seats:
            work.session.add(
                MembershipRow(round_id=round_id, participant_id=person, group_id=group_id)
            )
        elif seats[person].group_id != group_id:
            seats[person].group_id = group_id
    kept = {group.id for group in groups if group.locked}
    kept |= {seats[person].group_id for person in settled}
    kept |= {row.id for row in rows} | _named_by_rules(work, round_id)
    for person, seat in seats.items():
        if person not in wanted and (person in free or seat.group_id not in kept):
            work.session.delete(seat)
    for group in groups:
        if group.id not in kept:
            work.session.delete(group)


def _settled(groups: Sequence[GroupRow], seats: Mapping[int, MembershipRow]) -> set[int]:
    """Return who stays where they are: people who are locked, and people of locked groups."""
    locked = {group.id for group in groups if group.locked}
    return {person for person, seat in seats.items() if seat.locked or seat.group_id in locked}


def _rows_for(
    work: UnitOfWork, round_id: int, groups: Sequence[GroupRow], planned: Sequence[_Planned]
) -> list[GroupRow]:
    """Return the group for each planned one, making those that do not exist."""
    found = _match(groups, planned)
    names = {group.name.casefold() for group in groups}
    position = max((group.position for group in groups), default=-1)
    rows: list[GroupRow] = []
    for plan, row in zip(planned, found, strict=True):
        if row is None:
            position += 1
            name = free_name(plan["name"], names)
            names.add(name.casefold())
            row = GroupRow(round_id=round_id, name=name, position=position)  # noqa: PLW2901
            work.session.add(row)
        rows.append(row)
    work.session.flush()
    return rows


def _match(groups: Sequence[GroupRow], planned: Sequence[_Planned]) -> list[GroupRow | None]:
    """Return the group that each planned one fills: the same, or one of the same name, or none."""
    free = {group.id: group for group in groups if not group.locked}
    same = [free.pop(plan["group_id"], None) for plan in planned]
    by_name = {group.name.casefold(): group for group in free.values()}
    return [
        row or by_name.pop(plan["name"].casefold(), None)
        for row, plan in zip(same, planned, strict=True)
    ]


def _named_by_rules(work: UnitOfWork, round_id: int) -> set[int]:
    named = select(RuleRow.group_id).where(RuleRow.round_id == round_id)
    return {group_id for group_id in work.session.scalars(named) if group_id is not None}
