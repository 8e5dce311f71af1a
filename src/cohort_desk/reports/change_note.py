"""Who moved between two states of the groups: a note for participants."""

from collections.abc import Iterator
from pathlib import Path

from reportlab.platypus import Flowable, Spacer

from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.reports.document import PORTRAIT, Imprint, frame_size, write_document
from cohort_desk.reports.flowables import heading, paragraph
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.printable import NothingToPrint
from cohort_desk.reports.styles import GAP, INTRODUCTION, MUTED, PAGE_TITLE, SECTION
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.reports.text import check_printable
from cohort_desk.services.groups.change_notes import ChangeNote
from cohort_desk.services.groups.change_words import group_sentences

_ROOM = frame_size(PORTRAIT)[0]
_ROWS_A_PAGE = 40


def write_change_note(note: ChangeNote, path: Path, report: Progress = unwatched) -> None:
    """Write who moved, and what has become of the groups; corrected details are left out.

    Raises:
        NothingToPrint: nobody has moved and no group has changed.
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    changed = group_sentences(note.difference)
    if not note.difference.moved and not changed:
        raise NothingToPrint(
            f"Nobody has moved in {note.round_name}, so there is no note to print."
        )
    check_printable(_texts(note), REGULAR)
    compared = f"{note.after}, compared with {note.before[0].lower()}{note.before[1:]}."
    story: list[Flowable] = [
        heading(f"{note.round_name}: who moved", PAGE_TITLE),
        paragraph(compared, INTRODUCTION),
    ]
    if note.difference.moved:
        story.append(_moves(note))
    if changed:
        story += [Spacer(1, GAP), heading("Groups", SECTION), *map(paragraph, changed)]
    title = f"Who moved: {note.round_name}"
    imprint = Imprint(title, note.programme, note.cohort, note.after, note.stood_on)
    pages = len(note.difference.moved) // _ROWS_A_PAGE + 1
    write_document(path, imprint, story, report=report, pages=pages)


def _moves(note: ChangeNote) -> Flowable:
    columns = (Column("Name", NAME), Column("Was in", colour=MUTED), Column("Is now in"))
    rows = [
        (one.name, one.before or "No group", one.after or "No group")
        for one in note.difference.moved
    ]
    return grid_table(Grid(columns, rows, _ROOM))


def _texts(note: ChangeNote) -> Iterator[str]:
    yield from (note.programme, note.cohort, note.round_name)
    yield from group_sentences(note.difference)
    for one in note.difference.moved:
        yield from (one.name, one.before, one.after)
