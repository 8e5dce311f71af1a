"""What the board foretells is what a full recount then finds."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from cohort_desk.domain.forming.live import LiveBoard
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

CRITERIA = (
    Criterion(CriterionKind.MIX, "agency", Importance.MUST),
    Criterion(CriterionKind.BALANCE, "grade", Importance.LOW),
)
GROUPS = 3


@st.composite
def boards(draw):
    count = draw(st.integers(2, 12))
    value = st.sampled_from(["", "a", "b", "c"])
    members = tuple(
        Member(10 + n, f"Person {n}", {"agency": draw(value), "grade": draw(value)})
        for n in range(count)
    )
    where = [draw(st.integers(-1, GROUPS - 1)) for _ in members]
    groups = [
        [m.id for m, at in zip(members, where, strict=True) if at == g] for g in range(GROUPS)
    ]
    return FormingRequest(members, Recipe(Sizes(1, 12, 4), CRITERIA)), groups


@settings(max_examples=60, deadline=None)
@given(boards(), st.data())
def test_moves_and_swaps_are_foretold_exactly(board, data):
    request, groups = board
    live = LiveBoard(request, groups)
    ids = [member.id for member in request.members]
    one, other = data.draw(st.permutations(ids))[:2]
    target = data.draw(st.sampled_from([None, *range(GROUPS)]))
    where = {i: number for number, group in enumerate(groups) for i in group}
    before = live.score()
    moved, swapped = live.effect_of_move(one, target), live.effect_of_swap(one, other)

    def gained(score):
        pairs = zip(score.criteria, before.criteria, strict=True)
        return score.objective - before.objective, tuple(a.count - b.count for a, b in pairs)

    if target is not None:
        assert live.changes_by_move(one)[target] == moved.change
    live.move(one, target)
    assert gained(live.score()) == (moved.change, moved.by_criterion)
    live.move(one, where.get(other))
    live.move(other, where.get(one))
    assert gained(live.score()) == (swapped.change, swapped.by_criterion)
    now = [[i for i in ids if i in group] for group in groups]
    for group in now:
        group[:] = [{one: other, other: one}.get(i, i) for i in group]
    assert LiveBoard(request, now).score() == live.score()


@settings(max_examples=60, deadline=None)
@given(boards(), st.data())
def test_moving_several_is_foretold_exactly_and_moves_nobody(board, data):
    request, groups = board
    live = LiveBoard(request, groups)
    ids = [member.id for member in request.members]
    some = data.draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))
    target = data.draw(st.sampled_from([None, *range(GROUPS)]))
    before = live.score()
    foretold = live.effect_of_moves(some, target)
    assert live.score() == before
    for one in some:
        live.move(one, target)
    assert live.score().objective - before.objective == foretold.change


PEOPLE = tuple(
    Member(n, name, {"agency": agency})
    for n, (name, agency) in enumerate(
        [
            ("Aisha", "Fire"),
            ("Ben", "Fire"),
            ("Chloe", "Police"),
            ("Dev", "Police"),
            ("Ella", "Leeds"),
        ]
    )
)


def board(*rules, largest=3):
    request = FormingRequest(PEOPLE, Recipe(Sizes(1, largest, 2), CRITERIA, rules))
    return LiveBoard(request, [[0, 1], [2, 3], [4]])


def test_the_best_swap_comes_first_and_none_breaks_a_rule():
    offers = board(Rule(RuleKind.APART, (0, 3), reason="complaint")).best_swaps(0)
    assert [offer.member_id for offer in offers] == [3, 4]
    assert offers[0].effect.words == "better by 20"
    assert [offer.effect.verdict for offer in offers] == ["better", "better"]


def test_a_broken_rule_is_said_in_words():
    live = board(Rule(RuleKind.APART, (0, 3), reason="complaint"), Rule(RuleKind.IN_GROUP, (4,), 2))
    effect = live.effect_of_move(0, 1)
    assert effect.verdict == "breaks a rule"
    assert effect.words == "Aisha and Dev are both in Group 2 but must be apart (complaint)"
    assert live.effect_of_swap(4, 0).breaks == ("Ella must be in Group 3",)
    assert live.effect_of_move(3, 2).breaks == ()


def test_a_move_that_breaks_the_sizes_is_said_in_words():
    live = board(largest=2)
    assert live.effect_of_move(0, 1).words == "Group 2 would have 3 people; the most is 2"
    assert live.effect_of_move(4, 0).words == "Group 1 would have 3 people; the most is 2"
    assert board().effect_of_move(4, 0).words == "Group 3 would have 0 people; the fewest is 1"


def test_several_who_move_together_break_only_what_is_broken_at_the_end():
    together = Rule(RuleKind.TOGETHER, (0, 1))
    assert board(together, largest=4).effect_of_moves([0, 1], 1).breaks == (
        "Group 1 would have 0 people; the fewest is 1",
    )
    assert board(largest=3).effect_of_moves([0, 4], 1).breaks == (
        "Group 2 would have 4 people; the most is 3",
    )


def test_the_score_names_the_worst_of_each_group_and_the_unplaced():
    live = board()
    live.move(4, None)
    score = live.score()
    assert [group.worst for group in score.groups] == [
        "1 same-agency pair",
        "1 same-agency pair",
        "",
    ]
    assert score.distance == "1 person is not in a group yet"
    assert not score.proven_best


@settings(max_examples=60, deadline=None)
@given(boards(), st.data())
def test_the_best_swaps_are_those_that_trying_each_finds(board, data):
    request, groups = board
    ids = [member.id for member in request.members]
    pairs = st.permutations(ids).map(lambda some: tuple(some[:2]))
    kinds = st.sampled_from([RuleKind.APART, RuleKind.TOGETHER])
    rules = data.draw(st.lists(st.builds(Rule, kinds, pairs), max_size=4))
    placed = data.draw(st.lists(st.sampled_from(ids), max_size=2, unique=True))
    rules += [Rule(RuleKind.IN_GROUP, (one,), data.draw(st.integers(0, 2))) for one in placed]
    live = LiveBoard(replace(request, recipe=replace(request.recipe, rules=tuple(rules))), groups)
    where = {i: number for number, group in enumerate(groups) for i in group}
    one = data.draw(st.sampled_from(ids))
    others = [i for i in where if where[i] != where.get(one)]
    tried = {i: live.effect_of_swap(one, i) for i in others}
    fine = {i: effect for i, effect in tried.items() if not effect.breaks}
    offers = live.best_swaps(one, most=len(ids))
    assert {offer.member_id: offer.effect for offer in offers} == fine
    assert [offer.effect.change for offer in offers] == sorted(e.change for e in fine.values())
