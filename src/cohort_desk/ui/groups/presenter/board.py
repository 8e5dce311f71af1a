"""What the board does: shows a round's groups as they stand, foretells changes, makes them.

A small board is read at once; a large one elsewhere while the old content stays and can be worked
with. A change by hand is shown as soon as it is written, before the board is read anew.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from cohort_desk.domain.progress import Progress
from cohort_desk.services import groups
from cohort_desk.ui.groups.presenter.board_filter import Choices, choices_of
from cohort_desk.ui.groups.presenter.board_words import TRAY, TRAY_NAME, Foretold, rules_line
from cohort_desk.ui.groups.presenter.foretelling import Foreteller, Option
from cohort_desk.ui.kit.desk import Desk, attempt
from cohort_desk.ui.kit.elsewhere import READ_AT_ONCE, LatestReading

if TYPE_CHECKING:
    from cohort_desk.db.database import Database
    from cohort_desk.services.groups import Board, BoardGroup, Card

_BEST = 5
_MOST_SWAPS = 200

__all__ = ["BoardPresenter", "BoardView", "Option", "PersonOnBoard"]


@dataclass(frozen=True, slots=True)
class PersonOnBoard:
    """What the details of a card show; swaps and moves are the best ones, best first."""

    card: "Card"
    group: str
    swaps: tuple[Option, ...]
    moves: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    now: Foreteller
    choices: Choices


class BoardView(Protocol):
    """What the presenter needs of the board."""

    def show_board(self, board: "Board", choices: Choices) -> None: ...
    def show_needs(self, needs: Sequence[str], broken: Sequence[str]) -> None: ...
    def show_no_groups(self) -> None: ...
    def show_reading(self) -> None: ...
    def show_effects(self, effects: Mapping[int, Foretold]) -> None: ...
    def show_swap_effect(self, effect: Foretold | None) -> None: ...
    def offer_groups(self, title: str, options: Sequence[Option]) -> None: ...
    def offer_swaps(self, title: str, options: Sequence[Option]) -> None: ...
    def show_person(self, person: PersonOnBoard) -> None: ...


class BoardPresenter:
    """Answers the board; groups are named by their id, TRAY for the tray, where not said else."""

    def __init__(self, view: BoardView, desk: Desk, read_at_once: int = READ_AT_ONCE) -> None:
        self._view, self._desk, self._read_at_once = view, desk, read_at_once
        self._round_id = 0
        self._now: Foreteller | None = None
        self._choices = Choices((), (), ())
        self._reading = LatestReading("Reading the groups", desk)

    @property
    def now(self) -> Foreteller | None:
        """The board as it was read last, None until it has been."""
        return self._now

    def show_round(self, round_id: int) -> None:
        self._round_id = round_id
        self.refresh()

    def refresh(self) -> None:
        """Read the board anew; a reading that is under way is of no interest any more.

        Raises:
            NotFound: the round has been deleted.
        """
        self._reading.drop()
        db, round_id = self._desk.db, self._round_id
        at_once = groups.board_size(db, round_id) <= self._read_at_once
        if not at_once and (self._now is None or self._now.board.round_id != round_id):
            self._now = None
            self._view.show_reading()
        self._reading.ask(partial(_read, db, round_id), self._show, at_once=at_once)

    # What a change would do

    def effects_wanted(self, people: Sequence[int], places: Sequence[int]) -> None:
        """Foretell moving people to some of the groups, counted as on the board."""
        if self._now:
            count = len(self._now.board.groups)
            known = [place for place in places if place < count]
            self._view.show_effects({place: self._now.move(people, place) for place in known})

    def swap_hovered(self, one: int, other: int) -> None:
        if self._now and one in self._now and other in self._now:
            self._view.show_swap_effect(self._now.swap(one, other))

    def groups_asked(self, people: Sequence[int]) -> None:
        """Offer the groups that people can move to, the best first."""
        moving = self._known(people)
        if self._now and moving:
            title = f"Move {self._now.whom(moving)} to"
            self._view.offer_groups(title, self._now.groups_for(moving))

    def swaps_asked(self, person: int) -> None:
        """Offer the people to swap with, the best first; where there are none, say why."""
        if self._now is None or person not in self._now:
            return
        options, whom = self._now.swaps_for(person, _MOST_SWAPS), self._now.whom([person])
        if options:
            self._view.offer_swaps(f"Swap {whom} with", options)
        else:
            withdrawn = f"{whom} has withdrawn" if self._now.card(person).withdrawn else ""
            why = withdrawn or self._now.why_held(person)
            self._desk.warn(f"{why}." if why else f"No swap of {whom} keeps every rule.")

    def person_asked(self, person: int) -> None:
        """Show the details of a card."""
        now = self._now
        if now and person in now:
            where = now.name(now.place(person))
            swaps, moves = now.swaps_for(person, _BEST), now.moves_for(person, _BEST)
            self._view.show_person(PersonOnBoard(now.card(person), where, swaps, moves))

    # Changes

    def move(self, people: Sequence[int], group_id: int) -> None:
        """Move people to a group or to the tray; those who are there already stay."""
        now, place = self._now, self._place(group_id)
        if now is None or place is None:
            return
        moving = [person for person in self._known(people) if now.place(person) != place]
        if moving:
            db, target = self._desk.db, None if place == TRAY else group_id
            seen, at = now.seen(moving), dict.fromkeys(moving, place)
            self._reseat(at, lambda: groups.move_people(db, self._round_id, moving, target, seen))

    def swap(self, one: int, other: int) -> None:
        now = self._now
        if now and one in now and other in now:
            db, seen = self._desk.db, now.seen([one, other])
            at = {one: now.place(other), other: now.place(one)}
            self._reseat(at, lambda: groups.swap_people(db, self._round_id, one, other, seen))

    def lock_toggled(self, people: Sequence[int]) -> None:
        """Lock people where they are, or unlock them if all are locked."""
        now, known = self._now, self._known(people)
        if now and known:
            locked = not all(now.card(person).locked for person in known)
            db, seen = self._desk.db, now.seen(known)
            self._reseat(
                {person: now.place(person) for person in known},
                lambda: groups.lock_people(db, self._round_id, known, locked=locked, seen=seen),
                locked=locked,
            )

    def group_lock_toggled(self, group_id: int) -> None:
        group = self._group(group_id)
        if group:
            db, version, locked = self._desk.db, group.version, not group.locked
            self._do(lambda: groups.lock_group(db, group_id, version, locked=locked))

    def group_renamed(self, group_id: int, name: str) -> None:
        group = self._group(group_id)
        if group and name.strip() != group.name:
            self._do(lambda: groups.rename_group(self._desk.db, group_id, group.version, name))

    def group_added(self) -> None:
        self._do(lambda: groups.add_group(self._desk.db, self._round_id))

    def group_removed(self, group_id: int) -> None:
        """Remove a group; asks first if anybody is in it."""
        group = self._group(group_id)
        if group is None:
            return
        if group.cards and not self._desk.dialogs.confirm(
            f"Remove {group.name}?",
            f"Its {len(group.cards)} people go back to “{TRAY_NAME}”. You can undo this.",
            f"Remove {group.name}",
        ):
            return
        self._do(lambda: groups.remove_group(self._desk.db, group_id, group.version))

    def _reseat(
        self,
        places: Mapping[int, int],
        change: "Callable[[], Mapping[int, int]]",
        *,
        locked: bool = False,
    ) -> None:
        """Write where people sit, and show it at once."""

        def write() -> None:
            versions = change()
            seats = {
                person: groups.Seat(None if place == TRAY else place, locked, versions[person])
                for person, place in places.items()
            }
            # A reading that began before this change must not bring the old places back.
            self._reading.drop()
            if self._now:
                small = self._now.people <= self._read_at_once
                self._show(_Reading(self._now.after(seats, recount=small), self._choices))

        self._do(write)

    def _do(self, action: Callable[[], object]) -> None:
        """Carry out a change; its news redraws the board, and so does this if it was refused."""
        # A file that is being read cannot be written to, and the reading would be out of date.
        self._reading.drop()
        if not attempt(self._desk, action):
            self.refresh()

    def _show(self, read: _Reading) -> None:
        self._now, self._choices = read.now, read.choices
        board = read.now.board
        if board.groups:
            self._view.show_board(board, read.choices)
            self._view.show_needs(groups.what_is_wrong(board), rules_line(board))
        else:
            self._view.show_no_groups()

    def _known(self, people: Sequence[int]) -> list[int]:
        return self._now.known(people) if self._now else []

    def _group(self, group_id: int) -> "BoardGroup | None":
        found = self._now.board.groups if self._now else ()
        return next((group for group in found if group.id == group_id), None)

    def _place(self, group_id: int) -> int | None:
        """Return where a group stands, TRAY for the tray; None of one that is gone."""
        if group_id == TRAY:
            return TRAY
        found = self._now.board.groups if self._now else ()
        return next((place for place, group in enumerate(found) if group.id == group_id), None)


def _read(db: "Database", round_id: int, report: Progress) -> _Reading:
    board, live = groups.open_board(db, round_id, report)
    return _Reading(Foreteller(board, live), choices_of(board))
