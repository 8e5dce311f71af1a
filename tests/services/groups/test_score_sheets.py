"""Score sheets of groups as they stand and of proposals; and who is enrolled where."""

import pytest

from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.forming.request import RuleKind
from cohort_desk.services.groups import (
    NewRule,
    add_round,
    add_rule,
    discard_proposal,
    lock_group,
    move_people,
    publish,
    read_board,
    read_group_list,
    read_score_sheet,
)
from cohort_desk.services.groups.enrolments import read_enrolments
from cohort_desk.services.people import edit_person, read_person


def test_the_sheet_of_the_board_says_what_formed_it_until_it_is_changed(cohort, placed, propose):
    sheet = read_score_sheet(cohort, placed)
    board = read_board(cohort, placed)
    assert sheet.score == board.score
    assert sheet.groups == tuple((group.name, group.size) for group in board.groups)
    assert (sheet.sizes, sheet.people) == ("3 groups of 4", 12)
    assert sheet.sizes_asked == "3 to 5 people in a group, 4 preferred"
    assert (sheet.origin.seed, sheet.origin.stopped) == (1, False)
    assert sheet.proof.sum_of_bounds == sheet.score.bound
    assert [rule.words for rule in sheet.rules] == ["Aisha Khan and Dev Nair apart (line manager)"]
    assert sheet.rules[0].broken == ""

    first, other, _ = board.groups
    card = first.cards[0]
    move_people(cohort, placed, [card.id], other.id, {card.id: card.seat_version})
    assert read_score_sheet(cohort, placed).origin is None


def test_the_sheet_of_a_proposal_is_of_its_groups_and_settings(cohort, round_id, propose):
    add_rule(cohort, round_id, NewRule(RuleKind.TOGETHER, (2, 5), "travel together"))
    proposal = propose(round_id, seed=5)
    sheet = read_score_sheet(cohort, round_id, proposal.id)
    assert sheet.score == proposal.score
    assert [name for name, _ in sheet.groups] == [group.name for group in proposal.groups]
    assert (sheet.origin.seed, sheet.origin.steps) == (5, proposal.steps)
    assert {rule.broken for rule in sheet.rules} == {""}
    assert "Ben Lee and Ella Owen together (travel together)" in {r.words for r in sheet.rules}
    discard_proposal(cohort, proposal.id, proposal.version)
    with pytest.raises(NotFound):
        read_score_sheet(cohort, round_id, proposal.id)


def test_earlier_groups_are_called_by_their_names_in_the_proof(cohort, placed, propose):
    second = add_round(cohort, 1)
    sheet = read_score_sheet(cohort, second, propose(second).id)
    faces = sheet.proof.criteria[-1]
    assert faces.score.criterion.column == "Round 1"
    assert [share.value for share in faces.shares] == ["Group 1", "Group 2", "Group 3"]
    assert [share.least for share in faces.shares] == [1, 1, 1]


def test_a_listed_member_is_known_by_id_in_versions_too(cohort, placed):
    publish(cohort, placed)
    assert set(read_group_list(cohort, placed, 1).ids) == set(range(1, 13))


def test_people_are_enrolled_as_they_are_called_today(cohort, placed):
    publish(cohort, placed)
    edit_person(cohort, 1, read_person(cohort, 1).version, {"family_name": "Khan-Moss"})
    edit_person(cohort, 2, read_person(cohort, 2).version, {"email": ""})
    found = read_enrolments(cohort, placed, 1)
    aisha = next(one for one in found.people if one.given_name == "Aisha")
    assert (aisha.family_name, aisha.email) == ("Khan-Moss", "aisha@example.org")
    assert found.groups == ("Group 1", "Group 2", "Group 3")
    assert aisha.group in found.groups
    assert found.without_email == ("Ben Lee",)
    assert len(found.people) == 11


def test_of_a_round_with_a_locked_group_the_sheet_has_it_in_its_place(cohort, placed, propose):
    first, *_ = read_board(cohort, placed).groups
    lock_group(cohort, first.id, first.version, locked=True)
    proposal = propose(placed, seed=3)
    sheet = read_score_sheet(cohort, placed, proposal.id)
    assert sheet.groups == tuple((f"Group {number}", 4) for number in (1, 2, 3))
    assert sheet.badge == "Proven best, leaving Group 1 as it is"
    assert len(sheet.score.groups) == 3
