"""How long a repair of groups takes, and how many moves it needs: run it, it prints a table.

PYTHONPATH=src python tests/benchmarks/repair.py
"""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.forming.engine import form
from cohort_desk.domain.forming.repairs.repair import Patient, find_repairs
from cohort_desk.domain.forming.request import (
    FormingRequest,
    Member,
    Rule,
    RuleKind,
    default_recipe,
)
from cohort_desk.domain.words import counted

PEOPLE = (24, 120, 300, 2000, 10_000)
_SECTORS = 8
_MANAGED = 0.05
_STEPS = 60


def main() -> None:
    """Print one line for each kind of trouble and each number of people."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="*", default=PEOPLE)
    parser.add_argument("--steps", type=int, default=_STEPS, help="of forming, beforehand")
    chosen = parser.parse_args()
    print(f"{'people':>6}  {'what happened':<34} {'ms':>7}  moves and points of each offer")
    for people in chosen.people:
        request = FormingRequest(_members(people), default_recipe())
        groups = form(request, seed=1, steps=chosen.steps).groups
        for trouble, patient in _troubles(request, groups):
            began = time.perf_counter()
            try:
                offers = find_repairs(patient)
            except CohortDeskError as error:
                told = str(error)
            else:
                told = ", ".join(
                    f"{len(one.moves)}{'' if one.fewest else '*'}: {one.change:+}"
                    f"{'' if one.keeps_groups else ' (other groups)'}"
                    for one in offers
                )
            taken = 1000 * (time.perf_counter() - began)
            print(f"{people:>6}  {trouble:<34} {taken:>7.0f}  {told}", flush=True)
    print("* not proven to be the fewest, or more moves for a better mix")


def _members(people: int) -> tuple[Member, ...]:
    dice = random.Random(people)  # noqa: S311 - a benchmark's dice
    sectors = [dice.randrange(_SECTORS) for _ in range(max(6, people // 8))]
    members: list[Member] = []
    for number in range(people):
        agency = min(int(dice.paretovariate(0.6)), len(sectors)) - 1
        values = {
            "agency": f"Agency {agency}",
            "sector": f"Sector {sectors[agency]}",
            "gender": dice.choice("mw"),
            "grade": str(dice.randrange(3, 8)),
        }
        if dice.random() < _MANAGED:
            values["line_manager"] = f"Person {dice.randrange(people)}"
        members.append(Member(number, f"Person {number}", values))
    return tuple(members)


def _troubles(
    request: FormingRequest, groups: Sequence[Sequence[int]]
) -> Iterator[tuple[str, Patient]]:
    """Yield what can happen to groups once they are formed, in words, and the groups then."""
    few = sorted(range(len(groups)), key=lambda group: len(groups[group]))
    for count in (1, 2, 3):
        gone = {one for group in few[:count] for one in groups[group][3:]}
        yield f"{counted(count, 'group', 'groups')} fell to 3", _without(request, groups, gone)
    yield "a group fell to 1", _without(request, groups, set(groups[few[0]][1:]))
    for late in sorted({1, 4, max(4, len(request.members) // 10)}):
        waiting = {groups[at % len(groups)][at // len(groups)] for at in range(late)}
        yield f"{late} joined late", _unplaced(request, groups, waiting)
    apart = [Rule(RuleKind.APART, tuple(groups[at][:2])) for at in range(min(4, len(groups)))]
    sizes = sorted({len(group) for group in groups})
    tight = replace(request.recipe.sizes, smallest=sizes[0], largest=sizes[-1], preferred=sizes[-1])
    for count in (1, 4):
        ruled = replace(request.recipe, rules=tuple(apart[:count]), sizes=tight)
        patient = Patient(replace(request, recipe=ruled), tuple(map(tuple, groups)))
        yield f"{counted(count, 'rule', 'rules')} apart, sizes as they are", patient


def _without(request: FormingRequest, groups: Sequence[Sequence[int]], gone: set[int]) -> Patient:
    members = tuple(member for member in request.members if member.id not in gone)
    patient = _unplaced(request, groups, gone)
    return replace(patient, request=replace(request, members=members))


def _unplaced(request: FormingRequest, groups: Sequence[Sequence[int]], who: set[int]) -> Patient:
    return Patient(
        request, tuple(tuple(one for one in group if one not in who) for group in groups)
    )


if __name__ == "__main__":
    main()
