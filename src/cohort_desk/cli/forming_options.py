"""The options that say how groups are to be formed, and the recipe that comes of them."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.engine import DEFAULT_SECONDS, Outcome, Standing
from cohort_desk.domain.forming.proposals.several import SeveralStanding
from cohort_desk.domain.forming.request import Member, Recipe
from cohort_desk.domain.forming.score import ScoreCard
from cohort_desk.domain.forming.settings.availability import unread
from cohort_desk.domain.forming.settings.columns import AVAILABILITY
from cohort_desk.domain.forming.settings.recipes import sizes_from_text
from cohort_desk.domain.forming.settings.wishes import Wishes, recipe_asked_for
from cohort_desk.domain.forming.sizes import Sizes
from cohort_desk.domain.words import counted
from cohort_desk.exchange.recipes import read_recipe_file

FORMING_SHAPE = {
    "people": "how many people were placed",
    "groups": "a list of objects: name, size",
    "criteria": "a list of objects: label, count, bound (no arrangement can have fewer)",
    "objective": "the weighted sum of the counts",
    "bound": "what the objective of no arrangement can go below",
    "broken": "a list of sentences: the rules that no groups were found to keep",
    "proven_best": "true if objective equals bound and no rule is broken",
    "seed": "the seed: the same input, seed and steps give the same groups",
    "steps": "the steps of the search",
    "unread_availability": "how many people's availability could not be read, or not all of it; "
    "what could not restricts nothing",
}

_RULES_EXAMPLE = """a file for --recipe (what it leaves out stays as it is), in TOML:
  [sizes]
  smallest = 4
  largest = 7

  [[criteria]]             # kinds: mix, balance, gather, meet, no_lone_one, new_faces
  kind = "mix"
  column = "agency"
  importance = "must"      # must, high, medium, low, off

  [[rules]]                # kinds: apart, together, in_group, not_in_group
  kind = "apart"
  people = ["Aisha Khan", "tom.reed@example.org"]
  reason = "line manager"

or a spreadsheet with headings such as Rule, Person, With, Group, Reason; Criterion, Column,
Importance; Smallest, Largest, Preferred; or pairs of names to keep apart. The command
“recipe” writes both kinds.
"""


def add_forming_arguments(parser: ArgumentParser) -> None:
    """Add the options that every command which forms groups takes."""
    parser.add_argument(
        "--size",
        type=_sizes,
        metavar="4-7",
        help="the sizes allowed; if left out those of the round, or else 4-7",
    )
    parser.add_argument(
        "--prefer", type=_at_least(1), metavar="6", help="the size preferred among them"
    )
    parser.add_argument(
        "--recipe",
        "--rules",
        type=Path,
        metavar="FILE",
        help="sizes, criteria and rules on named people: TOML or a spreadsheet, as told below",
    )
    parser.add_argument("--seed", type=_at_least(0), default=1, help="1 if left out")
    parser.add_argument(
        "--seconds",
        type=_seconds,
        default=DEFAULT_SECONDS,
        help=f"how long to search at most; {DEFAULT_SECONDS:g} if left out",
    )
    parser.epilog = f"{_RULES_EXAMPLE}\n{parser.epilog}"


def recipe_of(options: Namespace, base: Recipe, members: Sequence[Member]) -> Recipe:
    """Return the recipe asked for: the file, if any, on top of the base, and then the sizes.

    Raises:
        CohortDeskError: the file cannot be read, or what it says cannot be understood.
    """
    return recipe_asked_for(wishes_of(options, base), base, members)


def wishes_of(options: Namespace, base: Recipe) -> Wishes:
    """Return what the file and then the sizes ask for on top of the base; `Wishes()` if nothing.

    Raises:
        CohortDeskError: the file cannot be read, or what it says cannot be understood.
    """
    wishes = read_recipe_file(options.recipe) if options.recipe else Wishes()
    if options.size is None and options.prefer is None:
        return wishes
    sizes: Sizes = options.size or wishes.sizes or base.sizes
    if options.prefer is not None:
        sizes = replace(sizes, preferred=options.prefer, groups=None)
    return replace(wishes, sizes=sizes)


def watch_on(line: ProgressLine) -> Callable[[Standing], bool]:
    """Return a watcher that says how good the best so far is."""

    def watch(standing: Standing) -> bool:
        line.say(f"Forming groups: {standing.share:.0%} searched, {standing.distance}")
        return True

    return watch


def watch_several_on(line: ProgressLine) -> Callable[[SeveralStanding], bool]:
    """Return a watcher of several searches that says how good the newest's best so far is."""

    def watch(standing: SeveralStanding) -> bool:
        newest = len(standing.searches)
        which = f"search {newest}, " if standing.wanted > 1 else ""
        distance = standing.searches[-1].distance
        line.say(f"Forming groups: {standing.share:.0%} searched, {which}{distance}")
        return True

    return watch


def forming_data(
    outcome: Outcome, names: Sequence[str], members: Sequence[Member]
) -> dict[str, Any]:
    """Return the outcome for these people as `FORMING_SHAPE` says."""
    groups = zip(names, outcome.groups, strict=True)
    return {
        "people": sum(map(len, outcome.groups)),
        "groups": [{"name": name, "size": len(members)} for name, members in groups],
        "criteria": [
            {"label": score.criterion.label, "count": score.count, "bound": score.bound}
            for score in outcome.score.criteria
        ],
        "objective": outcome.score.objective,
        "bound": outcome.score.bound,
        "broken": [one.words for one in outcome.score.broken],
        "proven_best": outcome.proven_best,
        "seed": outcome.seed,
        "steps": outcome.steps,
        "unread_availability": unread_availability(members),
    }


def unread_availability(members: Sequence[Member]) -> int:
    """Return how many people's availability could not be read, or not all of it."""
    return sum(unread([member.values.get(AVAILABILITY, "") for member in members]))


def unread_lines(members: Sequence[Member]) -> Iterator[str]:
    """Yield that availability could not be read, if any could not."""
    if people := unread_availability(members):
        yield (
            f"The availability of {counted(people, 'person', 'people')} could not be read. Write "
            "it like “Mon am; Tue 14:00-16:00”."
        )


def quality_lines(score: ScoreCard, columns: Container[str] | None = None) -> tuple[str, ...]:
    """Return how good groups are: a line for each criterion, each broken rule, and the whole.

    Criteria on other columns than these, if any are given, go unmentioned.
    """
    scores = [one for one in score.criteria if columns is None or one.criterion.column in columns]
    return (
        *(one.words for one in scores),
        *(one.words for one in score.broken),
        score.distance,
    )


def _sizes(text: str) -> Sizes:
    try:
        return sizes_from_text(text)
    except RuleBroken as error:
        raise ArgumentTypeError(str(error)) from error


def _at_least(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise ArgumentTypeError(f"“{text}” is not a whole number from {least}.")
        return int(text)

    return number


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise ArgumentTypeError(f"“{text}” is not a number of seconds above 0.")
    return seconds
