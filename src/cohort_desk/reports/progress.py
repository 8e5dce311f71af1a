"""How far a cohort has come, on one page: the track, what is overdue, and who is behind."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from reportlab.platypus import Flowable, Spacer

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.words import counted
from cohort_desk.reports.charts.flowables import chart_parts
from cohort_desk.reports.charts.track import progress_track
from cohort_desk.reports.document import PORTRAIT, Imprint, frame_size, write_document
from cohort_desk.reports.flowables import heading, paragraph
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.printable import NothingToPrint
from cohort_desk.reports.styles import GAP, INTRODUCTION, PAGE_TITLE, SECTION
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.reports.text import check_printable
from cohort_desk.services.home.progress import Late
from cohort_desk.services.home.standing import Standing
from cohort_desk.services.home.track import track_of

_ROOM = frame_size(PORTRAIT)[0]


def write_progress(
    standing: Standing, programme: str, path: Path, on: date, report: Progress = unwatched
) -> None:
    """Write how far a cohort has come.

    Args:
        standing: where it stands.
        programme: what the programme is called.
        path: the file to write.
        on: the day that it stands so.
        report: called after each page.

    Raises:
        NothingToPrint: the cohort has nobody in it.
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    if not standing.people:
        raise NothingToPrint(f"{standing.cohort} has nobody in it yet.")
    work = standing.progress
    late = (*work.not_handed_in, *work.behind)
    check_printable((programme, standing.cohort, *(each.name for each in late)), REGULAR)
    title = f"Progress of {standing.cohort}"
    chart = progress_track(track_of(standing), standing.cohort)
    people = counted(standing.people, "person", "people")
    agencies = counted(standing.agencies, "agency", "agencies")
    story: list[Flowable] = [
        heading(title, PAGE_TITLE),
        paragraph(f"{people} from {agencies}, on {written_date(on)}.", INTRODUCTION),
        *chart_parts(chart, _ROOM, level=2),
        *_late("Missing after the deadline", "Assessment", work.not_handed_in),
        *_late("Behind with marking", "Marker", work.behind),
    ]
    note = f"As it was on {written_date(on)}"
    imprint = Imprint(title, programme, standing.cohort, note, on)
    write_document(path, imprint, story, report=report)


def _late(title: str, what: str, late: Sequence[Late]) -> list[Flowable]:
    if not late:
        return []
    columns = (Column(what, NAME), Column("Submissions", at_right=True))
    rows = [(each.name, f"{each.count:,}") for each in late]
    table = grid_table(Grid(columns, rows, _ROOM, air=0.4))
    return [Spacer(1, GAP), heading(title, SECTION), table]
