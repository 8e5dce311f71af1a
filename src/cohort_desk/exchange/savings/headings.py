"""The headings that offices write over lists of savings, and what each of them means."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.sheets import TOLD, SheetField
from cohort_desk.exchange.headers import normalised
from cohort_desk.exchange.layout import Layout, read_layout
from cohort_desk.exchange.savings.units import POUNDS, unit_in, without_unit
from cohort_desk.exchange.sheets import Sheet, Workbook

_F = SheetField

SYNONYMS: dict[SheetField, tuple[str, ...]] = {
    _F.LINE: ("line", "line no", "line number", "line id", "benefit id", "benefit no"),
    _F.PROJECT: (
        "project", "project title", "project name", "name of project", "scheme", "initiative",
        "workstream", "programme", "service area",
    ),
    _F.TITLE: (
        "benefit", "benefit title", "benefit name", "title", "name", "saving", "savings",
        "description of saving", "saving description", "savings description", "description",
        "efficiency", "proposal", "what is saved", "saving title", "line title",
    ),
    _F.QUOTE: (
        "quote", "quoted sentence", "sentence", "wording", "report wording", "source text",
        "statement", "claim in report", "what the report says", "narrative",
    ),
    _F.PAGE: ("page", "page no", "page number", "report page", "pages"),
    _F.AMOUNT: (
        "amount", "projected amount", "projected", "projected saving", "projected savings",
        "annual saving", "annual savings", "saving per year", "savings per year", "saving £",
        "savings £", "£", "value", "value £", "amount £", "estimated saving", "estimated savings",
        "expected saving", "expected savings", "target saving", "planned saving", "saving p a",
        "savings p a", "annual amount", "full year effect", "fye", "planned savings",
    ),
    _F.APPROXIMATE: ("approximate", "approx", "about", "estimate", "is approximate", "rounded"),
    _F.BASIS: ("gross or net", "gross net", "net or gross", "basis", "net gross"),
    _F.RECURRENT: (
        "recurrent", "recurring", "recurrent or one off", "recurring or one off", "frequency",
        "recurrent one off", "one off or recurring", "one off or recurrent", "one off recurrent",
        "one off recurring", "ongoing", "how often", "recurrence", "profile",
    ),
    _F.FIRST_YEAR: (
        "first year", "first financial year", "start year", "from year", "starts", "starting",
        "start date", "year", "financial year", "fy", "delivery year", "from", "start",
    ),
    _F.YEARS: ("years", "number of years", "no of years", "for years", "duration", "term"),
    _F.TYPE: (
        "type", "benefit type", "saving type", "savings type", "type of saving", "category",
        "cashable", "cashable or not", "cashable non cashable", "type of benefit", "kind",
    ),
    _F.OWNER: (
        "owner", "benefit owner", "responsible officer", "lead", "lead officer", "accountable",
        "budget holder", "responsible", "sro", "owned by", "saving owner",
    ),
    _F.OWNER_AGENCY: (
        "owner s agency", "owners agency", "owner agency", "agency of owner", "lead agency",
        "agency", "organisation", "council", "owner organisation",
    ),
    _F.VALIDATOR: (
        "validator", "validated by", "finance officer", "finance lead", "confirmed by",
        "finance contact", "accountant", "signed off by",
    ),
    _F.VALIDATOR_AGENCY: (
        "validator s agency", "validators agency", "validator agency", "agency of validator",
        "finance agency",
    ),
    _F.POT: ("pot", "budget", "budget line", "cost centre", "budget code", "comes out of"),
    _F.SHARES: (
        "agencies", "agencies with shares", "shares", "split", "agency split", "who saves",
        "beneficiaries", "share", "apportionment",
    ),
    _F.MEASURE: ("measure", "indicator", "kpi", "what is measured", "metric"),
    _F.UNIT: ("unit", "unit of measure", "units"),
    _F.BASELINE_VALUE: ("baseline", "baseline value", "starting value"),
    _F.BASELINE_ON: (
        "baseline date", "baseline s date", "date of baseline", "baseline as at", "baseline on",
    ),
    _F.BASELINE_SOURCE: ("baseline source", "baseline s source", "source of baseline"),
    _F.TARGET: ("target", "target value", "goal"),
    _F.GRADE: ("confidence grade", "confidence", "grade", "rag confidence", "certainty"),
    _F.PRICE_YEAR: ("price year", "prices of", "price base", "price base year"),
    _F.DEADWEIGHT: ("deadweight", "deadweight %"),
    _F.DISPLACEMENT: ("displacement", "displacement %"),
    _F.LEAKAGE: ("leakage", "leakage %"),
    _F.SUBSTITUTION: ("substitution", "substitution %"),
    _F.COSTS: ("costs", "costs by year", "cost details"),
    _F.ONE_OFF_COST: (
        "one off cost", "one off costs", "cost", "investment", "set up cost", "set up costs",
        "implementation cost", "implementation costs", "capital cost", "cost to deliver",
    ),
    _F.RUNNING_COST: (
        "running cost", "running costs", "running cost a year", "annual cost", "annual costs",
        "ongoing cost", "ongoing costs", "recurring cost", "recurrent cost",
    ),
    _F.COST_AGENCY: ("who pays the cost", "paid by", "who pays", "payer", "funded by", "cost to"),
    _F.FORECAST: ("forecast", "forecast saving", "forecast savings", "latest forecast", "outturn"),
    _F.CLAIMED: ("claimed", "claimed to date", "claim", "claims", "delivered", "delivered to date"),
    _F.VALIDATED: (
        "validated", "validated to date", "actual", "actuals", "actual saving", "actual savings",
        "achieved", "confirmed", "realised", "realised to date", "signed off", "achieved to date",
        "validated savings", "confirmed savings",
    ),
}  # fmt: skip

_MEANING = {synonym: field for field, synonyms in SYNONYMS.items() for synonym in synonyms} | {
    normalised(field.label): field for field in SheetField if field not in TOLD
}
_SHORTEST_FOR_TYPOS, _TYPO = 6, 88
_ROWS_SEARCHED = 40
_MOST_WORDS = 8
_LONGEST_HEADING = 80
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*[/–-]\s*(\d{4}|\d{2})(?!\d)|(?<!\d)(20\d\d)(?!\d)")
_SHORT_YEAR = re.compile(r"(?<!\d)(\d\d)\s*/\s*(\d\d)(?!\d)")
_TOLD = re.compile(r"\b(validated|actuals?|achieved|confirmed|reali[sz]ed|delivered)\b")
_TOLD_CLAIM = re.compile(r"\bclaim(ed|s)?\b")
_TOLD_FORECAST = re.compile(r"\b(forecast|outturn)\b")
_SHARE = re.compile(
    r"(?:share\s*(?:of|:|–|-)\s*(?P<after>.+?)|(?P<before>.+?)(?:['’]s)?\s+share)\s*%?"
    r"|(?P<percent>.+?)\s*\(?\s*%\s*\)?",
    re.IGNORECASE,
)


def recognise(heading: str) -> tuple[SheetField, int] | None:
    """Return what a heading means and how surely (3 word for word, 1 within longer words).

    A heading with a unit of money heads amounts, whatever it calls them: "Savings £000s".
    """
    if unit_in(heading) is POUNDS:
        return _recognise(heading)
    rest = without_unit(heading)
    if not normalised(rest):
        return _F.AMOUNT, 3
    known = _recognise(heading) if _recognise(rest) is None else _recognise(rest)
    return (_F.AMOUNT, known[1]) if known and known[0] is _F.TITLE else known


def _recognise(heading: str) -> tuple[SheetField, int] | None:
    text = normalised(heading)
    if not text and heading.strip():
        text = " ".join(heading.casefold().split())
    if not text:
        return None
    if field := _MEANING.get(text):
        return field, 3
    if found := _by_pattern(heading, text):
        return found, 3
    if len(text) >= _SHORTEST_FOR_TYPOS:
        near = process.extractOne(text, _MEANING.keys(), scorer=fuzz.ratio, score_cutoff=_TYPO)
        if near:
            return _MEANING[near[0]], 2
    return _within(text.split())


def year_in(heading: str) -> int | None:
    """Return the financial year that a heading names as 2026/27, 2026 or 26/27, None for none."""
    if found := _YEAR.search(heading):
        typed = f"{found[1]}/{found[2]}" if found[1] else found[3]
    elif found := _SHORT_YEAR.search(heading):
        typed = f"20{found[1]}/{found[2]}"
    else:
        return None
    try:
        return years.parse(typed)
    except RuleBroken:
        return None


def agency_in(heading: str) -> str:
    """Return the agency whose share a heading says its column has, "" for none.

    >>> agency_in("Share of Exampleshire Council"), agency_in("Exampleshire Police %")
    ('Exampleshire Council', 'Exampleshire Police')
    """
    found = _SHARE.fullmatch(heading.strip())
    return (found["after"] or found["before"] or found["percent"]).strip() if found else ""


def find_header_row(sheet: Sheet) -> int:
    """Return the number of the row whose cells are most surely headings, 0 if none is any."""
    best, best_surety = 0, 0
    for number, row in enumerate(sheet.rows[:_ROWS_SEARCHED], start=1):
        surety = _surety(row)
        if surety > best_surety:
            best, best_surety = number, surety
    return best


def find_sheet(workbook: Workbook) -> Sheet:
    """Return the sheet that most looks like a list of benefits."""

    def likeness(sheet: Sheet) -> tuple[bool, int, int]:
        row = find_header_row(sheet)
        known = _surety(sheet.rows[row - 1]) if row else 0
        return not sheet.hidden and bool(sheet.rows), known, len(sheet.rows)

    return max(workbook.sheets, key=likeness)


def find_list(sheet: Sheet, header_row: int | None = None) -> Layout:
    """Return the list in a sheet, below the header row that is given or found."""
    return read_layout(sheet, find_header_row(sheet) if header_row is None else header_row)


def _by_pattern(heading: str, text: str) -> SheetField | None:
    """Recognise headings that name a year or an agency."""
    if year_in(heading) is not None:
        return _of_year(text)
    if heading.strip() not in ("%", "£") and agency_in(heading):
        return _F.SHARE
    return None


def _of_year(text: str) -> SheetField | None:
    if _TOLD.search(text):
        return _F.VALIDATED
    if _TOLD_CLAIM.search(text):
        return _F.CLAIMED
    if _TOLD_FORECAST.search(text):
        return _F.FORECAST
    return None if re.search(r"\bcosts?\b|\bbudget\b|\bspend\b", text) else _F.YEAR_AMOUNT


def _within(words: Sequence[str]) -> tuple[SheetField, int] | None:
    """Recognise "Estimated annual saving (£)" by the phrase in it with most words, else the last.

    A single letter or sign within longer words says nothing.
    """
    if len(words) > _MOST_WORDS:
        return None
    phrases = (
        " ".join(words[start : start + length])
        for length in range(len(words), 0, -1)
        for start in range(len(words) - length, -1, -1)
    )
    found = next((phrase for phrase in phrases if len(phrase) > 1 and phrase in _MEANING), None)
    return (_MEANING[found], 1) if found else None


def _surety(row: Sequence[str]) -> int:
    """Return how surely cells are headings: the surety of each different meaning, added up."""
    meant = dict[SheetField, int]()
    filled = [cell for cell in row if cell]
    if len(filled) < min(2, len(row)):
        return 0
    for cell in filled:
        if len(cell) <= _LONGEST_HEADING and (known := recognise(cell)):
            field, surety = known
            meant[field] = max(surety, meant.get(field, 0))
    return sum(meant.values())
