"""Cohorts as offices have them, drawn at random: few large agencies, many small, teams within."""

import numpy as np

from cohort_desk.domain.forming.request import (
    Criterion,
    CriterionKind,
    FormingRequest,
    Importance,
    Member,
    Recipe,
    Rule,
    RuleKind,
)
from cohort_desk.domain.forming.sizes import Sizes

AGENCIES = {24: 6, 60: 10, 120: 14, 300: 24, 2000: 60, 10_000: 150}
"""How many agencies send so many people."""
CRITERIA = (
    Criterion(CriterionKind.MIX, "agency", Importance.MUST),
    Criterion(CriterionKind.MIX, "sector", Importance.HIGH),
    Criterion(CriterionKind.BALANCE, "gender", Importance.MEDIUM),
    Criterion(CriterionKind.BALANCE, "grade", Importance.MEDIUM),
    Criterion(CriterionKind.MIX, "location", Importance.LOW),
    Criterion(CriterionKind.NEW_FACES, "", Importance.HIGH),
)
ROUNDS = ("Round 1", "Round 2")
_SECTORS = 7
_LARGEST_TEAM = 4
_PER_CAR_SHARE, _PER_CONFLICT = 40, 20


def synthetic_request(people: int, draw: int = 1) -> FormingRequest:
    """Return a request to form groups of six, with rules as an office would have them.

    Teams of up to four within an agency are kept apart, one in twenty people has a conflict with
    somebody else, and one in twenty shares a car. Two earlier rounds were dealt at random.
    """
    rng = np.random.default_rng(draw * 1000 + people)
    columns = _columns(rng, people)
    members = tuple(
        Member(n, f"Person {n}", {name: f"{name} {values[n]}" for name, values in columns.items()})
        for n in range(people)
    )
    apart = {
        tuple(sorted(rng.permutation(people)[:2].tolist())) for _ in range(people // _PER_CONFLICT)
    }
    agency = columns["agency"]
    cars = rng.permutation(people)[: people // _PER_CAR_SHARE * 2].reshape(-1, 2).tolist()
    shares = [
        (one, other)
        for one, other in cars
        if agency[one] != agency[other] and tuple(sorted((one, other))) not in apart
    ]
    rules = (
        *(Rule(RuleKind.APART, pair, reason="conflict") for pair in sorted(apart)),
        *(Rule(RuleKind.TOGETHER, pair, reason="car share") for pair in shares),
    )
    groups = max(2, round(people / 6))
    recipe = Recipe(Sizes(4, 7, 6, groups), CRITERIA, rules, apart_by=("team",))
    return FormingRequest(members, recipe, earlier=ROUNDS)


def _columns(rng: np.random.Generator, people: int) -> dict[str, np.ndarray]:
    agencies = AGENCIES.get(people, max(_SECTORS, int(1.3 * people**0.5)))
    share = np.arange(1, agencies + 1) ** -0.9
    sector_of = rng.choice(_SECTORS, agencies, p=[0.28, 0.12, 0.08, 0.2, 0.1, 0.12, 0.1])
    more = rng.choice(agencies, people - agencies, p=share / share.sum())
    agency = rng.permutation([*range(agencies), *more])
    groups = max(2, round(people / 6))
    return {
        "agency": agency,
        "sector": sector_of[agency],
        "gender": rng.choice(3, people, p=[0.52, 0.46, 0.02]),
        "grade": rng.choice(4, people, p=[0.35, 0.35, 0.2, 0.1]),
        "location": rng.choice(6, people, p=[0.3, 0.22, 0.18, 0.14, 0.1, 0.06]),
        **{name: rng.permutation(people) % groups for name in ROUNDS},
        "team": _teams(rng, agency),
    }


def _teams(rng: np.random.Generator, agency: np.ndarray) -> np.ndarray:
    """Cut the people of each agency into teams of one to four."""
    team, number = np.empty(len(agency), int), 0
    for people in (np.flatnonzero(agency == one) for one in range(agency.max() + 1)):
        left = rng.permutation(people).tolist()
        while left:
            size = int(rng.integers(1, _LARGEST_TEAM + 1))
            team[left[:size]], left, number = number, left[size:], number + 1
    return team
