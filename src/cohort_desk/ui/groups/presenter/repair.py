"""Looks for repairs of the board off the window's thread, offers them, and makes one.

Of a large board, making one is left to that thread too.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, cast

from cohort_desk.domain.words import counted
from cohort_desk.services import groups
from cohort_desk.ui.kit.desk import Desk
from cohort_desk.ui.kit.elsewhere import READ_AT_ONCE, carry_out

if TYPE_CHECKING:
    from cohort_desk.domain.forming.score import CriterionScore
    from cohort_desk.services.groups import PlannedRepair, RepairMove

    _Found = tuple[tuple[PlannedRepair, ...], Mapping[int, int], int]

_RESTS_ON = frozenset(
    {"round", "round_group", "membership", "rule", "rule_member", "participant", "agency"}
)

RepairPhase = Literal["searching", "offers", "making", "ended"]


@dataclass(frozen=True, slots=True)
class RepairOffer:
    """A repair in words.

    Attributes:
        number: which of those offered.
        moves: who goes where, a sentence each; those who had no group last.
        effects: what each criterion counts now and then, where that differs.
        verb: what its button says.
    """

    number: int
    title: str
    trade: str
    proof: str
    moves: tuple[str, ...]
    effects: tuple[str, ...]
    verb: str


@dataclass(frozen=True, slots=True)
class RepairState:
    """What the panel shows: a search, what it found, its making, or why there is nothing."""

    phase: RepairPhase
    words: str
    offers: tuple[RepairOffer, ...] = ()


_STALE = RepairState("ended", "The groups have changed since.")
_MAKING = RepairState("making", "Moving people…")
_NOTHING = RepairState("ended", "Nothing needs to be put right.")


class RepairView(Protocol):
    """What the presenter needs of the board."""

    def show_repairs(self, state: RepairState) -> None: ...
    def close_repairs(self) -> None: ...


class RepairPresenter:
    """Answers the repair of the round that is shown; one search at a time."""

    def __init__(
        self,
        view: RepairView,
        desk: Desk,
        round_id: Callable[[], int],
        read_at_once: int = READ_AT_ONCE,
    ) -> None:
        self._view, self._desk, self._round_id = view, desk, round_id
        self._read_at_once, self._people = read_at_once, 0
        self._planned: tuple[PlannedRepair, ...] = ()
        self._seen: Mapping[int, int] = {}
        self._of = 0
        self._search = 0
        self._stop: Callable[[], None] = lambda: None

    def ask(self) -> None:
        """Look for repairs; what is found is offered. A search under way is given up."""
        self.left()
        db, search, round_id = self._desk.db, self._search, self._round_id()
        self._of = round_id
        self._view.show_repairs(RepairState("searching", "Looking for the fewest moves…"))
        self._stop = self._desk.runner.run(
            "Looking for the fewest moves",
            lambda report: (
                *groups.plan_repairs(db, round_id, report),
                groups.board_size(db, round_id),
            ),
            done=lambda found: self._found(search, cast("_Found", found)),
            failed=lambda error: self._answer(search, RepairState("ended", str(error))),
            writes=False,
            quiet=True,
        )

    def stop(self) -> None:
        """End the search; nothing has been changed."""
        self._stop()
        self._answer(self._search, RepairState("ended", "Stopped. Nothing has been moved."))

    def left(self) -> None:
        """Forget what is offered or looked for: nobody waits for it any more."""
        self._planned = ()
        self._search += 1
        self._stop()

    def make(self, number: int) -> None:
        """Make one of the repairs offered, in one step; asked for twice, it is made once."""
        if not self._planned:
            return
        db, repair, seen, round_id = self._desk.db, self._planned[number], self._seen, self._of
        self._planned = ()
        making, at_once = self._search, self._people <= self._read_at_once
        if not at_once:
            self._view.show_repairs(_MAKING)
        carry_out(
            self._desk,
            "Making a repair",
            lambda: groups.make_repair(db, round_id, repair, seen),
            at_once=at_once,
            done=lambda: self._made(making),
            failed=lambda: self._answer(making, _STALE),
        )

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Withdraw offers that rest on what has changed since."""
        if self._planned and kinds & _RESTS_ON:
            self._planned = ()
            self._view.show_repairs(_STALE)

    def _found(self, search: int, found: "_Found") -> None:
        if search != self._search:
            return
        self._planned, self._seen, self._people = found
        offers = tuple(_offer(number, repair) for number, repair in enumerate(self._planned))
        ways = counted(len(offers), "way", "ways")
        state = RepairState("offers", f"{ways} to put this right", offers)
        self._answer(search, state if offers else _NOTHING)

    def _made(self, making: int) -> None:
        if making == self._search:
            self._view.close_repairs()

    def _answer(self, search: int, state: RepairState) -> None:
        """Show the answer to a search, unless it has been answered or given up before."""
        if search == self._search:
            self._search += 1
            self._view.show_repairs(state)


def _offer(number: int, repair: "PlannedRepair") -> RepairOffer:
    return RepairOffer(
        number,
        repair.title,
        repair.trade,
        repair.proof,
        (*_told(repair.moves), *_told(repair.placed)),
        tuple(_effect(now, then) for now, then in repair.changed),
        _verb(len(repair.moves), len(repair.placed)),
    )


def _told(moves: "Sequence[RepairMove]") -> tuple[str, ...]:
    return tuple(
        f"{one.name}, from {one.source} to {one.target}"
        if one.source
        else f"{one.name}, into {one.target}"
        for one in moves
    )


def _effect(now: "CriterionScore", then: int) -> str:
    return f"{now.criterion.label}: {now.count:,} now, {then:,} then"


def _verb(moves: int, placed: int) -> str:
    if moves and placed:
        return f"Place {placed:,} and move {moves:,}"
    if placed:
        return "Place this person" if placed == 1 else f"Place these {placed:,} people"
    if moves:
        return "Make this move" if moves == 1 else f"Make these {moves:,} moves"
    return "Put it right"
