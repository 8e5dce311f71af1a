"""What a user can do with projects; see the modules for each kind of action."""

from cohort_desk.services.projects.changes import (
    add_projects,
    delete_projects,
    edit_project,
    set_status,
)
from cohort_desk.services.projects.finding import ProjectFound, find_projects
from cohort_desk.services.projects.parts import (
    add_milestone,
    add_outcome,
    add_partner,
    add_project_files,
    edit_milestone,
    edit_outcome,
    remove_milestone,
    remove_outcome,
    remove_partner,
    remove_project_file,
    set_done,
)
from cohort_desk.services.projects.records import list_projects, read_project
from cohort_desk.services.projects.shapes import (
    AgencyName,
    GroupMember,
    Milestone,
    Outcome,
    Partner,
    Project,
    ProjectFile,
    ProjectLine,
)

__all__ = [
    "AgencyName",
    "GroupMember",
    "Milestone",
    "Outcome",
    "Partner",
    "Project",
    "ProjectFile",
    "ProjectFound",
    "ProjectLine",
    "add_milestone",
    "add_outcome",
    "add_partner",
    "add_project_files",
    "add_projects",
    "delete_projects",
    "edit_milestone",
    "edit_outcome",
    "edit_project",
    "find_projects",
    "list_projects",
    "read_project",
    "remove_milestone",
    "remove_outcome",
    "remove_partner",
    "remove_project_file",
    "set_done",
    "set_status",
]
