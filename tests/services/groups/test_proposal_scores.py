"""How good proposals are said to be, as things stand, and which of them are ranked."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

from cohort_desk.domain.forming.engine import form
from cohort_desk.domain.forming.request import (
    Criterion,
    CriterionKind,
    Importance,
    Recipe,
    RuleKind,
)
from cohort_desk.domain.forming.sizes import Sizes
from cohort_desk.services.groups import (
    NewRule,
    accept_proposal,
    add_rule,
    compare_with_board,
    discard_proposals,
    keep_proposal,
    list_proposals,
    lock_group,
    move_people,
    prepare_forming,
    read_board,
    read_settings,
    save_settings,
)
from cohort_desk.services.history import read_undo_state, undo
from cohort_desk.services.people import add_person, edit_person, read_person, withdraw_people

# Gathers what is to be mixed, so that the groups come out poor.
POOR = Recipe(Sizes(3, 5, 4), (Criterion(CriterionKind.GATHER, "agency", Importance.MUST),), ())

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
