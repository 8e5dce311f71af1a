"""The groups of a round as a table: a row for each person, under the name of their group."""

from pathlib import Path

from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.sectors import sector_label
from cohort_desk.exchange.tables_out import TableOut, write_table
from cohort_desk.services.groups.lists import GroupList

_HEADINGS = ("Group", "Name", "Agency", "Sector", "Job title", "E-mail")


def write_group_table(listing: GroupList, path: Path, report: Progress = unwatched) -> None:
    """Write the groups as .csv or .xlsx, in their order; `report` counts people.

    Raises:
        CannotWrite: another ending, or the place cannot be written to.
    """
    rows = [
        (
            group.name,
            member.name,
            member.agency,
            sector_label(member.sector) if member.sector else "",
            member.job_title,
            member.email,
        )
        for group in listing.groups
        for member in group.members
    ]
    write_table(TableOut("Groups", _HEADINGS, rows), path, report)
