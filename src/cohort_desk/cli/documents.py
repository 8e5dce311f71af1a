"""The documents that commands write: which kinds there are, and what each is made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.db.database import Database
from cohort_desk.domain.progress import Progress
from cohort_desk.exchange.groups import write_group_table
from cohort_desk.exchange.tables_out import TableOut, write_table
from cohort_desk.files import make_folder
from cohort_desk.reports.badges import write_badges
from cohort_desk.reports.groups import write_group_pages, write_group_sheet
from cohort_desk.reports.people import write_people_list
from cohort_desk.services.groups import Round, read_group_list
from cohort_desk.services.groups.lists import GroupList
from cohort_desk.services.people import find_people, read_people_list
from cohort_desk.services.people.lists import (
    PAPER_COLUMNS,
    PeopleList,
    without_empty_columns,
)
from cohort_desk.services.programmes import Cohort

ALL = "all"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: what it is, its file's name, and what writes it."""

    what: str
    file: str
    of_groups: Callable[[GroupList, Path, Progress], None] | None = None
    of_people: Callable[[PeopleList, Path, Progress], None] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What documents are made of: a cohort, and a round of it for those that show groups."""

    db: Database
    cohort: Cohort
    round: Round | None = None


def _people_table(listing: PeopleList, path: Path, report: Progress) -> None:
    write_table(TableOut("People", listing.headings, listing.rows), path, report)


def _badges(listing: GroupList, path: Path, report: Progress) -> None:
    write_badges(listing, path, report=report)


KINDS: Mapping[str, Kind] = {
    "groups": Kind("all groups on a sheet (PDF)", "groups.pdf", of_groups=write_group_sheet),
    "groups-each": Kind(
        "a page for each group (PDF)", "groups-each.pdf", of_groups=write_group_pages
    ),
    "badges": Kind("name badges (PDF)", "badges.pdf", of_groups=_badges),
    "people": Kind("the list of people (PDF)", "people.pdf", of_people=write_people_list),
    "groups.csv": Kind("groups as a table", "groups.csv", of_groups=write_group_table),
    "groups.xlsx": Kind("groups as a workbook", "groups.xlsx", of_groups=write_group_table),
    "people.csv": Kind("people as a table", "people.csv", of_people=_people_table),
    "people.xlsx": Kind("people as a workbook", "people.xlsx", of_people=_people_table),
}
"""What can be written, by the name that commands use."""

GROUP_KINDS = frozenset(name for name, kind in KINDS.items() if kind.of_groups)


def write_documents(
    source: Source, kinds: Sequence[str], folder: Path, line: ProgressLine
) -> list[tuple[str, Path]]:
    """Write documents into a folder; return the kind and the file of each.

    A round that has been published is written as it was published last.

    Raises:
        CohortDeskError: there is nothing to write, or the place cannot be written to.
    """
    make_folder(folder)
    written: list[tuple[str, Path]] = []
    for name in kinds:
        kind, path = KINDS[name], folder / KINDS[name].file
        report = line.steps(f"Writing {path.name}")
        if kind.of_groups and source.round:
            kind.of_groups(_groups(source.db, source.round), path, report)
        elif kind.of_people:
            kind.of_people(_people(source, path), path, report)
        written.append((name, path))
    return written


def _groups(db: Database, chosen: Round) -> GroupList:
    return read_group_list(db, chosen.id, chosen.published or None)


def _people(source: Source, path: Path) -> PeopleList:
    ids = find_people(source.db, source.cohort.id)
    if path.suffix == ".pdf":
        listing = read_people_list(
            source.db, source.cohort.id, ids, PAPER_COLUMNS, names_apart=False
        )
        return without_empty_columns(listing)
    return read_people_list(source.db, source.cohort.id, ids)
