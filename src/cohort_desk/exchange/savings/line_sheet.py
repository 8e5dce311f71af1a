"""The sheet of benefits: one line each, with its state; an import takes it back as it stands."""

from collections.abc import Callable, Sequence

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.sheets import SheetCost, SheetField
from cohort_desk.domain.savings.words import BASES, CLOSINGS, TYPES
from cohort_desk.domain.words import listed
from cohort_desk.exchange.savings.cells import written_cost, written_percent, written_shares
from cohort_desk.exchange.tables_out import TableOut, Value
from cohort_desk.services.savings.shapes import Benefit, Cost, Figure, Officer

_F = SheetField
_STATUS = {"green": "Green", "amber": "Amber", "red": "Red", "none": "No forecast"}
_CLOSED = {**CLOSINGS, "removed": "Removed"}
_OWN: dict[SheetField, Callable[[Benefit, int], Value]] = {
    _F.LINE: lambda each, _: each.line.id,
    _F.PROJECT: lambda each, _: each.line.project,
    _F.TITLE: lambda each, _: each.line.title,
    _F.TYPE: lambda each, _: TYPES[each.line.type],
    _F.AMOUNT: lambda each, _: _projected(each),
    _F.APPROXIMATE: lambda each, _: "Yes" if each.line.approximate else "No",
    _F.BASIS: lambda each, _: BASES[each.line.basis],
    _F.RECURRENT: lambda each, _: "Recurrent" if each.line.recurrent else "One-off",
    _F.FIRST_YEAR: lambda each, month: _year(each.current("projected"), month),
    _F.YEARS: lambda each, _: _years(each),
    _F.OWNER: lambda each, _: _name(each.owner),
    _F.OWNER_AGENCY: lambda each, _: _agency(each.owner),
    _F.VALIDATOR: lambda each, _: _name(each.validator),
    _F.VALIDATOR_AGENCY: lambda each, _: _agency(each.validator),
    _F.POT: lambda each, _: each.line.pot,
    _F.SHARES: lambda each, _: written_shares(
        tuple((share.agency, share.basis_points) for share in each.shares)
    ),
    _F.MEASURE: lambda each, _: each.measure,
    _F.UNIT: lambda each, _: each.unit,
    _F.BASELINE_VALUE: lambda each, _: each.baseline_value,
    _F.BASELINE_ON: lambda each, _: written_date(each.baseline_on) if each.baseline_on else "",
    _F.BASELINE_SOURCE: lambda each, _: each.baseline_source,
    _F.TARGET: lambda each, _: each.target,
    _F.GRADE: lambda each, _: each.grade,
    _F.PRICE_YEAR: lambda each, month: (
        "" if each.price_year is None else years.words(each.price_year, month)
    ),
    _F.DEADWEIGHT: lambda each, _: written_percent(each.deadweight),
    _F.DISPLACEMENT: lambda each, _: written_percent(each.displacement),
    _F.LEAKAGE: lambda each, _: written_percent(each.leakage),
    _F.SUBSTITUTION: lambda each, _: written_percent(each.substitution),
    _F.QUOTE: lambda each, _: each.quote,
    _F.PAGE: lambda each, _: each.page,
    _F.COSTS: lambda each, month: "; ".join(_cost(cost, month) for cost in each.costs),
}
"""What an import takes back; information that it leaves alone comes after."""

_TOLD: dict[str, Callable[[Benefit], Value]] = {
    "Cohort": lambda each: each.line.cohort,
    "State": lambda each: each.line.rung.words,
    "Forecast total": lambda each: in_pounds(each.line.forecast),
    "Claimed total": lambda each: in_pounds(each.line.claimed),
    "Validated total": lambda each: in_pounds(each.line.validated),
    "Confirmations": lambda each: listed(sorted(_confirmed(each))),
    "Status": lambda each: _STATUS[each.line.status.shown],
    "Status as computed": lambda each: _STATUS[each.line.status.computed],
    "Why": lambda each: each.line.status.why,
    "Why set by hand": lambda each: each.line.status.override_reason,
    "How it ended": lambda each: _CLOSED.get(each.line.closing, ""),
    "Update due": lambda each: (
        written_date(each.line.update_due_on) if each.line.update_due_on else ""
    ),
    "To look at": lambda each: "; ".join(each.line.alarms),
}


def lines_sheet(benefits: Sequence[Benefit], starts_month: int) -> TableOut:
    """Return the sheet of benefits; years are columns where some benefit's years differ."""
    apart = _years_apart(benefits)
    headings = [field.label for field in _OWN]
    headings += [f"Projected {years.words(year, starts_month)}" for year in apart]
    rows = [_row(each, apart, starts_month) for each in benefits]
    return TableOut("Benefits", (*headings, *_TOLD), rows, kept_in_view=3)


def in_pounds(pence: int) -> Value:
    """Return pence as the number of pounds that a cell holds, which keeps each penny.

    >>> in_pounds(15_000_000), in_pounds(123_450)
    (150000, 1234.5)
    """
    whole, rest = divmod(pence, 100)
    return pence / 100 if rest else whole


def _row(each: Benefit, apart: Sequence[int], month: int) -> list[Value]:
    by_year = _amounts(each) if _differs(each) else {}
    return [
        *(value(each, month) for value in _OWN.values()),
        *(in_pounds(by_year[year]) if year in by_year else None for year in apart),
        *(value(each) for value in _TOLD.values()),
    ]


def _years_apart(benefits: Sequence[Benefit]) -> tuple[int, ...]:
    """Return the years of those benefits whose amounts are not the same in each year."""
    return tuple(sorted({year for each in benefits if _differs(each) for year in _amounts(each)}))


def _differs(each: Benefit) -> bool:
    """Tell whether amount, first year and number of years do not say it all."""
    figure = each.current("projected")
    if figure is None:
        return False
    years_ = range(figure.first_year, figure.first_year + figure.years)
    return figure.by_year != tuple((year, figure.pence) for year in years_)


def _amounts(each: Benefit) -> dict[int, int]:
    figure = each.current("projected")
    return dict(figure.by_year) if figure else {}


def _projected(each: Benefit) -> Value:
    figure = each.current("projected")
    return None if figure is None or _differs(each) else in_pounds(figure.pence)


def _year(figure: Figure | None, month: int) -> Value:
    return "" if figure is None else years.words(figure.first_year, month)


def _years(each: Benefit) -> Value:
    figure = each.current("projected")
    return None if figure is None else figure.years


def _cost(cost: Cost, month: int) -> str:
    told = SheetCost(cost.kind, cost.pence, cost.year, cost.agency, cost.moved, cost.note)
    return written_cost(told, years.words(cost.year, month))


def _confirmed(each: Benefit) -> frozenset[str]:
    """Return who confirmed what was validated."""
    decided = (claim.decisions[-1] for claim in each.claims if claim.validated_pence)
    return frozenset(f"{newest.officer} ({newest.officer_agency})" for newest in decided)


def _name(officer: Officer | None) -> str:
    return officer.name if officer else ""


def _agency(officer: Officer | None) -> str:
    return officer.agency if officer else ""
