"""What stands on groups, rounds and agencies is never dropped by changes made elsewhere."""

from dataclasses import replace

import pytest

from cohort_desk.db.tables import (
    GroupRow,
    MembershipRow,
    RoundRow,
    TutorConflictRow,
    TutorRow,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.request import default_recipe
from cohort_desk.domain.forming.settings.recipes import recipe_to_plain
from cohort_desk.domain.forming.sizes import Sizes
from cohort_desk.services.agencies import delete_agencies, merge_agencies
from cohort_desk.services.groups import delete_round, remove_group
from cohort_desk.services.groups.acceptance import placement_of
from cohort_desk.services.groups.material import read_material
from cohort_desk.services.groups.repairing import PlannedRepair, make_repair
from cohort_desk.services.groups.standing import groups_with_work
from cohort_desk.services.history import undo
from cohort_desk.services.projects import add_partner, add_projects, edit_project, read_project


def version(db, table, key):
    with db.read() as work:
        return work.need(table, key).version


@pytest.fixture
def project(desk):
    """The project of Group 1."""
    (made,) = add_projects(desk, [1])
    return made


def test_a_group_with_a_project_is_not_removed(desk, project):
    with pytest.raises(RuleBroken, match="Group 1 has 1 project, so it cannot be removed"):
        remove_group(desk, 1, version(desk, GroupRow, 1))
    remove_group(desk, 2, version(desk, GroupRow, 2))


def test_a_round_whose_groups_have_projects_is_not_deleted(desk, project):
    with pytest.raises(RuleBroken, match="The groups of Projects have 1 project"):
        delete_round(desk, 1, version(desk, RoundRow, 1))
    undo(desk)
    delete_round(desk, 1, version(desk, RoundRow, 1))


def test_a_repair_does_not_dissolve_a_group_with_a_project(desk, project):
    with desk.begin("empty") as work:
        for person in (1, 2, 3):
            work.session.delete(work.need(MembershipRow, (1, person)))
    fields = {
        "title": "Close Group 1",
        "moves": (),
        "placed": (),
        "opened": (),
        "dissolved": ("Group 1",),
        "trade": "",
        "proof": "",
        "changed": (),
        "removed": ((1, version(desk, GroupRow, 1)),),
        "sitting": {},
    }
    with pytest.raises(RuleBroken, match="Group 1 has 1 project"):
        make_repair(desk, 1, PlannedRepair(**fields), {})


def test_accepting_a_proposal_keeps_a_group_that_has_a_project(desk, project):
    recipe = replace(default_recipe(), sizes=Sizes(6, 6, 6))
    planned = [{"group_id": None, "name": "All", "members": [1, 2, 3, 4, 5, 6], "tied": False}]
    with desk.begin("one group") as work:
        work.need(RoundRow, 1).recipe = recipe_to_plain(recipe)
        for person in (1, 2):
            work.need(MembershipRow, (1, person)).group_id = 2
        work.session.flush()
        working = groups_with_work(work, 1)
        placement = placement_of(read_material(work, 1), (), planned, working)
    assert working == {1}
    assert [(group.name, len(group.members)) for group in placement.groups] == [
        ("Group 1", 0),
        ("Group 2", 6),
    ]
    assert placement.size_problems(recipe.sizes)


def test_merged_agencies_take_their_projects_partners_and_tutors_along(desk, project):
    edit_project(
        desk, project, version_of(desk, project), {"sponsor_agency_id": "West Yorkshire Police"}
    )
    add_partner(desk, project, "West Yorkshire Police")
    add_partner(desk, project, "Leeds City Council")
    with desk.begin("tutors") as work:
        work.session.add(TutorRow(id=1, name="Tom Tutor", agency_id=2))
        for agency_id in (1, 2):
            work.session.add(TutorConflictRow(tutor_id=1, agency_id=agency_id))
    assert delete_agencies(desk, [2]) == ("West Yorkshire Police",)
    merge_agencies(desk, 1, 2)
    after = read_project(desk, project).project
    assert after.sponsor.name == "Leeds City Council"
    assert [partner.name for partner in after.partners] == ["Leeds City Council"]
    with desk.read() as work:
        assert work.need(TutorRow, 1).agency_id == 1
        assert work.session.query(TutorConflictRow).count() == 1
    undo(desk)
    assert read_project(desk, project).project.sponsor.name == "West Yorkshire Police"


def version_of(db, project):
    return read_project(db, project).project.version
