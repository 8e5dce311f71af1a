"""From a request to accepted groups."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest

from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.domain.forming.engine import form
from cohort_desk.domain.forming.live import LiveBoard
from cohort_desk.domain.forming.proposals.comparing import compare
from cohort_desk.domain.forming.proposals.several import form_several
from cohort_desk.domain.forming.request import (
    Criterion,
    CriterionKind,
    Importance,
    Recipe,
    Rule,
    RuleKind,
)
from cohort_desk.domain.forming.sizes import Sizes
from cohort_desk.services.groups import (
    NewRule,
    accept_proposal,
    add_group,
    add_round,
    add_rule,
    compare_with_board,
    discard_proposal,
    discard_proposals,
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
    read_settings,
    remove_group,
    save_settings,
)
from cohort_desk.services.history import read_undo_state, redo, undo
from cohort_desk.services.people import add_person, edit_person, read_person, withdraw_people

# Gathers what is to be mixed, so that the groups come out poor.
POOR = Recipe(Sizes(3, 5, 4), (Criterion(CriterionKind.GATHER, "agency", Importance.MUST),), ())


def seats(board):
    return {card.id: group.name for group in board.groups for card in group.cards}


OTHER_SETTINGS = (
    "Formed under other settings: agency was must, sector was high, gender (balance) was medium, "
    "grade (balance) was medium, new faces was high"
)


def pairs_by_quartile(one, other):
    """Count the pairs of a quartile in two groups; twelve people have three in each."""
    return sum(
        n * (n - 1) // 2
        for group in (one, other)
        for n in Counter((i - 1) // 3 for i in group).values()
    )


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


def test_proposals_are_ranked_and_some_discarded_in_one_step(cohort, round_id, propose):
    good = propose(round_id)
    poor = replace(prepare_forming(cohort, round_id).request, recipe=POOR)
    preparation = prepare_forming(cohort, round_id)
    for seed in (2, 3):
        keep_proposal(cohort, preparation, form(poor, seed=seed, steps=1))
    listed = list_proposals(cohort, round_id)
    assert [one.rank for one in listed if one.id == good.id] == [1]
    assert all(one.rank is None for one in listed if one.broken)
    assert all(one.rank > 1 for one in listed if one.rank and one.id != good.id)
    others = {one.id: one.version for one in listed if one.id != good.id}
    discard_proposals(cohort, others)
    assert [one.id for one in list_proposals(cohort, round_id)] == [good.id]
    assert read_undo_state(cohort).undo == "discarding of 2 proposals"
    undo(cohort)
    assert len(list_proposals(cohort, round_id)) == 3


def test_a_proposal_is_scored_by_the_round_as_it_stands_and_says_what_changed(
    cohort, round_id, propose
):
    formed = propose(round_id)
    assert formed.changed == ()
    together = formed.groups[0].members
    add_rule(cohort, round_id, NewRule(RuleKind.APART, (together[0][0], together[1][0])))
    add_person(cohort, 1, {"given_name": "Zoe", "family_name": "Young"})
    withdraw_people(cohort, [formed.groups[2].members[0][0]])
    person = read_person(cohort, formed.groups[1].members[0][0])
    edit_person(cohort, person.id, person.version, {"gender": "other"})
    settings = read_settings(cohort, round_id)
    criteria = tuple(
        replace(one, importance=Importance.OFF if one.column == "sector" else Importance.LOW)
        for one in settings.recipe.criteria
    )
    recipe = replace(settings.recipe, criteria=criteria)
    save_settings(cohort, round_id, settings.version, recipe)
    (proposal,) = list_proposals(cohort, round_id)
    assert proposal.changed == (
        OTHER_SETTINGS,
        "1 person has joined since",
        "1 person has withdrawn since",
        "Details of 1 person changed since",
        "1 rule has been added since",
    )
    assert proposal.score.unplaced == 1
    assert len(proposal.broken) == 1
    assert "sector" not in {one.criterion.column for one in proposal.score.criteria}
    assert proposal.badge == "1 person is not in a group yet"
    accept_proposal(cohort, proposal.id, proposal.version)
    assert read_board(cohort, round_id).score == proposal.score


def test_of_a_round_with_a_locked_group_the_whole_is_scored(cohort, placed, propose):
    board = read_board(cohort, placed)
    # A group of one agency: far from the best, but it is to stay so.
    of_one_agency = [i for i in range(1, 13) if i % 3 == 2]
    move_people(cohort, placed, range(1, 13), None, seen(board))
    board = read_board(cohort, placed)
    move_people(cohort, placed, of_one_agency, board.groups[0].id, seen(board))
    group = read_board(cohort, placed).groups[0]
    lock_group(cohort, group.id, group.version, locked=True)
    proposal = propose(placed, seed=3)
    assert [one.name for one in proposal.left_as_is] == ["Group 1"]
    assert proposal.badge == "Proven best, leaving Group 1 as it is"
    agency = proposal.score.criteria[0]
    assert (agency.count, agency.bound) == (6 + 4, 8)
    accept_proposal(cohort, proposal.id, proposal.version)
    now = read_board(cohort, placed).score
    assert (now.objective, now.criteria) == (proposal.score.objective, proposal.score.criteria)
    assert now.bound < now.objective


def test_what_the_locked_groups_leave_is_measured_by_the_quartiles_of_everybody(
    cohort, placed, propose
):
    for number in range(1, 13):
        person = read_person(cohort, number)
        edit_person(cohort, number, person.version, {"years_of_service": str(number * 5)})
    settings = read_settings(cohort, placed)
    years = Criterion(CriterionKind.BALANCE, "years_of_service", Importance.MUST)
    recipe = replace(settings.recipe, criteria=(years,))
    save_settings(cohort, placed, settings.version, recipe)
    group = read_board(cohort, placed).groups[0]
    lock_group(cohort, group.id, group.version, locked=True)
    proposal = propose(placed, seed=3)
    rest = [i for one in proposal.groups for i, _ in one.members]
    best = min(
        pairs_by_quartile(half, set(rest) - set(half))
        for half in combinations(rest, len(rest) // 2)
    )
    held = pairs_by_quartile([i for i, _ in proposal.left_as_is[0].members], ())
    assert proposal.score.bound <= 10 * (best + held)
    assert proposal.score.objective >= 10 * (best + held)


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


def test_of_the_groups_on_the_board_locking_some_makes_no_others(cohort, placed):
    for group in read_board(cohort, placed).groups[:2]:
        lock_group(cohort, group.id, group.version, locked=True)
    board = read_board(cohort, placed)
    (used,) = list_proposals(cohort, placed)
    assert [one.name for one in used.left_as_is] == ["Group 1", "Group 2"]
    assert [len(one.members) for one in used.groups] == [4]
    assert (used.size_problems, used.moves, used.rank) == ((), 0, 1)
    assert used.score.criteria == board.score.criteria
    assert used.score.proven_best == board.score.proven_best


def keep_across_and_lock(db, round_id, first):
    """Keep a proposal across the groups of the first, use that one and lock one of its groups."""
    preparation = prepare_forming(db, round_id)
    one, two, three = ([i for i, _ in group.members] for group in first.groups)
    across = (
        (one[0], two[0], two[1], three[0]),
        (one[1], two[2], three[1], three[2]),
        (one[2], one[3], two[3], three[3]),
    )
    outcome = form(preparation.request, steps=50)
    keep_proposal(db, preparation, replace(outcome, groups=across))
    accept_proposal(db, first.id, first.version)
    board = read_board(db, round_id)
    group = next(group for group in board.groups if {c.id for c in group.cards} == set(two))
    lock_group(db, group.id, group.version, locked=True)


def test_sizes_that_are_not_allowed_are_told_and_have_no_rank(cohort, round_id, propose):
    keep_across_and_lock(cohort, round_id, propose(round_id))
    across, used = list_proposals(cohort, round_id)
    assert across.size_problems == ("1 group would have 2 people; the fewest is 3",)
    assert (across.rank, used.rank) == (None, 1)
    assert across.badge == "Group sizes do not fit"
    compared = compare_with_board(cohort, across.id)
    assert compared.right.score.objective < compared.left.score.objective
    assert (compared.better, compared.right.distance) == ("left", across.badge)


def test_more_and_smaller_groups_than_asked_for_are_not_ranked_before_others(
    cohort, round_id, propose
):
    settings = read_settings(cohort, round_id)
    recipe = replace(settings.recipe, sizes=Sizes(2, 5, 4))
    save_settings(cohort, round_id, settings.version, recipe)
    keep_across_and_lock(cohort, round_id, propose(round_id))
    across, used = list_proposals(cohort, round_id)
    assert (across.size_problems, len(across.groups)) == ((), 3)
    assert across.score.objective < used.score.objective
    assert (across.rank, used.rank) == (2, 1)


def test_proposals_formed_under_other_settings_have_no_rank(cohort, round_id, propose):
    older = propose(round_id)
    settings = read_settings(cohort, round_id)
    recipe = replace(settings.recipe, sizes=Sizes(3, 6, 6))
    save_settings(cohort, round_id, settings.version, recipe)
    newer = propose(round_id, seed=2)
    listed = {one.id: one for one in list_proposals(cohort, round_id)}
    assert listed[older.id].score.objective < listed[newer.id].score.objective
    assert [listed[each.id].rank for each in (older, newer)] == [None, 1]
    assert listed[older.id].changed[0].startswith("Formed under other settings")
