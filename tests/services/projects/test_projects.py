"""Registering projects, changing them, and what belongs to them."""

from datetime import date, datetime, timedelta

import pytest

from cohort_desk.db.tables import ProjectRow
from cohort_desk.domain.errors import CannotUndo, EditedMeanwhile, NotFound, RuleBroken
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.projects import Step, is_overdue, next_step
from cohort_desk.domain.submissions.kinds import Upload
from cohort_desk.services.history import history_of, undo, undo_step
from cohort_desk.services.projects import (
    add_milestone,
    add_outcome,
    add_partner,
    add_project_files,
    add_projects,
    delete_projects,
    edit_milestone,
    edit_outcome,
    edit_project,
    find_projects,
    list_projects,
    read_project,
    remove_milestone,
    remove_outcome,
    remove_partner,
    remove_project_file,
    set_done,
    set_status,
)


@pytest.fixture
def project(desk):
    """The project of Group 1, whose id it is."""
    (made,) = add_projects(desk, [1])
    return made


def now_is(db, project):
    return read_project(db, project).project


def test_projects_for_each_group_at_once_and_only_once(desk):
    assert [line.project for line in list_projects(desk, 1)] == [None, None]
    add_projects(desk, [1])
    assert len(add_projects(desk, [1, 2])) == 1
    titles = [line.project.title for line in list_projects(desk, 1)]
    assert titles == ["Project of Group 1", "Project of Group 2"]
    with pytest.raises(RuleBroken, match="has a project already"):
        add_projects(desk, [1, 2])
    with pytest.raises(NotFound, match="group is no longer here"):
        add_projects(desk, [9])


def test_a_line_names_the_group_its_people_and_their_agencies(desk, project):
    line = read_project(desk, project)
    assert (line.group, line.round, line.in_play) == ("Group 1", "Projects", True)
    assert [member.name for member in line.members] == ["Aisha Khan", "Ben Lee", "Chloe Moss"]
    assert line.members[0].agency.abbreviation == "WYP"


def test_fields_are_changed_as_they_were_seen(desk, project):
    seen = now_is(desk, project).version
    edit_project(
        desk,
        project,
        seen,
        {"title": " One  records check ", "sponsor_agency_id": "west yorkshire police"},
    )
    after = now_is(desk, project)
    assert (after.title, after.sponsor.name) == ("One records check", "West Yorkshire Police")
    with pytest.raises(EditedMeanwhile):
        edit_project(desk, project, seen, {"title": "Another"})
    edit_project(desk, project, after.version, {"sponsor_agency_id": ""})
    assert now_is(desk, project).sponsor is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": " "}, "Give the project a name"),
        ({"title": "x" * 201}, "longer than 200 characters"),
        ({"problem": "x" * 20_001}, "Work problem takes at most 20,000 characters, and this has"),
        ({"status": "lost"}, "Choose a status"),
        ({"sponsor_agency_id": "Nowhere Council of None"}, "There is no agency"),
    ],
)
def test_what_breaks_a_rule_changes_nothing(desk, project, change, said):
    before = now_is(desk, project)
    with pytest.raises(RuleBroken, match=said) as refused:
        edit_project(desk, project, before.version, change)
    assert refused.value.field in change
    assert now_is(desk, project) == before


def test_projects_are_found_by_the_beginnings_of_words(desk, project):
    edit_project(desk, project, now_is(desk, project).version, {"title": "Café for coaches"})
    assert [each.group for each in find_projects(desk, 1, "coach cafe", 5)] == ["Group 1"]
    assert [each.id for each in find_projects(desk, 1, "group", 5)] == [project]
    assert find_projects(desk, 1, "network", 5) == ()
    assert find_projects(desk, 1, "", 0) == ()


def test_status_of_several(desk, project):
    add_projects(desk, [2])
    both = [line.project.id for line in list_projects(desk, 1)]
    assert set_status(desk, both, "approved") == 2
    assert set_status(desk, both, "approved") == 0


def test_partners_are_agencies_of_the_list_or_by_name_and_each_once(desk, project):
    add_partner(desk, project, "Leeds City Council", "Data")
    add_partner(desk, project, "Friends of Roundhay")
    agency, other = now_is(desk, project).partners
    assert (agency.agency.name, agency.role) == ("Leeds City Council", "Data")
    assert (other.agency, other.name) == (None, "Friends of Roundhay")
    for name in ("Leeds city council", "friends of roundhay"):
        with pytest.raises(RuleBroken, match="already"):
            add_partner(desk, project, name)
    remove_partner(desk, other.id, other.version)
    assert len(now_is(desk, project).partners) == 1


def test_outcomes_of_several_kinds(desk, project):
    add_outcome(desk, project, "money", "about £150,000 a year")
    add_outcome(desk, project, "strategy")
    money, strategy = now_is(desk, project).outcomes
    edit_outcome(desk, strategy.id, strategy.version, "Cohesion strategy")
    remove_outcome(desk, money.id, money.version)
    (left,) = now_is(desk, project).outcomes
    assert (left.kind, left.description) == ("strategy", "Cohesion strategy")
    with pytest.raises(RuleBroken, match="Choose what kind"):
        add_outcome(desk, project, "glory")


def test_milestones_in_the_order_in_which_they_are_due(desk, project):
    add_milestone(desk, project, "Report", date(2027, 3, 1))
    add_milestone(desk, project, "Some day")
    add_milestone(desk, project, "Survey", date(2027, 1, 10))
    first, report, _ = now_is(desk, project).milestones
    assert (first.title, now_is(desk, project).next_step.title) == ("Survey", "Survey")
    today = datetime.now(LONDON).date()
    set_done(desk, first.id, first.version, today)
    assert now_is(desk, project).next_step.title == "Report"
    edit_milestone(desk, report.id, report.version, "Final report", date(2027, 4, 1))
    report = now_is(desk, project).milestones[1]
    with pytest.raises(RuleBroken, match="still to come"):
        set_done(desk, report.id, report.version, today + timedelta(days=1))
    remove_milestone(desk, report.id, report.version)
    assert [milestone.title for milestone in now_is(desk, project).milestones] == [
        "Survey",
        "Some day",
    ]


def test_overdue_and_next():
    late = Step("a", date(2026, 1, 1), None)
    done = Step("b", date(2025, 1, 1), date(2025, 1, 1))
    assert is_overdue(late, date(2026, 1, 2))
    assert not is_overdue(late, date(2026, 1, 1))
    assert not is_overdue(done, date(2026, 1, 2))
    assert next_step((Step("c", None, None), late, done)) == late
    assert next_step((done,)) is None


def test_files_of_any_kind_are_kept_with_a_project(desk, project):
    add_project_files(desk, project, [Upload("notes.txt", b"Hello"), Upload("b.bin", b"x")])
    (first, second) = now_is(desk, project).files
    assert (first.name, second.name, second.size) == ("b.bin", "notes.txt", 5)
    remove_project_file(desk, first.id, first.version)
    with pytest.raises(RuleBroken, match="0 bytes"):
        add_project_files(desk, project, [Upload("empty.txt", b"")])
    with pytest.raises(RuleBroken, match="at least one"):
        add_project_files(desk, project, [])
    assert len(now_is(desk, project).files) == 1


def test_the_history_tells_in_words_what_changed(desk, project):
    changes = {"sponsor_agency_id": "Leeds City Council", "status": "under_way"}
    edit_project(desk, project, now_is(desk, project).version, changes)
    add_milestone(desk, project, "Survey", date(2027, 1, 10))
    milestone, edited, _ = history_of(desk, "project", project)
    assert {(c.field, c.old, c.new) for c in edited.changes} == {
        ("Sponsor", "", "Leeds City Council"),
        ("Status", "Proposed", "Under way"),
    }
    assert ("Due on", "10 January 2027") in {(c.field, c.new) for c in milestone.changes}


def test_a_deleted_project_comes_back_whole(desk, project):
    add_partner(desk, project, "Friends of Roundhay")
    add_outcome(desk, project, "network")
    add_milestone(desk, project, "Survey")
    add_project_files(desk, project, [Upload("notes.txt", b"Hello")])
    before = now_is(desk, project)
    delete_projects(desk, [project, 99])
    assert list_projects(desk, 1)[0].project is None
    undo(desk)
    after = now_is(desk, project)
    assert (after.partners[0].name, after.files[0].sha256) == (
        "Friends of Roundhay",
        before.files[0].sha256,
    )
    assert len(history_of(desk, "project", project)) == 7


def test_a_registration_with_parts_on_it_is_not_undone(desk):
    heard = []
    desk.listeners.append(heard.append)
    (made,) = add_projects(desk, [1])
    add_outcome(desk, made, "network")
    with pytest.raises(CannotUndo, match="other records depend on it"):
        undo_step(desk, heard[0].step_id)
    with desk.read() as work:
        assert work.session.get(ProjectRow, made) is not None
