"""The same request as a model for OR-Tools' CP-SAT, to measure the former beside it."""

import time
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from cohort_desk.domain.forming.formulation import formulate
from cohort_desk.domain.forming.request import FormingRequest
from cohort_desk.domain.optimiser.problem import Problem, Term


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
    sits = _seats(model, problem)
    model.minimize(sum(term.weight * _pairs(model, problem, term, sits) for term in problem.terms))
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


def _seats(model: cp_model.CpModel, problem: Problem) -> list[list[cp_model.IntVar]]:
    """Return who sits where as unknowns that keep the sizes and the rules."""
    groups = range(problem.groups)
    sits = [[model.new_bool_var("") for _ in groups] for _ in range(problem.people)]
    for choices in sits:
        model.add_exactly_one(choices)
    for group in groups:
        model.add(sum(choices[group] for choices in sits) == problem.sizes[group])
        for one, other in problem.apart.tolist():
            model.add_at_most_one(sits[one][group], sits[other][group])
        for one, *others in problem.units:
            for other in others:
                model.add(sits[one][group] == sits[other][group])
    for person, bars in problem.barred.items():
        for group in np.flatnonzero(bars).tolist():
            model.add(sits[person][group] == 0)
    if len(set(problem.sizes)) == 1 and not problem.barred:
        # Then the groups are alike, and anybody may have the first.
        model.add(sits[0][0] == 1)
    return sits


def _pairs(
    model: cp_model.CpModel, problem: Problem, term: Term, sits: list[list[cp_model.IntVar]]
) -> cp_model.LinearExpr:
    """Return how many pairs share a value: n people are at least k·n - k(k+1)/2 for every k."""
    counted = []
    for value in range(term.values):
        sharers = np.flatnonzero(term.codes == value).tolist()
        most = min(len(sharers), max(problem.sizes))
        for group in range(problem.groups) if most > 1 else ():
            count = sum(sits[person][group] for person in sharers)
            pairs = model.new_int_var(0, most * (most - 1) // 2, "")
            for k in range(1, most):
                model.add(pairs >= k * count - k * (k + 1) // 2)
            counted.append(pairs)
    return sum(counted)
