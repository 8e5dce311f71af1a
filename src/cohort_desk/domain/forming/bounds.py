"""How few unwanted pairs any arrangement can have: the proof behind "Proven best".

For N_v people who share a value and G groups of any sizes, the sum over groups of C(n_gv, 2) is
least when they are spread evenly: G·C(q, 2) + r·q with q, r = divmod(N_v, G). Two people who must
stay together and share the value can only make it more. The weighted sum over the criteria bounds
the objective, since every arrangement pays at least each criterion's own least.
"""

import heapq
from collections.abc import Sequence

import numpy as np

from cohort_desk.domain.forming.problem import Problem, Term


def criterion_bound(term: Term, groups: int, units: Sequence[tuple[int, ...]] = ()) -> int:
    """Return a number of pairs that no arrangement can go below."""
    counts = np.bincount(term.codes[term.codes >= 0], minlength=len(term.values))
    blocks = _blocks_by_value(term, units)
    return sum(
        _value_bound(int(count), blocks.get(value, ()), groups)
        for value, count in enumerate(counts)
    )


def objective_bound(problem: Problem) -> int:
    """Return the weighted sum of the criteria's bounds."""
    return sum(
        term.weight * criterion_bound(term, problem.groups, problem.units) for term in problem.terms
    )


def _blocks_by_value(term: Term, units: Sequence[tuple[int, ...]]) -> dict[int, list[int]]:
    """Return, for each value, how many of each unit share it (two or more)."""
    blocks: dict[int, list[int]] = {}
    for unit in units:
        values, sharing = np.unique(term.codes[list(unit)], return_counts=True)
        for value, count in zip(values.tolist(), sharing.tolist(), strict=True):
            if value >= 0 and count > 1:
                blocks.setdefault(value, []).append(count)
    return blocks


def _value_bound(people: int, blocks: Sequence[int], groups: int) -> int:
    each, over = divmod(people, groups)
    spread = groups * (each * (each - 1) // 2) + over * each
    if not blocks:
        return spread
    kept_together = sum(block * (block - 1) // 2 for block in blocks)
    return max(spread, kept_together, _bound_with_couples(people, blocks, groups))


def _bound_with_couples(people: int, blocks: Sequence[int], groups: int) -> int:
    """Deal couples, then single people, always to the emptiest group.

    For couples this is the least possible, since the cost of a group grows with its size. Larger
    sets are taken as couples: that asks less of an arrangement than the truth, so it is a bound.
    """
    couples = sum(block // 2 for block in blocks)
    levels = [0] * groups
    for dealt, portion in ((couples, 2), (people - 2 * couples, 1)):
        for _ in range(dealt):
            heapq.heapreplace(levels, levels[0] + portion)
    return sum(level * (level - 1) // 2 for level in levels)
