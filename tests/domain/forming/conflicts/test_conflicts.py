"""Whether hard rules can hold, and which do not, against trying out every arrangement."""

from itertools import combinations, permutations, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cohort_desk.domain.forming.conflicts.checks import check
from cohort_desk.domain.forming.conflicts.feasibility import can_hold, find_arrangement
from cohort_desk.domain.forming.errors import Impossible, RemedyKind
from cohort_desk.domain.forming.hard_rules import hard_rules
from cohort_desk.domain.forming.request import FormingRequest, Member, Recipe, Rule, RuleKind
from cohort_desk.domain.forming.sizes import Sizes, split

APART, TOGETHER, IN, NOT_IN = RuleKind
MOST_PEOPLE = 7


def request(people, sizes, rules=(), locks=None, *, teams=()):
    members = tuple(
        Member(n, f"Person {n}", {"team": teams[n] if n < len(teams) else ""})
        for n in range(people)
    )
    return FormingRequest(members, Recipe(sizes, (), tuple(rules), ("team",)), locks or {})


def some_arrangement_keeps(holds, asked, rules):
    """Try them all; which groups are the larger ones is free."""
    people = len(asked.members)
    return any(
        all(place.count(g) == size for g, size in enumerate(sizes))
        and all(holds(rule, place) for rule in rules)
        for sizes in set(permutations(split(asked.recipe.sizes, people)))
        for place in product(range(len(sizes)), repeat=people)
    )


@st.composite
def requests(draw):
    people = draw(st.integers(3, MOST_PEOPLE))
    groups = draw(st.integers(1, min(4, people)))
    ids = st.integers(0, people - 1)

    def rule(kind, least, most):
        named = st.lists(ids, min_size=least, max_size=most, unique=True).map(tuple)
        group = st.integers(0, groups - 1) if kind in {IN, NOT_IN} else st.none()
        return st.builds(Rule, st.just(kind), named, group)

    some_rule = st.one_of(
        rule(APART, 2, 3), rule(TOGETHER, 2, 3), rule(IN, 1, 2), rule(NOT_IN, 1, 2)
    )
    return request(
        people,
        Sizes(1, people, people, groups),
        draw(st.lists(some_rule, max_size=8)),
        draw(st.dictionaries(ids, st.integers(0, groups - 1), max_size=2)),
        teams=draw(st.lists(st.sampled_from(["", "", "red", "blue"]), max_size=people)),
    )


@settings(max_examples=120, deadline=None)
@given(requests())
def test_a_request_is_refused_just_if_no_arrangement_exists_and_by_a_minimal_set(holds, asked):
    possible = some_arrangement_keeps(holds, asked, hard_rules(asked))
    assert can_hold(asked) is possible
    if possible:
        check(asked)
        found = find_arrangement(asked)
        places = [found[member.id] for member in asked.members]
        sizes = split(asked.recipe.sizes, len(places))
        assert sorted(map(places.count, range(len(sizes))), reverse=True) == list(sizes)
        assert all(holds(one, found) for one in hard_rules(asked))
        return
    assert find_arrangement(asked) is None
    with pytest.raises(Impossible) as caught:
        check(asked)
    conflicts = caught.value.conflicts
    assert not some_arrangement_keeps(holds, asked, conflicts)
    for left_out in range(len(conflicts)):
        fewer = [rule for n, rule in enumerate(conflicts) if n != left_out]
        assert some_arrangement_keeps(holds, asked, fewer)


@settings(max_examples=60, deadline=None)
@given(requests())
def test_every_rule_has_its_remedy(asked):
    assume(can_hold(asked) is False)
    with pytest.raises(Impossible) as caught:
        check(asked)
    of_rules = [one for one in caught.value.remedies if one.rule is not None]
    assert tuple(one.rule for one in of_rules) == caught.value.conflicts
    for one in of_rules:
        assert (one.kind is RemedyKind.UNLOCK) is (one.rule.reason == "locked")
        assert (one.kind is RemedyKind.STOP_COLUMN) is (one.rule.reason == "same team")


def cycle(length):
    return [(n, (n + 1) % length) for n in range(length)]


def joined(pairs, clique):
    """Everybody of a graph kept apart from everybody of a clique."""
    size = 1 + max(map(max, pairs))
    others = range(size, size + clique)
    return [*pairs, *combinations(others, 2), *product(range(size), others)]


def mycielski(times):
    """A graph without triangles that needs `times` + 2 groups."""
    pairs = [(0, 1)]
    for _ in range(times):
        size = 1 + max(map(max, pairs))
        shadows = [pair for a, b in pairs for pair in ((a, b + size), (b, a + size))]
        pairs = [*pairs, *shadows, *((n + size, 2 * size) for n in range(size))]
    return pairs


@pytest.mark.parametrize(
    ("pairs", "groups"),
    [
        (joined(cycle(5), 1), 3),
        (joined(cycle(7), 18), 20),
        (mycielski(2), 3),
        (mycielski(3), 4),
        (joined(mycielski(2), 17), 20),
    ],
)
def test_graphs_that_need_more_groups_though_no_crowd_is_too_large(pairs, groups):
    noise = [(n, m) for n in range(60) for m in (n + 60, 60 + (7 * n + 1) % 60)]
    rules = [Rule(APART, pair) for pair in (*noise, *pairs)]
    asked = request(120, Sizes(1, 120, 6, groups), rules)
    with pytest.raises(Impossible) as caught:
        check(asked)
    assert {rule.member_ids for rule in caught.value.conflicts} == set(pairs)
    assert f"more than {groups} groups" in str(caught.value)
    assert can_hold(request(120, Sizes(1, 120, 6, groups + 1), rules)) is True


@pytest.mark.parametrize(
    ("people", "size", "unit", "needed"), [(120, 6, 4, 21), (120, 5, 2, 49), (60, 5, 3, 13)]
)
def test_sets_that_do_not_pack(people, size, unit, needed):
    rules = [Rule(TOGETHER, tuple(range(n, n + unit))) for n in range(0, people, unit)]
    asked = request(people, Sizes(size, size, size), rules)
    with pytest.raises(Impossible) as caught:
        check(asked)
    assert len(caught.value.conflicts) == needed
    assert f"These {needed} rules cannot all hold with {people // size} groups of {size}:" in str(
        caught.value
    )
    [resize] = [one for one in caught.value.remedies if one.kind is RemedyKind.RESIZE]
    resized = request(people, resize.sizes, rules)
    check(resized)


def test_which_groups_are_the_larger_ones_is_free_but_not_how_many():
    """Eight people in groups of 3, 3 and 2: any two may be the larger ones, but not all three."""
    locks = dict.fromkeys(range(3), 0) | dict.fromkeys(range(3, 6), 2)
    check(request(8, Sizes(2, 3, 3, 3), locks=locks))
    with pytest.raises(Impossible, match="cannot all hold with 2 groups: 1 of 4, 1 of 3"):
        check(
            request(
                7,
                Sizes(3, 4, 4, 2),
                [
                    Rule(TOGETHER, (0, 1)),
                    Rule(TOGETHER, (2, 3)),
                    Rule(TOGETHER, (4, 5, 6)),
                    Rule(APART, (0, 2)),
                ],
            )
        )


def test_a_hard_possible_request_passes():
    """Teams of twelve in twenty groups, couples across them, and a lock in every group."""
    teams = [Rule(APART, tuple(range(n, n + 12))) for n in range(0, 120, 12)]
    couples = [Rule(TOGETHER, (n, n + 13)) for n in range(0, 100, 24)]
    asked = request(120, Sizes(6, 6, 6), [*teams, *couples], {n + 60: n for n in range(20)})
    assert can_hold(asked) is True
    assert find_arrangement(asked) is not None
