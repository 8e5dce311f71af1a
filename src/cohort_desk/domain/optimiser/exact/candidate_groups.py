"""Every group that an arrangement better than the best so far could contain.

A group's excess is what it costs above its share of the bound (`focus`), so the excess of all
groups adds up to the distance from the bound, and a better arrangement has none whose excess is
more than that distance allows. Groups are built person by person, in the order of their numbers;
what already costs too much, or cannot any more become cheap enough, is dropped with all that could
follow from it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cohort_desk.domain.optimiser.bounds.terms import value_counts
from cohort_desk.domain.optimiser.costs import HARD
from cohort_desk.domain.optimiser.focus import FairShare
from cohort_desk.domain.optimiser.problem import BLANK, Floats, Ints, Problem, TermKind
from cohort_desk.domain.optimiser.replicas import Setting

_AT_ONCE = 20_000
_TOUCH = 0.5


@dataclass(frozen=True, slots=True)
class CandidateGroups:
    """Groups that may be used: their people, padded with the phantom, and what they cost too much.

    Attributes:
        people: shape (groups, seats), sorted.
        excess: shape (groups,), at or above nought.
    """

    people: Ints
    excess: Floats

    def only(self, kept: NDArray[np.bool_]) -> "CandidateGroups":
        """Return those that are marked."""
        return CandidateGroups(self.people[kept], self.excess[kept])


@dataclass(frozen=True, slots=True)
class Case:
    """A problem of few people, with what the search and `focus` know of it."""

    problem: Problem
    setting: Setting
    share: FairShare

    @property
    def even(self) -> float:
        """The cost of an arrangement without any excess."""
        return float(self.share.of_person.sum()) - self.problem.groups * self.share.of_group


class TooMany(Exception):
    """There are more groups to look at than is worth the time."""


def candidate_groups_within(
    case: Case, slack: float, most: int, go_on: Callable[[], bool]
) -> CandidateGroups:
    """Return every group of an allowed size that keeps the rules with an excess up to `slack`.

    Raises:
        TooMany: more than `most` were on the way to being one, or `go_on` said no.
    """
    return _Builder(case, slack).build(most, go_on)


@dataclass(frozen=True, slots=True)
class _Begun:
    """Groups that may still grow.

    Attributes:
        people: shape (groups, members), each row rising.
        over: what they cost by having more of a value than its share, shape (groups,).
        met: how many of the shares of each term they fill, shape (terms, groups).
    """

    people: Ints
    over: Floats
    met: Ints

    def only(self, kept: NDArray[np.bool_]) -> "_Begun":
        return _Begun(self.people[kept], self.over[kept], self.met[:, kept])


class _Builder:
    """Grows groups level by level: all of one person, all of two, and so on."""

    def __init__(self, case: Case, slack: float) -> None:
        problem, setting = case.problem, case.setting
        self._problem, self._setting, self._share = problem, setting, case.share
        self._slack = slack + _TOUCH
        self._sizes = set(problem.sizes)
        everybody = np.arange(problem.people)
        self._pair_cost = setting.costs.against(everybody, everybody[:, None])[:, :, 0]
        self._terms = [term for term in problem.terms if term.kind is TermKind.SAME]
        each = [value_counts(term) // problem.groups for term in self._terms]
        self._total = [int(shares.sum()) for shares in each]
        # The last is that of people without a value, who fill and exceed no share.
        self._share_of = [np.append(shares, 0).astype(np.int16) for shares in each]

    def build(self, most: int, go_on: Callable[[], bool]) -> CandidateGroups:
        nobody = np.zeros((1, 0), np.int16)
        begun = _Begun(nobody, np.zeros(1, np.float32), np.zeros((len(self._terms), 1), np.int16))
        ready: list[CandidateGroups] = []
        for size in range(1, max(self._sizes) + 1):
            begun = self._grown(begun, most, go_on)
            if size in self._sizes:
                ready.append(self._finished(begun.people))
        return CandidateGroups(
            np.concatenate([groups.people for groups in ready]),
            np.concatenate([groups.excess for groups in ready]),
        )

    def _grown(self, begun: _Begun, most: int, go_on: Callable[[], bool]) -> _Begun:
        grown: list[_Begun] = []
        total = 0
        for start in range(0, len(begun.people), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            few = _Begun(begun.people[part], begun.over[part], begun.met[:, part])
            grown.append(self._joined(few))
            total += len(grown[-1].people)
            if total > most or not go_on():
                raise TooMany
        if not grown:
            nobody = np.empty((0, begun.people.shape[1] + 1), np.int16)
            return _Begun(nobody, begun.over[:0], begun.met[:, :0])
        return _Begun(
            np.concatenate([one.people for one in grown]),
            np.concatenate([one.over for one in grown]),
            np.concatenate([one.met for one in grown], axis=1),
        )

    def _joined(self, begun: _Begun) -> _Begun:
        """Let everybody with a higher number join each group, and drop what has no future."""
        size = begun.people.shape[1]
        last = begun.people[:, -1] if size else np.array([-1], np.int16)
        following = self._problem.people - 1 - last.astype(np.int64)
        rows = np.repeat(np.arange(len(last)), following)
        place = np.arange(len(rows)) - np.repeat(np.cumsum(following) - following, following)
        newcomer = last[rows] + 1 + place
        mates = begun.people[rows]
        clear = np.ones(len(rows), bool)
        for seat in range(size):
            clear &= self._pair_cost[mates[:, seat], newcomer] < HARD / 2
        rows, mates, newcomer = rows[clear], mates[clear], newcomer[clear]
        over, met = begun.over[rows], begun.met[:, rows]
        least = self._take_in(mates, newcomer, over, met, max(self._sizes) - size - 1)
        people = np.concatenate([mates, newcomer[:, None].astype(np.int16)], 1)
        return _Begun(people, over, met).only(least <= self._slack)

    def _take_in(
        self, mates: Ints, newcomer: Ints, over: Floats, met: Ints, seats_left: int
    ) -> Floats:
        """Count the newcomers in `over` and `met`; return the least that the groups will cost.

        A value short of its share costs at least its weight for each person missing, and each
        seat left can bring one.
        """
        short = np.zeros(len(newcomer), np.float32)
        for row, (term, share_of) in enumerate(zip(self._terms, self._share_of, strict=True)):
            code = term.codes[newcomer]
            # BLANK looks up the last: the share of people without a value, which is nought.
            share = share_of[code]
            held = (term.codes[mates] == code[:, None]).sum(1, dtype=np.int16)
            known = code != BLANK
            over += term.weight * (np.maximum(0, held - share) * known)
            met[row] += (held < share) & known
            short += term.weight * np.maximum(0, self._total[row] - met[row] - seats_left)
        return over + short

    def _finished(self, people: Ints) -> CandidateGroups:
        excess = np.full(len(people), self._share.of_group, np.float32)
        for one in range(people.shape[1]):
            excess -= self._share.of_person[people[:, one]].astype(np.float32)
            for other in range(one + 1, people.shape[1]):
                excess += self._pair_cost[people[:, one], people[:, other]]
        if self._setting.crowds:
            excess += self._setting.crowds.of_groups(people.T)
        kept = (excess <= self._slack) & self._holds_whole_units(people)
        seats = max(self._sizes)
        padded = np.full((int(kept.sum()), seats), self._problem.people, np.int16)
        padded[:, : people.shape[1]] = people[kept]
        return CandidateGroups(padded, excess[kept])

    def _holds_whole_units(self, people: Ints) -> NDArray[np.bool_]:
        unit = self._setting.unit_of[people]
        whole = np.ones(len(people), bool)
        for number, members in enumerate(self._problem.units):
            inside = (unit == number).sum(1)
            whole &= (inside == 0) | (inside == len(members))
        return whole
