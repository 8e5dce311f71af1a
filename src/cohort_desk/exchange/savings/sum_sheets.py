"""What savings come to, by financial year and by agency; kinds of saving beside each other."""

from cohort_desk.domain.savings import years
from cohort_desk.exchange.savings.line_sheet import in_pounds
from cohort_desk.exchange.tables_out import TableOut, Value
from cohort_desk.services.savings.portfolio.shapes import KINDS, Money, Portfolio, Sums

_SUMS = ("Projected", "Forecast", "Claimed", "Validated", "Costs")


def years_sheet(portfolio: Portfolio) -> TableOut:
    """Return the sheet of financial years, with the total below."""
    month = portfolio.year_starts_month
    rows = [[years.words(each.year, month), *_cells(each.sums)] for each in portfolio.years]
    return TableOut(
        "By year", ("Financial year", *_headings()), [*rows, _total(portfolio)], kept_in_view=1
    )


def agencies_sheet(portfolio: Portfolio) -> TableOut:
    """Return the sheet of agencies, who invests and who saves, with the total below."""
    rows = [
        [each.agency or "No shares yet", *_cells(each.sums), in_pounds(each.sums.cash.net)]
        for each in portfolio.agencies
    ]
    total = [*_total(portfolio), in_pounds(portfolio.total.cash.net)]
    headings = ("Agency", *_headings(), f"{KINDS['cash']}: validated less spent")
    return TableOut("By agency", headings, [*rows, total], kept_in_view=1)


def _headings() -> tuple[str, ...]:
    return tuple(f"{kind}: {what.casefold()}" for kind in KINDS.values() for what in _SUMS)


def _total(portfolio: Portfolio) -> list[Value]:
    return ["Total", *_cells(portfolio.total)]


def _cells(sums: Sums) -> list[Value]:
    return [cell for kind in KINDS for cell in _money(sums.of(kind))]


def _money(money: Money) -> list[Value]:
    reached = money.reached
    pence = (
        *(reached.projected, reached.forecast, reached.claimed, reached.validated),
        money.invested,
    )
    return [in_pounds(each) for each in pence]
