"""The reports on savings that commands write; what each says is kept, as with one made by hand.

Savings outlive their cohort: they are told of all cohorts unless one is asked for.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from cohort_desk.cli.folders import Things, each
from cohort_desk.cli.kinds import Kind, Source
from cohort_desk.db.database import Database
from cohort_desk.domain.progress import Progress
from cohort_desk.reports.savings.printing import write_report
from cohort_desk.services.savings.snapshots.snapshots import take
from cohort_desk.services.savings.snapshots.subjects import Subject, read_subjects


def _portfolio(source: Source, path: Path, report: Progress) -> None:
    write_report(take(source.db, "portfolio", _cohort_id(source)), path, report)


def _cohort_id(source: Source) -> int | None:
    return source.cohort.id if source.asked else None


def _has_savings(source: Source) -> bool:
    return read_subjects(source.db, _cohort_id(source)).any


def _agencies(source: Source) -> Sequence[Subject]:
    return read_subjects(source.db, _cohort_id(source)).agencies


def _projects(source: Source) -> Sequence[Subject]:
    return read_subjects(source.db, _cohort_id(source)).projects


def _write_agency(db: Database, agency: Subject, path: Path) -> None:
    write_report(take(db, "agency", agency.id), path)


def _write_project(db: Database, project: Subject, path: Path) -> None:
    write_report(take(db, "project", project.id), path)


SAVINGS_KINDS: Mapping[str, Kind] = {
    "savings": Kind(
        "the report on savings for the board, of all cohorts unless --cohort says which (PDF)",
        "savings.pdf",
        _portfolio,
        of_round=False,
        there=_has_savings,
    ),
    "savings-agencies": each(
        "a page for each agency on what the programme brought it (folder of PDFs)",
        "savings-agencies/*.pdf",
        Things("savings", _agencies, lambda agency: agency.name),
        _write_agency,
    ),
    "savings-projects": each(
        "the savings of each project (folder of PDFs)",
        "savings-projects/*.pdf",
        Things("savings", _projects, lambda project: project.name),
        _write_project,
    ),
}
"""What can be written on savings, by the name that commands use."""
