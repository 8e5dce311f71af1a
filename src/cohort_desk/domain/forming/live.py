"""What a change by hand would do, at once: moves, swaps and the best swaps for a person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from cohort_desk.domain.forming.formulation import formulate
from cohort_desk.domain.forming.request import FormingRequest, Rule
from cohort_desk.domain.forming.score import ScoreCard, broken_rules, score_card
from cohort_desk.domain.forming.sizes import even_split
from cohort_desk.domain.optimiser.ledgers import Gains
from cohort_desk.domain.optimiser.problem import UNPLACED
from cohort_desk.domain.optimiser.tally import Tally

Verdict = Literal["better", "same", "worse", "breaks a rule"]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change would do to the objective; less is better.

    Attributes:
        change: points the objective would gain.
        by_criterion: what each criterion would count more, in the order of the score card.
        breaks: the rules that hold now and would not then, in words.
    """

    change: int
    by_criterion: tuple[int, ...]
    breaks: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The effect in a word."""
        if self.breaks:
            return "breaks a rule"
        return "same" if self.change == 0 else "better" if self.change < 0 else "worse"

    @property
    def words(self) -> str:
        """The effect in words: "better by 3", "same", or the first rule that would break."""
        if self.breaks:
            return self.breaks[0]
        return f"{self.verdict} by {abs(self.change)}" if self.change else "same"


@dataclass(frozen=True, slots=True)
class SwapOffer:
    """Somebody to swap with, and what it would do."""

    member_id: int
    effect: Effect


class LiveBoard:
    """An arrangement as it stands, which answers "what if" faster than a hand can drag."""

    def __init__(
        self, request: FormingRequest, groups: Sequence[Iterable[int]], known_bound: int = 0
    ) -> None:
        """Start from the groups as they are; members in none of them are in the tray.

        `known_bound` is what a search has proven that no groups about equal can cost less than.
        """
        self._known_bound = known_bound
        self._formulation = formulate(
            request, even_split(len(request.members), max(1, len(groups)))
        )
        place = np.full(self._formulation.problem.people, UNPLACED, np.int32)
        for group, ids in enumerate(groups):
            place[[self._formulation.index[member_id] for member_id in ids]] = group
        self._tally = Tally(self._formulation.problem, place)
        self._foes: dict[int, list[int]] = defaultdict(list)
        for one, other in self._formulation.problem.apart.tolist():
            self._foes[one].append(other)
            self._foes[other].append(one)
        self._rules_of: dict[int, list[Rule]] = defaultdict(list)
        for rule in self._formulation.rules:
            for member_id in rule.member_ids:
                self._rules_of[member_id].append(rule)

    def score(self) -> ScoreCard:
        """Return the score card of the arrangement as it stands.

        Its bounds hold for groups about equal and, once everybody has a group, for groups of the
        sizes as they are.
        """
        place, problem = self._tally.place, self._formulation.problem
        card = score_card(self._formulation, place)
        sizes = tuple(np.bincount(place[place != UNPLACED], minlength=problem.groups).tolist())
        if card.unplaced:
            return card
        if sorted(sizes) == sorted(problem.sizes):
            return replace(card, bound=max(card.bound, self._known_bound))
        resized = replace(self._formulation, problem=replace(problem, sizes=sizes))
        return _with_lower_bounds(card, score_card(resized, place))

    def move(self, member_id: int, group: int | None) -> None:
        """Put a member into a group, or into the tray."""
        self._tally.move(self._formulation.index[member_id], _number(group))

    def changes_by_move(self, member_id: int) -> tuple[int, ...]:
        """Return, for every group, the points that the objective would gain by a move there."""
        gains = self._tally.gains_by_move(self._formulation.index[member_id])
        return tuple((self._tally.weights @ gains).tolist())

    def effect_of_move(self, member_id: int, group: int | None) -> Effect:
        """Return what a move to a group, or to the tray, would do."""
        person, target = self._formulation.index[member_id], _number(group)
        if target == UNPLACED:
            return self._effect(self._tally.gains_by_leaving(person), ())
        breaks = (*self._breaks({member_id: target}), *self._size_broken(person, target))
        return self._effect(self._tally.gains_by_move(person)[:, target], breaks)

    def effect_of_moves(self, member_ids: Sequence[int], group: int | None) -> Effect:
        """Return what moving several members to one group, or to the tray, would do."""
        if len(member_ids) == 1:
            return self.effect_of_move(member_ids[0], group)
        target = _number(group)
        before = {i: self._where(self._formulation.index[i]) for i in member_ids}
        gains, too_many = np.zeros(len(self._tally.weights), np.int64), dict[str, str]()
        for member_id, home in before.items():
            effect = self.effect_of_move(member_id, group)
            gains += np.array(effect.by_criterion, np.int64)
            person = self._formulation.index[member_id]
            if target not in {UNPLACED, home}:
                # Only the last word on a group's size holds once all have moved.
                too_many |= {
                    words.partition(" would")[0]: words
                    for words in self._size_broken(person, target)
                }
            self.move(member_id, group)
        for member_id, home in before.items():
            self._tally.move(self._formulation.index[member_id], home)
        moves = dict.fromkeys(member_ids, target)
        breaks = self._breaks(moves) if target != UNPLACED else ()
        return self._effect(gains, (*breaks, *too_many.values()))

    def effect_of_swap(self, one_id: int, other_id: int) -> Effect:
        """Return what a swap of two members would do."""
        one, other = self._formulation.index[one_id], self._formulation.index[other_id]
        here, there = self._where(one), self._where(other)
        if here == there:
            return self._effect(np.zeros(len(self._tally.weights), np.int64), ())
        gains = self._tally.gains_by_swap(one, np.array([other]))[:, 0]
        return self._effect(gains, self._breaks({one_id: there, other_id: here}))

    def best_swaps(self, member_id: int, most: int = 10) -> tuple[SwapOffer, ...]:
        """Return the swaps that break no rule, best first."""
        person = self._formulation.index[member_id]
        place = self._tally.place
        others = np.flatnonzero((place != place[person]) & (place != UNPLACED))
        change = self._tally.change_by_swap(person, others)
        offers: list[SwapOffer] = []
        best_first: list[int] = others[np.argsort(change, kind="stable")].tolist()
        for other in best_first:
            if self._surely_breaks(person, other):
                continue
            other_id = self._formulation.request.members[other].id
            swap = {member_id: self._where(other), other_id: self._where(person)}
            if not self._breaks(swap):
                gains = self._tally.gains_by_swap(person, np.array([other]))[:, 0]
                offers.append(SwapOffer(other_id, self._effect(gains, ())))
            if len(offers) == most:
                break
        return tuple(offers)

    def _surely_breaks(self, one: int, other: int) -> bool:
        """Tell at a glance that a swap would break a rule; a "no" is to be looked into.

        What is broken already breaks no more, and is left to be looked into.
        """
        here, there = self._where(one), self._where(other)
        return self._surely_breaks_by_going(one, there, other) or self._surely_breaks_by_going(
            other, here, one
        )

    def _surely_breaks_by_going(self, person: int, group: int, instead_of: int) -> bool:
        if group == UNPLACED:
            return False
        foes = (foe for foe in self._foes.get(person, ()) if foe != instead_of)
        if any(self._where(foe) == group for foe in foes):
            return True
        problem, home = self._formulation.problem, self._where(person)
        unit = int(problem.unit_of[person])
        if unit >= 0:
            whole = {self._where(mate) for mate in problem.units[unit]} == {home}
            return whole and home != UNPLACED
        bars = problem.barred.get(person)
        return bars is not None and bool(bars[group]) and (home == UNPLACED or not bars[home])

    def _where(self, person: int) -> int:
        return int(self._tally.place[person])

    def _effect(self, gains: Gains, breaks: tuple[str, ...]) -> Effect:
        return Effect(int(self._tally.weights @ gains), tuple(gains.tolist()), breaks)

    def _breaks(self, moves: Mapping[int, int]) -> tuple[str, ...]:
        """Return in words the rules that hold now and would not hold after the moves."""
        rules = {id(rule): rule for moved in moves for rule in self._rules_of.get(moved, ())}
        place = self._tally.place
        before = {
            (id(broken.rule), broken.words)
            for broken in broken_rules(self._formulation, rules.values(), place)
        }
        after = place.copy() if rules else place
        for member_id, group in moves.items() if rules else ():
            after[self._formulation.index[member_id]] = group
        return tuple(
            broken.words
            for broken in broken_rules(self._formulation, rules.values(), after)
            if (id(broken.rule), broken.words) not in before
        )

    def _size_broken(self, person: int, target: int) -> tuple[str, ...]:
        """Return in words how a move would break the sizes allowed."""
        here, place = self._where(person), self._tally.place
        if target == here:
            return ()
        sizes, name = self._formulation.request.recipe.sizes, self._formulation.request.group_name
        size = int((place == target).sum()) + 1
        if size > sizes.largest:
            return (f"{name(target)} would have {size} people; the most is {sizes.largest}",)
        left = int((place == here).sum()) - 1
        if here != UNPLACED and left < sizes.smallest:
            return (f"{name(here)} would have {left} people; the fewest is {sizes.smallest}",)
        return ()


def _with_lower_bounds(card: ScoreCard, other: ScoreCard) -> ScoreCard:
    both = zip(card.criteria, other.criteria, strict=True)
    criteria = tuple(replace(one, bound=min(one.bound, two.bound)) for one, two in both)
    return replace(card, criteria=criteria, bound=min(card.bound, other.bound))


def _number(group: int | None) -> int:
    return UNPLACED if group is None else group
