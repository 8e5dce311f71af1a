"""Letting go of what makes a round impossible, and what rules cost."""

from dataclasses import replace

import pytest

from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.forming.errors import RemedyKind
from cohort_desk.domain.forming.request import RuleKind
from cohort_desk.domain.forming.sizes import Sizes
from cohort_desk.services.groups import (
    NewRule,
    add_rule,
    find_rule_costs,
    judge_at_once,
    judge_settings,
    list_rules,
    lock_group,
    lock_people,
    move_people,
    read_board,
    read_locks,
    read_settings,
    relax,
)
from cohort_desk.services.history import read_undo_state, undo

APART, TOGETHER, IN, NOT_IN = RuleKind


def relaxations(cohort, round_id):
    verdict = judge_settings(cohort, round_id)
    assert not verdict.possible
    return {line.words: line.relaxation for line in verdict.lines}


def test_a_rule_or_the_column_that_stands_against_it_can_go(cohort, round_id):
    add_rule(cohort, round_id, NewRule(TOGETHER, (1, 4), "car share", every_round=True))
    verdict = judge_settings(cohort, round_id)
    assert verdict.sentence == "These 2 rules cannot all hold. Remove one of them."
    found = relaxations(cohort, round_id)
    assert [one.button for one in found.values()] == [
        "Remove this rule",
        "Stop keeping line managers apart",
    ]
    relax(cohort, round_id, found["Aisha Khan and Dev Nair together (car share)"])
    assert [rule.kind for rule in list_rules(cohort, round_id)] == [APART]
    assert judge_settings(cohort, round_id).possible
    assert read_undo_state(cohort).undo == "removal of the rule: Aisha Khan and Dev Nair together"
    undo(cohort)
    relax(cohort, round_id, found["Aisha Khan and Dev Nair apart (line manager)"])
    assert read_settings(cohort, round_id).recipe.apart_by == ()
    assert judge_settings(cohort, round_id).possible
    assert read_undo_state(cohort).undo == "end of keeping line managers apart"


def test_somebody_can_be_unlocked_or_groups_made_larger(cohort, placed):
    target, other = read_board(cohort, placed).groups[:2]
    newcomer = other.cards[0]
    move_people(cohort, placed, [newcomer.id], target.id, {newcomer.id: newcomer.seat_version})
    cards = read_board(cohort, placed).groups[0].cards
    seen = {card.id: card.seat_version for card in cards}
    lock_people(cohort, placed, list(seen), locked=True, seen=seen)
    verdict = judge_settings(cohort, placed)
    assert verdict.sentence.startswith(f"5 people must be in {target.name}, which can take 4")
    unlock = verdict.lines[0].relaxation
    assert unlock.kind is RemedyKind.UNLOCK
    relax(cohort, placed, unlock)
    assert len(read_locks(cohort, placed).people) == 4
    assert read_undo_state(cohort).undo == f"unlocking of {unlock.button.removeprefix('Unlock ')}"
    undo(cohort)

    assert verdict.resizing.button == "Form 2 groups of 6 instead"
    relax(cohort, placed, verdict.resizing)
    assert read_settings(cohort, placed).split == "2 groups of 6"
    assert judge_settings(cohort, placed).possible


def test_the_nearest_of_two_rules_alike_goes(cohort, placed):
    first, second = read_board(cohort, placed).groups[:2]
    for group in (first, second):
        add_rule(cohort, placed, NewRule(IN, (5,), group_id=group.id))
    found = relaxations(cohort, placed)
    relax(cohort, placed, found[f"Ella Owen in {second.name}"])
    assert [rule.group for rule in list_rules(cohort, placed) if rule.id] == [first.name]


def test_a_rule_that_reaches_into_a_locked_group_or_the_lock_can_go(cohort, placed):
    first, second = read_board(cohort, placed).groups[:2]
    inside, outside = first.cards[0], second.cards[0]
    add_rule(cohort, placed, NewRule(TOGETHER, (inside.id, outside.id)))
    lock_group(cohort, first.id, first.version, locked=True)
    assert judge_at_once(cohort, placed) == judge_settings(cohort, placed)
    rule, lock = judge_settings(cohort, placed).lines
    assert rule.words.endswith(" together")
    assert lock.relaxation.button == f"Unlock {first.name}"
    relax(cohort, placed, lock.relaxation)
    assert read_undo_state(cohort).undo == f"unlocking of {first.name}"
    undo(cohort)
    relax(cohort, placed, rule.relaxation)
    assert judge_settings(cohort, placed).possible


def test_what_is_gone_already_is_told(cohort, round_id):
    add_rule(cohort, round_id, NewRule(TOGETHER, (1, 4)))
    gone = relaxations(cohort, round_id)["Aisha Khan and Dev Nair together"]
    relax(cohort, round_id, gone)
    with pytest.raises(NotFound):
        relax(cohort, round_id, gone)


def test_settings_are_judged_before_they_are_kept(cohort, round_id):
    recipe = read_settings(cohort, round_id).recipe
    add_rule(cohort, round_id, NewRule(TOGETHER, (1, 2, 3, 5)))
    assert judge_settings(cohort, round_id).possible
    smaller = judge_settings(cohort, round_id, replace(recipe, sizes=Sizes(3, 3, 3)))
    assert "must be together, 4 people, but the largest group has 3" in smaller.sentence
    nonsense = judge_settings(cohort, round_id, replace(recipe, sizes=Sizes(5, 5, 5)))
    assert "12 people cannot be split" in nonsense.sentence
    assert nonsense.lines == ()


def test_what_rules_cost_is_found_with_a_way_to_let_each_go(cohort, round_id):
    """Ben, Ella and Hugo are of one agency, which could be spread."""
    add_rule(cohort, round_id, NewRule(TOGETHER, (2, 5, 8)))
    found = {one.cost.let_go.words: one for one in find_rule_costs(cohort, round_id, seconds=1)}
    together = found["Ben Lee, Ella Owen and Hugo Reed together"]
    assert together.cost.points > 0
    relax(cohort, round_id, together.relaxation)
    assert [rule.id for rule in list_rules(cohort, round_id)] == [None]
    assert found["Same-agency pairs (must)"].relaxation is None
    managers = found["Keeping line managers apart"]
    assert managers.relaxation.button == "Stop keeping line managers apart"
