"""Repairs of a round: what is wrong in words, what would put it right, and one step that does."""

from dataclasses import replace

import pytest

from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.domain.forming.errors import Impossible
from cohort_desk.domain.forming.request import RuleKind
from cohort_desk.domain.forming.sizes import Sizes
from cohort_desk.services.groups import (
    NewRule,
    add_rule,
    lock_group,
    lock_people,
    move_people,
    read_board,
    read_settings,
    save_settings,
)
from cohort_desk.services.groups.repairing import make_repair, plan_repairs, what_is_wrong
from cohort_desk.services.history import read_undo_state, undo
from cohort_desk.services.people import add_person, withdraw_people


def points(repair):
    return sum(now.criterion.weight * (then - now.count) for now, then in repair.changed)


def groups_of(board):
    return {group.name: {card.name for card in group.cards} for group in board.groups}


def test_late_joiners_are_placed_in_one_step_that_undo_takes_back(cohort, placed):
    before = groups_of(read_board(cohort, placed))
    for name in ("Mia", "Noah"):
        add_person(cohort, 1, {"given_name": name, "family_name": "Late", "agency_id": 1})
    assert what_is_wrong(read_board(cohort, placed)) == ("2 people have no group",)
    (repair, *_), seen = plan_repairs(cohort, placed)
    assert (repair.title, repair.moves) == ("Place 2 people", ())
    assert repair.proof == "Nobody who has a group has to leave it."
    assert {one.source for one in repair.placed} == {""}

    make_repair(cohort, placed, repair, seen)
    board = read_board(cohort, placed)
    assert what_is_wrong(board) == ()
    assert {one.target for one in repair.placed} == {
        group.name for group in board.groups if len(group.cards) == 5
    }
    counts = {one.criterion.label: one.count for one in board.score.criteria}
    assert all(counts[now.criterion.label] == then for now, then in repair.changed)
    assert read_undo_state(cohort).undo == "repair of Round 1: place 2 people"
    undo(cohort)
    assert groups_of(read_board(cohort, placed)) == before


def test_a_drop_out_is_made_good_by_the_fewest_moves(cohort, placed):
    board = read_board(cohort, placed)
    first, second = board.groups[0], board.groups[1]
    spare = next(card for card in second.cards if card.id not in (1, 4))
    move_people(cohort, placed, [spare.id], board.groups[2].id, {spare.id: spare.seat_version})
    withdraw_people(cohort, [first.cards[0].id, first.cards[1].id])
    assert what_is_wrong(read_board(cohort, placed)) == ("1 group is too small",)
    repairs, seen = plan_repairs(cohort, placed)
    assert repairs[0].title == "Move 1 person"
    (move,) = repairs[0].moves
    assert (move.source, move.target) == ("Group 3", "Group 1")
    assert repairs[0].proof.startswith("No repair of these groups has fewer moves")
    make_repair(cohort, placed, repairs[0], seen)
    assert [group.size_problem for group in read_board(cohort, placed).groups] == ["", "", ""]


def test_a_rule_made_later_is_kept_and_locked_groups_are_left_alone(cohort, placed):
    board = read_board(cohort, placed)
    one, other = (card.id for card in board.groups[0].cards[:2])
    add_rule(cohort, placed, NewRule(RuleKind.APART, (one, other), "complaint"))
    group = board.groups[1]
    lock_group(cohort, group.id, group.version, locked=True)
    assert what_is_wrong(read_board(cohort, placed)) == ("1 rule is broken",)
    repairs, seen = plan_repairs(cohort, placed)
    for repair in repairs:
        assert "Group 2" not in {each for one in repair.moves for each in (one.source, one.target)}
    make_repair(cohort, placed, repairs[-1], seen)
    assert read_board(cohort, placed).score.broken == ()


def test_each_offer_tells_what_it_trades(cohort, placed):
    for number in range(5):
        add_person(cohort, 1, {"family_name": f"Late{number}", "agency_id": 1, "gender": "woman"})
    (first, *_, last), _ = plan_repairs(cohort, placed)
    gain = points(first) - points(last)
    told = "no move" if not first.moves else f"{len(first.moves)} move"
    assert gain > 0
    assert last.trade.startswith(f"{gain} points better than with {told}")
    assert f"{gain} points worse than with {len(last.moves)} move" in first.trade


def test_more_people_than_the_groups_hold_make_a_new_group(cohort, placed):
    for name in ("Mia", "Noah", "Olive", "Paul"):
        add_person(cohort, 1, {"given_name": name, "family_name": "Late"})
    settings = read_settings(cohort, placed)
    recipe = replace(settings.recipe, sizes=Sizes(3, 4, 4))
    save_settings(cohort, placed, settings.version, recipe)
    (repair, *_), seen = plan_repairs(cohort, placed)
    assert repair.title == "Place 4 people, add 1 group"
    make_repair(cohort, placed, repair, seen)
    assert [group.size for group in read_board(cohort, placed).groups] == [4, 4, 4, 4]
    assert read_board(cohort, placed).groups[3].name == "Group 4"


def test_nothing_is_moved_over_somebody_elses_change(cohort, placed):
    late = add_person(cohort, 1, {"given_name": "Mia", "family_name": "Late"})
    (repair, *_), seen = plan_repairs(cohort, placed)
    target = repair.placed[0].target_id
    board = read_board(cohort, placed)
    other = next(card for group in board.groups if group.id != target for card in group.cards)
    move_people(cohort, placed, [other.id], target, {other.id: other.seat_version})
    with pytest.raises(EditedMeanwhile, match="Someone else has changed Group"):
        make_repair(cohort, placed, repair, seen)
    undo(cohort)
    (repair, *_), seen = plan_repairs(cohort, placed)
    elsewhere = next(group.id for group in board.groups if group.id != target)
    move_people(cohort, placed, [late], elsewhere, {late: 0})
    with pytest.raises(EditedMeanwhile, match="Mia Late"):
        make_repair(cohort, placed, repair, seen)


def test_what_cannot_be_put_right_is_said(cohort, placed):
    board = read_board(cohort, placed)
    one, other = board.groups[0].cards[:2]
    seen = {one.id: one.seat_version, other.id: other.seat_version}
    lock_people(cohort, placed, [one.id, other.id], locked=True, seen=seen)
    add_rule(cohort, placed, NewRule(RuleKind.APART, (one.id, other.id)))
    with pytest.raises((Impossible, RuleBroken)) as caught:
        plan_repairs(cohort, placed)
    assert one.name in str(caught.value)
    assert other.name in str(caught.value)
