"""Why people are in their groups, as the board and the command line tell it."""

import pytest

from cohort_desk.domain.errors import NotFound, RuleBroken
from cohort_desk.domain.forming.request import RuleKind
from cohort_desk.services.groups import NewRule, add_rule, move_people, open_board, read_board
from cohort_desk.services.groups.explaining import Explanations, explain_pair, explain_person
from cohort_desk.services.people import withdraw_people


def group_of(board, person):
    return next(g for g in board.groups if person in {card.id for card in g.cards})


def test_every_other_group_has_a_price_that_the_move_then_costs(cohort, placed):
    why = explain_person(cohort, placed, 1)
    board = read_board(cohort, placed)
    assert (why.name, why.group) == ("Aisha Khan", group_of(board, 1).name)
    assert {one.name for one in why.others} == {g.name for g in board.groups} - {why.group}
    best = next(one for one in why.others if one.allowed)
    assert best.move.words == f"Move to {best.name}"
    seen = {1: next(c for c in group_of(board, 1).cards if c.id == 1).seat_version}
    move_people(cohort, placed, [1], best.move.group_id, seen)
    after = read_board(cohort, placed)
    assert after.score.objective - board.score.objective == best.move.points
    assert group_of(after, 1).name == best.name


def test_a_rule_that_a_move_would_break_is_named(cohort, placed):
    board = read_board(cohort, placed)
    why = explain_person(cohort, placed, 4)
    aishas = group_of(board, 1).name
    barred = next(one for one in why.others if one.name == aishas)
    assert not barred.allowed
    assert barred.move.detail == (
        f"Aisha Khan and Dev Nair are both in {aishas} but must be apart (line manager)"
    )


def test_a_pair_is_explained_with_what_would_change_it(cohort, placed):
    apart = explain_pair(cohort, placed, 1, 4)
    assert (
        apart.headline == "A rule keeps them apart: Aisha Khan and Dev Nair apart (line manager)."
    )
    assert apart.in_common == ("Agency Leeds City Council", "Sector Local government")
    mate = next(c for c in group_of(read_board(cohort, placed), 1).cards if c.id != 1)
    together = explain_pair(cohort, placed, 1, mate.id)
    assert together.together
    assert together.changes[0].points == min(one.points for one in together.changes)
    assert together.headline.startswith("Parting them would ")


def test_questions_about_one_board_read_nothing_again(cohort, placed):
    explanations = Explanations(*open_board(cohort, placed))
    add_rule(cohort, placed, NewRule(RuleKind.TOGETHER, (1, 2)))
    assert explanations.pair(1, 2).rules == ()
    assert explain_pair(cohort, placed, 1, 2).rules == ("Aisha Khan and Ben Lee together",)


def test_who_has_withdrawn_or_is_unknown_has_no_explanation(cohort, placed):
    withdraw_people(cohort, [3])
    with pytest.raises(RuleBroken, match="Chloe Moss has withdrawn"):
        explain_person(cohort, placed, 3)
    with pytest.raises(NotFound):
        explain_person(cohort, placed, 99)
    with pytest.raises(RuleBroken, match="two different people"):
        explain_pair(cohort, placed, 1, 1)
