"""Repairs: always whole, fewest where that is claimed, and the best of those where that is."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cohort_desk.domain.errors import Cancelled, RuleBroken
from cohort_desk.domain.forming.errors import Impossible
from cohort_desk.domain.forming.live import LiveBoard
from cohort_desk.domain.forming.repairs.repair import Move, Patient, find_repairs
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
CRITERIA = (
    Criterion(CriterionKind.MIX, "agency", Importance.MUST),
    Criterion(CriterionKind.BALANCE, "grade", Importance.LOW),
    Criterion(CriterionKind.GATHER, "location", Importance.MEDIUM),
    Criterion(CriterionKind.NO_LONE_ONE, "grade", Importance.HIGH),
    Criterion(CriterionKind.MEET, "availability", Importance.MEDIUM, slots=2),
)
GROUPS = 3
FROM_TWO_TO_FOUR = Sizes(2, 4, 3)


def patient(groups, *rules, sizes=FROM_TWO_TO_FOUR, locks=(), closed=(), agencies=""):
    """Return groups that need repair; who is in no group is in the last list, marked by None."""
    tray = groups[-1][1:] if groups[-1][:1] == [None] else []
    seated = groups[:-1] if tray else groups
    at = {one: number for number, group in enumerate(seated) for one in group}
    members = tuple(
        Member(one, f"Person {one}", {"agency": agencies[one] if agencies else str(one)})
        for one in sorted([*at, *tray])
    )
    request = FormingRequest(
        members, Recipe(sizes, CRITERIA, rules), {one: at[one] for one in locks}
    )
    return Patient(request, tuple(map(tuple, seated)), frozenset(closed))


def after(sick, repair):
    """Return the groups once a repair is made, the dissolved ones empty."""
    groups = [list(group) for group in sick.groups] + [[] for _ in range(repair.opened)]
    for move in (*repair.moves, *repair.placed):
        if move.source is not None:
            groups[move.source].remove(move.member_id)
        groups[move.target].append(move.member_id)
    return groups


@st.composite
def patients(draw):
    count = draw(st.integers(3, 6))
    value = st.sampled_from(["", "a", "b"])
    times = st.lists(st.sampled_from(["Mon am", "Tue am", "Wed pm"]), max_size=3, unique=True)
    members = tuple(
        Member(
            n,
            f"Person {n}",
            {
                "agency": draw(value),
                "grade": draw(value),
                "location": draw(value),
                "availability": "; ".join(draw(times)),
            },
        )
        for n in range(count)
    )
    where = [draw(st.integers(-1, GROUPS - 1)) for _ in members]
    ids = st.lists(st.integers(0, count - 1), min_size=2, max_size=3, unique=True)
    couples = st.tuples(st.sampled_from([APART, TOGETHER]), ids.map(tuple))
    placed = st.tuples(
        st.sampled_from([IN, NOT_IN]),
        st.integers(0, count - 1).map(lambda one: (one,)),
        st.integers(0, GROUPS - 1),
    )
    rules = tuple(Rule(*said) for said in draw(st.lists(couples | placed, max_size=3)))
    smallest = draw(st.integers(1, 2))
    sizes = Sizes(smallest, draw(st.integers(smallest, 4)), smallest, GROUPS)
    seated = [one for one in range(count) if where[one] >= 0]
    locked = draw(st.lists(st.sampled_from(seated), max_size=2, unique=True)) if seated else []
    groups = tuple(
        tuple(one for one in range(count) if where[one] == number) for number in range(GROUPS)
    )
    locks = {one: where[one] for one in locked}
    return Patient(FormingRequest(members, Recipe(sizes, CRITERIA, rules), locks), groups)


def is_whole(holds, request, place, groups, gone=()):
    sizes = request.recipe.sizes
    return (
        all(
            place.count(g) == 0 if g in gone else sizes.smallest <= place.count(g) <= sizes.largest
            for g in range(groups)
        )
        and all(place[one] == group for one, group in request.locks.items())
        and all(holds(rule, place) for rule in request.recipe.rules)
    )


def brute_force(holds, sick):
    """Return the fewest moves of any repair and the least objective with as many, or None."""
    request, count = sick.request, len(sick.request.members)
    home = {one: number for number, group in enumerate(sick.groups) for one in group}
    whole = [
        (sum(home.get(one, place[one]) != place[one] for one in range(count)), place)
        for place in product(range(GROUPS), repeat=count)
        if is_whole(holds, request, place, GROUPS)
    ]
    if not whole:
        return None
    fewest = min(moves for moves, _ in whole)
    scores = [
        LiveBoard(request, [[o for o in range(count) if place[o] == g] for g in range(GROUPS)])
        .score()
        .objective
        for moves, place in whole
        if moves == fewest
    ]
    return fewest, min(scores)


def check_offer(holds, sick, repair):
    groups = after(sick, repair)
    place = [
        next(number for number, group in enumerate(groups) if member.id in group)
        for member in sick.request.members
    ]
    assert is_whole(holds, sick.request, place, len(groups), repair.dissolved)
    if repair.keeps_groups:
        before = LiveBoard(sick.request, sick.groups).score()
        then = LiveBoard(sick.request, groups).score()
        assert repair.change == then.objective - before.objective
        counts = zip(then.criteria, before.criteria, strict=True)
        assert repair.by_criterion in ((), tuple(a.count - b.count for a, b in counts))


def numbers_fit(sick):
    sizes = sick.request.recipe.sizes
    return GROUPS * sizes.smallest <= len(sick.request.members) <= GROUPS * sizes.largest


@settings(max_examples=150, deadline=None)
@given(patients())
def test_the_fewest_moves_and_the_best_of_them_are_what_trying_everything_finds(holds, sick):
    expected = brute_force(holds, sick)
    try:
        repairs = find_repairs(sick)
    except (Impossible, RuleBroken):
        assert expected is None
        return
    for one in repairs:
        check_offer(holds, sick, one)
    if not numbers_fit(sick):
        assert not any(one.keeps_groups for one in repairs)
    elif not repairs:
        assert expected[0] == 0
    else:
        first = repairs[0]
        assert first.fewest
        assert len(first.moves) == expected[0]
        before = LiveBoard(sick.request, sick.groups).score().objective
        assert before + first.change == expected[1] or not first.best


@settings(max_examples=60, deadline=None)
@given(patients())
def test_each_further_offer_has_more_moves_and_is_better(sick):
    try:
        repairs = find_repairs(sick)
    except (Impossible, RuleBroken):
        return
    points = [one.change for one in repairs if one.keeps_groups]
    assert points == sorted(points, reverse=True)
    assert len(repairs) <= 3
    moves = [len(one.moves) for one in repairs]
    assert moves == sorted(moves)


def test_who_joins_late_is_placed_where_it_costs_least_and_nobody_moves():
    sick = patient([[0, 1], [2, 3], [4, 5], [None, 6]], agencies="ABACBCA")
    (repair,) = find_repairs(sick)
    assert (repair.moves, repair.placed) == ((), (Move(6, None, 2),))
    assert (repair.fewest, repair.best) == (True, True)


def test_a_group_that_lost_a_member_gets_one_from_a_group_that_can_spare_one():
    sick = patient([[0], [2, 3], [4, 5, 6]], agencies="A.BCAXY")
    first = find_repairs(sick)[0]
    assert first.moves == (Move(5, 2, 0),)


def test_a_rule_made_later_takes_a_swap_where_every_group_is_full():
    sick = patient([[0, 1], [2, 3]], Rule(APART, (0, 1)), sizes=Sizes(2, 2, 2))
    first = find_repairs(sick)[0]
    assert len(first.moves) == 2
    assert first.fewest


def test_locked_people_and_locked_groups_stay():
    sick = patient(
        [[0, 1], [2, 3], [4]], Rule(APART, (0, 1)), sizes=Sizes(1, 4, 3), locks=[0], closed=[1]
    )
    first = find_repairs(sick)[0]
    assert first.moves == (Move(1, 0, 2),)


def test_a_group_that_fell_too_small_may_go_where_that_takes_fewer_moves():
    sick = patient([[0], [1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]], sizes=Sizes(3, 5, 4))
    dissolving, keeping = find_repairs(sick)
    assert (dissolving.dissolved, len(dissolving.moves)) == ((0,), 1)
    assert keeping.keeps_groups


def test_more_people_than_the_groups_hold_open_another():
    sick = patient([[0, 1], [2, 3], [None, 4, 5]], sizes=Sizes(2, 2, 2))
    (repair,) = find_repairs(sick)
    assert (repair.opened, repair.moves) == (1, ())
    assert {move.target for move in repair.placed} == {2}


def test_whole_groups_need_no_repair():
    assert find_repairs(patient([[0, 1], [2, 3], [4, 5]])) == ()


def refused(sick):
    with pytest.raises((Impossible, RuleBroken)) as caught:
        find_repairs(sick)
    return str(caught.value)


def test_rules_at_odds_with_locks_are_named():
    apart = Rule(APART, (0, 1), reason="complaint")
    said = refused(patient([[0, 1], [2, 3]], apart, locks=[0, 1]))
    for part in ("Person 0 and Person 1 apart (complaint)", "Person 0 in Group 1", "(locked)"):
        assert part in said


def test_numbers_that_do_not_fit_are_said():
    assert "5 people in 2 groups" in refused(patient([[0, 1, 2], [3, 4]], sizes=Sizes(4, 4, 4)))
    shut = patient([[0, 1, 2, 3], [4]], sizes=Sizes(2, 4, 3), locks=range(4), closed=[0])
    assert "the groups hold from 6 to 8 people. Unlock a group" in refused(shut)


def test_groups_that_nobody_enters_are_named():
    together = Rule(TOGETHER, (0, 2))
    locks = [0, 1]
    said = refused(patient([[0, 1], [2, 3]], together, locks=locks, closed=[0]))
    assert "Group 1 is locked: nobody enters or leaves it. Unlocking some may help." in said


def test_a_search_can_be_stopped():
    def stop(_done, _total):
        raise Cancelled("Stopped at your request.")

    groups = [list(range(n * 5, n * 5 + 5)) for n in range(20)]
    crowd = patient([groups[0][:2], *groups[1:]], sizes=Sizes(4, 6, 5), agencies="ABCDE" * 20)
    with pytest.raises(Cancelled):
        find_repairs(crowd, stop)
