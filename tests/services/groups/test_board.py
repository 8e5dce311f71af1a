"""The board, and changes by hand."""

from dataclasses import replace

import pytest

from cohort_desk.domain.errors import EditedMeanwhile, NotFound, RuleBroken
from cohort_desk.domain.forming.live import LiveBoard
from cohort_desk.domain.forming.request import Criterion, CriterionKind, Importance, RuleKind
from cohort_desk.services.groups import (
    NewRule,
    Seat,
    accept_proposal,
    add_group,
    add_round,
    add_rule,
    list_rounds,
    list_rules,
    lock_group,
    lock_people,
    move_people,
    open_board,
    read_board,
    read_settings,
    remove_group,
    rename_group,
    reseat,
    save_settings,
    swap_people,
)
from cohort_desk.services.history import history_of, read_undo_state, undo
from cohort_desk.services.people import set_for_people, withdraw_people


@pytest.fixture
def groups(cohort, round_id):
    """Three groups: Aisha, Ben and Chloe; Dev to Finn; Grace to Isla. Jon to Liam have none."""
    ids = [add_group(cohort, round_id) for _ in range(3)]
    for place, group_id in enumerate(ids):
        people = [3 * place + n for n in (1, 2, 3)]
        move_people(cohort, round_id, people, group_id, {})
    return ids


def seen(db, round_id):
    board = read_board(db, round_id)
    cards = [card for group in board.groups for card in group.cards]
    return {card.id: card.seat_version for card in (*cards, *board.tray)}


def names(cards):
    return [card.name for card in cards]


def test_the_board_shows_who_is_where_and_how_good_it_is(cohort, round_id, groups):
    board = read_board(cohort, round_id)
    assert [group.name for group in board.groups] == ["Group 1", "Group 2", "Group 3"]
    assert names(board.groups[0].cards) == ["Aisha Khan", "Ben Lee", "Chloe Moss"]
    assert names(board.tray) == ["Jon Todd", "Kim Usher", "Liam Vance"]
    aisha = board.groups[0].cards[0]
    assert (aisha.agency, aisha.agency_short_name, aisha.sector) == (
        "Leeds City Council",
        "LCC",
        "local_government",
    )
    assert board.groups[0].sectors == (("local_government", 1), ("police", 1), ("health", 1))
    assert (board.groups[0].counts, board.groups[0].worst) == ((0, 0, 1, 0), "")
    assert board.score.distance == "3 people are not in a group yet"
    assert board.published == 0


def test_the_live_board_foretells_what_the_next_reading_shows(cohort, round_id, groups):
    board = read_board(cohort, round_id)
    live = board.live()
    foretold = live.effect_of_move(4, 0)
    assert foretold.words.startswith("Aisha Khan and Dev Nair are both in Group 1 but must be")
    move_people(cohort, round_id, [4], groups[0], seen(cohort, round_id))
    after = read_board(cohort, round_id)
    assert after.score.objective - board.score.objective == foretold.change
    marked = {card.name: card.broken for card in after.groups[0].cards if card.broken}
    assert marked == {"Aisha Khan": (foretold.words,), "Dev Nair": (foretold.words,)}
    assert after.groups[0].counts[0] == board.groups[0].counts[0] + 1


def test_a_move_is_named_undone_and_in_the_history_of_the_person(cohort, round_id, groups):
    before = read_board(cohort, round_id)
    move_people(cohort, round_id, [1], groups[2], seen(cohort, round_id))
    assert names(read_board(cohort, round_id).groups[2].cards)[0] == "Aisha Khan"
    assert read_undo_state(cohort).undo == "move of Aisha Khan to Group 3"
    entry = history_of(cohort, "participant", 1)[0]
    assert entry.step == "Move of Aisha Khan to Group 3"
    assert [(c.field, c.old, c.new) for c in entry.changes] == [("Group", "Group 1", "Group 3")]
    undo(cohort)
    assert read_board(cohort, round_id).seats == before.seats


def test_several_people_move_to_the_tray_in_one_step(cohort, round_id, groups):
    move_people(cohort, round_id, [1, 2, 10], None, seen(cohort, round_id))
    board = read_board(cohort, round_id)
    assert names(board.tray) == ["Aisha Khan", "Ben Lee", "Jon Todd", "Kim Usher", "Liam Vance"]
    assert board.groups[0].size_problem == "1 person; the fewest is 3"
    assert read_undo_state(cohort).undo == "move of 3 people to the tray"
    undo(cohort)
    assert len(read_board(cohort, round_id).tray) == 3


def test_two_people_swap_and_so_do_one_placed_and_one_in_the_tray(cohort, round_id, groups):
    swap_people(cohort, round_id, 1, 4, seen(cohort, round_id))
    swap_people(cohort, round_id, 2, 12, seen(cohort, round_id))
    board = read_board(cohort, round_id)
    assert names(board.groups[0].cards) == ["Chloe Moss", "Dev Nair", "Liam Vance"]
    assert names(board.groups[1].cards) == ["Aisha Khan", "Ella Owen", "Finn Price"]
    assert "Ben Lee" in names(board.tray)
    assert read_undo_state(cohort).undo == "swap of Ben Lee and Liam Vance"


def test_a_move_on_an_old_state_is_refused(cohort, round_id, groups):
    old = seen(cohort, round_id)
    move_people(cohort, round_id, [1], groups[1], old)
    with pytest.raises(EditedMeanwhile, match="moved Aisha Khan meanwhile"):
        move_people(cohort, round_id, [2, 1], groups[2], old)
    with pytest.raises(EditedMeanwhile):
        swap_people(cohort, round_id, 1, 5, old)
    board = read_board(cohort, round_id)
    assert names(board.groups[0].cards) == ["Ben Lee", "Chloe Moss"]


def test_locked_people_and_groups_stay(cohort, round_id, groups):
    lock_people(cohort, round_id, [1], locked=True, seen=seen(cohort, round_id))
    second = read_board(cohort, round_id).groups[1]
    lock_group(cohort, second.id, second.version, locked=True)
    now = seen(cohort, round_id)
    for people, target, sentence in (
        ([1], groups[2], "Aisha Khan is locked in Group 1"),
        ([7], groups[1], "Group 2 is locked"),
        ([5], None, "Group 2 is locked"),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            move_people(cohort, round_id, people, target, now)
    with pytest.raises(RuleBroken, match="is locked"):
        swap_people(cohort, round_id, 7, 1, now)
    first, second = read_board(cohort, round_id).groups[:2]
    with pytest.raises(RuleBroken, match="Aisha Khan is locked"):
        remove_group(cohort, first.id, first.version)
    lock_group(cohort, second.id, second.version, locked=False)
    lock_people(cohort, round_id, [1], locked=False, seen=now)
    move_people(cohort, round_id, [1, 5], groups[2], seen(cohort, round_id))
    assert read_board(cohort, round_id).groups[2].size == 5


def test_only_people_in_a_group_can_be_locked(cohort, round_id, groups):
    with pytest.raises(RuleBroken, match="Jon Todd is in no group yet"):
        lock_people(cohort, round_id, [10], locked=True, seen=seen(cohort, round_id))


def test_those_who_withdraw_stay_in_sight_and_count_for_nothing(cohort, round_id, groups):
    withdraw_people(cohort, [1, 10])
    board = read_board(cohort, round_id)
    assert [card.withdrawn for card in board.groups[0].cards] == [True, False, False]
    assert (board.groups[0].size, board.groups[0].size_problem) == (
        2,
        "2 people; the fewest is 3",
    )
    assert names(board.tray) == ["Kim Usher", "Liam Vance"]
    assert board.seats[0] == (2, 3)


def test_those_who_have_completed_still_belong_to_their_groups(cohort, round_id, groups):
    before = read_board(cohort, round_id)
    set_for_people(cohort, list(range(1, 13)), "status", "completed")
    after = read_board(cohort, round_id)
    assert after.seats == before.seats
    assert after.score == before.score
    assert list_rounds(cohort, 1)[0].placed == 9


def test_groups_are_renamed_added_and_removed(cohort, round_id, groups):
    first = read_board(cohort, round_id).groups[0]
    rename_group(cohort, first.id, first.version, " North ")
    assert read_undo_state(cohort).undo == "renaming of Group 1 to North"
    with pytest.raises(EditedMeanwhile):
        rename_group(cohort, first.id, first.version, "South")
    assert add_group(cohort, round_id) not in groups
    board = read_board(cohort, round_id)
    assert [group.name for group in board.groups] == ["North", "Group 2", "Group 3", "Group 4"]
    for name, sentence in ((" ", "Give the group"), ("NORTH", "already"), ("x" * 121, "at most")):
        with pytest.raises(RuleBroken, match=sentence):
            rename_group(cohort, groups[1], board.groups[1].version, name)
    with pytest.raises(RuleBroken, match="already"):
        add_group(cohort, round_id, "north")


def test_a_removed_group_leaves_its_people_in_the_tray_and_comes_back_whole(
    cohort, round_id, groups
):
    add_rule(cohort, round_id, NewRule(RuleKind.IN_GROUP, (4,), group_id=groups[1]))
    before, rules = read_board(cohort, round_id), list_rules(cohort, round_id)
    second = before.groups[1]
    remove_group(cohort, second.id, second.version)
    board = read_board(cohort, round_id)
    assert len(board.groups) == 2
    assert names(board.tray)[:3] == ["Dev Nair", "Ella Owen", "Finn Price"]
    assert [rule.reason for rule in list_rules(cohort, round_id)] == ["line manager"]
    undo(cohort)
    assert read_board(cohort, round_id).seats == before.seats
    assert list_rules(cohort, round_id) == rules
    with pytest.raises(NotFound):
        remove_group(cohort, 99, 1)


def test_a_group_of_another_round_is_no_place(cohort, round_id, groups):
    other = add_round(cohort, 1)
    with pytest.raises(RuleBroken, match="belongs to another round"):
        move_people(cohort, other, [1], groups[0], {})


@pytest.mark.parametrize(
    ("people", "target"),
    [([4], 0), ([1, 2], 2), ([5], None), ([10, 11], 1), ([4, 12], 0)],
    ids=["rule broken", "two", "into the tray", "out of the tray", "from two places"],
)
def test_a_board_reseated_is_what_the_next_reading_shows(cohort, round_id, groups, people, target):
    board, live = open_board(cohort, round_id)
    group_id = None if target is None else groups[target]
    versions = move_people(cohort, round_id, people, group_id, seen(cohort, round_id))
    seats = {person: Seat(target, locked=False, version=versions[person]) for person in people}
    assert reseat(board, live, seats) == read_board(cohort, round_id)
    assert live.score() == read_board(cohort, round_id).score


def test_a_swap_and_a_lock_reseated_are_what_the_next_reading_shows(cohort, round_id, groups):
    board, live = open_board(cohort, round_id)
    versions = swap_people(cohort, round_id, 1, 4, seen(cohort, round_id))
    versions |= lock_people(cohort, round_id, [4], locked=True, seen=versions)
    seats = {
        1: Seat(1, locked=False, version=versions[1]),
        4: Seat(0, locked=True, version=versions[4]),
    }
    assert reseat(board, live, seats).groups == read_board(cohort, round_id).groups


def test_whoever_has_withdrawn_is_gone_once_taken_out(cohort, round_id, groups):
    withdraw_people(cohort, [2])
    board, live = open_board(cohort, round_id)
    versions = move_people(cohort, round_id, [2], None, seen(cohort, round_id))
    after = reseat(board, live, {2: Seat(None, locked=False, version=versions[2])})
    assert after == read_board(cohort, round_id)
    assert 2 not in {card.id for card in after.tray}


def test_what_a_search_has_proven_holds_on_the_board_until_the_settings_change(
    cohort, round_id, propose
):
    """Five from one place in groups of four: one must be alone, which no single bound can tell."""
    set_for_people(cohort, list(range(1, 6)), "location", "Avon")
    set_for_people(cohort, list(range(6, 13)), "location", "Bath")
    alone = Criterion(CriterionKind.NO_LONE_ONE, "location", Importance.HIGH)
    settings = read_settings(cohort, round_id)
    recipe = replace(settings.recipe, criteria=(alone,))
    save_settings(cohort, round_id, settings.version, recipe)
    proposal = propose(round_id)
    accept_proposal(cohort, proposal.id, proposal.version)
    assert read_board(cohort, round_id).score.distance == "Proven best"
    settings = read_settings(cohort, round_id)
    more = replace(recipe, criteria=(alone, Criterion(CriterionKind.MIX, "grade", Importance.LOW)))
    save_settings(cohort, round_id, settings.version, more)
    assert read_board(cohort, round_id).score.distance != "Proven best"


def test_what_was_proven_of_other_numbers_of_groups_does_not_count(cohort, round_id, propose):
    proposal = propose(round_id)
    accept_proposal(cohort, proposal.id, proposal.version)
    assert read_board(cohort, round_id).score.distance == "Proven best"
    added = add_group(cohort, round_id)
    board = read_board(cohort, round_id)
    moving = [group.cards[0].id for group in board.groups[:3]]
    move_people(cohort, round_id, moving, added, seen(cohort, round_id))
    board = read_board(cohort, round_id)
    assert board.score.objective < proposal.score.bound
    assert board.score == LiveBoard(board.request, board.seats).score()
