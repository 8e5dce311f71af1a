"""The report on a cohort's marks: how they are spread, and how consistently they were given."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from reportlab.platypus import Flowable

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.words import counted
from cohort_desk.reports.charts.chart import Chart
from cohort_desk.reports.charts.flowables import chart_parts
from cohort_desk.reports.charts.histogram import mark_distribution
from cohort_desk.reports.charts.strip_pages import marker_pages, pair_pages
from cohort_desk.reports.document import PORTRAIT, Imprint, frame_size, write_document
from cohort_desk.reports.flowables import heading, paragraph
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.printable import NothingToPrint
from cohort_desk.reports.styles import INTRODUCTION, PAGE_TITLE, SECTION
from cohort_desk.reports.text import check_printable
from cohort_desk.services.boards.marks_report import MarksReport
from cohort_desk.services.marks.distribution import LEAST_AVERAGED, LEAST_TOLD, PUBLISHED_TO

_ROOM = frame_size(PORTRAIT)[0]
_OTHERS = (
    "For readers outside of the board, so that nobody’s mark can be told. Counts are rounded to "
    f"the nearest {PUBLISHED_TO}, so that “fewer than {LEAST_TOLD}” may be 2, 1 or nobody, and of "
    f"fewer than {LEAST_AVERAGED} marks no average is given. This is HESA’s Standard Rounding "
    "Methodology, published under “Rounding and suppression to anonymise statistics”. The lowest "
    "and the highest mark are not given. How markers mark is not in this report."
)


def write_marks_report(
    found: MarksReport, path: Path, on: date, report: Progress = unwatched
) -> None:
    """Write the report.

    Args:
        found: what is reported.
        path: the file to write.
        on: the day that it is printed.
        report: called after each page.

    Raises:
        NothingToPrint: there are no marks, or too few for others.
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    marks = found.marks
    given = [each for each in marks.all if each.count]
    if not given and not found.sittings:
        few = "too few marks to print for others" if found.of_others else "no marks to report"
        raise NothingToPrint(f"{marks.cohort} has {few} yet.")
    check_printable(_texts(found), REGULAR)
    title = f"Marks of {marks.cohort}"
    story: list[Flowable] = [
        heading(title, PAGE_TITLE),
        paragraph(_in_short(found, on), INTRODUCTION),
        *([paragraph(_OTHERS)] if found.of_others else []),
    ]
    if given:
        story += _section("How the marks are spread", [mark_distribution(each) for each in given])
    if found.sittings:
        story += _section("How consistently they were given", _sittings(found))
    note = f"As the marks were on {written_date(on)}"
    imprint = Imprint(title, marks.programme, marks.cohort, note, on)
    pages = len(given) // 2 + len(found.sittings) + 1
    write_document(path, imprint, story, report=report, pages=pages)


def _section(title: str, charts: Sequence[Chart]) -> list[Flowable]:
    words = [heading(title, SECTION)]
    return [
        part
        for at, chart in enumerate(charts)
        for part in chart_parts(chart, _ROOM, before=() if at else words)
    ]


def _sittings(found: MarksReport) -> list[Chart]:
    charts: list[Chart] = []
    for sitting in found.sittings:
        charts += [*marker_pages(sitting), *pair_pages(sitting)]
    return charts


def _in_short(found: MarksReport, on: date) -> str:
    modules = counted(len(found.marks.modules), "module", "modules")
    people = counted(found.marks.means.people, "candidate", "candidates")
    about = "About " if found.of_others else ""
    return f"{about}{people}, {modules}, as the marks were on {written_date(on)}."


def _texts(found: MarksReport) -> Iterator[str]:
    yield from (found.marks.programme, found.marks.cohort)
    yield from (each.name for each in found.marks.all)
    for sitting in found.sittings:
        yield sitting.name
        yield from (each.name for each in sitting.markers)
