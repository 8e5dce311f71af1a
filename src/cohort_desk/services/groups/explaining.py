"""Explanations of a board: why somebody is in their group, why two are together or not."""

from dataclasses import dataclass

from cohort_desk.db.database import Database
from cohort_desk.domain.errors import NotFound, RuleBroken
from cohort_desk.domain.forming.live import Effect, LiveBoard
from cohort_desk.domain.forming.reasons.seating import Seating, Shared
from cohort_desk.domain.forming.reasons.why_here import Elsewhere, WhyHere, why_here
from cohort_desk.domain.forming.reasons.why_pair import PairWay, why_pair
from cohort_desk.services.groups.board import Board, open_board


@dataclass(frozen=True, slots=True)
class Change:
    """Something that could be done by hand, and what it would do.

    Attributes:
        words: what is done: "Swap Aisha Khan with Tom Reed in Group 2".
        effect: the verdict: "worse by 3", "same", or the rule that would break.
        detail: the effect, criterion by criterion.
        points: what the objective would gain; less is better.
        person_id: who moves.
        group_id: to where, if it is a move.
        other_id: with whom they swap, if it is a swap.
    """

    words: str
    effect: str
    detail: str
    points: int
    person_id: int
    group_id: int | None = None
    other_id: int | None = None


@dataclass(frozen=True, slots=True)
class OtherGroup:
    """A group where somebody could be: what a move there would do, and the best swap.

    Attributes:
        allowed: whether the move keeps the sizes and every rule, and nothing there is locked.
        swap: None where no swap with anybody there keeps every rule.
    """

    name: str
    allowed: bool
    move: Change
    swap: Change | None


@dataclass(frozen=True, slots=True)
class PersonExplained:
    """Why somebody is in their group.

    Attributes:
        group: its name, "" without a group.
        headline: the answer in a sentence.
        held: in words what holds them there, whatever it costs.
        shared: in words what counts against the group because of them: what they have in common
            with others there and if that could be avoided, or where they differ from all others.
        others: the other groups, the best first.
        more: how many groups are left out of `others`.
    """

    person_id: int
    name: str
    group: str
    headline: str
    held: tuple[str, ...]
    shared: tuple[str, ...]
    others: tuple[OtherGroup, ...]
    more: int


@dataclass(frozen=True, slots=True)
class PairExplained:
    """Why two people are in one group, or are not.

    Attributes:
        headline: the answer in a sentence.
        rules: the rules that name both, in words.
        in_common: the values that both have, of those that count.
        met: the earlier rounds in which they were in one group.
        changes: what would part them, or bring them together, the best first.
        obstacle: where there is no such change, what stands against it; else "".
    """

    names: tuple[str, str]
    together: bool
    headline: str
    rules: tuple[str, ...]
    in_common: tuple[str, ...]
    met: tuple[str, ...]
    changes: tuple[Change, ...]
    obstacle: str


class Explanations:
    """Answers for one board as it stands, without reading anything again."""

    def __init__(self, board: Board, live: LiveBoard) -> None:
        """Take a board and what foretells changes of it; neither may change meanwhile."""
        self._board = board
        cards = [*board.tray, *(card for group in board.groups for card in group.cards)]
        self._withdrawn = {card.id: card.name for card in cards if card.withdrawn}
        self._known = {card.id for card in cards}
        self._seating = Seating(
            board.request,
            board.seats,
            live,
            [one.criterion for one in board.score.criteria],
            frozenset(at for at, group in enumerate(board.groups) if group.locked),
        )

    def person(self, person_id: int) -> PersonExplained:
        """Return why a person is where they are.

        Raises:
            NotFound: they are not in this cohort.
            RuleBroken: they have withdrawn.
        """
        self._check(person_id)
        why = why_here(self._seating, person_id)
        return PersonExplained(
            person_id=person_id,
            name=self._seating.name_of[person_id],
            group="" if why.group is None else self._seating.group_name(why.group),
            headline=why.headline,
            held=why.held,
            shared=(*(self._shared(one) for one in why.shared), *why.noted),
            others=tuple(self._other(why, one) for one in why.elsewhere),
            more=why.more,
        )

    def pair(self, one: int, other: int) -> PairExplained:
        """Return why two people are together, or are not.

        Raises:
            NotFound: one of them is not in this cohort.
            RuleBroken: one of them has withdrawn, or both are the same.
        """
        for person_id in (one, other):
            self._check(person_id)
        if one == other:
            raise RuleBroken("people", "Choose two different people.")
        why = why_pair(self._seating, one, other)
        return PairExplained(
            names=(self._seating.name_of[one], self._seating.name_of[other]),
            together=why.together,
            headline=why.headline,
            rules=why.rules,
            in_common=why.in_common,
            met=why.met,
            changes=tuple(self._way(way) for way in why.ways),
            obstacle=why.obstacle,
        )

    def _check(self, person_id: int) -> None:
        if person_id in self._withdrawn:
            name = self._withdrawn[person_id]
            raise RuleBroken("people", f"{name} has withdrawn and counts for nothing here.")
        if person_id not in self._known:
            raise NotFound("That person is no longer in this cohort.")

    def _shared(self, shared: Shared) -> str:
        return f"{shared.what}, with {self._seating.who(shared.with_ids)}. {shared.why}"

    def _other(self, why: WhyHere, elsewhere: Elsewhere) -> OtherGroup:
        place, name = elsewhere.group, self._seating.group_name(elsewhere.group)
        swap = elsewhere.swap
        move = self._change(
            f"Move to {name}", elsewhere.effect, elsewhere.words, (why.member_id, place, None)
        )
        partner = swap and self._change(
            f"Swap with {self._seating.name_of[swap.member_id]}",
            swap.effect,
            self._seating.effect_words(swap.effect),
            (why.member_id, None, swap.member_id),
        )
        return OtherGroup(name, elsewhere.allowed, move, partner)

    def _way(self, way: PairWay) -> Change:
        return self._change(
            way.words, way.effect, way.effect_words, (way.member_id, way.group, way.other_id)
        )

    def _change(
        self, words: str, effect: Effect, detail: str, who: tuple[int, int | None, int | None]
    ) -> Change:
        person, place, other = who
        group_id = None if place is None else self._board.groups[place].id
        return Change(words, effect.words, detail, effect.change, person, group_id, other)


def explain_person(db: Database, round_id: int, person_id: int) -> PersonExplained:
    """Return why a person is in their group of a round.

    Raises:
        NotFound: the round has been deleted, or the person is not in its cohort.
        RuleBroken: they have withdrawn.
    """
    return Explanations(*open_board(db, round_id)).person(person_id)


def explain_pair(db: Database, round_id: int, one: int, other: int) -> PairExplained:
    """Return why two people are in one group of a round, or are not.

    Raises:
        NotFound: the round has been deleted, or one of them is not in its cohort.
        RuleBroken: one of them has withdrawn, or both are the same.
    """
    return Explanations(*open_board(db, round_id)).pair(one, other)
