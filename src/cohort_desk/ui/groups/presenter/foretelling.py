"""What changes of one reading of the board would do: effects, and what can be chosen from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cohort_desk.domain.words import counted
from cohort_desk.services import groups
from cohort_desk.ui.groups.presenter.board_words import TRAY, TRAY_NAME, Foretold, foretold, whom

if TYPE_CHECKING:
    from cohort_desk.domain.forming.live import LiveBoard
    from cohort_desk.services.groups import Board, Card, Explanations, Seat

UNKNOWN = Foretold("", "", "neutral")
_STAYS = Foretold("Is here now", "Here already", "neutral")
_TAKES_OUT = Foretold("Takes out", "Takes out of the group", "neutral")
_FORETOLD_GROUPS = 150
"""Of more groups than this only the most promising are offered with their effect."""
_TRIED_FOR_MOVES = 40


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose from a list: a group to move to, or a person to swap with.

    `key` is the group's id, TRAY for the tray; or the person's.
    """

    key: int
    name: str
    note: str
    effect: Foretold


class Foreteller:
    """One board as it stands; groups are counted as it counts them, TRAY for the tray."""

    def __init__(
        self,
        board: "Board",
        live: "LiveBoard",
        cards: "Mapping[int, tuple[Card, int]] | None" = None,
    ) -> None:
        """Take `cards`, each with its place, where they are known already."""
        self.board, self._live = board, live
        self._cards = (
            cards if cards is not None else dict(_seated(board, range(-1, len(board.groups))))
        )
        self._explanations: Explanations | None = None

    @property
    def people(self) -> int:
        """How many cards there are."""
        return len(self._cards)

    def __contains__(self, person: int) -> bool:
        return person in self._cards

    @property
    def explanations(self) -> "Explanations":
        """What answers why people are where they are."""
        if self._explanations is None:
            self._explanations = groups.Explanations(self.board, self._live)
        return self._explanations

    def known(self, people: Iterable[int]) -> list[int]:
        """Return those of the people who are on the board."""
        return [person for person in people if person in self._cards]

    def card(self, person: int) -> "Card":
        return self._cards[person][0]

    def place(self, person: int) -> int:
        """Return the group where somebody is."""
        return self._cards[person][1]

    def name(self, place: int) -> str:
        """Return the name of a group, "" for the tray."""
        return "" if place == TRAY else self.board.groups[place].name

    def whom(self, people: Sequence[int]) -> str:
        """Return one person's name, or how many there are."""
        return whom([self.card(person) for person in people])

    def seen(self, people: Iterable[int]) -> dict[int, int]:
        """Return the seat versions that the user sees."""
        return {person: self.card(person).seat_version for person in people}

    def after(self, seats: "Mapping[int, Seat]", *, recount: bool) -> "Foreteller":
        """Return the board once people sit elsewhere; this one is of no use any more."""
        before = self.board
        after = groups.reseat(before, self._live, seats, recount=recount)
        changed = [
            place
            for place, (old, new) in enumerate(zip(before.groups, after.groups, strict=True))
            if old.cards is not new.cards
        ]
        cards = dict(self._cards)
        for person in seats:
            del cards[person]
        cards.update(_seated(after, [TRAY, *changed]))
        return Foreteller(after, self._live, cards)

    def move(self, people: Sequence[int], place: int) -> Foretold:
        """Foretell a move of people to a group."""
        people = [person for person in self.known(people) if self.place(person) != place]
        if not people:
            return _STAYS
        if stuck := self._stuck(people, place):
            return Foretold("Locked", stuck, "danger", stuck)
        present = [person for person in people if not self.card(person).withdrawn]
        if not present:
            return UNKNOWN
        if place == TRAY:
            # Fewer people always count for less: to call that better would mislead.
            return _TAKES_OUT
        return foretold(self._live.effect_of_moves(present, place))

    def swap(self, one: int, other: int) -> Foretold:
        """Foretell a swap of two people."""
        name = self.card(other).name
        if stuck := self._stuck([one], self.place(other)) or self._stuck([other], self.place(one)):
            return Foretold("Locked", stuck, "danger", stuck)
        if any(self.card(person).withdrawn for person in (one, other)):
            return Foretold("Swap", f"Swap with {name}", "neutral")
        effect = foretold(self._live.effect_of_swap(one, other))
        words = f"Swap with {name}: {_lower(effect.sentence)}"
        return Foretold(f"Swap: {_lower(effect.short)}", words, effect.tone, effect.rule)

    def groups_for(self, people: Sequence[int]) -> list[Option]:
        """Return the groups that people can move to, the best first and the tray last."""
        at = {self.place(person) for person in people}
        order = [
            place
            for place in self._by_promise(people)
            if at != {place} and not self.board.groups[place].locked
        ]
        options = [
            self._group_option(people, place, known=rank < _FORETOLD_GROUPS)
            for rank, place in enumerate(order)
        ]
        options.sort(key=lambda option: option.effect.tone == "danger")
        if at != {TRAY}:
            options.append(Option(TRAY, TRAY_NAME, "", self.move(people, TRAY)))
        return options

    def moves_for(self, person: int, most: int) -> tuple[Option, ...]:
        """Return the best groups to move somebody to that break no rule, the best first."""
        if self.card(person).withdrawn or self.why_held(person):
            return ()
        near = [place for place in self._by_promise([person]) if place != self.place(person)]
        options = (self._group_option([person], place) for place in near[:_TRIED_FOR_MOVES])
        return tuple(one for one in options if one.effect.tone != "danger")[:most]

    def swaps_for(self, person: int, most: int) -> tuple[Option, ...]:
        """Return the people to swap somebody with who is in a group, the best first."""
        card, place = self._cards[person]
        if card.withdrawn or place == TRAY or self.why_held(person):
            return ()
        return tuple(
            Option(
                offer.member_id,
                self.card(offer.member_id).name,
                self.name(self.place(offer.member_id)),
                foretold(offer.effect),
            )
            for offer in self._live.best_swaps(person, most)
            if not self.why_held(offer.member_id)
        )

    def why_held(self, person: int) -> str:
        """Return why somebody cannot leave their place, "" if they can."""
        card, place = self._cards[person]
        if card.locked:
            return f"{card.name} is locked in {self.name(place)}"
        locked = place != TRAY and self.board.groups[place].locked
        return f"{self.name(place)} is locked" if locked else ""

    def _group_option(self, people: Sequence[int], place: int, *, known: bool = True) -> Option:
        group = self.board.groups[place]
        effect = self.move(people, place) if known else UNKNOWN
        return Option(group.id, group.name, counted(group.size, "person", "people"), effect)

    def _by_promise(self, people: Sequence[int]) -> list[int]:
        """Return the groups by what the people would cost there, one by one, the least first."""
        present = [person for person in people if not self.card(person).withdrawn]
        changes = [self._live.changes_by_move(person) for person in present]
        return sorted(
            range(len(self.board.groups)),
            key=lambda place: sum(change[place] for change in changes),
        )

    def _stuck(self, people: Sequence[int], place: int) -> str:
        """Return why people cannot move to a group at all, "" if they can."""
        if place != TRAY and self.board.groups[place].locked:
            return f"{self.name(place)} is locked"
        return next((why for person in people if (why := self.why_held(person))), "")


def _seated(board: "Board", places: Iterable[int]) -> "Iterator[tuple[int, tuple[Card, int]]]":
    """Yield the people at some places of a board, each with the card and the place."""
    for place in places:
        for card in board.tray if place == TRAY else board.groups[place].cards:
            yield card.id, (card, place)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
