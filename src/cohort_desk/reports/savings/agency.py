"""What the programme brought an agency, on one page: outcomes, savings, who confirmed them."""

from collections.abc import Iterator
from pathlib import Path

from reportlab.platypus import Flowable, Spacer

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.savings.closing import short_by
from cohort_desk.domain.savings.money import about, pounds
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
    rows_section,
    standing_table,
    status,
    texts_of,
)
from cohort_desk.reports.savings.words import Wording
from cohort_desk.reports.styles import GAP, MUTED, NOTE, SECTION
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.reports.text import check_printable
from cohort_desk.services.savings.shapes import ClaimState
from cohort_desk.services.savings.snapshots.shapes import (
    AgencyContent,
    AgencyLine,
    ToldClaim,
    ToldLine,
)
from cohort_desk.services.savings.snapshots.snapshots import MadeReport

_PAGE = frame_size(PORTRAIT)[1]
_FITTED = ((8.5, True), (8.0, True), (8.0, False), (7.5, False), (7.0, False))
"""Sizes of type, and whether outcomes tell their evidence, until all is on one page."""
_TOO_MUCH = _FITTED[1]
_WIDTHS = (0.19, 0.2, 0.27, 0.34)
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
    """Return the page in the largest type in which it is one, or on more than one."""
    for size, evidence in _FITTED:
        story = _story(made, content, size, evidence=evidence)
        if height_of(story, ROOM) <= _PAGE:
            return story
    size, evidence = _TOO_MUCH
    return _story(made, content, size, evidence=evidence, flows=True)


def _story(
    made: MadeReport, content: AgencyContent, size: float, *, evidence: bool, flows: bool = False
) -> list[Flowable]:
    """Return what the page is made of; `flows` where it goes on to other pages."""
    wording = Wording(content.method.settings.year_starts_month)
    setting = content.setting
    dated = f"As of {written_date(setting.on)}, by {setting.organisation or setting.programme}"
    story = [
        *title(made.title, dated, fitted_title(made.title)),
        findings(
            money_finding(content.sums, len(content.lines)), outcomes_finding(content.outcomes)
        ),
    ]
    if content.lines:
        shared = counted(len(content.lines), "benefit", "benefits")
        story += [
            standing_table(content.sums, size=size),
            *_head(f"Savings: its part of {shared}", flows=flows),
            _lines(content, wording, size),
        ]
    if content.outcomes:
        story += [
            *_head("Outcomes without money", flows=flows),
            outcomes_table(content.outcomes, wording, evidence=evidence, size=size),
        ]
    return [*story, Spacer(1, GAP / 2), paragraph(_STATES, NOTE), *made_note(made)]


def _head(words: str, *, flows: bool) -> list[Flowable]:
    return rows_section(words) if flows else [Spacer(1, GAP), heading(words, SECTION)]


def _lines(content: AgencyContent, wording: Wording, size: float) -> Flowable:
    columns = (
        Column("Benefit", NAME),
        Column("Project and status", colour=MUTED, lines=True),
        Column("Its part, by state"),
        Column("Confirmed by", lines=True),
    )
    rows = [
        (
            each.line.title,
            "\n".join((each.line.project, *status(each.line))),
            _part(each),
            "\n".join(_confirmed(each.line, content.agency, wording)),
        )
        for each in content.lines
    ]
    widths = [ROOM * share for share in _WIDTHS]
    return grid_table(Grid(columns, rows, ROOM, size=size, air=0.5, widths=widths))


def _part(mine: AgencyLine) -> str:
    """Return how much of a line is the agency's: each pound once, and what was projected of it."""
    once = mine.standing
    told = [
        f"{pounds(pence)} {state}"
        for pence, state in (
            (once.validated, "validated"),
            (once.claimed, "claimed, waiting"),
            (once.forecast, "forecast"),
        )
        if pence
    ]
    figure = mine.reached.forecast or mine.reached.projected
    short = short_by(mine.line.closing, figure, mine.reached.validated)
    if short:
        told.append(f"fell short by {pounds(short)}")
    projected = about(mine.reached.projected, approximate=mine.line.approximate)
    return "; ".join([*told, f"{projected} projected"])


def _confirmed(line: ToldLine, agency: str, wording: Wording) -> Iterator[str]:
    """Yield who confirmed the newest of an agency's claims, and for whom others wait."""
    claims = [each for each in line.claims if each.agency in {"", agency} and each.counts]
    done = [each for each in claims if each.state is ClaimState.VALIDATED]
    if done:
        newest = max(done, key=lambda each: (each.decided_on or each.to_on, each.id))
        shared = not newest.agency and len(line.shares) > 1
        amount = f"{pounds(newest.validated)}{' for all' if shared else ''}"
        others = counted(len(done) - 1, "claim", "claims")
        more = f", and {others} before" if len(done) > 1 else ""
        yield f"{wording.decided(newest)} ({amount}{more})"
    waiting = {wording.who(each.validator): None for each in claims if _waits(each)}
    if waiting:
        yield f"Waits for {'; '.join(waiting)}"
    if not done and not waiting:
        yield "Nobody yet"


def _waits(claim: ToldClaim) -> bool:
    return claim.state is ClaimState.WAITING


def _texts(content: AgencyContent) -> Iterator[str]:
    setting = content.setting
    yield from (setting.programme, setting.organisation, content.agency)
    yield from texts_of([each.line for each in content.lines], content.outcomes)
