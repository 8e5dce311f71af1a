"""What every answer of the former keeps, whatever is asked."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cohort_desk.domain.forming.engine import Standing, form
from cohort_desk.domain.forming.errors import Impossible
from cohort_desk.domain.forming.request import (
    Criterion,
    CriterionKind,
    FormingRequest,
    Importance,
    Member,
    Recipe,
    Rule,
    RuleKind,
    default_recipe,
)
from cohort_desk.domain.forming.sizes import Sizes, split
from cohort_desk.domain.optimiser.costs import HARD

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
COLUMNS = ("agency", "sector", "Round 1")
CRITERIA = (
    Criterion(CriterionKind.MIX, "agency", Importance.MUST),
    Criterion(CriterionKind.BALANCE, "sector", Importance.HIGH),
    Criterion(CriterionKind.NEW_FACES, "", Importance.HIGH),
)


@st.composite
def requests(draw):
    """A few people with few values and some rules, which may well contradict each other."""
    count = draw(st.integers(2, 26))
    value = st.sampled_from(["", "a", "b", "c", "d"])
    members = tuple(
        Member(100 + n, f"Person {n}", {column: draw(value) for column in COLUMNS})
        for n in range(count)
    )
    smallest = draw(st.integers(1, min(5, count)))
    sizes = Sizes(smallest, draw(st.integers(max(smallest, 2 * smallest - 1), 9)), smallest)
    groups = len(split(sizes, count))
    ids = st.integers(100, 99 + count)
    pair = st.tuples(ids, ids).filter(lambda two: two[0] != two[1])
    couples = st.builds(
        Rule, st.sampled_from([RuleKind.APART, RuleKind.APART, RuleKind.TOGETHER]), pair
    )
    placed = st.builds(
        Rule,
        st.sampled_from([RuleKind.IN_GROUP, RuleKind.NOT_IN_GROUP]),
        st.tuples(ids),
        st.integers(0, groups - 1),
    )
    rules = tuple(draw(st.lists(couples | placed, max_size=6)))
    locks = draw(st.dictionaries(ids, st.integers(0, groups - 1), max_size=2))
    return FormingRequest(members, Recipe(sizes, CRITERIA, rules), locks, earlier=("Round 1",))


def holds(rule, where):
    groups = {where[member_id] for member_id in rule.member_ids}
    return {
        RuleKind.APART: len(groups) == len(rule.member_ids),
        RuleKind.TOGETHER: len(groups) == 1,
        RuleKind.IN_GROUP: groups == {rule.group},
        RuleKind.NOT_IN_GROUP: rule.group not in groups,
    }[rule.kind]


def recounted_pairs(request, groups, column):
    value = {member.id: member.values[column] for member in request.members}
    return sum(
        value[one] == value[other] != ""
        for group in groups
        for one, other in combinations(group, 2)
    )


@QUICK
@given(requests())
def test_an_answer_covers_everybody_keeps_sizes_and_rules_and_counts_right(request):
    try:
        outcome = form(request, steps=60)
    except Impossible:
        return
    assert sorted(i for group in outcome.groups for i in group) == [m.id for m in request.members]
    sizes = split(request.recipe.sizes, len(request.members))
    assert Counter(map(len, outcome.groups)) == Counter(sizes)
    where = {i: number for number, group in enumerate(outcome.groups) for i in group}
    assert all(holds(rule, where) for rule in request.recipe.rules)
    assert all(where[member_id] == group for member_id, group in request.locks.items())
    assert outcome.score.broken == ()
    pairs = [recounted_pairs(request, outcome.groups, column) for column in COLUMNS]
    assert [score.count for score in outcome.score.criteria] == pairs
    assert outcome.score.objective == 10 * pairs[0] + 3 * pairs[1] + 5 * pairs[2]
    assert outcome.score.bound <= outcome.score.objective
    assert all(score.bound <= score.count for score in outcome.score.criteria)
    assert [sum(group.counts) for group in outcome.score.groups] == [
        sum(recounted_pairs(request, [group], column) for column in COLUMNS)
        for group in outcome.groups
    ]


@QUICK
@given(requests(), st.integers(0, 3))
def test_the_same_seed_and_steps_give_the_same_groups(request, seed):
    try:
        once = form(request, seed=seed, steps=40)
    except Impossible:
        return
    assert form(request, seed=seed, steps=40) == once


def cohort(count, agencies, teams=0):
    return tuple(
        Member(
            n,
            f"Person {n}",
            {
                "agency": f"Agency {n % agencies}",
                "sector": f"Sector {n % agencies % 4}",
                "gender": "women" if n % 3 else "men",
                "grade": f"Grade {n // 7 % 4}",
                "team": f"Team {n % teams}" if teams else "",
            },
        )
        for n in range(count)
    )


def test_the_default_recipe_reaches_a_proof_for_120_people():
    request = FormingRequest(cohort(120, 13), default_recipe())
    outcome = form(request, seed=7, steps=20_000)
    assert outcome.proven_best
    assert outcome.score.distance == "Proven best"
    agency = outcome.score.criteria[0]
    assert agency.count == agency.bound == 0
    assert not outcome.stopped


def test_thousands_keep_apart_rules_and_whole_sets_too():
    """Beyond the matrix of costs, apart rules are kept by looking up who is where."""
    members = cohort(2400, 37, teams=600)
    together = tuple(Rule(RuleKind.TOGETHER, (n, n + 1, n + 2)) for n in range(0, 300, 10))
    recipe = Recipe(Sizes(), default_recipe().criteria, together, apart_by=("team",))
    outcome = form(FormingRequest(members, recipe), steps=120)
    assert outcome.score.broken == ()
    assert outcome.gap < 0.02
    group_of = {i: number for number, group in enumerate(outcome.groups) for i in group}
    assert all(len({group_of[i] for i in rule.member_ids}) == 1 for rule in together)


def test_a_manager_of_very_many_keeps_clear_of_all_of_them():
    members = cohort(2400, 37)
    reports = tuple(Rule(RuleKind.APART, (0, n)) for n in range(1, 61))
    outcome = form(FormingRequest(members, Recipe(Sizes(), CRITERIA, reports)), steps=60)
    assert outcome.score.broken == ()


def test_sets_that_stay_together_change_groups_as_one():
    """Couples of one agency in one group at first: only moving a whole couple mends it."""
    members = cohort(24, 4)
    couples = tuple(Rule(RuleKind.TOGETHER, (4 * n, 4 * n + 1)) for n in range(6))
    criteria = (Criterion(CriterionKind.MIX, "agency", Importance.MUST),)
    recipe = Recipe(Sizes(6, 6, 6), criteria, couples)
    outcome = form(FormingRequest(members, recipe), steps=5_000)
    assert outcome.proven_best
    assert outcome.score.broken == ()


def test_stopping_keeps_the_best_so_far():
    heard = []

    def watch(standing):
        heard.append(standing)
        return False

    request = FormingRequest(cohort(59, 13), default_recipe())
    outcome = form(request, seconds=600, watch=watch)
    (standing,) = heard
    assert outcome.stopped
    assert (standing.best, standing.bound) == (outcome.score.objective, outcome.score.bound)
    assert standing.distance == outcome.score.distance
    assert sum(map(len, outcome.groups)) == 59


def test_a_search_that_has_not_met_every_rule_yet_says_so():
    assert Standing(best=round(HARD) + 12, bound=12, share=0.5).distance == "not all rules hold yet"


def test_what_the_watcher_raises_passes_through():
    def watch(_standing):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        form(FormingRequest(cohort(59, 13), default_recipe()), watch=watch)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_one_group_needs_no_search(count):
    recipe = Recipe(Sizes(1, 7, 6, groups=1), CRITERIA)
    outcome = form(FormingRequest(cohort(count, 2), recipe))
    assert outcome.groups == (tuple(range(count)),)
    assert not outcome.stopped


def test_sets_that_only_just_fit_are_packed():
    """Triples and couples that fill every group: dealt one by one they would not fit."""
    members = cohort(120, 13)
    triples = tuple(Rule(RuleKind.TOGETHER, (n, n + 1, n + 2)) for n in range(0, 60, 3))
    couples = tuple(Rule(RuleKind.TOGETHER, (n, n + 1)) for n in range(60, 120, 2))
    recipe = Recipe(Sizes(6, 6, 6), CRITERIA, (*triples, *couples))
    outcome = form(FormingRequest(members, recipe), steps=50)
    assert outcome.score.broken == ()
    assert {len(group) for group in outcome.groups} == {6}
