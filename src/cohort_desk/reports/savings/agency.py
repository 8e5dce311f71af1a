"""What the programme brought an agency, on one page: outcomes, savings, who confirmed them."""

from collections.abc import Iterator
from pathlib import Path

from reportlab.platypus import Flowable, Spacer

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.savings.money import about
from cohort_desk.domain.savings.words import Rung
from cohort_desk.domain.words import counted
from cohort_desk.reports.document import PORTRAIT, frame_size, write_document
from cohort_desk.reports.flowables import heading, height_of, paragraph
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.parts import ROOM, title
from cohort_desk.reports.savings.parts import (
    findings,
    fitted_title,
    imprint_of,
    made_note,
    money_finding,
    outcomes_finding,
    outcomes_table,
    standing_table,
    status,
    texts_of,
)
from cohort_desk.reports.savings.words import Wording
from cohort_desk.reports.styles import GAP, MUTED, NOTE, SECTION
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.reports.text import check_printable
from cohort_desk.services.savings.portfolio_shapes import Rungs
from cohort_desk.services.savings.snapshot_shapes import AgencyContent, ToldLine
from cohort_desk.services.savings.snapshots import MadeReport

_PAGE = frame_size(PORTRAIT)[1]
_FITTED = ((8.5, 4), (8.0, 2), (7.5, 1), (7.0, 1))
"""Sizes of type, and how many claims of a line stand one by one, until all is on one page."""
_WIDTHS = (0.18, 0.17, 0.19, 0.46)
_STATES = (
    "Projected: as a project’s report said. Forecast: its owner stands behind it. Claimed: saved "
    "in a period, with evidence. Validated: confirmed by an officer who neither owns nor claims "
    "it. Kinds of saving are never added to each other."
)


def write_agency_page(
    made: MadeReport, content: AgencyContent, path: Path, report: Progress = unwatched
) -> None:
    """Write an agency's page; what is too much for one page goes on to a next.

    Raises:
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    check_printable(_texts(content), REGULAR)
    imprint = imprint_of(made, content.setting)
    write_document(path, imprint, _fitted(made, content), report=report)


def _fitted(made: MadeReport, content: AgencyContent) -> list[Flowable]:
    """Return the page in the largest type in which it is one, else in the largest of all."""
    for size, claims in _FITTED:
        story = _story(made, content, size, claims)
        if height_of(story, ROOM) <= _PAGE:
            return story
    return _story(made, content, *_FITTED[0])


def _story(made: MadeReport, content: AgencyContent, size: float, claims: int) -> list[Flowable]:
    wording = Wording(content.method.settings.year_starts_month)
    setting = content.setting
    whose = setting.organisation or setting.programme
    lines = [line for line, _part in content.lines]
    story = [
        *title(
            made.title, f"As of {written_date(setting.on)}, by {whose}", fitted_title(made.title)
        ),
        findings(money_finding(content.sums, len(lines)), outcomes_finding(content.outcomes)),
    ]
    if lines:
        told = f"{counted(len(lines), 'benefit', 'benefits')} in which {content.agency} shares"
        story += [
            standing_table(content.sums, size=size),
            *_head(f"Savings: {told}"),
            _lines(content, wording, size, claims),
        ]
    if content.outcomes:
        story += [
            *_head("Outcomes without money"),
            outcomes_table(content.outcomes, wording, size=size),
        ]
    return [*story, Spacer(1, GAP / 2), paragraph(_STATES, NOTE), *made_note(made)]


def _head(words: str) -> list[Flowable]:
    return [Spacer(1, GAP), heading(words, SECTION)]


def _lines(content: AgencyContent, wording: Wording, size: float, claims: int) -> Flowable:
    columns = (
        Column("Benefit", NAME),
        Column("Project, status", colour=MUTED, lines=True),
        Column("Its part", lines=True),
        Column("Figures of the whole, and who confirmed them", lines=True),
    )
    rows = [_row(line, part, wording, claims) for line, part in content.lines]
    widths = [ROOM * share for share in _WIDTHS]
    return grid_table(Grid(columns, rows, ROOM, size=size, air=0.5, widths=widths))


def _row(line: ToldLine, part: Rungs, wording: Wording, claims: int) -> tuple[str, ...]:
    return (
        line.title,
        "\n".join((line.project, *status(line))),
        "\n".join(_part(line, part)),
        "\n".join(wording.told(line, claims)),
    )


def _part(line: ToldLine, part: Rungs) -> Iterator[str]:
    """Yield what of a line is the agency's on each rung that it has reached."""
    for rung in reversed(Rung):
        if part.at(rung):
            yield f"{about(part.at(rung), approximate=line.approximate)} {rung.words.lower()}"


def _texts(content: AgencyContent) -> Iterator[str]:
    setting = content.setting
    yield from (setting.programme, setting.organisation, content.agency)
    yield from texts_of([line for line, _part in content.lines], content.outcomes)
