"""Prints a report on savings from what it said, whichever it is."""

from pathlib import Path

from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.reports.savings.agency import write_agency_page
from cohort_desk.reports.savings.portfolio import write_portfolio_report
from cohort_desk.reports.savings.project import write_project_savings
from cohort_desk.services.savings.snapshots.shapes import AgencyContent, PortfolioContent
from cohort_desk.services.savings.snapshots.snapshots import Snapshot


def write_report(snapshot: Snapshot, path: Path, report: Progress = unwatched) -> None:
    """Write a report as it was made: the same snapshot is the same bytes.

    Raises:
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    content = snapshot.content
    if isinstance(content, PortfolioContent):
        write_portfolio_report(snapshot.made, content, path, report)
    elif isinstance(content, AgencyContent):
        write_agency_page(snapshot.made, content, path, report)
    else:
        write_project_savings(snapshot.made, content, path, report)
