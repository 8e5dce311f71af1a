"""The least that a term can count in groups whose sizes lie far apart.

Groups of one size are alike, so only how many people of each value go to each size matters:
M_vs people of value v in the G_s groups of size s cost f(M_vs) = G_s·C(q, 2) + r·q when spread
evenly. Least cost with all rows (values) and columns (seats) filled is a transportation problem
with convex costs. Its dual is exact, and since f rises in whole steps its best prices are whole
numbers; every set of prices gives a bound.
"""

from itertools import product

import numpy as np

from cohort_desk.domain.optimiser.problem import Ints, Problem

_MOST_PRICES = 5_000


def spread_bound(counts: Ints, problem: Problem) -> int:
    """Return a bound on the sum of C(n_gv, 2), given how many people have each value.

    Args:
        counts: how many people have each value; people without a value may sit anywhere.
        problem: for the sizes and the number of people.
    """
    sizes, groups = np.unique(np.array(problem.sizes), return_counts=True)
    blanks = problem.people - int(counts.sum())
    # A price beyond the highest step of a group's cost only repeats the bound of a lower one.
    steepest = min(int(sizes.max()), round(_MOST_PRICES ** (1 / max(1, len(sizes) - 1)) / 2))
    best = 0
    for rest in product(range(-steepest, steepest + 1), repeat=len(sizes) - 1):
        prices = np.array([0, *rest])
        best = max(best, _priced(counts, blanks, sizes * groups, groups, prices))
    return best


def _priced(counts: Ints, blanks: int, seats: Ints, groups: Ints, prices: Ints) -> int:
    """Return the dual bound: what each value pays at least when seats have these prices."""
    earned = int((prices * seats).sum()) - blanks * int(prices.max())
    return earned + int(sum(_cheapest(int(count), groups, prices) for count in counts))


def _cheapest(people: int, groups: Ints, prices: Ints) -> int:
    """Fill the cheapest next seats: the n-th person of a value in a group of size s costs n - 1.

    Steps of equal price are taken whole, level by level.
    """
    total, left, level = 0, people, -int(prices.max())
    while left > 0:
        rank = level + prices
        width = int(groups[rank >= 0].sum())
        taken = min(left, width)
        total += taken * level
        left -= taken
        level += 1
    return total
