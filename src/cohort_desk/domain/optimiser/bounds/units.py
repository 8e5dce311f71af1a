"""What people who must stay together add to a bound, wherever they sit.

A group of s people costs least when it holds q or q + 1 people of each value, q = N_v div G; then
its excess, the sum over values of C(n - q, 2), is nought (`focus`). A set that shares a value may
rule that out: it takes more than its share of one value, and leaves too few seats for the others.

Two terms of which one divides the other's values further (each agency lies in one sector) are
looked at together, for what one wants of such a group the other may forbid. Their excess is a sum
of convex functions over sets that are nested, and such a function is M-natural convex (Murota,
Discrete Convex Analysis, 2003). Hence filling the seats left one by one, each time where that adds
least, finds the least excess of a group that holds a set; and two sets in one group cost at least
what they cost in groups of their own, since every person added makes any further one dearer and
a group without any set can do without excess: shares add up to a group's size at most, and shares
and one more each to no less. So the sum over the sets bounds the excess of all groups.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cohort_desk.domain.optimiser.problem import BLANK, Ints, Problem, Term


@dataclass(frozen=True, slots=True)
class Nest:
    """A term of pairs who share a value, with a coarser one of which it divides the values.

    Attributes:
        fine: the term.
        coarse: the other; None if there is none.
        outer: for each value of `fine` the value of `coarse`.
    """

    fine: Term
    coarse: Term | None
    outer: tuple[int, ...]

    def holds(self, term: Term) -> bool:
        """Whether a term is one of these two."""
        return term is self.fine or term is self.coarse


def nests_of(terms: tuple[Term, ...]) -> list[Nest]:
    """Pair each term with one that it divides further, if there is one; each is in one nest."""
    left = sorted(terms, key=lambda term: -term.values)
    nests: list[Nest] = []
    while left:
        fine = left.pop(0)
        coarse = next((term for term in left if _outer(fine, term) is not None), None)
        if coarse is not None:
            left = [term for term in left if term is not coarse]
        outer = None if coarse is None else _outer(fine, coarse)
        nests.append(Nest(fine, coarse, outer or (0,) * fine.values))
    return nests


def _outer(fine: Term, coarse: Term) -> tuple[int, ...] | None:
    """Return the one coarse value of each fine value, or None if some value has several."""
    pairs = np.unique(np.stack([fine.codes, coarse.codes]), axis=1)
    if len(np.unique(pairs[0])) < pairs.shape[1] or (pairs == BLANK).any(0).sum() > 1:
        return None
    known = pairs[:, pairs[0] != BLANK]
    if (known[1] == BLANK).any() or known.shape[1] < fine.values:
        return None
    return tuple(known[1].tolist())


def excess_of_units(problem: Problem, nest: Nest) -> int:
    """Return by how many points the sets of a problem raise the even spread of a nest's terms.

    Where N_v is a multiple of G, a share of one less bounds the even spread just as well, and may
    say more of the sets: then a group with one more than q forces another to have one less.

    The sizes lie at most one apart, and nobody is fixed to one group.
    """
    shares = _Shares.of(problem, nest)
    kinds = _kinds_of_units(problem, nest.fine)
    best = shares.excess_of(kinds, problem)
    for other in shares.that_may_be_less(problem.groups):
        lessened = shares.lessened(*other)
        excess = lessened.excess_of(kinds, problem)
        if excess > best:
            shares, best = lessened, excess
    return best


def _kinds_of_units(problem: Problem, fine: Term) -> Counter[tuple[tuple[int, int], ...]]:
    """Return what the sets hold, as values and how many have them, and how many sets hold that."""
    codes: list[int] = fine.codes.tolist()
    held = (Counter(codes[person] for person in unit) for unit in problem.units)
    return Counter(tuple(sorted(one.items())) for one in held)


@dataclass(frozen=True, slots=True)
class _Shares:
    """The shares of all values, and how many fine values lie in each coarse one.

    A group of seats is filled person by person.
    A value without a share of its own adds nothing when one more such person joins, and there are
    many, so one stand-in for each coarse value serves for them all.
    """

    counts: tuple[Ints, Ints]
    fine: Ints
    coarse: Ints
    values: Ints
    outer: tuple[int, ...]
    weights: tuple[int, int]
    anybody_else: bool

    @classmethod
    def of(cls, problem: Problem, nest: Nest) -> "_Shares":
        counts = np.bincount(nest.fine.codes[nest.fine.codes >= 0], minlength=nest.fine.values)
        outer = np.zeros(max(nest.outer, default=0) + 1, np.int64)
        np.add.at(outer, list(nest.outer), counts)
        return cls(
            counts=(counts, outer),
            fine=counts // problem.groups,
            coarse=outer // problem.groups,
            values=np.bincount(nest.outer, minlength=len(outer)),
            outer=nest.outer,
            weights=(nest.fine.weight, nest.coarse.weight if nest.coarse else 0),
            anybody_else=bool((nest.fine.codes == BLANK).any()),
        )

    def that_may_be_less(self, groups: int) -> list[tuple[bool, int]]:
        """Return the shares that may be less by one: whether of a fine value, and which."""
        return [
            (is_fine, value)
            for is_fine, counts in zip((True, False), self.counts, strict=True)
            for value in np.flatnonzero((counts > 0) & (counts % groups == 0)).tolist()
        ]

    def lessened(self, is_fine: bool, value: int) -> "_Shares":  # noqa: FBT001 - from the above
        """Return the shares with that of one value less by one."""
        less = (self.fine if is_fine else self.coarse).copy()
        less[value] -= 1
        return replace(self, fine=less) if is_fine else replace(self, coarse=less)

    def excess_of(self, kinds: Counter[tuple[tuple[int, int], ...]], problem: Problem) -> int:
        """Return the points that all sets add together."""
        total = 0
        for kind, times in kinds.items():
            held = dict(kind)
            blank = held.pop(BLANK, 0)
            sizes = {size - blank for size in problem.sizes}
            total += times * min(self.least_excess(held, size) for size in sizes)
        return total

    def least_excess(self, held: Mapping[int, int], seats: int) -> int:
        """Return the least points above its share of a group of so many that holds these."""
        fine = {value: -int(self.fine[value]) for value in np.flatnonzero(self.fine).tolist()}
        coarse = (-self.coarse).tolist()
        for value, people in held.items():
            fine[value] = fine.get(value, 0) + people
            coarse[self.outer[value]] += people
        spare = self.values.copy()
        np.subtract.at(spare, [self.outer[value] for value in fine], 1)
        stand_ins = np.flatnonzero(spare).tolist()
        for _ in range(seats - sum(held.values())):
            options = self._options(fine, coarse, stand_ins)
            added, value, outer = min(options, default=(0, -1, -1))
            if outer < 0 or (added >= 0 and self.anybody_else):
                break
            coarse[outer] += 1
            if value >= 0:
                fine[value] += 1
        inner, around = self.weights
        points = inner * sum(n * (n - 1) // 2 for n in fine.values())
        return points + around * sum(n * (n - 1) // 2 for n in coarse)

    def _options(
        self, fine: Mapping[int, int], coarse: Sequence[int], stand_ins: Sequence[int]
    ) -> list[tuple[int, int, int]]:
        """Return what one more person adds, by fine and coarse value; -1 is the stand-in."""
        inner, around = self.weights
        more = [
            (inner * n + around * coarse[self.outer[value]], value, self.outer[value])
            for value, n in fine.items()
        ]
        return more + [(around * coarse[outer], -1, outer) for outer in stand_ins]
