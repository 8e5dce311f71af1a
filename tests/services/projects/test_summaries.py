"""Summaries of projects: whose copy it is, and what only that one tells."""

from datetime import UTC, date, datetime

import pytest

from cohort_desk.db.tables import AssessmentRow, ModuleRow, SittingRow, SubmissionRow
from cohort_desk.domain.errors import NotFound
from cohort_desk.services.projects import add_projects, delete_projects
from cohort_desk.services.projects.summaries import HandedIn, project_of, read_summary

ON = date(2026, 11, 14)
AISHA, DEV = 1, 4


@pytest.fixture
def project(desk):
    """Group 1's project; its report came on 2 November, and Aisha's reflection on the 9th."""
    (key,) = add_projects(desk, [1])
    with desk.begin("work handed in") as work:
        add = work.session.add
        add(ModuleRow(id=1, cohort_id=1, code="M1", title="Innovation", credits=20, position=1))
        owners = ((1, "Report", {"group_id": 1}), (2, "Reflection", {"participant_id": AISHA}))
        for number, title, owner in owners:
            part = {"module_id": 1, "title": title, "weight": 1, "position": number}
            add(AssessmentRow(id=number, **part))
            add(SittingRow(assessment_id=number, number=1))
            at = datetime(2026, 11, 7 * number - 5, 10, tzinfo=UTC)
            key_of = {"id": number, "assessment_id": number, "code": f"W{number}"}
            add(SubmissionRow(submitted_at=at, **key_of, **owner))
    return key


def test_a_participants_copy_tells_their_own_part_and_nobody_elses(desk, project):
    assert project_of_person(desk, AISHA) == project
    told = read_summary(desk, project, ON, AISHA)
    assert told.handed_in == (HandedIn("Report (M1)", date(2026, 11, 2)),)
    assert (told.own.name, told.own.agency) == ("Aisha Khan", "West Yorkshire Police")
    assert told.own.work == (HandedIn("Reflection (M1)", date(2026, 11, 9)),)
    assert read_summary(desk, project, ON, 2).own.work == ()
    assert read_summary(desk, project, ON).own is None


def test_whose_group_has_none_has_none(desk, project):
    assert project_of_person(desk, DEV) is None
    delete_projects(desk, [project])
    with pytest.raises(NotFound):
        read_summary(desk, project, ON)


def project_of_person(db, person):
    with db.read() as work:
        return project_of(work, person)
