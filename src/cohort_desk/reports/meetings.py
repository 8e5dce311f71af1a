"""Who has met whom across rounds: the numbers, a matrix of small cohorts, and a line for each."""

from collections.abc import Iterator
from pathlib import Path

from reportlab.platypus import Flowable, PageBreak, Spacer

from cohort_desk.domain.agencies.short_names import short_name
from cohort_desk.domain.dates import written_date
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.words import counted
from cohort_desk.reports.document import PORTRAIT, Imprint, frame_size, write_document
from cohort_desk.reports.flowables import heading, height_of, paragraph
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.meeting_matrix import MatrixTile, tiles
from cohort_desk.reports.printable import NothingToPrint
from cohort_desk.reports.styles import GAP, INTRODUCTION, MUTED, NOTE, PAGE_TITLE, SECTION
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.reports.text import check_printable
from cohort_desk.services.groups.meetings import Meetings

MOST_IN_MATRIX = 180
"""People of a cohort whose matrix is printed: nine pages."""

_ROOM, _HEIGHT = frame_size(PORTRAIT)
_ROWS_A_PAGE = 40
_KEY = "An empty field: never together. Grey: once. Dark: as often as it says."


def write_meetings(meetings: Meetings, path: Path, report: Progress = unwatched) -> None:
    """Write who has met whom in a cohort.

    Raises:
        NothingToPrint: nobody has been in a group yet.
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    if not meetings.rounds:
        raise NothingToPrint(
            f"Nobody of {meetings.cohort} has been in a group yet, so nobody has met."
        )
    check_printable(_texts(meetings), REGULAR)
    people = len(meetings.people)
    pages = people // _ROWS_A_PAGE + 1
    story = [*_summary(meetings)]
    if people <= MOST_IN_MATRIX:
        story += _matrix(meetings)
    story += [PageBreak(), heading("Person by person", SECTION), _people(meetings, report, pages)]
    day = meetings.stood_on
    title, note = "Who has met whom", f"As of {written_date(day)}"

    def wrote_page(done: int, _pages: int) -> None:
        report(min(people + done, people + pages), people + pages)

    imprint = Imprint(title, meetings.programme, meetings.cohort, note, day)
    write_document(path, imprint, story, report=wrote_page, contents=True)


def _summary(meetings: Meetings) -> list[Flowable]:
    rounds = counted(len(meetings.rounds), "round", "rounds")
    people = counted(len(meetings.people), "person", "people")
    return [
        heading("Who has met whom", PAGE_TITLE),
        paragraph(f"{people} over {rounds} of {meetings.cohort}.", INTRODUCTION),
        _rounds(meetings),
        Spacer(1, GAP),
        _times(meetings),
        Spacer(1, GAP / 2),
        paragraph(
            f"{meetings.agencies_met:,} of the {meetings.agency_pairs:,} pairs of different "
            "agencies have had people in one group."
        ),
    ]


def _rounds(meetings: Meetings) -> Flowable:
    rows = [
        (
            one.name,
            f"Version {one.version}, as published" if one.version else "As they stand, unpublished",
            f"{len({person.groups[at] for person in meetings.people} - {''}):,}",
            f"{sum(bool(person.groups[at]) for person in meetings.people):,}",
        )
        for at, one in enumerate(meetings.rounds)
    ]
    columns = (
        Column("Round", NAME),
        Column("Groups that count", colour=MUTED),
        Column("Groups", at_right=True),
        Column("People in them", at_right=True),
    )
    return grid_table(Grid(columns, rows, _ROOM))


def _times(meetings: Meetings) -> Flowable:
    words = ("Never", "Once", "Twice")
    rows = [
        (
            words[times] if times < len(words) else f"{times} times",
            f"{pairs:,}",
            f"{100 * pairs / meetings.pairs:.1f} %" if meetings.pairs else "",
        )
        for times, pairs in enumerate(meetings.pairs_by_times)
    ]
    columns = (
        Column("Together", NAME),
        Column("Pairs of people", at_right=True),
        Column("Of all pairs", at_right=True),
    )
    return grid_table(Grid(columns, rows, _ROOM))


def _matrix(meetings: Meetings) -> list[Flowable]:
    story: list[Flowable] = []
    parts = tiles(len(meetings.people))
    for down in parts:
        for across in parts:
            head: list[Flowable] = [
                heading(
                    "Everybody with everybody",
                    SECTION,
                    bookmark=_matrix_name(down, across) if len(parts) > 1 else "",
                ),
                paragraph(
                    _KEY
                    if len(parts) == 1
                    else f"People {_span(down)} with {_span(across)}. {_KEY}",
                    NOTE,
                ),
                Spacer(1, GAP / 2),
            ]
            room = _ROOM, _HEIGHT - height_of(head, _ROOM) - 1
            story += [PageBreak(), *head, MatrixTile(meetings, down, across, room)]
    return story


def _matrix_name(down: range, across: range) -> str:
    return f"Everybody with everybody: {_span(down)} with {_span(across)}"


def _span(part: range) -> str:
    return f"{part.start + 1} to {part.stop}"


def _people(meetings: Meetings, report: Progress, pages: int) -> Flowable:
    everybody = len(meetings.people)
    rows: list[tuple[str, ...]] = []
    for at, (person, met) in enumerate(zip(meetings.people, meetings.met, strict=True)):
        whom = "; ".join(
            f"{meetings.people[other].name} ({times})" if times > 1 else meetings.people[other].name
            for other, times in sorted(met.items(), key=lambda each: -each[1])
        )
        agency = person.agency_short or short_name(person.agency)
        never = everybody - 1 - len(met)
        rows.append((f"{at + 1}", person.name, agency, f"{len(met)}", f"{never:,}", whom))
    columns = (
        Column("No.", colour=MUTED, at_right=True),
        Column("Name", NAME),
        Column("Agency", colour=MUTED),
        Column("Has met", at_right=True),
        Column("Not yet", at_right=True),
        Column("Whom (how often, if more than once)"),
    )

    def set_row(done: int, _rows: int) -> None:
        report(done, everybody + pages)

    widths = [_ROOM * share for share in (0.05, 0.2, 0.12, 0.08, 0.08, 0.47)]
    grid = Grid(
        columns, rows, _ROOM, size=7.5, air=0.4, leading=1.25, widths=widths, row_heads=(1,)
    )
    return grid_table(grid, set_row)


def _texts(meetings: Meetings) -> Iterator[str]:
    yield from (meetings.programme, meetings.cohort)
    yield from (one.name for one in meetings.rounds)
    for person in meetings.people:
        yield from (person.name, person.agency, person.agency_short)
