"""What is asked of a benefit's money: settling, figures, re-dating and costs."""

from collections.abc import Callable

from cohort_desk.domain.savings.fields import LONGEST
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.words import COSTS
from cohort_desk.services.savings.shapes import Cost, Figure
from cohort_desk.ui.savings.benefit.shown import Shown
from cohort_desk.ui.savings.question import Choices, Field, Question, Way

YEAR = "As 2026/27."
AMOUNT = "As 150,000, £150K or £1,234.50."


def settle(shown: Shown) -> Question:
    """Return the form that settles the amount and its basis."""
    figure = shown.benefit.current("projected")
    often = "Agreed amount a year" if shown.line.recurrent else "Agreed amount"
    return Question(
        "settle",
        "Settle the amount",
        "Settle",
        (
            Field("pence", often, value=plain(figure.pence if figure else 0), hint=AMOUNT),
            Field(
                "basis",
                "Gross or net of running costs",
                "choice",
                value=shown.line.basis,
                choices=(("unknown", "Choose"), ("gross", "Gross"), ("net", "Net")),
            ),
            Field("reason", "What settles it", "text", hint="Such as who agreed it, and when."),
        ),
        told="What the report says stays as its quotation; the agreed amount takes its place.",
    )


def even(kind: str) -> Callable[[Shown], Question]:
    """Return what asks for a figure of a kind that is the same each year."""

    def made(shown: Shown) -> Question:
        now = shown.benefit.current(kind) or shown.benefit.current("projected")
        recurrent = shown.line.recurrent
        first = now.first_year if now else shown.this_year
        fields = (
            Field(
                "pence",
                "Amount a year" if recurrent else "Amount",
                value=plain(now.pence if now else 0),
                hint=AMOUNT,
            ),
            Field("first_year", "First financial year", value=shown.year(first), hint=YEAR),
            *((_years(now),) if recurrent else ()),
            *_why(shown, kind),
        )
        return Question(
            kind,
            _title(shown, kind),
            _verb(shown, kind),
            fields,
            told=_told(kind),
            ways=(Way(f"{kind}_years", "Enter year by year"),) if recurrent else (),
        )

    return made


def by_year(kind: str) -> Callable[[Shown], Question]:
    """Return what asks for a figure of a kind year by year."""

    def made(shown: Shown) -> Question:
        now = shown.benefit.current(kind) or shown.benefit.current("projected")
        by_year = dict(now.by_year) if now else {}
        first = min(by_year, default=shown.this_year)
        span = max(max(by_year, default=first) - first + 2, 4)
        fields = tuple(
            Field(f"year:{year}", shown.year(year), value=plain(by_year.get(year, 0)))
            for year in range(first, first + span)
        )
        return Question(
            f"{kind}_years",
            _title(shown, kind),
            _verb(shown, kind),
            (*fields, *_why(shown, kind)),
            told=f"{_told(kind)} Leave years without money empty.",
            ways=(Way(kind, "The same each year"),),
        )

    return made


def _years(now: Figure | None) -> Field:
    span = now.years if now else 5
    return Field("years", "For how many years", "number", value=span, limits=(1, LONGEST))


def _why(shown: Shown, kind: str) -> tuple[Field, ...]:
    first = kind == "forecast" and shown.benefit.current("forecast") is None
    caption = "Note" if first else "Why it changes"
    return (
        Field("dated_on", "As of", hint="Such as 12 June 2026. Empty is today."),
        Field("reason", caption, "text", hint="Kept with the figure for good."),
    )


def _title(shown: Shown, kind: str) -> str:
    if kind == "projected":
        return "Revise the projection"
    return "Revise the forecast" if shown.benefit.current("forecast") else "Forecast"


def _verb(shown: Shown, kind: str) -> str:
    revised = kind == "projected" or shown.benefit.current("forecast") is not None
    return "Record revision" if revised else "Record forecast"


def _told(kind: str) -> str:
    if kind == "projected":
        return "Earlier figures stay in the history; the newest counts."
    return "What the owner now expects. Earlier figures stay in the history; the newest counts."


def redate(shown: Shown) -> Question:
    """Return the form that lets a benefit count from a later year."""
    return Question(
        "redate",
        "Re-date the benefit",
        "Re-date",
        (
            Field("first_year", "It counts from", value=shown.year(shown.this_year), hint=YEAR),
            Field("reason", "Why", "text"),
        ),
        told="The forecast moves to later years. What was claimed for earlier ones no longer "
        "counts, and stays in the history.",
    )


def cost(shown: Shown) -> Question:
    """Return the form that records a cost."""
    return Question(
        "cost",
        "Record a cost",
        "Record cost",
        _cost_fields(shown, None),
        told="Running costs of a net benefit are off its figure already; they are shown and not "
        "taken off again.",
    )


def correct_cost(key: str, shown: Shown, cost: Cost) -> Question:
    """Return the form that puts another cost in the place of one."""
    return Question(
        key,
        "Correct a cost",
        "Record correction",
        (*_cost_fields(shown, cost), Field("reason", "Why it is corrected", "text")),
        told="The cost as it was stays in the history.",
    )


def withdraw_cost(key: str, _shown: Shown, cost: Cost) -> Question:
    """Return the form that takes a cost out of count."""
    return Question(
        key,
        "Withdraw a cost",
        "Withdraw cost",
        (Field("reason", "Why", "text"),),
        told=f"{pounds(cost.pence)} of {cost.agency} counts no more, and stays in the history.",
        look="danger",
    )


def _cost_fields(shown: Shown, cost: Cost | None) -> tuple[Field, ...]:
    agencies: Choices = shown.agencies
    year = cost.year if cost else shown.this_year
    shares = shown.benefit.shares
    agency = cost.agency_id if cost else shares[0].agency_id if shares else agencies[0][0]
    return (
        Field("pence", "Amount", value=plain(cost.pence) if cost else "", hint=AMOUNT),
        Field("year", "Financial year", value=shown.year(year), hint=YEAR),
        Field("agency_id", "Paid by", "choice", agency, choices=agencies),
        Field(
            "kind", "Kind", "choice", cost.kind if cost else "one_off",
            choices=tuple(COSTS.items()),
        ),
        Field(
            "moved", "Taken over from another agency", "tick", cost.moved if cost else False,
            hint="A cost that has only moved is not saved.",
        ),
        Field("note", "What for", value=cost.note if cost else ""),
    )  # fmt: skip


def plain(pence: int) -> str:
    """Return an amount as it is put into a field to be changed; "" for nothing."""
    return pounds(pence).removeprefix("£") if pence else ""
