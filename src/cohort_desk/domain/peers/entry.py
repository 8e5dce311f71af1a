"""What a member may hand in: a whole set of ratings, each from 0 to 5, and not all zero."""

from collections.abc import Mapping
from dataclasses import dataclass

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.words import counted

LOWEST, HIGHEST = 0, 5
JUSTIFICATION_LENGTH = 4000

Given = Mapping[int, Mapping[int, int]]
"""By who is rated, by criterion: the scores of one rater."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one member is asked for.

    Attributes:
        people: the names of those to rate, by id, in their order.
        criteria: the titles, by id, in their order.
        with_self: whether the rater is to be among the people.
        justify: whether reasons must be given.
    """

    rater: str
    rater_id: int
    people: Mapping[int, str]
    criteria: Mapping[int, str]
    with_self: bool
    justify: bool


def check_return(asked: Asked, given: Given, justification: str) -> None:
    """Refuse a set of ratings that breaks a rule; `field` is "scores" or "justification".

    Source: `marking.md` section 5; whoever gives everybody zero says nothing of shares.

    Raises:
        RuleBroken: somebody is missing or a stranger, a score is out of range, all are zero, or
            reasons are missing.
    """
    if not asked.criteria:
        raise RuleBroken("scores", "There are no criteria to rate by yet. Add one first.")
    if not asked.people:
        raise RuleBroken("scores", "There is nobody else in this group to rate.")
    _check_people(asked, given)
    _check_scores(asked, given)
    _check_complete(asked, given)
    if not any(score for scores in given.values() for score in scores.values()):
        raise RuleBroken(
            "scores",
            "Everybody has zero. Give at least one person more than zero: the ratings share out "
            "the group’s mark, and zeros share out nothing.",
        )
    if asked.justify and not justification.strip():
        raise RuleBroken("justification", "Give your reasons in a sentence or two.")
    if len(justification) > JUSTIFICATION_LENGTH:
        raise RuleBroken(
            "justification", f"The reasons take at most {JUSTIFICATION_LENGTH:,} characters."
        )


def missing(asked: Asked, given: Given) -> tuple[tuple[int, int], ...]:
    """Return who has no score for what, as (person, criterion), in the order of the form."""
    return tuple(
        (person, criterion)
        for person in asked.people
        for criterion in asked.criteria
        if criterion not in given.get(person, {})
    )


def _check_people(asked: Asked, given: Given) -> None:
    if asked.rater_id in given and not asked.with_self:
        raise RuleBroken("scores", "You do not rate yourself here, only the others.")
    if any(person not in asked.people for person in given):
        raise RuleBroken(
            "scores", "One of the people rated is not in this group now. Open the form again."
        )


def _check_scores(asked: Asked, given: Given) -> None:
    for person, scores in given.items():
        for criterion, score in scores.items():
            if criterion not in asked.criteria:
                raise RuleBroken(
                    "scores", "One of the criteria is no longer there. Open the form again."
                )
            if not LOWEST <= score <= HIGHEST:
                raise RuleBroken(
                    "scores",
                    f"A rating is from {LOWEST} to {HIGHEST}; {score} for {asked.people[person]} "
                    f"({asked.criteria[criterion]}) is not.",
                )


def _check_complete(asked: Asked, given: Given) -> None:
    absent = missing(asked, given)
    if absent:
        person, criterion = absent[0]
        raise RuleBroken(
            "scores",
            f"{counted(len(absent), 'rating is', 'ratings are')} missing, the first for "
            f"{_called(asked, person)} ({asked.criteria[criterion]}).",
        )


def _called(asked: Asked, person: int) -> str:
    return "yourself" if person == asked.rater_id else asked.people[person]
