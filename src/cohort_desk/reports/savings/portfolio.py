"""The report on savings for the board: what is real first, then all that is on its way there."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportlab.platypus import Flowable, Spacer

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.words import EVIDENCE
from cohort_desk.domain.words import counted, listed
from cohort_desk.reports.charts.chart import Chart
from cohort_desk.reports.charts.flowables import chart_parts
from cohort_desk.reports.charts.savings_funnel import funnel
from cohort_desk.reports.charts.savings_parts import OF_KIND
from cohort_desk.reports.charts.savings_rows import by_agency, by_cohort, by_project
from cohort_desk.reports.charts.savings_years import by_year
from cohort_desk.reports.document import write_document
from cohort_desk.reports.flowables import heading, height_of, paragraph
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.parts import ROOM, section, title
from cohort_desk.reports.savings.method import method_parts
from cohort_desk.reports.savings.parts import (
    TABLE,
    details,
    findings,
    fitted_title,
    imprint_of,
    lines_table,
    made_note,
    money_finding,
    outcomes_finding,
    outcomes_table,
    rows_section,
    standing_table,
    texts_of,
)
from cohort_desk.reports.savings.words import Wording, part
from cohort_desk.reports.styles import GAP, MUTED, NOTE, SUBSECTION
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.reports.text import check_printable
from cohort_desk.services.savings.portfolio.shapes import CASH, KINDS, Portfolio
from cohort_desk.services.savings.snapshots.shapes import Decided, Method, PortfolioContent
from cohort_desk.services.savings.snapshots.snapshots import MadeReport

_MOST_ROWS = 60
"""So many rows of a list of incidents are read; of more the number is told."""
_FEW_LINES = 40
_KEPT_ROWS = 4
"""A longer table goes on after its picture, so that no page stays half empty for it."""
_MOST_REASONS, _MOST_NAMED = 6, 5
_HEAD = 40
"""Points that the heading of a section takes."""
_ATTENTION_IN_SHORT = (0.36, 0.1, 0.54)
_DECIDED = (0.14, 0.36, 0.5)
_ATTENTION = (0.28, 0.27, 0.45)


def write_portfolio_report(
    made: MadeReport, content: PortfolioContent, path: Path, report: Progress = unwatched
) -> None:
    """Write the report for the board.

    Raises:
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    check_printable(_texts(content), REGULAR)
    wording = Wording(content.method.settings.year_starts_month)
    portfolio, setting = content.portfolio, content.setting
    whose = setting.organisation or setting.programme
    about = f"For the board, as of {written_date(setting.on)}, by {whose}"
    attention, told_in_full = _attention_in_short(content)
    reckoned = [*method_parts(content.method), *made_note(made)]
    story = [
        *title(made.title, about, fitted_title(made.title)),
        findings(
            money_finding(portfolio.total, portfolio.lines), outcomes_finding(content.outcomes)
        ),
        standing_table(portfolio.total),
        Spacer(1, GAP),
        *_chart(funnel(portfolio)),
        *attention,
        *_outcomes(content, wording),
        *_certainty(content),
        *([] if told_in_full else _attention(content)),
        Spacer(1, GAP),
        *_sums(portfolio),
        *_decided(content, wording),
        *_lines(content, wording),
        *section("How the figures were reckoned", least=_HEAD + height_of(reckoned, ROOM)),
        *reckoned,
    ]
    imprint = imprint_of(made, setting)
    pages = 5 + len(content.lines) // 6
    # A short report shows the funnel on its first page, not a list of what follows.
    contents = len(content.lines) > _FEW_LINES
    write_document(path, imprint, story, report=report, pages=pages, contents=contents)


def _chart(chart: Chart) -> list[Flowable]:
    return chart_parts(chart, ROOM, level=2, kept_rows=_KEPT_ROWS)


def _outcomes(content: PortfolioContent, wording: Wording) -> list[Flowable]:
    if not content.outcomes:
        return []
    return [
        *rows_section("Outcomes without money"),
        outcomes_table(content.outcomes, wording),
        Spacer(1, GAP),
    ]


def _sums(portfolio: Portfolio) -> Iterator[Flowable]:
    """Yield what there is by year, agency, project and cohort; each kind of saving for itself."""
    if portfolio.total.cash.expected or portfolio.total.cash.invested:
        yield from _chart(by_year(portfolio))
        yield from _chart(by_agency(portfolio))
        yield from _chart(by_project(portfolio))
        if len(portfolio.cohorts) > 1:
            yield from _chart(by_cohort(portfolio))
    empty: list[str] = []
    for kind in KINDS:
        money = portfolio.total.of(kind)
        if not money.expected and not money.invested:
            empty.append(OF_KIND[kind][:1].lower() + OF_KIND[kind][1:])
        elif kind != CASH:
            yield from _chart(by_year(portfolio, kind))
    if empty:
        yield paragraph(f"Nothing has been entered of {listed(empty)}.")


def _fell_short(portfolio: Portfolio) -> str:
    """Return what closed lines did not reach, each kind of saving for itself; "" if nothing."""
    told = [
        f"{counted(each.lines, 'closed benefit', 'closed benefits')} ({KINDS[each.kind].lower()}) "
        f"by {pounds(each.pence)}"
        for each in portfolio.fell_short
    ]
    return f"{listed(told)}; nothing of it is still to come" if told else ""


def _certainty(content: PortfolioContent) -> Iterator[Flowable]:
    """Yield how sure the money is: evidence, what has come true so far, and what is at risk."""
    portfolio = content.portfolio
    yield from section("How sure it is")
    realised = portfolio.realisation
    rate = "nothing was projected for them yet"
    if realised.rate is not None:
        sums = f"{pounds(realised.validated)} of {pounds(realised.projected)}"
        rate = f"{part(realised.rate)} ({sums})"
    roughly = "Every figure is settled"
    if portfolio.approximate:
        some = counted(portfolio.approximate, "benefit has", "benefits have")
        roughly = f"{some} a figure that is not settled, marked “about”"
    removed = "None"
    if portfolio.removed.lines:
        some = counted(portfolio.removed.lines, "benefit", "benefits")
        removed = f"{some}, {pounds(portfolio.removed.projected)} projected; counted nowhere"
    yield details(
        (
            ("Come true", f"In the financial years that have ended: {rate}"),
            ("At risk", f"{pounds(portfolio.at_risk)} of what is forecast to the end of this year"),
            ("Optimism factor", _factors(content.method)),
            ("Approximate", roughly),
            ("Fell short", _fell_short(portfolio)),
            ("Removed", removed),
        )
    )
    graded = [each for each in portfolio.evidence if each.claims]
    if not graded:
        return
    columns = (
        Column("Kind", NAME),
        Column("Evidence"),
        Column("Claims", at_right=True),
        Column("Claimed", at_right=True),
        Column("Validated", at_right=True),
    )
    rows = [
        (
            KINDS[each.kind],
            EVIDENCE[each.grade],
            f"{each.claims:,}",
            pounds(each.claimed),
            pounds(each.validated),
        )
        for each in graded
    ]
    yield Spacer(1, GAP / 2)
    yield heading("Claims by the grade of their evidence", SUBSECTION)
    yield grid_table(Grid(columns, rows, ROOM, size=TABLE, air=0.45, row_heads=(0, 1)))


def _factors(method: Method) -> str:
    if method.factor is None:
        return "No line has closed yet"
    cohorts = listed(f"{name} {part(factor.value)}" for name, factor in method.factors)
    return f"{part(method.factor.value)} of what closed lines projected came true ({cohorts})"


def _attention_in_short(content: PortfolioContent) -> tuple[list[Flowable], bool]:
    """Return why benefits want attention and which do, and whether these are all of them."""
    if not content.attention:
        return [
            *section("What wants attention"),
            paragraph("Nothing: no benefit is red or odd."),
        ], True
    found: dict[str, list[str]] = {}
    for benefit, _project, why in content.attention:
        found.setdefault(why, []).append(benefit)
    shown = sorted(found.items(), key=lambda each: -len(each[1]))[:_MOST_REASONS]
    rows = [(why, f"{len(named):,}", "; ".join(named[:_MOST_NAMED])) for why, named in shown]
    whole = len(shown) == len(found) and all(len(named) <= _MOST_NAMED for _, named in shown)
    columns = (Column("Why", NAME), Column("Benefits", at_right=True), Column("Which"))
    widths = [ROOM * share for share in _ATTENTION_IN_SHORT]
    more = [] if whole else [paragraph("All of them stand further on, one by one.", NOTE)]
    table = grid_table(Grid(columns, rows, ROOM, size=TABLE, air=0.45, widths=widths))
    return [*rows_section("What wants attention"), table, *more], whole


def _attention(content: PortfolioContent) -> list[Flowable]:
    """Return which lines are red, overdue, orphaned or not sustained, and why, one by one."""
    columns = (Column("Benefit", NAME), Column("Project", colour=MUTED), Column("Why"))
    widths = [ROOM * share for share in _ATTENTION]
    rows = content.attention[:_MOST_ROWS]
    return [
        *rows_section("What wants attention, one by one"),
        grid_table(Grid(columns, rows, ROOM, size=TABLE, widths=widths)),
        *_left_out(len(content.attention) - len(rows), "benefit", "benefits"),
    ]


def _decided(content: PortfolioContent, wording: Wording) -> list[Flowable]:
    since = f"since {written_date(content.since)}" if content.since else "so far"
    head = rows_section(f"What was decided {since}")
    if not content.decided:
        return [*head, paragraph("Nothing was decided on any claim.")]
    columns = (Column("When", colour=MUTED), Column("Benefit", NAME), Column("Decision"))
    widths = [ROOM * share for share in _DECIDED]
    shown = content.decided[:_MOST_ROWS]
    rows = [
        (written_date(each.on), f"{each.benefit} ({each.project})", wording.decision(each))
        for each in shown
    ]
    table = grid_table(Grid(columns, rows, ROOM, size=TABLE, widths=widths, row_heads=(1,)))
    more = _left_out(len(content.decided) - len(shown), "decision", "decisions")
    return [*head, paragraph(_confirmed(content.decided)), table, *more]


def _confirmed(decided: Sequence[Decided]) -> str:
    done = [each for each in decided if each.outcome == "validated"]
    other = len(decided) - len(done)
    told = f"{counted(len(done), 'claim was', 'claims were')} validated"
    return f"{told}, {other} rejected or withdrawn." if other else f"{told}."


def _lines(content: PortfolioContent, wording: Wording) -> list[Flowable]:
    if not content.lines:
        return []
    left = content.lines_left_out
    shown = len(content.lines)
    told = (
        f"The {shown} largest of {shown + left:,}; all of them are in the sums."
        if left
        else f"All {counted(shown, 'benefit', 'benefits')}, those with most validated first."
    )
    return [
        *section("Benefit by benefit"),
        paragraph(told, NOTE),
        Spacer(1, GAP / 2),
        lines_table(content.lines, wording),
        Spacer(1, GAP),
    ]


def _left_out(count: int, one: str, many: str) -> list[Flowable]:
    return [paragraph(f"And {counted(count, f'more {one}', f'more {many}')}.")] if count else []


def _texts(content: PortfolioContent) -> Iterator[str]:
    setting, portfolio = content.setting, content.portfolio
    yield from (setting.programme, setting.organisation, setting.cohort)
    yield from (each.agency for each in portfolio.agencies)
    yield from (each.project for each in portfolio.projects)
    yield from (each.cohort for each in portfolio.cohorts)
    yield from (content.method.rates.name, content.method.rates.source)
    for benefit, project, why in content.attention:
        yield from (benefit, project, why)
    for each in content.decided:
        yield from (each.benefit, each.project, each.reason)
        if each.by:
            yield from (each.by.name, each.by.post, each.by.agency)
    yield from texts_of(content.lines, content.outcomes)
