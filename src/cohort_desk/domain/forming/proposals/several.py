"""Several good groupings that really differ, to choose from: one search for each seed.

A search that ends at groups found before, or at groups that hardly differ from them, adds to
nothing but the count of searches that ended there; a further seed is tried in its place as long as
there is time. Each search begins with the people in an order of its own, for where the rules are
easy the first dealing out can be as good as any, and would be the same for every seed.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from cohort_desk.domain.forming.engine import (
    DEFAULT_SECONDS,
    Outcome,
    Standing,
    Watch,
    form,
    keep_going,
)
from cohort_desk.domain.forming.proposals.comparing import compare
from cohort_desk.domain.forming.request import FormingRequest

LEAST_SHARE = 0.1
"""The share of the people who must sit elsewhere for groups to be worth showing beside others."""
_TRIES_PER_PROPOSAL = 2


@dataclass(frozen=True, slots=True)
class SearchStanding:
    """How one of the searches stands.

    Attributes:
        seed: of the search.
        distance: how far its best so far may lie from the best possible, in words.
        share: the share of the search done, from 0 to 1.
        ended: whether it is over; then `distance` is what it came to.
    """

    seed: int
    distance: str
    share: float
    ended: bool = False


@dataclass(frozen=True, slots=True)
class SeveralStanding:
    """How all searches stand: those begun so far, of as many as were asked for or more."""

    searches: tuple[SearchStanding, ...]
    wanted: int

    @property
    def share(self) -> float:
        """The share done of all searches, from 0 to 1."""
        done = sum(one.share for one in self.searches)
        return min(1.0, done / max(self.wanted, len(self.searches)))


@dataclass(frozen=True, slots=True)
class Different:
    """A grouping that differs from the others, and how many searches ended at it or close by."""

    outcome: Outcome
    ended_here: int = 1


@dataclass(frozen=True, slots=True)
class Several:
    """The groupings found, the best first, and how many searches there were."""

    found: tuple[Different, ...]
    searches: int


WatchSeveral = Callable[[SeveralStanding], bool]
"""Called some 25 times a second; returns False to stop and keep the best of each search so far."""


def keep_all_going(_standing: SeveralStanding) -> bool:
    """Let every search run to its end: the watcher of searches that nobody watches."""
    return True


def form_several(  # noqa: PLR0913 - all but the first two have a default
    request: FormingRequest,
    wanted: int,
    *,
    seed: int = 1,
    seconds: float = DEFAULT_SECONDS,
    steps: int | None = None,
    watch: WatchSeveral = keep_all_going,
) -> Several:
    """Return up to so many good groupings, each from a seed of its own: `seed`, `seed + 1`, ….

    The same request, seed and steps give each again by `form_from`, unless it was stopped.

    Args:
        request: what is asked.
        wanted: how many groupings to look for.
        seed: of the first search.
        seconds: how long each search takes at most.
        steps: how many steps each search takes, instead of a time.
        watch: hears how all searches stand, and may stop them.

    Raises:
        RuleBroken: the sizes do not fit the number of people, or a rule names nobody known.
        Impossible: the rules contradict each other; says which and in what way.
    """
    searches = _Searches(wanted, watch)
    until = time.perf_counter() + wanted * seconds
    found: list[Different] = []
    for tried in range(_TRIES_PER_PROPOSAL * wanted):
        in_time = steps is not None or tried < wanted or time.perf_counter() + seconds <= until
        if len(found) == wanted or searches.stopped or not in_time:
            break
        mine = seed + tried
        outcome = form_from(
            request, seed=mine, seconds=seconds, steps=steps, watch=searches.of(mine)
        )
        searches.end(mine, outcome)
        found = _with(found, outcome)
    ranked = sorted(found, key=lambda one: (*_rank(one.outcome), one.outcome.seed))
    return Several(tuple(ranked), len(searches.standings))


def form_from(
    request: FormingRequest,
    *,
    seed: int,
    seconds: float = DEFAULT_SECONDS,
    steps: int | None = None,
    watch: Watch = keep_going,
) -> Outcome:
    """Return what `form` finds when it meets the people in an order that the seed decides.

    Raises:
        RuleBroken: the sizes do not fit the number of people, or a rule names nobody known.
        Impossible: the rules contradict each other; says which and in what way.
    """
    members = list(request.members)
    random.Random(seed).shuffle(members)  # noqa: S311 - an order, not a secret
    shuffled = replace(request, members=tuple(members))
    outcome = form(shuffled, seed=seed, seconds=seconds, steps=steps, watch=watch)
    place = {member.id: at for at, member in enumerate(request.members)}
    groups = tuple(tuple(sorted(ids, key=place.__getitem__)) for ids in outcome.groups)
    return replace(outcome, groups=groups)


class _Searches:
    """Keeps how every search stands, and passes it on."""

    def __init__(self, wanted: int, watch: WatchSeveral) -> None:
        self.standings: dict[int, SearchStanding] = {}
        self.stopped = False
        self._wanted, self._watch = wanted, watch

    def of(self, seed: int) -> Callable[[Standing], bool]:
        """Return the watcher of the search with this seed."""

        def watch(standing: Standing) -> bool:
            self.standings[seed] = SearchStanding(seed, standing.distance, standing.share)
            return self._tell()

        return watch

    def end(self, seed: int, outcome: Outcome) -> None:
        """Note where a search has ended."""
        self.standings[seed] = SearchStanding(seed, outcome.score.distance, 1.0, ended=True)
        if not self.stopped:
            self._tell()

    def _tell(self) -> bool:
        go_on = self._watch(SeveralStanding(tuple(self.standings.values()), self._wanted))
        self.stopped = self.stopped or not go_on
        return go_on


def _with(found: Sequence[Different], outcome: Outcome) -> list[Different]:
    """Return the groupings with one more, or in place of one that it hardly differs from."""
    for at, one in enumerate(found):
        if compare(one.outcome.groups, outcome.groups).share < LEAST_SHARE:
            best = min(one.outcome, outcome, key=_rank)
            return [*found[:at], Different(best, one.ended_here + 1), *found[at + 1 :]]
    return [*found, Different(outcome)]


def _rank(outcome: Outcome) -> tuple[int, int]:
    return len(outcome.score.broken), outcome.score.objective
