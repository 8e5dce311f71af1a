"""Who is expected to hand in, the codes they go by, and making a submission's row."""

import pytest

from cohort_desk.db.tables import ParticipantRow
from cohort_desk.domain.errors import NotFound, RuleBroken
from cohort_desk.services.submissions import (
    Owner,
    candidate_numbers,
    draw_candidates,
    known_candidates,
    list_submissions,
    read_submission,
    submission_of,
)
from cohort_desk.services.submissions.candidates import free_number

PROJECT, ESSAY = 1, 2
ONE, AISHA = Owner(group_id=1), Owner(participant_id=1)


def test_every_expected_owner_has_a_line_before_anything_came(desk):
    assert [line.name for line in list_submissions(desk, PROJECT)] == ["Group 1", "Group 2"]
    essays = list_submissions(desk, ESSAY)
    assert [line.name for line in essays][:2] == ["Aisha Khan", "Ben Lee"]
    assert {line.id for line in essays} == {None}


def test_somebody_withdrawn_is_expected_no_more_unless_they_handed_in(desk):
    with desk.begin("making") as work:
        submission_of(work, ESSAY, 1, AISHA)
    with desk.begin("withdrawal") as work:
        for person in (1, 2):
            work.need(ParticipantRow, person).status = "withdrawn"
    assert [line.name for line in list_submissions(desk, ESSAY)][:2] == ["Aisha Khan", "Chloe Moss"]
    (group, _) = list_submissions(desk, PROJECT)
    assert [member.name for member in group.members] == ["Chloe Moss"]


def test_a_submission_is_made_once_with_a_code_and_its_members_numbers(desk):
    with desk.begin("making") as work:
        made = submission_of(work, PROJECT, 1, ONE).id
        assert submission_of(work, PROJECT, 1, ONE).id == made
    line = read_submission(desk, made)
    assert line.code.startswith("W")
    assert len({member.candidate for member in line.members} - {""}) == 3


def test_numbers_once_drawn_stay(desk):
    with desk.begin("drawing") as work:
        first = candidate_numbers(work, 1, [1, 2])
    assert draw_candidates(desk, 1) == 4
    assert draw_candidates(desk, 1) == 0
    with desk.read() as work:
        known = known_candidates(work, 1)
    assert {person: known[person] for person in first} == first
    assert len(set(known.values())) == 6


def test_numbers_grow_longer_before_they_run_out():
    taken = {f"C{number}" for number in range(1000, 5500)}
    assert len(free_number("C", taken)) == 6


@pytest.mark.parametrize(
    ("assessment", "owner", "said"),
    [
        (PROJECT, AISHA, "Project report is not done by Aisha Khan"),
        (ESSAY, ONE, "Essay is not done by Group 1"),
    ],
)
def test_an_owner_of_whom_it_is_not_expected_is_refused(desk, assessment, owner, said):
    with pytest.raises(RuleBroken, match=said), desk.begin("making") as work:
        submission_of(work, assessment, 1, owner)


def test_a_sitting_that_is_not_there_is_said_to_be_gone(desk):
    with pytest.raises(NotFound, match="sitting is no longer here"):
        list_submissions(desk, PROJECT, 2)


def test_nobody_has_a_second_attempt_unasked(desk):
    refused = pytest.raises(RuleBroken, match="Group 1 has no attempt at sitting 2")
    with refused, desk.begin("making") as work:
        submission_of(work, PROJECT, 2, ONE)
