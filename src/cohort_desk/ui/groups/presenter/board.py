"""What the board does: shows a round's groups as they stand, foretells changes, makes them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cohort_desk.services import groups
from cohort_desk.ui.groups.presenter.board_words import (
    TRAY,
    TRAY_NAME,
    Foretold,
    foretold,
    whom,
)
from cohort_desk.ui.kit.desk import Desk, attempt

if TYPE_CHECKING:
    from cohort_desk.domain.forming.live import LiveBoard
    from cohort_desk.services.groups import Board, BoardGroup, Card

_UNKNOWN = Foretold("", "", "neutral")


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose from a list: a group to move to, or a person to swap with."""

    key: int
    name: str
    note: str
    effect: Foretold


@dataclass(frozen=True, slots=True)
class PersonOnBoard:
    """What the details of a card show; `swaps` are the best ones, best first."""

    card: "Card"
    group: str
    swaps: tuple[Option, ...]


class BoardView(Protocol):
    """What the presenter needs of the board."""

    def show_board(self, board: "Board") -> None: ...
    def show_no_groups(self) -> None: ...
    def show_effects(self, effects: Mapping[int, Foretold]) -> None: ...
    def show_swap_effect(self, effect: Foretold | None) -> None: ...
    def offer_groups(self, title: str, options: Sequence[Option]) -> None: ...
    def offer_swaps(self, title: str, options: Sequence[Option]) -> None: ...
    def show_person(self, person: PersonOnBoard) -> None: ...


class BoardPresenter:
    """Answers the board; groups are counted as it counts them, TRAY for the tray."""

    def __init__(self, view: BoardView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._round_id = 0
        self._board: Board | None = None
        self._live: LiveBoard | None = None
        self._cards: dict[int, tuple[Card, int]] = {}

    def show_round(self, round_id: int) -> None:
        self._round_id = round_id
        self.refresh()

    def refresh(self) -> None:
        """Read the board anew."""
        board = groups.read_board(self._desk.db, self._round_id)
        self._board, self._live = board, None
        self._cards = {card.id: (card, TRAY) for card in board.tray}
        for place, group in enumerate(board.groups):
            self._cards |= {card.id: (card, place) for card in group.cards}
        if board.groups:
            self._view.show_board(board)
        else:
            self._view.show_no_groups()

    # What a change would do

    def effects_wanted(self, people: Sequence[int], places: Sequence[int]) -> None:
        """Foretell moving people to some of the groups."""
        self._view.show_effects({place: self._effect(people, place) for place in places})

    def swap_hovered(self, one: int, other: int) -> None:
        self._view.show_swap_effect(self._swap_effect(one, other))

    def groups_asked(self, people: Sequence[int]) -> None:
        """Offer the groups that people can move to, the best first."""
        board = self._board
        if board is None or not people:
            return
        at = {self._cards[person][1] for person in people}
        options = [
            Option(place, group.name, _size_note(group), self._effect(people, place))
            for place, group in enumerate(board.groups)
            if at != {place} and not group.locked
        ]
        if at != {TRAY}:
            options.append(Option(TRAY, TRAY_NAME, "", self._effect(people, TRAY)))
        options.sort(key=self._rank(people))
        self._view.offer_groups(f"Move {self._whom(people)} to", options)

    def swaps_asked(self, person: int) -> None:
        """Offer the people to swap with, the best first."""
        self._view.offer_swaps(f"Swap {self._whom([person])} with", self._swaps(person, 200))

    def person_asked(self, person: int) -> None:
        """Show the details of a card."""
        if person in self._cards:
            card, place = self._cards[person]
            swaps = () if place == TRAY else self._swaps(person, 5)
            self._view.show_person(PersonOnBoard(card, self._name(place), swaps))

    # Changes

    def move(self, people: Sequence[int], place: int) -> None:
        """Move people to a group or to the tray; those who are there already stay."""
        moving = [person for person in people if self._cards[person][1] != place]
        if moving:
            target = self._group_id(place)
            seen = self._seen(moving)
            self._do(
                lambda: groups.move_people(self._desk.db, self._round_id, moving, target, seen)
            )

    def swap(self, one: int, other: int) -> None:
        seen = self._seen([one, other])
        self._do(lambda: groups.swap_people(self._desk.db, self._round_id, one, other, seen))

    def lock_toggled(self, people: Sequence[int]) -> None:
        """Lock people where they are, or unlock them if all are locked."""
        locked = not all(self._cards[person][0].locked for person in people)
        seen = self._seen(people)
        db, round_id = self._desk.db, self._round_id
        if people:
            self._do(lambda: groups.lock_people(db, round_id, people, locked=locked, seen=seen))

    def group_lock_toggled(self, group_id: int) -> None:
        group = self._group(group_id)
        self._do(
            lambda: groups.lock_group(
                self._desk.db, group_id, group.version, locked=not group.locked
            )
        )

    def group_renamed(self, group_id: int, name: str) -> None:
        group = self._group(group_id)
        if name.strip() != group.name:
            self._do(lambda: groups.rename_group(self._desk.db, group_id, group.version, name))

    def group_added(self) -> None:
        self._do(lambda: groups.add_group(self._desk.db, self._round_id))

    def group_removed(self, group_id: int) -> None:
        """Remove a group; asks first if anybody is in it."""
        group = self._group(group_id)
        if group.cards and not self._desk.dialogs.confirm(
            f"Remove {group.name}?",
            f"Its {len(group.cards)} people go back to “{TRAY_NAME}”. You can undo this.",
            f"Remove {group.name}",
        ):
            return
        self._do(lambda: groups.remove_group(self._desk.db, group_id, group.version))

    def _do(self, action: Callable[[], object]) -> None:
        """Carry out a change; its news redraws the board, and so does this if it was refused."""
        if not attempt(self._desk, action):
            self.refresh()

    def _effect(self, people: Sequence[int], place: int) -> Foretold:
        board, live = self._board, self._foreteller()
        known = [person for person in people if not self._cards[person][0].withdrawn]
        if board is None or not known:
            return _UNKNOWN
        if place != TRAY and board.groups[place].locked:
            name = board.groups[place].name
            return Foretold("Locked", f"{name} is locked", "danger")
        return foretold(live.effect_of_moves(known, None if place == TRAY else place))

    def _swap_effect(self, one: int, other: int) -> Foretold:
        if any(self._cards[person][0].withdrawn for person in (one, other)):
            return _UNKNOWN
        effect = foretold(self._foreteller().effect_of_swap(one, other))
        name = self._cards[other][0].name
        short = f"Swap: {effect.short.lower()}"
        return Foretold(short, f"Swap with {name}: {effect.sentence.lower()}", effect.tone)

    def _swaps(self, person: int, most: int) -> tuple[Option, ...]:
        card, _ = self._cards[person]
        if card.withdrawn:
            return ()
        offers = self._foreteller().best_swaps(person, most)
        return tuple(
            Option(
                offer.member_id,
                self._cards[offer.member_id][0].name,
                self._name(self._cards[offer.member_id][1]),
                foretold(offer.effect),
            )
            for offer in offers
            if not self._cards[offer.member_id][0].locked
        )

    def _foreteller(self) -> "LiveBoard":
        if self._live is None:
            board = self._board or groups.read_board(self._desk.db, self._round_id)
            self._live = board.live()
        return self._live

    def _rank(self, people: Sequence[int]) -> Callable[[Option], tuple[bool, bool, int, int]]:
        """Return what sorts groups: the tray last, broken rules before it, then by points."""
        single = people[0] if len(people) == 1 else None
        known = single is not None and not self._cards[single][0].withdrawn
        changes = self._foreteller().changes_by_move(single) if known and single else ()

        def rank(option: Option) -> tuple[bool, bool, int, int]:
            change = changes[option.key] if changes and option.key != TRAY else 0
            return option.key == TRAY, option.effect.tone == "danger", change, option.key

        return rank

    def _group(self, group_id: int) -> "BoardGroup":
        found = self._board.groups if self._board else ()
        return next(group for group in found if group.id == group_id)

    def _group_id(self, place: int) -> int | None:
        return None if place == TRAY or self._board is None else self._board.groups[place].id

    def _name(self, place: int) -> str:
        return "" if place == TRAY or self._board is None else self._board.groups[place].name

    def _seen(self, people: Sequence[int]) -> dict[int, int]:
        return {person: self._cards[person][0].seat_version for person in people}

    def _whom(self, people: Sequence[int]) -> str:
        return whom([self._cards[person][0] for person in people])


def _size_note(group: "BoardGroup") -> str:
    return "1 person" if group.size == 1 else f"{group.size} people"
