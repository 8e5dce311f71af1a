"""The least that a term can count in groups whose sizes lie far apart.

Groups of one size are alike, so only how many people of each value go to each size matters:
M_vs people of value v in the G_s groups of size s cost f(M_vs) = G_s·C(q, 2) + r·q when spread
evenly. Least cost with all rows (values) and columns (seats) filled is a transportation problem
with convex costs. Its dual is exact, and since f rises in whole steps its best prices are whole
numbers; every set of prices gives a bound.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from cohort_desk.domain.optimiser.problem import Ints, Problem

_FEW_SIZES = 5


def spread_bound(counts: Ints, problem: Problem) -> int:
    """Return a bound on the sum of C(n_gv, 2), given how many people have each value.

    The prices climb from nought, a step for some of the sizes at a time. The dual is L-natural
    concave (Murota, Discrete Convex Analysis, 2003), so where no step for any of the sizes is
    better none is.

    Args:
        counts: how many people have each value; people without a value may sit anywhere.
        problem: for the sizes and the number of people.
    """
    sizes, groups = np.unique(np.array(problem.sizes), return_counts=True)
    dual = _Dual(
        values=Counter(counts.tolist()),
        blanks=problem.people - int(counts.sum()),
        seats=(sizes * groups).tolist(),
        groups=groups.tolist(),
    )
    steps = [
        tuple(sign * one for one in chosen) for chosen in _some(len(sizes)) for sign in (1, -1)
    ]
    prices = (0,) * len(sizes)
    best = dual.at(prices)
    while True:
        around = (tuple(map(sum, zip(prices, step, strict=True))) for step in steps)
        higher, nearby = max((dual.at(near), near) for near in around)
        if higher <= best:
            return best
        best, prices = higher, nearby


def _some(sizes: int) -> list[tuple[int, ...]]:
    """Return which sizes a step may raise together: any of a few; of many one, or all from one on.

    Then the climb may end early. Every set of prices gives a bound, if not always the best.
    """
    if sizes <= _FEW_SIZES:
        return [chosen for chosen in product((0, 1), repeat=sizes) if any(chosen)]
    single = [tuple(int(at == one) for at in range(sizes)) for one in range(sizes)]
    return single + [tuple(int(at >= one) for at in range(sizes)) for one in range(sizes)]


@dataclass(frozen=True, slots=True)
class _Dual:
    """What the values pay at least for given prices of seats, and the prices give back.

    Attributes:
        values: how many values so many people have.
        blanks: how many people have none.
        seats: how many there are in groups of each size.
        groups: how many groups of each size there are.
    """

    values: Mapping[int, int]
    blanks: int
    seats: Sequence[int]
    groups: Sequence[int]

    def at(self, prices: tuple[int, ...]) -> int:
        earned = sum(price * seats for price, seats in zip(prices, self.seats, strict=True))
        paid = sum(times * self._cheapest(people, prices) for people, times in self.values.items())
        return earned - self.blanks * max(prices) + paid

    def _cheapest(self, people: int, prices: tuple[int, ...]) -> int:
        """Fill the cheapest next seats: the n-th person of a value in a group costs n - 1.

        Steps of equal price are taken whole, level by level.
        """
        total, left, level = 0, people, -max(prices)
        while left > 0:
            width = sum(
                groups
                for groups, price in zip(self.groups, prices, strict=True)
                if level + price >= 0
            )
            taken = min(left, width)
            total += taken * level
            left -= taken
            level += 1
        return total
