"""The general form of the problem: any matrix of costs, groups of any sizes.

Benchmarks of grouping problems are stated so::

    solution = solve(matrix_problem(-distances, [20] * 12), seed=1, seconds=3)

Distances that are to be as large as possible within groups are costs with their sign turned. No
bound is known for such a problem, so the bound of its solution says nothing.
"""

from collections.abc import Sequence

import numpy as np

from cohort_desk.domain.optimiser.problem import Floats, Problem


def matrix_problem(costs: Floats, sizes: Sequence[int]) -> Problem:
    """Return the problem of groups in which the costs of all pairs add up to as little as can be.

    Args:
        costs: of any two people in one group, shape (people, people), symmetric.
        sizes: of the groups; they add up to the number of people.

    Raises:
        ValueError: the matrix is not square and symmetric, or the sizes do not fit it.
    """
    people = len(costs)
    if costs.shape != (people, people) or not np.allclose(costs, costs.T):
        raise ValueError("the costs must be a symmetric matrix")
    if sum(sizes) != people or min(sizes, default=0) < 1:
        raise ValueError(f"the sizes must be above 0 and add up to {people}")
    matrix = np.array(costs, np.float64)
    np.fill_diagonal(matrix, 0)
    return Problem(people, tuple(sizes), matrix=matrix)
