"""How little any arrangement can cost, term by term: the proof behind "Proven best".

For N_v people who share a value and G groups of any sizes, the sum over groups of C(n_gv, 2) is
least when they are spread evenly: G·C(q, 2) + r·q with q, r = divmod(N_v, G). People who may be in
one group only, and sets that must stay together (`units`), can only make it more; so can
sizes that lie further apart (`transport`). The weighted sum of the terms' bounds bounds the cost,
since every arrangement pays at least each term's own least.
"""

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cohort_desk.domain.optimiser.bounds.transport import spread_bound
from cohort_desk.domain.optimiser.bounds.units import Nest, excess_of_units, nests_of
from cohort_desk.domain.optimiser.problem import UNPLACED, Ints, Problem, Term, TermKind


def term_bounds(problem: Problem) -> tuple[int, ...]:
    """Return for each term a count that no arrangement which keeps the rules can go below."""
    return tuple(term_bound(problem, term) for term in problem.terms)


def cost_bound(problem: Problem, separate: Sequence[int] | None = None) -> int:
    """Return the weighted sum of the terms' bounds, or more where sets forbid what terms want.

    Args:
        problem: what is to be solved.
        separate: its `term_bounds`, if they are known.
    """
    counts = term_bounds(problem) if separate is None else separate
    points = [term.weight * count for term, count in zip(problem.terms, counts, strict=True)]
    if problem.units and problem.sizes_may_move and (problem.home == UNPLACED).all():
        same = tuple(term for term in problem.terms if term.kind is TermKind.SAME)
        for nest in nests_of(same):
            together = [at for at, term in enumerate(problem.terms) if nest.holds(term)]
            even = sum(
                problem.terms[at].weight * _even_pairs(problem, problem.terms[at])
                for at in together
            )
            gained = even + excess_of_units(problem, nest) - sum(points[at] for at in together)
            points[together[0]] += max(0, gained)
    return sum(points)


def term_bound(problem: Problem, term: Term) -> int:
    """Return a count that no arrangement which keeps the rules can go below."""
    if term.kind is TermKind.SAME:
        return _same_bound(problem, term)
    if term.kind is TermKind.DIFFERENT:
        return _different_bound(problem, term)
    if term.kind is TermKind.LONE:
        return _lone_bound(problem, term)
    return _meet_bound(problem, term)


def _same_bound(problem: Problem, term: Term) -> int:
    counts = value_counts(term)
    blocks, fixed = _blocks_by_value(problem, term), _fixed_by_value(problem, term)
    room = _room_beside_fixed(problem)
    total = 0
    for value, count in enumerate(counts.tolist()):
        each, over = divmod(count, problem.groups)
        least = problem.groups * (each * (each - 1) // 2) + over * each
        if value in blocks:
            least = max(least, _with_couples(count, blocks[value], problem.groups))
        if value in fixed:
            least = max(least, _beside_fixed(count, fixed[value], room))
        total += least
    if not problem.sizes_may_move:
        return max(total, spread_bound(counts, problem))
    if problem.units and not fixed:
        alone = Nest(replace(term, weight=1), None, (0,) * term.values)
        total = max(total, _even_pairs(problem, term) + excess_of_units(problem, alone))
    return total


def _even_pairs(problem: Problem, term: Term) -> int:
    each, over = np.divmod(value_counts(term), problem.groups)
    return int((problem.groups * (each * (each - 1) // 2) + over * each).sum())


def value_counts(term: Term) -> Ints:
    """Return how many people have each value."""
    return np.bincount(term.codes[term.codes >= 0], minlength=term.values)


def _blocks_by_value(problem: Problem, term: Term) -> dict[int, list[int]]:
    """Return, for each value, how many of each unit share it (two or more)."""
    blocks: dict[int, list[int]] = {}
    codes: list[int] = term.codes.tolist()
    for unit in problem.units:
        free = problem.home[unit[0]] == UNPLACED
        for value, count in Counter(codes[person] for person in unit).items():
            if value >= 0 and count > 1 and free:
                blocks.setdefault(value, []).append(count)
    return blocks


def _fixed_by_value(problem: Problem, term: Term) -> dict[int, Ints]:
    """Return, for each value, how many people each group is sure to hold, where there are any."""
    fixed: dict[int, Ints] = {}
    for person in np.flatnonzero((problem.home != UNPLACED) & (term.codes >= 0)).tolist():
        held = fixed.setdefault(int(term.codes[person]), np.zeros(problem.groups, np.int64))
        held[problem.home[person]] += 1
    return fixed


def _room_beside_fixed(problem: Problem) -> Ints:
    """Return how many people each group can take beside those who can be nowhere else."""
    homes = problem.home[problem.home != UNPLACED]
    largest = max(problem.sizes) if problem.sizes_may_move else np.array(problem.sizes)
    return np.maximum(0, largest - np.bincount(homes, minlength=problem.groups))


def _with_couples(people: int, blocks: Sequence[int], groups: int) -> int:
    """Deal couples, then single people, always to the emptiest group.

    For couples this is the least possible, since the cost of a group grows with its size. Larger
    sets are taken as couples: that asks less of an arrangement than the truth, so it is a bound.
    """
    kept_together = sum(block * (block - 1) // 2 for block in blocks)
    couples = sum(block // 2 for block in blocks)
    levels = [0] * groups
    for dealt, portion in ((couples, 2), (people - 2 * couples, 1)):
        for _ in range(dealt):
            heapq.heapreplace(levels, levels[0] + portion)
    return max(kept_together, sum(level * (level - 1) // 2 for level in levels))


def _beside_fixed(people: int, fixed: Ints, room: Ints) -> int:
    """Deal those who are free, one by one, to the emptiest group that has room beside the fixed."""
    levels = [(int(level), int(left)) for level, left in zip(fixed, room, strict=True) if left]
    heapq.heapify(levels)
    full = [int(level) for level in fixed[room == 0]]
    for _ in range(people - int(fixed.sum())):
        if not levels:
            break
        level, left = levels[0]
        if left > 1:
            heapq.heapreplace(levels, (level + 1, left - 1))
        else:
            heapq.heappop(levels)
            full.append(level + 1)
    return sum(level * (level - 1) // 2 for level in (*full, *(level for level, _ in levels)))


def _different_bound(problem: Problem, term: Term) -> int:
    """Return the known pairs at least, less the most that can share a value.

    A value has the most pairs when it fills the largest groups one after the other; people
    without a value leave the fewest known pairs when they are spread so that all groups are level.
    """
    sizes = sorted(problem.sizes, reverse=True)
    blanks = int((term.codes < 0).sum())
    return max(0, _fewest_pairs(sizes, blanks) - sum(map(_MostPairs(sizes), value_counts(term))))


def _fewest_pairs(sizes: Sequence[int], blanks: int) -> int:
    known = [-size for size in sizes]
    heapq.heapify(known)
    for _ in range(blanks):
        heapq.heapreplace(known, min(0, known[0] + 1))
    return sum(-size * (-size - 1) // 2 for size in known)


class _MostPairs:
    """How many pairs so many people can make at most in groups of these sizes."""

    def __init__(self, sizes: Sequence[int]) -> None:
        pairs = [size * (size - 1) // 2 for size in sizes]
        self._filled = np.cumsum([0, *sizes])
        self._pairs = np.cumsum([0, *pairs])

    def __call__(self, people: int) -> int:
        full = int(np.searchsorted(self._filled, people, "right")) - 1
        left = int(people - self._filled[full])
        return int(self._pairs[full]) + left * (left - 1) // 2


def _lone_bound(problem: Problem, term: Term) -> int:
    """A value that one person has leaves them alone; two or more can always be with another."""
    largest = max(problem.sizes)
    counts = value_counts(term)
    return int((counts == 1).sum()) if largest > 1 else int(counts.sum())


def _meet_bound(problem: Problem, term: Term) -> int:
    """Return what is short if those with too few slots of their own sit together.

    A group is short by at least what its least available member is; sorted by that, each group
    holds at most as many of them as the largest size.
    """
    own = term.values - np.bitwise_count(term.codes).astype(np.int64)
    short = np.sort(np.maximum(0, term.needed - own))[::-1]
    return int(short[:: max(problem.sizes)].sum())
