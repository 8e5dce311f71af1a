"""What rules cost the mix, against small cases in which every arrangement can be tried."""

from itertools import combinations

import pytest

from cohort_desk.domain.errors import Cancelled
from cohort_desk.domain.forming.errors import Impossible
from cohort_desk.domain.forming.reasons.what_if import (
    Change,
    LetGo,
    LetGoKind,
    RuleCost,
    what_rules_cost,
)
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

APART, TOGETHER, IN, NOT_IN = RuleKind
AGENCY = Criterion(CriterionKind.MIX, "agency", Importance.MUST)
GRADE = Criterion(CriterionKind.BALANCE, "grade", Importance.MEDIUM)
AGENCIES, GRADES = "AABBCCDD", "12121212"
"""Agencies and grades of eight people; the two of an agency differ in grade."""


def request(*rules, locks=None, managers=None):
    members = tuple(
        Member(
            n,
            f"Person {n}",
            {
                "agency": AGENCIES[n],
                "grade": GRADES[n],
                "line_manager": (managers or {}).get(n, ""),
            },
        )
        for n in range(8)
    )
    recipe = Recipe(Sizes(4, 4, 4), (AGENCY, GRADE), rules, ("line_manager",))
    return FormingRequest(members, recipe, locks or {})


def best(keeps):
    """The least cost of any two groups of four, by trying all."""
    return min(
        sum(map(cost, groups))
        for first in combinations(range(8), 4)
        if keeps(groups := (set(first), set(range(8)) - set(first)))
    )


def cost(group):
    values = {"agency": AGENCIES, "grade": GRADES}
    return sum(
        one.weight * (values[one.column][a] == values[one.column][b])
        for one in (AGENCY, GRADE)
        for a, b in combinations(group, 2)
    )


def costs(asked):
    return {cost.let_go.words: cost for cost in what_rules_cost(asked, seconds=1)}


def test_two_of_one_agency_together_cost_what_trying_all_says():
    together = request(Rule(TOGETHER, (0, 1)), Rule(APART, (0, 7)))
    found = costs(together)
    kept = best(lambda groups: any({0, 1} <= group and 7 not in group for group in groups))
    free = best(lambda groups: not any({0, 7} <= group for group in groups))
    rule = found["Person 0 and Person 1 together"]
    assert rule.least <= kept - free <= rule.most
    assert rule.points == kept - free
    assert rule.changes[0].kept > rule.changes[0].let_go == 0
    assert found["Person 0 and Person 7 apart"].points == 0


def test_the_dearest_come_first():
    asked = request(Rule(APART, (0, 7)), Rule(TOGETHER, (0, 1)), Rule(APART, (1, 6)))
    points = [one.points for one in what_rules_cost(asked, seconds=1)]
    assert points == sorted(points, reverse=True)
    assert points[0] > 0


def test_locks_count_as_one_and_columns_only_if_they_make_rules():
    asked = request(locks={0: 0, 1: 0, 2: 0}, managers={7: "Person 6"})
    found = costs(asked)
    free = best(lambda groups: not any({6, 7} <= group for group in groups))
    kept = best(
        lambda groups: (
            any({0, 1, 2} <= group for group in groups)
            and not any({6, 7} <= group for group in groups)
        ),
    )
    locks = found["The 3 locked people"]
    assert (locks.points, locks.let_go.kind) == (kept - free, LetGoKind.LOCKS)
    assert found["Keeping line managers apart"].let_go.kind is LetGoKind.COLUMN
    assert "Keeping line managers apart" not in costs(request(locks={0: 0}))


def test_a_must_costs_the_others_what_they_could_have_without_it(people):
    """Three people, each two of whom share something: in two groups two of them must meet."""
    members = people(agency="AA    ", site=" SS   ", team="T T   ")
    others = tuple(
        Criterion(CriterionKind.MIX, column, Importance.LOW) for column in ("site", "team")
    )
    asked = FormingRequest(members, Recipe(Sizes(3, 3, 3), (AGENCY, *others)))
    [must] = [one for one in what_rules_cost(asked, seconds=2) if one.let_go.criterion == AGENCY]
    assert (must.let_go.kind, must.let_go.criterion) == (LetGoKind.CRITERION, AGENCY)
    assert must.let_go.words == "Same-agency pairs (must)"
    assert (must.points, must.most) == (1, 1)
    assert sorted((one.criterion.column, one.kept - one.let_go) for one in must.changes) in (
        [("site", 0), ("team", 1)],
        [("site", 1), ("team", 0)],
    )


@pytest.mark.parametrize(
    ("points", "least", "most", "words"),
    [
        (0, 0, 0, "Costs nothing"),
        (1, 1, 1, "Costs exactly 1 point"),
        (5, 2, 9, "Costs about 5 points (2 to 9)"),
        (5, 0, 5, "Costs no more than 5 points"),
        (0, 0, 7, "Costs no more than 7 points"),
    ],
)
def test_no_more_is_claimed_than_is_known(points, least, most, words):
    change = Change(AGENCY, 1, 1)
    rule = LetGo(LetGoKind.COLUMN, "People of one team apart", column="team")
    assert RuleCost(rule, (change,), points, least, most).words == words
    criterion = LetGo(LetGoKind.CRITERION, "Same-agency pairs (must)", criterion=AGENCY)
    told = RuleCost(criterion, (change,), points, least, most).words
    assert told == f"{words} in these groups"


def test_progress_goes_up_and_cancelling_ends_it():
    heard = []
    what_rules_cost(request(Rule(TOGETHER, (0, 1))), seconds=1, report=lambda *at: heard.append(at))
    assert heard == sorted(heard)
    assert heard[-1][0] == heard[-1][1]

    def stop(done, _total):
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        what_rules_cost(request(Rule(TOGETHER, (0, 1))), seconds=1, report=stop)


def test_what_is_impossible_has_no_cost_yet():
    with pytest.raises(Impossible):
        what_rules_cost(request(Rule(TOGETHER, (0, 1)), Rule(APART, (0, 1))))
