"""Published versions, who moved between them, and the groups as lists."""

import pytest

from cohort_desk.domain.errors import NotFound, RuleBroken
from cohort_desk.domain.forming.request import RuleKind
from cohort_desk.services.groups import (
    Corrected,
    Detail,
    NewRule,
    add_group,
    add_round,
    add_rule,
    list_rounds,
    list_versions,
    move_people,
    next_version,
    publication_outlook,
    publish,
    read_board,
    read_group_list,
    rename_group,
    unpublished_changes,
)
from cohort_desk.services.history import read_undo_state, undo
from cohort_desk.services.people import (
    add_person,
    edit_person,
    read_person,
    withdraw_people,
)


def move_first_to_second(db, round_id):
    """Move the first person of Group 1 to Group 2 and return their card."""
    board = read_board(db, round_id)
    card = board.groups[0].cards[0]
    seen = {card.id: card.seat_version}
    move_people(db, round_id, [card.id], board.groups[1].id, seen)
    return card


def test_a_version_is_frozen_while_the_board_goes_on(cohort, placed):
    assert publish(cohort, placed) == 1
    assert read_undo_state(cohort).undo == "publication of Round 1, version 1"
    assert not unpublished_changes(cohort, placed)
    frozen = read_group_list(cohort, placed, 1)
    assert read_group_list(cohort, placed) == frozen
    card = move_first_to_second(cohort, placed)
    changes = unpublished_changes(cohort, placed)
    assert [(one.name, one.before, one.after) for one in changes.moved] == [
        (card.name, "Group 1", "Group 2")
    ]
    assert read_group_list(cohort, placed, 1) == frozen
    now = read_group_list(cohort, placed)
    assert now.version is None
    assert [len(group.members) for group in now.groups] == [3, 5, 4]
    assert list_rounds(cohort, 1)[0].published == 1


def test_versions_tell_who_moved_since_the_one_before(cohort, placed):
    publish(cohort, placed)
    card = move_first_to_second(cohort, placed)
    leaver = read_board(cohort, placed).groups[2].cards[0]
    withdraw_people(cohort, [leaver.id])
    group = read_board(cohort, placed).groups[1]
    rename_group(cohort, group.id, group.version, "North")
    assert publish(cohort, placed) == 2
    newest, first = list_versions(cohort, placed)
    assert (newest.number, newest.people, newest.groups, newest.published_by) == (2, 11, 3, "Ann")
    assert {(one.name, one.before, one.after) for one in newest.difference.moved} == {
        (card.name, "Group 1", "North"),
        (leaver.name, "Group 3", ""),
    }
    assert newest.difference.renamed == (("Group 2", "North"),)
    assert len(first.difference.moved) == 12
    assert {one.before for one in first.difference.moved} == {""}
    undo(cohort)
    assert [one.number for one in list_versions(cohort, placed)] == [1]


def test_the_number_of_an_undone_version_is_not_used_again(any_db):
    person = add_person(any_db, 1, {"family_name": "Khan"})
    told = []
    any_db.listeners.append(lambda news: told.append(news.said))
    for name in ("Round 1", "Round 2"):
        round_id = add_round(any_db, 1, name)
        move_people(any_db, round_id, [person], add_group(any_db, round_id), {})
        assert publish(any_db, round_id) == 1
        undo(any_db)
        assert next_version(any_db, round_id) == 2
        assert publish(any_db, round_id) == 2
        assert read_undo_state(any_db).undo == f"publication of {name}, version 2"
        assert told[-1] == f"Published {name}, version 2"
        assert [one.number for one in list_versions(any_db, round_id)] == [2]
        assert read_group_list(any_db, round_id).version == 2
    assert [one.published for one in list_rounds(any_db, 1)] == [2, 2]


def test_a_correction_reaches_paper_and_the_next_version(cohort, placed):
    publish(cohort, placed)
    edit_person(cohort, 1, read_person(cohort, 1).version, {"family_name": "Kahn"})
    now = read_group_list(cohort, placed)
    assert now.version is None
    assert "Aisha Kahn" in {member.name for group in now.groups for member in group.members}
    changes = unpublished_changes(cohort, placed)
    assert changes.moved == ()
    assert changes.corrected == (
        Corrected(1, "Aisha Kahn", (Detail("Name", "Aisha Khan", "Aisha Kahn"),)),
    )
    assert publish(cohort, placed) == 2
    assert list_versions(cohort, placed)[0].difference == changes


def test_an_empty_group_is_something_to_publish(cohort, placed):
    publish(cohort, placed)
    add_group(cohort, placed, "Reserve")
    assert unpublished_changes(cohort, placed).added == ("Reserve",)
    assert publish(cohort, placed) == 2
    assert [group.name for group in read_group_list(cohort, placed).groups][-1] == "Reserve"


def test_the_list_has_what_papers_show(cohort, placed):
    publish(cohort, placed)
    listing = read_group_list(cohort, placed)
    assert (listing.programme, listing.cohort) == ("Test programme", "2026 intake")
    assert (listing.round_name, listing.version, listing.people) == ("Round 1", 1, 12)
    members = [member for group in listing.groups for member in group.members]
    aisha = next(member for member in members if member.name == "Aisha Khan")
    assert (aisha.agency_short, aisha.sector, aisha.email) == (
        "LCC",
        "local_government",
        "aisha@example.org",
    )


def test_there_must_be_something_new_to_publish(cohort, round_id, placed):
    publish(cohort, placed)
    with pytest.raises(RuleBroken, match="Nothing has changed since version 1"):
        publish(cohort, placed)
    with pytest.raises(NotFound, match="no published version 2"):
        read_group_list(cohort, placed, 2)


def test_the_outlook_tells_beforehand_what_publishing_does(cohort, round_id, placed):
    first = publication_outlook(cohort, placed)
    assert (first.round_name, first.number, first.since) == ("Round 1", 1, None)
    assert (first.groups, first.people, len(first.changes.moved)) == (3, 12, 12)
    publish(cohort, placed)
    undo(cohort)
    publish(cohort, placed)
    assert not publication_outlook(cohort, placed).changes
    card = move_first_to_second(cohort, placed)
    other = read_board(cohort, placed).groups[2].cards[0]
    add_rule(cohort, placed, NewRule(RuleKind.TOGETHER, (card.id, other.id)))
    then = publication_outlook(cohort, placed)
    assert (then.number, then.since) == (3, 2)
    assert [one.name for one in then.changes.moved] == [card.name]
    assert then.broken == tuple(one.words for one in read_board(cohort, placed).score.broken)
    assert len(then.broken) == 1
    assert publish(cohort, placed) == then.number


def test_an_empty_board_is_not_published(cohort, round_id):
    with pytest.raises(RuleBroken, match="Nobody is in a group yet"):
        publish(cohort, round_id)
