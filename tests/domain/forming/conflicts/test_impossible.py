"""Requests that cannot be met are refused before any search, in words that name the rules."""

import pytest

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.conflicts.checks import check
from cohort_desk.domain.forming.errors import Impossible, RemedyKind
from cohort_desk.domain.forming.request import (
    FormingRequest,
    Member,
    Recipe,
    Rule,
    RuleKind,
    default_recipe,
)
from cohort_desk.domain.forming.sizes import Sizes, describe_split, split

NAMES = ("Aisha", "Ben", "Chloe", "Dev", "Ella", "Finn", "Grace", "Hugo")
APART, TOGETHER, IN, NOT_IN = RuleKind


def request(*rules, locks=None, apart_by=(), managers=None):
    members = tuple(
        Member(n, name, {"line_manager": (managers or {}).get(name, "")})
        for n, name in enumerate(NAMES)
    )
    recipe = Recipe(Sizes(4, 4, 4), default_recipe().criteria, rules, apart_by)
    return FormingRequest(members, recipe, locks or {})


def refused(asked):
    with pytest.raises(Impossible) as caught:
        check(asked)
    return caught.value


def test_together_against_apart_names_the_shortest_chain():
    chain = Rule(TOGETHER, (0, 1)), Rule(TOGETHER, (1, 2)), Rule(APART, (0, 2), reason="one team")
    error = refused(request(Rule(TOGETHER, (2, 5)), *chain))
    assert str(error) == (
        "These 3 rules cannot all hold: Aisha and Ben together; Ben and Chloe together; "
        "Aisha and Chloe apart (one team). Remove one of them."
    )
    assert error.conflicts == chain


def test_a_line_manager_apart_rule_can_be_at_odds_with_a_together_rule():
    asked = request(Rule(TOGETHER, (0, 1)), apart_by=("line_manager",), managers={"Ben": "aisha"})
    assert "Aisha and Ben apart (line manager)" in str(refused(asked))


def test_a_set_larger_than_any_group():
    error = refused(request(Rule(TOGETHER, (0, 1, 2)), Rule(TOGETHER, (2, 3, 4))))
    assert str(error).startswith("Aisha, Ben, Chloe, Dev and Ella must be together, 5 people, but")
    assert len(error.conflicts) == 2


def test_more_people_locked_into_a_group_than_it_takes():
    error = refused(request(locks=dict.fromkeys(range(5), 1)))
    assert "5 people must be in Group 2, which can take 4" in str(error)
    assert {rule.member_ids for rule in error.conflicts} == {(n,) for n in range(5)}


def test_of_many_too_many_only_as_many_are_named_as_are_needed():
    error = refused(request(Rule(APART, (6, 7)), locks=dict.fromkeys(range(7), 1)))
    assert len(error.conflicts) == 5
    assert str(error).endswith("Unlock one of them or allow larger groups.")
    unlock = error.remedies[0]
    assert (unlock.kind, unlock.words) == (
        RemedyKind.UNLOCK,
        f"Unlock {NAMES[error.conflicts[0].member_ids[0]]}",
    )
    assert error.remedies[-1].words == "Form 1 group of 8 instead"


@pytest.mark.parametrize(
    ("sizes", "why", "larger"),
    [
        (
            Sizes(4, 7, 6),
            "a preferred size of 6 makes 20 groups of 6",
            "refer 7 (18 groups: 12 of 7, 6 of 6)",
        ),
        (
            Sizes(4, 7, 6, groups=20),
            "the number of groups asked for makes 20 groups of 6",
            "orm 19 groups",
        ),
        (Sizes(4, 6, 6), "", "llow larger groups"),
    ],
)
def test_nobody_is_told_to_allow_sizes_that_are_allowed(sizes, why, larger):
    members = tuple(Member(n, f"Person {n}", {}) for n in range(120))

    def said(*rules):
        return str(refused(FormingRequest(members, Recipe(sizes, (), rules))))

    together = said(Rule(TOGETHER, tuple(range(7))))
    assert f"7 people, but {why or 'the largest group has 6'}. " in together
    assert together.endswith(f"{larger} or remove a rule.")
    full = said(Rule(IN, tuple(range(7)), 0))
    assert f"which can take 6{f', for {why}' if why else ''}: " in full
    assert full.endswith(f"{larger}.")


def test_columns_that_make_rules_can_be_switched_off():
    asked = request(Rule(TOGETHER, (0, 1)), apart_by=("line_manager",), managers={"Ben": "aisha"})
    by_hand, by_column = refused(asked).remedies
    assert (by_hand.kind, by_hand.words) == (RemedyKind.REMOVE_RULE, "Remove this rule")
    assert by_column.kind is RemedyKind.STOP_COLUMN
    assert (by_column.column, by_column.words) == (
        "line_manager",
        "Stop keeping line managers apart",
    )


def test_people_who_stay_together_fill_a_group_with_a_locked_one():
    rules = Rule(TOGETHER, (0, 1, 2)), Rule(TOGETHER, (3, 4, 5))
    error = refused(request(*rules, locks={0: 0, 3: 0}))
    assert "6 people must be in Group 1" in str(error)


@pytest.mark.parametrize(
    ("rules", "conflicts"),
    [
        ((Rule(IN, (0,), 0), Rule(IN, (0,), 1)), 2),
        ((Rule(IN, (0,), 0), Rule(NOT_IN, (0,), 0)), 2),
        ((Rule(NOT_IN, (0,), 0), Rule(NOT_IN, (0,), 1)), 2),
        ((Rule(IN, (0,), 0), Rule(TOGETHER, (0, 1)), Rule(IN, (1,), 1)), 3),
        ((Rule(IN, (0, 1), 0), Rule(APART, (0, 1))), 2),
        ((Rule(IN, (0,), 0), Rule(IN, (2,), 0), Rule(TOGETHER, (1, 2)), Rule(APART, (0, 1))), 4),
    ],
)
def test_contradictions_about_groups(rules, conflicts):
    error = refused(request(*rules))
    assert f"These {conflicts} rules cannot all hold" in str(error)
    assert set(error.conflicts) == set(rules)


def test_more_mutually_apart_people_than_groups():
    triangle = Rule(APART, (0, 1)), Rule(APART, (1, 2)), Rule(APART, (0, 2))
    error = refused(request(*triangle, Rule(APART, (3, 4))))
    assert str(error) == (
        "Aisha, Ben and Chloe must all be apart from each other, 3 people, "
        "but there are only 2 groups. Form more groups or remove a rule."
    )
    assert error.conflicts == triangle


def test_a_clique_is_found_through_people_who_stay_together():
    rules = (
        Rule(TOGETHER, (0, 3)),
        Rule(APART, (0, 1)),
        Rule(APART, (1, 2)),
        Rule(APART, (3, 2)),
    )
    assert "only 2 groups" in str(refused(request(*rules)))


def test_cliques_in_a_large_tangle_are_found():
    members = tuple(Member(n, f"Person {n}", {}) for n in range(120))
    tangle = [(a, b) for a in range(120) for b in range(a) if (a * b + a + b) % 3]
    clique = [(a, b) for a in range(0, 42, 2) for b in range(0, a, 2)]
    rules = tuple(Rule(APART, pair) for pair in {*tangle, *clique})
    with pytest.raises(Impossible, match="21 people, but there are only 20 groups"):
        check(FormingRequest(members, Recipe(Sizes(), (), rules)))


def test_what_is_possible_passes():
    check(request(Rule(TOGETHER, (0, 1)), Rule(APART, (1, 2)), Rule(IN, (2,), 1), locks={0: 0}))


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (Rule(APART, (0, 99)), "somebody who is not in this cohort"),
        (Rule(IN, (0,), 2), "about Aisha names a group that does not exist"),
        (Rule(TOGETHER, (0,)), "needs two people"),
    ],
)
def test_rules_that_are_not_well_formed(rule, message):
    with pytest.raises(RuleBroken, match=message):
        check(request(rule))


@pytest.mark.parametrize(
    ("sizes", "people", "words"),
    [
        (Sizes(), 120, "20 groups of 6"),
        (Sizes(), 80, "13 groups: 2 of 7, 11 of 6"),
        (Sizes(4, 7, 6, groups=14), 80, "14 groups: 10 of 6, 4 of 5"),
        (Sizes(1, 9, 5), 4, "1 group of 4"),
    ],
)
def test_the_split(sizes, people, words):
    assert describe_split(split(sizes, people)) == words


@pytest.mark.parametrize(
    ("sizes", "people", "message"),
    [
        (
            Sizes(6, 7, 6),
            23,
            r"groups of 6 to 7; the nearest that works is 5 to 7 \(4 groups: 3 of 6, 1 of 5\)",
        ),
        (Sizes(4, 7, 6), 3, r"3 people cannot .* the nearest that works is 3 to 7 \(1 group of 3"),
        (Sizes(4, 7, 6, groups=3), 30, "3 groups of 10, outside 4 to 7; 5 groups would work"),
        (Sizes(4, 7, 6, groups=9), 8, "8 people cannot fill 9 groups"),
        (Sizes(5, 4, 4), 20, "make no sense"),
        (Sizes(4, 5, 6), 20, "preferred size 6 lies outside 4 to 5"),
        (Sizes(), 0, "nobody to put into groups"),
    ],
)
def test_sizes_that_do_not_fit(sizes, people, message):
    with pytest.raises(RuleBroken, match=message):
        split(sizes, people)
