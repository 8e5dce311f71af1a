"""A project's savings: each benefit with its sentence, its ladder, its evidence and its worth."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.savings.appraisal import Appraisal
from cohort_desk.domain.savings.discounting import whole
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.words import BASES, COSTS, EFFECTS, EVIDENCE, MATURITIES
from cohort_desk.domain.words import listed
from cohort_desk.reports.charts.flowables import chart_parts
from cohort_desk.reports.charts.savings_net import cumulative_net
from cohort_desk.reports.charts.savings_parts import told
from cohort_desk.reports.charts.savings_years import by_year
from cohort_desk.reports.document import write_document
from cohort_desk.reports.flowables import heading, paragraph
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.parts import ROOM, section, title
from cohort_desk.reports.savings.ladder import NOT_TOLD, ladder, quote
from cohort_desk.reports.savings.method import method_parts
from cohort_desk.reports.savings.parts import (
    TABLE,
    details,
    files_told,
    findings,
    fitted_title,
    imprint_of,
    kind_of,
    made_note,
    money_finding,
    outcomes_finding,
    outcomes_table,
    rows_section,
    status,
    texts_of,
)
from cohort_desk.reports.savings.words import NOBODY, Wording, number, period, points
from cohort_desk.reports.styles import GAP, LEAD, MUTED, NOTE, SUBSECTION, TextStyle
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.reports.text import check_printable
from cohort_desk.services.savings.snapshots.shapes import ProjectContent, ToldClaim, ToldLine, Worth
from cohort_desk.services.savings.snapshots.snapshots import MadeReport

_QUOTE = TextStyle(REGULAR, LEAD, MUTED, after=5)
_FILES = (0.3, 0.34, 0.36)
_FACTS_LEAST, _WORTH_LEAST = 90, 150
"""Points that the facts of a line, and a line or its worth, need on a page to begin there."""


def write_project_savings(
    made: MadeReport, content: ProjectContent, path: Path, report: Progress = unwatched
) -> None:
    """Write the savings of a project.

    Raises:
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    check_printable(_texts(content), REGULAR)
    wording = Wording(content.method.settings.year_starts_month)
    cash = content.portfolio.total.cash
    behind = f"A project of {content.group}, sponsored by {content.sponsor}"
    about = behind if content.sponsor else f"A project of {content.group}"
    story = [
        *title(made.title, about, fitted_title(made.title)),
        findings(
            money_finding(content.portfolio.total, len(content.lines)),
            outcomes_finding(content.outcomes),
        ),
        *(chart_parts(by_year(content.portfolio), ROOM, level=2) if cash.expected else ()),
        *(part for line in content.lines for part in _line(line, wording)),
        *_outcomes(content, wording),
        *section("How the figures were reckoned"),
        *method_parts(content.method, scale=False),
        *made_note(made),
    ]
    imprint = imprint_of(made, content.setting)
    write_document(path, imprint, story, report=report, pages=1 + len(content.lines))


def _line(line: ToldLine, wording: Wording) -> Iterator[Flowable]:
    yield from section(line.title, least=_WORTH_LEAST)
    yield from quote(line, _QUOTE)
    yield ladder(line, wording)
    yield Spacer(1, GAP / 2)
    yield CondPageBreak(_FACTS_LEAST)
    yield details(_facts(line, wording))
    yield from _evidence(line, wording)
    yield from _costs(line, wording)
    if line.worth:
        yield from _worth(line.worth, wording)


def _facts(line: ToldLine, wording: Wording) -> tuple[tuple[str, str], ...]:
    shares = (f"{share.agency} {points(share.basis_points)}" for share in line.shares)
    judged = (*status(line), line.status_why)
    owner, validator = (wording.who(each) for each in (line.owner, line.validator))
    return (
        ("Type", f"{kind_of(line)}; {BASES[line.basis].lower()}"),
        ("Status", ". ".join(each.rstrip(".") for each in judged if each) + "."),
        ("Owner", owner if owner != NOBODY else "Nobody named yet"),
        ("Validator", validator if validator != NOBODY else "Nobody named yet"),
        ("Whose it is", listed(shares)),
        ("Pot", line.pot),
        ("Measure", line.measure),
        ("Baseline", line.baseline),
        ("Target", line.target),
        ("To be watched", "; ".join(line.alarms)),
    )


def _evidence(line: ToldLine, wording: Wording) -> Iterator[Flowable]:
    claims = [each for each in line.claims if each.evidence and each.state not in NOT_TOLD]
    if not claims:
        return
    columns = (
        Column("Evidence", NAME),
        Column("Of the claim for"),
        Column("How good it is"),
    )
    rows = [
        (
            files_told(claim.evidence),
            f"{period(claim.from_on, claim.to_on)}, by {wording.who(claim.claimant)}",
            _judged(claim),
        )
        for claim in claims
    ]
    widths = [ROOM * share for share in _FILES]
    yield Spacer(1, GAP / 2)
    yield heading("Evidence, by the beginning of each file’s SHA-256", SUBSECTION)
    yield grid_table(Grid(columns, rows, ROOM, size=TABLE, widths=widths))


def _judged(claim: ToldClaim) -> str:
    graded = EVIDENCE[claim.decided_grade or claim.grade]
    whose = "validator" if claim.decided_grade else "claimant"
    service, lasting = EFFECTS[claim.effect].lower(), MATURITIES[claim.maturity].lower()
    return f"{graded}, says the {whose}. Effect on the service: {service}. The figure {lasting}."


def _costs(line: ToldLine, wording: Wording) -> Iterator[Flowable]:
    if not line.costs:
        return
    columns = (
        Column("Year", NAME),
        Column("Who pays"),
        Column("Kind"),
        Column("Cost", at_right=True),
    )
    rows = [
        (
            wording.year(cost.year),
            cost.agency,
            COSTS[cost.kind] + (", taken over from another agency" if cost.moved else ""),
            pounds(cost.pence),
        )
        for cost in line.costs
    ]
    yield Spacer(1, GAP / 2)
    yield heading("What it costs", SUBSECTION)
    yield grid_table(Grid(columns, rows, ROOM, size=TABLE))


def _worth(worth: Worth, wording: Wording) -> Iterator[Flowable]:
    """Yield what a line is worth over its life, and how its net adds up year by year."""
    yield Spacer(1, GAP / 2)
    yield CondPageBreak(_WORTH_LEAST)
    yield heading("What it is worth over its life", SUBSECTION)
    yield paragraph(f"{worth.confidence}. {' '.join(worth.notes)}", NOTE)
    yield details(_worths(worth.appraisal))
    if worth.appraisal.pvc:
        yield Spacer(1, GAP / 2)
        yield from chart_parts(cumulative_net(worth.appraisal, wording.starts_month), ROOM)


def _worths(found: Appraisal) -> Sequence[tuple[str, str]]:
    simple, discounted = (
        f"{number(each, 1)} years" if each is not None else "none within its life"
        for each in (found.payback, found.payback_discounted)
    )
    worth, gains, costs = (told(whole(each)) for each in (found.npsv, found.pvb, found.pvc))
    annual = found.equivalent_annual
    return (
        ("Net present value", f"{worth} (benefits {gains}, costs {costs})"),
        ("Benefits per £1 of cost", "" if found.bcr is None else f"£{number(found.bcr, 2)}"),
        ("Payback", f"{simple}; discounted: {discounted}" if found.pvc else "It costs nothing"),
        (
            "Breaks even at",
            "" if not found.switching else f"{told(whole(found.switching))} a year",
        ),
        ("Equal each year", "" if annual is None else told(whole(annual))),
    )


def _outcomes(content: ProjectContent, wording: Wording) -> list[Flowable]:
    if not content.outcomes:
        return []
    return [
        *rows_section("Outcomes without money"),
        outcomes_table(content.outcomes, wording, projects=False),
    ]


def _texts(content: ProjectContent) -> Iterator[str]:
    setting = content.setting
    yield from (setting.programme, setting.cohort, content.project, content.group, content.sponsor)
    yield content.method.rates.name
    yield content.method.rates.source
    yield from texts_of(content.lines, content.outcomes)
