"""The sample programme."""

import shutil

import pytest

from cohort_desk.db.audit import examine
from cohort_desk.domain.awards.facts import Outcome
from cohort_desk.domain.errors import Cancelled, FileExists
from cohort_desk.domain.marks.ladder import RungKind
from cohort_desk.reports.sample import create_sample
from cohort_desk.services.boards import differences, list_boards, list_comments, read_sheet
from cohort_desk.services.boards.results import ratified_results
from cohort_desk.services.groups import (
    list_proposals,
    list_rounds,
    list_rules,
    list_versions,
    read_group_list,
)
from cohort_desk.services.home.standing import read_standing
from cohort_desk.services.marks.agreeing import How, read_agreements
from cohort_desk.services.marks.results import read_results
from cohort_desk.services.marks.tutors import list_tutors
from cohort_desk.services.modules import list_modules
from cohort_desk.services.people import find_people, read_people
from cohort_desk.services.programmes import count_people, open_programme, read_programme
from cohort_desk.services.submissions import list_submissions


@pytest.fixture(scope="module")
def sample(tmp_path_factory, sample_file):
    db = open_programme(shutil.copy(sample_file, tmp_path_factory.mktemp("sample")), actor="Ann")
    yield db
    db.engine.dispose()


def test_two_cohorts_of_plainly_synthetic_people_at_agencies_of_every_public_sector(sample):
    current, former = read_programme(sample).cohorts
    assert count_people(sample) == {current.id: 60, former.id: 22}
    people = read_people(sample, find_people(sample, current.id)).values()
    assert all(person.email.endswith("@example.org") for person in people)
    assert all(person.agency and person.agency_short_name for person in people)
    public = {"local_government", "police", "fire", "health", "education"}
    assert {person.sector for person in people} == public | {"voluntary", "housing", "private"}
    statuses = [p.status for p in read_people(sample, find_people(sample, former.id)).values()]
    assert set(statuses) == {"completed"}


def test_one_round_is_published_twice_and_one_waits_for_a_choice(sample):
    current = read_programme(sample).cohorts[0]
    published, waiting = list_rounds(sample, current.id)
    newest, oldest = list_versions(sample, published.id)
    assert len(newest.difference.moved) == 3
    assert oldest.number == 1
    assert (waiting.groups, waiting.open_proposals) == (0, 2)
    proposals = list_proposals(sample, waiting.id)
    assert all(proposal.score.proven_best for proposal in proposals)
    reasons = {rule.reason for rule in list_rules(sample, waiting.id)}
    assert {"worked on the same complaint", "travel together", "line manager"} <= reasons


def test_it_is_in_order_and_the_same_each_time(sample, tmp_path):
    assert all(finding.in_order for finding in examine(sample))
    again = create_sample(tmp_path / "Again.cohort")
    assert groups_of(again) == groups_of(sample)
    again.engine.dispose()


def test_a_file_in_its_place_is_kept(tmp_path):
    (tmp_path / "Sample.cohort").write_text("mine")
    with pytest.raises(FileExists):
        create_sample(tmp_path / "Sample.cohort")
    assert (tmp_path / "Sample.cohort").read_text() == "mine"


def test_nothing_is_left_of_one_that_is_stopped(tmp_path):
    def stop(done, _total):
        if done == 2:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        create_sample(tmp_path / "Sample.cohort", stop)
    assert list(tmp_path.iterdir()) == []


def groups_of(db):
    current = read_programme(db).cohorts[0]
    return read_group_list(db, list_rounds(db, current.id)[0].id, 2).groups


def test_the_former_cohorts_marks_are_ratified_and_lead_to_awards(sample):
    former = read_programme(sample).cohorts[1].id
    (board,) = list_boards(sample, former)
    assert board.ratified_at is not None
    with sample.read() as work:
        confirmed = ratified_results(work, former)
    assert len(confirmed) == 22
    assert {each.award for each in confirmed.values()} >= {Outcome.PASSED, Outcome.MERIT}
    late = [
        ladder
        for each in read_results(sample, former).candidates
        for ladder in each.ladders
        if ladder.ladder.rung(RungKind.LATE)
    ]
    assert late
    assert all(ladder.ratified for ladder in late)
    assert differences(sample, board.id) == ()


def test_the_current_cohorts_marking_is_half_done(sample):
    current = read_programme(sample).cohorts[0].id
    work = read_standing(sample, current).progress
    assert 0 < work.marked < work.submitted < work.due < work.due_later
    assert work.projects == work.groups == 10
    assert [late.name for late in work.not_handed_in] == ["Project report"]


def test_the_former_cohorts_board_had_something_to_decide(sample):
    former = read_programme(sample).cohorts[1].id
    (board,) = list_boards(sample, former)
    sheet = read_sheet(sample, former, board.id)
    assert sheet.near
    assert Outcome.REFERRED in {line.proposed for line in sheet.lines}
    amended = [
        mark.decision
        for line in sheet.lines
        for module in line.modules
        for mark in module.marks
        if mark.decision is not None and mark.decision.chairs_action
    ]
    assert ["signed sheet" in decision.reason for decision in amended] == [True]
    assert [comment.answered for comment in list_comments(sample, board.id)] == [False, True]
    lines = submissions(sample, former)
    assert [hold.cleared_why != "" for line in lines for hold in line.past_holds] == [True]


def test_the_current_cohort_has_something_to_settle_clear_and_keep_apart(sample):
    current = read_programme(sample).cohorts[0].id
    lines = submissions(sample, current)
    assert [len(line.holds) for line in lines if line.holds] == [1]
    pairs = read_agreements(sample, lines[0].assessment_id, 1).lines
    assert [pair.how for pair in pairs].count(How.TO_SETTLE) == 1
    (tutor,) = [each for each in list_tutors(sample) if each.conflicts]
    assert tutor.name == "Tutor Cedar"


def submissions(db, cohort_id):
    parts = [part for module in list_modules(db, cohort_id) for part in module.assessments]
    (report,) = [part for part in parts if part.done_by == "group"]
    return list_submissions(db, report.id)


def test_nothing_in_it_was_written_past_its_history(sample):
    assert [finding.check for finding in examine(sample) if not finding.in_order] == []
