"""The same request as a model for OR-Tools' CP-SAT, to measure the former beside it."""

import time
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from cohort_desk.domain.forming.formulation import formulate
from cohort_desk.domain.forming.request import FormingRequest


@dataclass(frozen=True, slots=True)
class Found:
    """What CP-SAT found in the time: an objective, and what it proved none can go below."""

    objective: int | None
    bound: float
    seconds: float


def solve_with_cp_sat(request: FormingRequest, seconds: float) -> Found:
    """Give a request whose criteria all count pairs who share a value to CP-SAT."""
    problem = formulate(request).problem
    model = cp_model.CpModel()
    people, groups = range(problem.people), range(problem.groups)
    sits = [[model.new_bool_var("") for _ in groups] for _ in people]
    for person in people:
        model.add_exactly_one(sits[person])
    for group in groups:
        model.add(sum(sits[person][group] for person in people) == problem.sizes[group])
    for one, other in problem.apart.tolist():
        for group in groups:
            model.add_at_most_one(sits[one][group], sits[other][group])
    for one, *others in problem.units:
        for other in others:
            for group in groups:
                model.add(sits[one][group] == sits[other][group])
    # The groups are alike, so anybody may have the first.
    model.add(sits[0][0] == 1)
    cost = []
    for term in problem.terms:
        for value in range(term.values):
            sharers = np.flatnonzero(term.codes == value).tolist()
            most = min(len(sharers), max(problem.sizes))
            for group in groups if most > 1 else ():
                count = sum(sits[person][group] for person in sharers)
                pairs = model.new_int_var(0, most * (most - 1) // 2, "")
                # n people are at least k·n - k(k+1)/2 pairs for every k, and one k meets it.
                for k in range(1, most):
                    model.add(pairs >= k * count - k * (k + 1) // 2)
                cost.append(term.weight * pairs)
    model.minimize(sum(cost))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    began = time.perf_counter()
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return Found(
        round(solver.objective_value) if found else None,
        solver.best_objective_bound,
        time.perf_counter() - began,
    )
