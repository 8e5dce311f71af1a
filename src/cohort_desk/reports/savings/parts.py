"""What reports on savings have in common: findings, tables of lines and outcomes, the method."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reportlab.platypus import Flowable, Spacer

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.projects import OUTCOMES
from cohort_desk.domain.savings.closing import closed_words
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.status import STATUSES
from cohort_desk.domain.savings.words import OUTCOME_STATES, TYPES
from cohort_desk.domain.words import counted, listed
from cohort_desk.reports.document import Imprint
from cohort_desk.reports.flowables import paragraph
from cohort_desk.reports.fonts import MEDIUM, SEMIBOLD
from cohort_desk.reports.parts import ROOM, section
from cohort_desk.reports.savings.words import Wording
from cohort_desk.reports.styles import GAP, MUTED, NOTE, PAGE_TITLE, TextStyle
from cohort_desk.reports.tables import NAME, Column, Grid, beside, grid_table
from cohort_desk.reports.text import size_to_fit
from cohort_desk.services.savings.portfolio.shapes import CASH, KINDS, Sums
from cohort_desk.services.savings.snapshots.shapes import (
    Person,
    Setting,
    ToldFile,
    ToldLine,
    ToldOutcome,
)
from cohort_desk.services.savings.snapshots.snapshots import MadeReport

Finding = tuple[str, str, str]
"""What it is, how much, and what stands beside it."""

TABLE = 8.5
"""The size of type in tables that hold sentences."""
CLAIMS_TOLD = 6
"""So many claims of a line stand one by one in a table; earlier ones are added up."""

BIG = TextStyle(SEMIBOLD, 28, after=1, leading=1.15)
LABEL = TextStyle(MEDIUM, 10, MUTED, after=1)
_OUTCOME_ORDER = ("confirmed", "achieved", "under_way", "promised", "dropped")
_DIGEST = 12
"""So many digits of a SHA-256 tell a file from any other that is likely."""
_LEAST_TITLE = 16
_LEAST_ROWS = 130
"""Points that the heading and the first rows of a table need on a page."""
_DETAILS = (0.2, 0.8)
_LINE_WIDTHS = (0.2, 0.23, 0.57)
_OUTCOME_WIDTHS = (0.28, 0.37, 0.11, 0.24)


def fitted_title(words: str) -> TextStyle:
    """Return the look of a title: somewhat smaller where that keeps it on one line."""
    fitting = size_to_fit(words, PAGE_TITLE.face, PAGE_TITLE.size, ROOM * 0.99)
    return replace(PAGE_TITLE, size=fitting) if fitting >= _LEAST_TITLE else PAGE_TITLE


def findings(*panels: Finding) -> Flowable:
    """Return findings beside each other in the same size, money as large as the rest."""
    width = ROOM / len(panels) - GAP
    cells: list[Sequence[Flowable]] = []
    for label, big, more in panels:
        cells += [[paragraph(label, LABEL), paragraph(big, BIG), paragraph(more, NOTE)], []]
    return beside(cells, [width, GAP] * len(panels), below=GAP)


def rows_section(title: str) -> list[Flowable]:
    """Return the heading of a section whose table begins under it, however many pages it takes."""
    *before, head = section(title, least=_LEAST_ROWS)
    # With the heading the whole table would go to the next page; its first rows have room here.
    head.keepWithNext = 0
    return [*before, head]


def standing_table(sums: Sums, room: float = ROOM, size: float = TABLE) -> Flowable:
    """Return where each pound stands, on the furthest rung it has reached; kinds stay apart.

    Net is only what is validated less what is spent; the rest stands beside it, never added in.
    """
    heads = (
        *("Validated", "Spent so far", "Validated less spent"),
        *("Claimed, waiting", "Forecast", "Projected", "Costs to come"),
    )
    columns = (Column("Each pound once", NAME), *(Column(head, at_right=True) for head in heads))
    rows = [
        (
            words,
            pounds(money.standing.validated),
            pounds(money.spent),
            pounds(money.net),
            pounds(money.standing.claimed),
            pounds(money.standing.forecast),
            pounds(money.standing.projected),
            pounds(money.invested - money.spent),
        )
        for kind, words in KINDS.items()
        for money in (sums.of(kind),)
        if kind == CASH or money.expected or money.invested
    ]
    return grid_table(Grid(columns, rows, room, size=size, air=0.5, heads_wrap=True))


def lines_table(
    lines: Sequence[ToldLine], wording: Wording, *, size: float = TABLE, most: int = CLAIMS_TOLD
) -> Flowable:
    """Return lines with every figure, its state, and who stands behind it.

    Of many claims the `most` newest stand one by one.
    """
    columns = (
        Column("Benefit", NAME),
        Column("Project, type and status", colour=MUTED, lines=True),
        Column("Figures, each with its state and who confirmed it", lines=True),
    )
    rows = [
        (
            line.title,
            "\n".join((line.project, kind_of(line), *status(line))),
            "\n".join(wording.told(line, most)),
        )
        for line in lines
    ]
    widths = [ROOM * share for share in _LINE_WIDTHS]
    return grid_table(Grid(columns, rows, ROOM, size=size, widths=widths))


def details(rows: Iterable[tuple[str, str]]) -> Flowable:
    """Return what there is to know, tightly set; rows that say nothing are left out."""
    columns = (Column("Item", colour=MUTED), Column("Detail"))
    widths = [ROOM * share for share in _DETAILS]
    told = [row for row in rows if row[1]]
    return grid_table(Grid(columns, told, ROOM, size=TABLE, air=0.45, widths=widths))


def kind_of(line: ToldLine) -> str:
    """Return the type of a line, and whether it comes every year."""
    return f"{TYPES[line.type]}, {'every year' if line.recurrent else 'once'}"


def status(line: ToldLine) -> tuple[str, ...]:
    """Return the status in words: what was computed, and what somebody has put in its place."""
    if line.closing:
        figure = line.sums.forecast or line.sums.projected
        how = closed_words(line.closing, figure, line.sums.validated)
        return (how if line.closing == "removed" else f"Closed: {how[:1].lower()}{how[1:]}",)
    if not line.override:
        return (STATUSES[line.status],)
    over = f"{STATUSES[line.override]}, by hand: {line.override_reason}"
    return (over, f"Computed: {STATUSES[line.status].lower()}")


def outcomes_table(
    outcomes: Sequence[ToldOutcome],
    wording: Wording,
    *,
    projects: bool = True,
    evidence: bool = True,
    size: float = TABLE,
) -> Flowable:
    """Return outcomes without money, as fully as the money is told: state, evidence, who, when.

    Args:
        outcomes: what is told.
        wording: how people are named.
        projects: whether each says which project it is of.
        evidence: whether each says what it is measured by and rests on.
        size: of the type, in points.
    """
    columns = (
        Column("Outcome", NAME),
        Column("What it is and rests on", colour=MUTED, lines=True),
        Column("State"),
        Column("Confirmed by"),
    )
    rows = [
        (
            each.description or OUTCOMES[each.kind],
            "\n".join(_behind(each, project=projects, evidence=evidence)),
            OUTCOME_STATES[each.status],
            wording.confirmed(each) or "–",
        )
        for each in outcomes
    ]
    widths = [ROOM * share for share in _OUTCOME_WIDTHS]
    return grid_table(Grid(columns, rows, ROOM, size=size, widths=widths))


def money_finding(sums: Sums, lines: int) -> Finding:
    """Return the headline: what is validated and releases cash, and beside it all the rest."""
    cash = sums.cash.standing
    beside_it = (
        (sums.non_cashable.standing.validated, "validated but not cashable"),
        (sums.third_party.standing.validated, "validated for third parties"),
        (cash.claimed, "claimed and waiting"),
        (cash.forecast, "forecast"),
        (cash.projected, "projected only"),
    )
    told = listed(f"{pounds(pence)} {words}" for pence, words in beside_it if pence)
    nothing = "No figure has been recorded yet." if not lines else "Nothing else is outstanding."
    more = f"Not counted here: {told}." if told else nothing
    return "Validated and cash-releasing", pounds(cash.validated), more


def outcomes_finding(outcomes: Sequence[ToldOutcome]) -> Finding:
    """Return how many outcomes without money are confirmed, and how far the others are."""
    count = {key: sum(each.status == key for each in outcomes) for key in _OUTCOME_ORDER}
    others = listed(
        f"{count[key]:,} {OUTCOME_STATES[key].lower()}" for key in _OUTCOME_ORDER[1:] if count[key]
    )
    more = f"And {others}." if others else "None is outstanding."
    return "Outcomes without money", f"{count['confirmed']:,} confirmed", more


def imprint_of(made: MadeReport, setting: Setting) -> Imprint:
    """Return what a report says of itself at the head and foot of its pages."""
    note = f"As of {written_date(setting.on)}"
    return Imprint(made.title, setting.programme, setting.cohort, note, setting.on)


def made_note(made: MadeReport) -> list[Flowable]:
    """Return by which number this report is found again, to be printed exactly as it is."""
    return [Spacer(1, GAP / 2), paragraph(_made(made), NOTE)]


def _made(made: MadeReport) -> str:
    if not made.id:
        return "Made from a copy that is read-only, so this report was not kept."
    return (
        f"Report {made.id}, made by {made.made_by} on {written_date(made.made_on)}. It is kept "
        f"under Savings, Reports, and prints the same again. Fingerprint {made.sha256[:16]}."
    )


def texts_of(lines: Sequence[ToldLine], outcomes: Sequence[ToldOutcome]) -> Iterator[str]:
    """Yield every text of lines and outcomes that somebody has typed, to be checked for print."""
    for line in lines:
        yield from (line.title, line.project, line.quote, line.page, line.override_reason)
        yield from (line.measure, line.baseline, line.target, line.pot, *line.alarms)
        yield from _names(line.owner, line.validator)
        yield from (share.agency for share in line.shares)
        yield from (cost.agency for cost in line.costs)
        yield from (update.reason for update in line.updates)
        for claim in line.claims:
            yield from (claim.agency, claim.reason)
            yield from _names(claim.claimant, claim.validator, claim.decided_by)
    for outcome in outcomes:
        yield from (outcome.description, outcome.project, outcome.measure, outcome.evidence)
        yield from _names(outcome.confirmed_by)


def files_told(files: Sequence[ToldFile]) -> str:
    """Return files of evidence by number and hash; their names may tell of people."""
    hashes = ", ".join(file.sha256[:_DIGEST] for file in files)
    return f"{counted(len(files), 'file', 'files')} ({hashes})"


def _names(*people: Person | None) -> Iterator[str]:
    for person in people:
        if person:
            yield from (person.name, person.post, person.agency)


def _behind(each: ToldOutcome, *, project: bool, evidence: bool) -> tuple[str, ...]:
    kind = OUTCOMES[each.kind]
    told = [f"{kind}: {each.project}" if project else kind]
    if not evidence:
        return tuple(told)
    if each.measure:
        told.append(f"Measure: {each.measure}")
    if each.evidence:
        told.append(f"Evidence: {each.evidence}")
    if each.files:
        told.append(files_told(each.files))
    return tuple(told)
