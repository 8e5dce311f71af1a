"""Two proposals beside each other, and a proposal beside the board."""

from dataclasses import replace

import pytest

from cohort_desk.domain.errors import NotFound, RuleBroken
from cohort_desk.domain.forming.engine import form
from cohort_desk.domain.forming.live import LiveBoard
from cohort_desk.services.groups import (
    accept_proposal,
    add_round,
    compare_proposals,
    compare_with_board,
    discard_proposal,
    keep_proposal,
    list_proposals,
    prepare_forming,
    read_board,
    swap_people,
)
from cohort_desk.services.people import withdraw_people

MIXED = ((1, 2, 3, 4), (5, 6, 7, 8), (9, 10, 11, 12))
WORSE = ((5, 6, 7, 8), (1, 4, 10, 7), (9, 2, 11, 12))


@pytest.fixture
def keep(cohort):
    """Keeps these very groups as a proposal and returns its id."""

    def keep_groups(round_id, groups):
        preparation = prepare_forming(cohort, round_id)
        formed = form(preparation.request, steps=1)
        score = LiveBoard(preparation.request, groups).score()
        outcome = replace(formed, groups=tuple(groups), score=score)
        return keep_proposal(cohort, preparation, outcome)

    return keep_groups


def test_who_sits_elsewhere_whatever_the_groups_are_called(cohort, round_id, keep):
    one = keep(round_id, MIXED)
    other = keep(round_id, (WORSE[0], (1, 2, 3, 10), (4, 9, 11, 12)))
    found = compare_proposals(cohort, one, other)
    assert [(who.name, who.left, who.right) for who in found.elsewhere] == [
        ("Dev Nair", "Group 1", "Group 3"),
        ("Jon Todd", "Group 3", "Group 2"),
    ]
    assert (found.left.name, found.right.name) == ("Proposal 1", "Proposal 2")
    assert [(pair.left, pair.right, pair.staying, pair.identical) for pair in found.pairs] == [
        ("Group 1", "Group 2", 3, False),
        ("Group 2", "Group 1", 4, True),
        ("Group 3", "Group 3", 3, False),
    ]
    assert found.pairs[1].left_mix == (("local_government", 1), ("police", 2), ("health", 1))
    assert found.people == 12


def test_each_criterion_tells_which_side_is_better(cohort, round_id, keep):
    poor = ((1, 4, 7, 10), (2, 5, 6, 8), (3, 9, 11, 12))
    one, other = keep(round_id, MIXED), keep(round_id, poor)
    found = compare_proposals(cohort, one, other)
    agency = found.criteria[0]
    assert (agency.left, agency.right, agency.better) == (3, 12, "left")
    assert agency.words == "9 fewer on the left"
    assert found.better == "left"
    turned = compare_proposals(cohort, other, one)
    assert (turned.criteria[0].better, turned.better) == ("right", "right")


def test_beside_the_board_it_is_told_what_accepting_would_change(cohort, placed, keep):
    board = read_board(cohort, placed)
    as_it_is = keep(placed, board.seats)
    assert compare_with_board(cohort, as_it_is).elsewhere == ()
    one, other = board.groups[0].cards[0], board.groups[1].cards[0]
    swap_people(cohort, placed, one.id, other.id, {i.id: i.seat_version for i in (one, other)})
    found = compare_with_board(cohort, as_it_is)
    assert found.left.name == "The board"
    assert {(who.name, who.left, who.right) for who in found.elsewhere} == {
        (one.name, "Group 2", "Group 1"),
        (other.name, "Group 1", "Group 2"),
    }
    proposal = next(each for each in list_proposals(cohort, placed) if each.id == as_it_is)
    assert proposal.moves == len(found.elsewhere)
    accept_proposal(cohort, as_it_is, proposal.version)
    assert compare_with_board(cohort, as_it_is).elsewhere == ()


def test_of_an_empty_board_everybody_is_new(cohort, round_id, keep):
    withdraw_people(cohort, [12])
    found = compare_with_board(cohort, keep(round_id, (MIXED[0], MIXED[1], (9, 10, 11))))
    assert len(found.elsewhere) == 11
    assert {who.left for who in found.elsewhere} == {""}
    assert [pair.left for pair in found.pairs] == ["", "", ""]


def test_only_proposals_of_one_round_are_compared(cohort, round_id, keep):
    one, other = keep(round_id, MIXED), keep(add_round(cohort, 1), MIXED)
    with pytest.raises(RuleBroken, match="of the same round"):
        compare_proposals(cohort, one, other)
    with pytest.raises(NotFound):
        compare_with_board(cohort, other + 1)


def test_a_number_stays_with_its_proposal(cohort, round_id, keep):
    first = keep(round_id, MIXED)
    second, third = keep(round_id, WORSE), keep(round_id, MIXED[::-1])
    (version,) = (one.version for one in list_proposals(cohort, round_id) if one.id == first)
    discard_proposal(cohort, first, version)
    found = compare_proposals(cohort, second, third)
    assert (found.left.name, found.right.name) == ("Proposal 2", "Proposal 3")
