"""Rounds, their settings and their rules."""

import pytest

from cohort_desk.domain.errors import EditedMeanwhile, NotFound, RuleBroken
from cohort_desk.domain.forming.errors import Impossible
from cohort_desk.domain.forming.request import RuleKind, default_recipe
from cohort_desk.services.groups import (
    NewRule,
    add_round,
    add_rule,
    check_settings,
    delete_round,
    list_rounds,
    list_rules,
    publish,
    read_board,
    read_settings,
    remove_rules,
    rename_round,
    save_settings,
)
from cohort_desk.services.history import read_undo_state, undo
from cohort_desk.services.people import withdraw_people


def test_rounds_are_listed_with_their_counts(cohort, placed):
    later = add_round(cohort, 1, "Projects", "For the projects")
    withdraw_people(cohort, [12])
    first, second = list_rounds(cohort, 1)
    assert (first.id, first.name, first.groups, first.placed) == (placed, "Round 1", 3, 11)
    assert (first.unplaced, first.open_proposals, first.published) == (0, 0, 0)
    assert (second.id, second.name, second.purpose) == (later, "Projects", "For the projects")
    assert (second.placed, second.unplaced) == (0, 11)


def test_a_new_round_takes_over_the_settings_of_the_last(cohort, round_id):
    later = read_settings(cohort, add_round(cohort, 1))
    assert later.name == "Round 2"
    assert later.recipe == read_settings(cohort, round_id).recipe
    assert later.split == "3 groups of 4"


def test_settings_begin_as_the_default(cohort):
    settings = read_settings(cohort, add_round(cohort, 1, "First"))
    assert settings.recipe == default_recipe()
    assert settings.people == 12


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (" ", "Give the round a name"),
        ("round 1", "There is a round called"),
        ("x" * 121, "at most"),
    ],
)
def test_a_bad_name_is_explained(cohort, round_id, name, sentence):
    other = add_round(cohort, 1)
    with pytest.raises(RuleBroken, match=sentence):
        rename_round(cohort, other, 1, name, "")
    if name.strip():
        with pytest.raises(RuleBroken, match=sentence):
            add_round(cohort, 1, name)


def test_an_edit_on_an_old_state_is_refused(cohort, round_id):
    seen = read_settings(cohort, round_id)
    rename_round(cohort, round_id, seen.version, "Autumn", "")
    with pytest.raises(EditedMeanwhile):
        save_settings(cohort, round_id, seen.version, default_recipe())
    assert list_rounds(cohort, 1)[0].name == "Autumn"


def test_a_deleted_round_comes_back_whole(cohort, placed):
    add_rule(cohort, placed, NewRule(RuleKind.APART, (1, 2), "complaint"))
    publish(cohort, placed)
    before = read_board(cohort, placed)
    delete_round(cohort, placed, before.version)
    assert list_rounds(cohort, 1) == ()
    with pytest.raises(NotFound):
        read_board(cohort, placed)
    assert read_undo_state(cohort).undo == "deletion of Round 1"
    undo(cohort)
    assert read_board(cohort, placed).seats == before.seats
    assert list_rules(cohort, placed)[0].words == "Aisha Khan and Ben Lee apart"


def test_rules_are_listed_in_words_those_of_columns_too(cohort, placed):
    group = read_board(cohort, placed).groups[1]
    add_rule(cohort, placed, NewRule(RuleKind.TOGETHER, (2, 3, 3), every_round=True))
    add_rule(cohort, placed, NewRule(RuleKind.NOT_IN_GROUP, (5,), "chair", group_id=group.id))
    rules = list_rules(cohort, placed)
    assert [(rule.words, rule.reason, rule.every_round) for rule in rules] == [
        ("Ben Lee and Chloe Moss together", "", True),
        (f"Ella Owen not in {group.name}", "chair", False),
        ("Aisha Khan and Dev Nair apart", "line manager", True),
    ]
    assert rules[2].id is None
    assert read_undo_state(cohort).undo == f"rule: Ella Owen not in {group.name}"
    other = add_round(cohort, 1)
    assert [rule.words for rule in list_rules(cohort, other)] == [rules[0].words, rules[2].words]
    remove_rules(cohort, [rules[0].id, rules[1].id])
    assert list_rules(cohort, placed) == rules[2:]
    undo(cohort)
    assert list_rules(cohort, placed) == rules


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (NewRule(RuleKind.APART, (1, 1)), "at least two people"),
        (NewRule(RuleKind.APART, (1, 2), group_id=1), "names no group"),
        (NewRule(RuleKind.IN_GROUP, ()), "at least one person"),
        (NewRule(RuleKind.IN_GROUP, (1,)), "Choose the group"),
        (NewRule(RuleKind.IN_GROUP, (1,), group_id=1, every_round=True), "the group's own round"),
        (NewRule(RuleKind.APART, (1, 2), reason="x" * 301), "at most 300"),
    ],
)
def test_a_bad_rule_is_explained(cohort, round_id, rule, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        add_rule(cohort, round_id, rule)


def test_the_running_check_says_why_it_is_impossible(cohort, round_id):
    check_settings(cohort, round_id)
    add_rule(cohort, round_id, NewRule(RuleKind.TOGETHER, (1, 4), "car share"))
    with pytest.raises(Impossible) as caught:
        check_settings(cohort, round_id)
    assert str(caught.value) == (
        "These 2 rules cannot all hold: Aisha Khan and Dev Nair together (car share); "
        "Aisha Khan and Dev Nair apart (line manager). Remove one of them."
    )
