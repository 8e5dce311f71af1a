"""From a request to accepted groups."""

from dataclasses import replace

import pytest

from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.domain.forming.engine import form
from cohort_desk.domain.forming.live import LiveBoard
from cohort_desk.domain.forming.proposals.comparing import compare
from cohort_desk.domain.forming.proposals.several import form_several
from cohort_desk.domain.forming.request import (
    Rule,
    RuleKind,
)
from cohort_desk.services.groups import (
    NewRule,
    accept_proposal,
    add_group,
    add_round,
    add_rule,
    discard_proposal,
    keep_proposal,
    keep_proposals,
    list_proposals,
    list_versions,
    lock_group,
    lock_people,
    move_people,
    note_on_proposal,
    prepare_forming,
    publish_proposal,
    read_board,
    remove_group,
)
from cohort_desk.services.history import read_undo_state, redo, undo
from cohort_desk.services.people import withdraw_people


def seats(board):
    return {card.id: group.name for group in board.groups for card in group.cards}


def seen(board):
    cards = [card for group in board.groups for card in group.cards]
    return {card.id: card.seat_version for card in (*cards, *board.tray)}


def test_the_request_holds_what_decides_the_groups(cohort, placed):
    later = add_round(cohort, 1)
    request = prepare_forming(cohort, later).request
    dev = request.members[3]
    assert dev.name == "Dev Nair"
    assert dev.values["agency"] == "Leeds City Council"
    assert dev.values["sector"] == "Local government"
    assert request.earlier == ("Round 1",)
    together = {m.values["Round 1"] for m in request.members if m.id in (1, 4)}
    assert len(together) == 2
    assert prepare_forming(cohort, placed).request.earlier == ()


def test_a_proposal_changes_nothing_until_it_is_accepted(cohort, round_id, propose):
    proposal = propose(round_id)
    assert [len(group.members) for group in proposal.groups] == [4, 4, 4]
    assert proposal.score.proven_best
    assert (proposal.state, proposal.moves, proposal.stopped) == ("open", 12, False)
    board = read_board(cohort, round_id)
    assert (board.groups, len(board.tray)) == ((), 12)
    accept_proposal(cohort, proposal.id, proposal.version)
    board = read_board(cohort, round_id)
    assert [(g.name, tuple(c.id for c in g.cards)) for g in board.groups] == [
        (g.name, tuple(i for i, _ in g.members)) for g in proposal.groups
    ]
    assert board.tray == ()
    assert board.score == proposal.score


def test_acceptance_is_undone_and_redone_as_one_step(cohort, round_id, propose):
    proposal = propose(round_id)
    accept_proposal(cohort, proposal.id, proposal.version)
    accepted = seats(read_board(cohort, round_id))
    assert read_undo_state(cohort).undo == "acceptance of groups for Round 1"
    undo(cohort)
    assert seats(read_board(cohort, round_id)) == {}
    assert list_proposals(cohort, round_id)[0].state == "open"
    redo(cohort)
    assert seats(read_board(cohort, round_id)) == accepted


def test_another_proposal_fills_the_same_groups(cohort, round_id, propose):
    first, second = propose(round_id, seed=1), propose(round_id, seed=9)
    accept_proposal(cohort, first.id, first.version)
    ids = [group.id for group in read_board(cohort, round_id).groups]
    newest = list_proposals(cohort, round_id)[0]
    assert newest.id == second.id
    before = seats(read_board(cohort, round_id))
    accept_proposal(cohort, second.id, second.version)
    board = read_board(cohort, round_id)
    assert [group.id for group in board.groups] == ids
    after = seats(board)
    assert sum(before[i] != after[i] for i in before) == newest.moves


def test_a_proposal_is_accepted_only_once(cohort, round_id, propose):
    proposal = propose(round_id)
    accept_proposal(cohort, proposal.id, proposal.version)
    with pytest.raises(EditedMeanwhile):
        accept_proposal(cohort, proposal.id, proposal.version)
    with pytest.raises(RuleBroken, match="accepted already"):
        accept_proposal(cohort, proposal.id, list_proposals(cohort, round_id)[0].version)


def test_notes_and_discarding(cohort, round_id, propose):
    proposal = propose(round_id)
    note_on_proposal(cohort, proposal.id, proposal.version, " Ask the board. ")
    noted = list_proposals(cohort, round_id)[0]
    assert noted.note == "Ask the board."
    discard_proposal(cohort, noted.id, noted.version)
    assert list_proposals(cohort, round_id) == ()
    undo(cohort)
    assert list_proposals(cohort, round_id)[0].note == "Ask the board."


def test_locked_people_stay_and_the_rest_is_formed_around_them(cohort, placed, propose):
    board = read_board(cohort, placed)
    lock_people(cohort, placed, [1, 2], locked=True, seen=seen(board))
    before = seats(board)
    for seed in (2, 3, 4):
        proposal = propose(placed, seed=seed)
        after = {i: group.name for group in proposal.groups for i, _ in group.members}
        assert (after[1], after[2]) == (before[1], before[2])


def test_people_locked_since_the_proposal_stay_in_their_group(cohort, round_id, propose):
    proposal = propose(round_id)
    special = add_group(cohort, round_id, "Special")
    move_people(cohort, round_id, [1], special, {})
    seated = seen(read_board(cohort, round_id))
    lock_people(cohort, round_id, [1], locked=True, seen=seated)
    (proposal,) = list_proposals(cohort, round_id)
    assert proposal.moves == 11
    accept_proposal(cohort, proposal.id, proposal.version)
    board = read_board(cohort, round_id)
    assert seats(board)[1] == "Special"
    assert [group.size for group in board.groups] == [4, 4, 4]
    assert [card.id for group in board.groups for card in group.cards if card.locked] == [1]


def test_a_locked_group_is_left_out_altogether(cohort, placed, propose):
    board = read_board(cohort, placed)
    kept = board.groups[1]
    lock_group(cohort, kept.id, kept.version, locked=True)
    proposal = propose(placed, seed=5)
    assert [group.name for group in proposal.groups] == ["Group 1", "Group 3"]
    accept_proposal(cohort, proposal.id, proposal.version)
    after = read_board(cohort, placed)
    assert after.groups[1].cards == kept.cards
    assert after.groups[1].locked
    assert after.tray == ()


def test_it_is_said_that_everybody_is_locked(cohort, placed):
    board = read_board(cohort, placed)
    first, *others = board.groups
    inside = [card.id for card in first.cards]
    lock_people(cohort, placed, inside, locked=True, seen=seen(board))
    for group in others:
        prepare_forming(cohort, placed)
        lock_group(cohort, group.id, group.version, locked=True)
    with pytest.raises(RuleBroken, match="Everybody is locked where they are"):
        prepare_forming(cohort, placed)


def test_groups_that_break_a_rule_are_never_called_best(cohort, round_id):
    preparation = prepare_forming(cohort, round_id)
    formed = form(preparation.request, steps=100)
    one, other = formed.groups[0][:2]
    add_rule(cohort, round_id, NewRule(RuleKind.APART, (one, other)))
    now = prepare_forming(cohort, round_id)
    outcome = replace(formed, score=LiveBoard(now.request, formed.groups).score())
    said = []
    cohort.listeners.append(lambda news: said.append(news.said))
    keep_proposal(cohort, now, outcome)
    (proposal,) = list_proposals(cohort, round_id)
    (broken,) = proposal.broken
    assert "must be apart" in broken
    assert not proposal.score.proven_best
    assert proposal.badge == "1 rule is broken"
    accept_proposal(cohort, proposal.id, proposal.version)
    assert said == [
        "Formed a proposal for Round 1; 1 rule is broken",
        "Accepted groups for Round 1; 1 rule is broken",
    ]
    assert [one.words for one in read_board(cohort, round_id).score.broken] == [broken]


def test_rules_that_reach_into_a_locked_group_are_explained(cohort, placed):
    board = read_board(cohort, placed)
    kept, other = board.groups[0], board.groups[1]
    one, two = kept.cards[0], other.cards[0]
    rule = NewRule(RuleKind.TOGETHER, (one.id, two.id))
    add_rule(cohort, placed, rule)
    add_rule(cohort, placed, NewRule(RuleKind.APART, (kept.cards[1].id, other.cards[1].id)))
    lock_group(cohort, kept.id, kept.version, locked=True)
    with pytest.raises(RuleBroken, match=f"{two.name} must be in Group 1, which is locked"):
        prepare_forming(cohort, placed)


def test_rules_follow_their_group_and_outlive_withdrawals(cohort, placed, propose):
    third = read_board(cohort, placed).groups[2]
    add_rule(cohort, placed, NewRule(RuleKind.IN_GROUP, (1, 5), group_id=third.id))
    add_rule(cohort, placed, NewRule(RuleKind.TOGETHER, (2, 3)))
    withdraw_people(cohort, [2, 5])
    request = prepare_forming(cohort, placed).request
    third_of_two = request.group_names.index(third.name)
    assert request.recipe.rules == (Rule(RuleKind.IN_GROUP, (1,), third_of_two),)
    proposal = propose(placed)
    assert [len(group.members) for group in proposal.groups] == [5, 5]
    assert 1 in dict(proposal.groups[third_of_two].members)


def test_people_who_came_or_went_since_the_proposal(cohort, placed, propose):
    proposal = propose(placed, seed=7)
    board = read_board(cohort, placed)
    withdraw_people(cohort, [3])
    gone = board.groups[2]
    remove_group(cohort, gone.id, gone.version)
    accept_proposal(cohort, proposal.id, proposal.version)
    after = read_board(cohort, placed)
    assert [group.name for group in after.groups] == ["Group 1", "Group 2", "Group 3"]
    placed_now = sorted(i for group in after.seats for i in group)
    assert placed_now == [1, 2, *range(4, 13)]


def test_all_of_one_asking_are_kept_in_one_step(cohort, round_id):
    said = []
    cohort.listeners.append(lambda news: said.append(news.said))
    preparation = prepare_forming(cohort, round_id)
    several = form_several(preparation.request, 3, seed=preparation.seed, steps=60)
    first, *others = keep_proposals(cohort, preparation, several)
    assert said[0].startswith("Formed 3 proposals for Round 1")
    listed = list_proposals(cohort, round_id)
    assert [one.number for one in listed] == [3, 2, 1]
    assert (listed[-1].id, listed[-1].rank) == (first, 1)
    assert len(others) == 2
    assert prepare_forming(cohort, round_id).seed == 1 + max(one.seed for one in listed)
    undo(cohort)
    assert list_proposals(cohort, round_id) == ()


def test_searches_that_end_at_the_same_groups_are_told(cohort, round_id):
    for people in ((1, 2, 3, 5), (4, 6, 7, 8), (9, 10, 11, 12)):
        add_rule(cohort, round_id, NewRule(RuleKind.TOGETHER, people))
    preparation = prepare_forming(cohort, round_id)
    keep_proposals(cohort, preparation, form_several(preparation.request, 2, steps=20))
    (proposal,) = list_proposals(cohort, round_id)
    assert proposal.agreement == "4 of 4 searches ended at these groups"


def test_accepting_another_proposal_moves_no_more_people_than_must(cohort, placed, propose):
    board = read_board(cohort, placed)
    proposal = propose(placed, seed=11)
    ids = [[i for i, _ in group.members] for group in proposal.groups]
    assert proposal.moves == len(compare(board.seats, ids).moved)
    accept_proposal(cohort, proposal.id, proposal.version)
    before, after = seats(board), seats(read_board(cohort, placed))
    assert sum(before[i] != after[i] for i in before) == proposal.moves


def test_a_proposal_takes_the_names_of_the_groups_it_keeps_most_of(cohort, placed):
    board = read_board(cohort, placed)
    preparation = prepare_forming(cohort, placed)
    outcome = form(preparation.request, steps=50)
    turned = [board.seats[1], board.seats[2], board.seats[0]]
    keep_proposal(cohort, preparation, replace(outcome, groups=tuple(turned)))
    proposal = list_proposals(cohort, placed)[0]
    assert proposal.moves == 0


def test_a_proposal_is_published_in_one_step(cohort, round_id, propose):
    proposal = propose(round_id)
    assert publish_proposal(cohort, round_id, proposal.id, proposal.version) == 1
    assert list_proposals(cohort, round_id)[0].state == "accepted"
    assert list_versions(cohort, round_id)[0].people == 12
    step = "acceptance and publication of groups for Round 1, version 1"
    assert read_undo_state(cohort).undo == step
    undo(cohort)
    assert list_versions(cohort, round_id) == ()
    assert seats(read_board(cohort, round_id)) == {}
    (again,) = list_proposals(cohort, round_id)
    assert again.state == "open"
    with pytest.raises(EditedMeanwhile):
        publish_proposal(cohort, round_id, proposal.id, again.version + 1)


def test_a_proposal_knows_how_many_would_move(cohort, placed, propose):
    proposal = propose(placed)
    board = read_board(cohort, placed)
    same = sum(
        (i, group.name) in seats(board).items()
        for group in proposal.groups
        for i, _ in group.members
    )
    assert proposal.moves == 12 - same
    move_people(cohort, placed, [1], None, seen(board))
    moved = list_proposals(cohort, placed)[0].moves
    was_there = seats(board)[1] == next(
        group.name for group in proposal.groups if 1 in dict(group.members)
    )
    assert moved == proposal.moves + was_there
