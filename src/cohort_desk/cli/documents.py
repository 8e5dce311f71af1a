"""The documents that commands write: which kinds there are, and what each is made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cohort_desk.cli.certificate_documents import CERTIFICATE_KINDS
from cohort_desk.cli.chart_documents import CHART_KINDS
from cohort_desk.cli.kinds import Kind, NotAllWritten, Source, Write
from cohort_desk.cli.people_documents import PEOPLE_KINDS
from cohort_desk.cli.savings_documents import SAVINGS_KINDS
from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.cli.work_documents import WORK_KINDS
from cohort_desk.domain.errors import Cancelled, CohortDeskError
from cohort_desk.domain.progress import Progress
from cohort_desk.exchange.groups import write_group_table, write_group_workbook
from cohort_desk.exchange.meetings import write_meetings_table
from cohort_desk.exchange.moodle import write_moodle_groups, write_moodle_members
from cohort_desk.exchange.tables_out import TableOut, write_table
from cohort_desk.files import make_folder
from cohort_desk.reports.badges import write_badges
from cohort_desk.reports.groups import write_group_pages, write_group_sheet
from cohort_desk.reports.meetings import write_meetings
from cohort_desk.reports.people import write_people_list
from cohort_desk.reports.printable import NothingToPrint
from cohort_desk.reports.score_card import write_score_card
from cohort_desk.services.groups import read_group_list, read_meetings, read_score_sheet
from cohort_desk.services.groups.enrolments import Enrolments, read_enrolments
from cohort_desk.services.groups.lists import GroupList
from cohort_desk.services.people import find_people, read_people_list, read_photos
from cohort_desk.services.people.lists import (
    PAPER_COLUMNS,
    PeopleList,
    without_empty_columns,
)

ALL = "all"


def _group_list(write: Callable[..., None]) -> Write:
    def write_it(source: Source, path: Path, report: Progress) -> None:
        listing = _groups(source)
        photos = read_photos(source.db, listing.ids) if source.photos else None
        write(listing, path, report, photos=photos)

    return write_it


def _badges(source: Source, path: Path, report: Progress) -> None:
    write_badges(_groups(source), path, report=report)


def _score_card(source: Source, path: Path, report: Progress) -> None:
    write_score_card(read_score_sheet(source.db, source.chosen.id), path, report)


def _group_table(source: Source, path: Path, report: Progress) -> None:
    write_group_table(_groups(source), path, report)


def _group_workbook(source: Source, path: Path, report: Progress) -> None:
    listing = _groups(source)
    now = read_group_list(source.db, source.chosen.id)
    same = now.version == listing.version
    score = read_score_sheet(source.db, source.chosen.id) if same else None
    write_group_workbook(listing, score, path, report)


def _moodle_groups(source: Source, path: Path, report: Progress) -> None:
    write_moodle_groups(_enrolments(source), path, report)


def _moodle_members(source: Source, path: Path, report: Progress) -> None:
    course = source.course or source.cohort.name
    write_moodle_members(_enrolments(source), course, path, report)


def _meetings(source: Source, path: Path, report: Progress) -> None:
    write_meetings(read_meetings(source.db, source.cohort.id), path, report)


def _meetings_table(source: Source, path: Path, report: Progress) -> None:
    write_meetings_table(read_meetings(source.db, source.cohort.id), path, report)


def _people_paper(source: Source, path: Path, report: Progress) -> None:
    write_people_list(without_empty_columns(_people(source, PAPER_COLUMNS)), path, report)


def _people_table(source: Source, path: Path, report: Progress) -> None:
    listing = _people(source)
    write_table(TableOut("People", listing.headings, listing.rows), path, report)


_of_cohort = partial(Kind, of_round=False)

KINDS: Mapping[str, Kind] = {
    "groups": Kind("all groups on a sheet (PDF)", "groups.pdf", _group_list(write_group_sheet)),
    "groups-each": Kind(
        "a page for each group (PDF)", "groups-each.pdf", _group_list(write_group_pages)
    ),
    "badges": Kind("name badges (PDF)", "badges.pdf", _badges),
    "score-card": Kind(
        "the score card of the groups as they stand, with its proof (PDF)",
        "score-card.pdf",
        _score_card,
    ),
    "meetings": _of_cohort("who has met whom across rounds (PDF)", "meetings.pdf", _meetings),
    "people": _of_cohort("the list of people (PDF)", "people.pdf", _people_paper),
    "groups.csv": Kind("groups as a table", "groups.csv", _group_table),
    "groups.xlsx": Kind(
        "groups as a workbook, with their score card", "groups.xlsx", _group_workbook
    ),
    "meetings-table": _of_cohort(
        "who has met whom as a workbook", "meetings.xlsx", _meetings_table
    ),
    "moodle-groups": Kind(
        "groups for Moodle’s Import groups, each with its round’s name before its own",
        "moodle-groups.csv",
        _moodle_groups,
    ),
    "moodle-members": Kind(
        "people with course and group for Moodle’s Upload users",
        "moodle-members.csv",
        _moodle_members,
    ),
    "people.csv": _of_cohort("people as a table", "people.csv", _people_table),
    "people.xlsx": _of_cohort("people as a workbook", "people.xlsx", _people_table),
    **CHART_KINDS,
    **WORK_KINDS,
    **PEOPLE_KINDS,
    **CERTIFICATE_KINDS,
    **SAVINGS_KINDS,
}
"""What can be written, by the name that commands use."""

GROUP_KINDS = frozenset(name for name, kind in KINDS.items() if kind.of_round)


def write_documents(
    source: Source, kinds: Sequence[str], folder: Path, line: ProgressLine
) -> list[tuple[str, Path]]:
    """Write documents into a folder; return every file with its kind.

    A round that has been published is written as it was published last.

    Raises:
        CohortDeskError: there is nothing to write, or the place cannot be written to.
    """
    make_folder(folder)
    written: list[tuple[str, Path]] = []
    for name in kinds:
        kind, path = KINDS[name], folder / KINDS[name].file
        files = kind.write(source, path, line.steps(f"Writing {path.name}"))
        written += [(name, file) for file in ((path,) if files is None else files)]
    return written


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of documents: every file with its kind, and by kind why not all was written."""

    written: Sequence[tuple[str, Path]]
    refused: Mapping[str, CohortDeskError]

    @property
    def complaint(self) -> str:
        """Which kinds were not written, or not all of them, and why; '' if everything was."""
        kinds: dict[str, list[str]] = {}
        for kind, error in self.refused.items():
            kinds.setdefault(str(error), []).append(kind)
        return "\n".join(
            f"Not written: {', '.join(some)}. {sentence}" for sentence, some in kinds.items()
        )


def write_what_can_be(
    source: Source, kinds: Sequence[str], folder: Path, line: ProgressLine
) -> Outcome:
    """Write documents into a folder as `write_documents` does; what one kind lacks stops no other.

    Of kinds that the cohort has nothing of there is nothing to say.

    Raises:
        CannotWrite: the folder cannot be made.
        Cancelled: it was asked to stop.
    """
    make_folder(folder)
    written: list[tuple[str, Path]] = []
    refused: dict[str, CohortDeskError] = {}
    for name in kinds:
        try:
            if KINDS[name].there(source):
                written += write_documents(source, [name], folder, line)
        except Cancelled:
            raise
        except NothingToPrint:
            continue
        except CohortDeskError as error:
            refused[name] = error
            if isinstance(error, NotAllWritten):
                written += [(name, file) for file in error.written]
    return Outcome(written, refused)


def written_lines(written: Sequence[tuple[str, Path]]) -> tuple[str, ...]:
    """Return what was written as a person reads it: of many files of a kind their folder."""
    by_kind: dict[str, list[Path]] = {}
    for kind, file in written:
        by_kind.setdefault(kind, []).append(file)
    return tuple(
        f"Wrote {files[0]}"
        if len(files) == 1
        else f"Wrote {files[0].parent} ({len(files):,} files)"
        for files in by_kind.values()
    )


def _groups(source: Source) -> GroupList:
    return read_group_list(source.db, source.chosen.id, source.chosen.published or None)


def _enrolments(source: Source) -> Enrolments:
    return read_enrolments(source.db, source.chosen.id, source.chosen.published or None)


def _people(source: Source, columns: Sequence[str] | None = None) -> PeopleList:
    ids = find_people(source.db, source.cohort.id)
    if columns is None:
        return read_people_list(source.db, source.cohort.id, ids)
    return read_people_list(source.db, source.cohort.id, ids, columns, names_apart=False)
