"""What is asked before a benefit is changed: a small form for each action, with what stands now."""

from collections.abc import Callable
from decimal import Decimal

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.savings.fields import LONGEST
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.status import STATUSES
from cohort_desk.domain.savings.words import CLOSINGS, COSTS, TYPES
from cohort_desk.services.savings.shapes import Cost, Figure
from cohort_desk.ui.savings.asking import Choices, Field, Question, Way
from cohort_desk.ui.savings.benefit.shown import Shown

_WHEN = "Such as 1 March 2027."
_YEAR = "As 2026/27."
_AMOUNT = "As 150,000, £150K or £1,234.50."
_NOBODY: tuple[object, str] = (0, "Nobody yet")
_ADDITIONAL = {
    "deadweight": ("Deadweight", "What would have come anyway."),
    "displacement": ("Displacement", "What is lost elsewhere for it."),
    "leakage": ("Leakage", "What goes to others than it is meant for."),
    "substitution": ("Substitution", "What only takes the place of something else."),
}


def ask(key: str, shown: Shown) -> Question:
    """Return the form of an action; "cost:7" and the like are about a part by its id."""
    name, _, part = key.partition(":")
    if name in _OF_COST:
        cost = next(each for each in shown.benefit.costs if each.id == int(part))
        return _OF_COST[name](key, shown, cost)
    return _QUESTIONS[name](shown)


def _settle(shown: Shown) -> Question:
    figure = shown.benefit.current("projected")
    often = "Agreed amount a year" if shown.line.recurrent else "Agreed amount"
    return Question(
        "settle",
        "Settle the amount",
        "Settle",
        (
            Field("pence", often, value=plain(figure.pence if figure else 0), hint=_AMOUNT),
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


def _even(kind: str) -> Callable[[Shown], Question]:
    def made(shown: Shown) -> Question:
        now = shown.benefit.current(kind) or shown.benefit.current("projected")
        recurrent = shown.line.recurrent
        first = now.first_year if now else shown.this_year
        fields = (
            Field(
                "pence",
                "Amount a year" if recurrent else "Amount",
                value=plain(now.pence if now else 0),
                hint=_AMOUNT,
            ),
            Field("first_year", "First financial year", value=shown.year(first), hint=_YEAR),
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


def _by_year(kind: str) -> Callable[[Shown], Question]:
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
    return (Field("reason", caption, "text", hint="Kept with the figure for good."),)


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


def _redate(shown: Shown) -> Question:
    return Question(
        "redate",
        "Re-date the benefit",
        "Re-date",
        (
            Field("first_year", "It counts from", value=shown.year(shown.this_year), hint=_YEAR),
            Field("reason", "Why", "text"),
        ),
        told="The forecast moves to later years. What was claimed for earlier ones no longer "
        "counts, and stays in the history.",
    )


def _remove(_shown: Shown) -> Question:
    return Question(
        "remove",
        "Remove the benefit",
        "Remove",
        (Field("reason", "Why it is removed", "text"),),
        told="It counts nowhere from then on, save in the optimism factor. It stays in the list "
        "and can be opened again.",
        look="danger",
    )


def _close(_shown: Shown) -> Question:
    return Question(
        "close",
        "Close the benefit",
        "Close",
        (
            Field("value", "How it ended", "choice", "delivered", choices=tuple(CLOSINGS.items())),
            Field("reason", "Why", "text", hint="Needed where it ended short."),
        ),
        told="A closed benefit still counts, and teaches the programme how far to trust the next.",
    )


def _reopen(_shown: Shown) -> Question:
    return Question("reopen", "Open again", "Open again", (Field("reason", "Why", "text"),))


def _override(shown: Shown) -> Question:
    judged = shown.line.status
    chosen = judged.override or "amber"
    statuses = tuple((key, STATUSES[key]) for key in ("green", "amber", "red"))
    return Question(
        "override",
        "Override the status",
        "Override",
        (
            Field("status", "Status", "choice", chosen, choices=statuses),
            Field("reason", "Why", "text"),
        ),
        told=f"Computed: {STATUSES[judged.computed].lower()}. {judged.why} Both are shown.",
    )


def _lift(_shown: Shown) -> Question:
    return Question(
        "lift",
        "End the override",
        "End override",
        (Field("reason", "Note", "text"),),
        told="The computed status counts again.",
    )


def _update(shown: Shown) -> Question:
    due = shown.line.update_due_on
    return Question(
        "update",
        "Write an update",
        "Save update",
        (Field("reason", "How it stands", "text"),),
        told=f"An update is due by {written_date(due)}." if due else "",
    )


def _details(shown: Shown) -> Question:
    benefit, line = shown.benefit, shown.line
    often = (("yearly", "Every year"), ("once", "One-off"))
    return Question(
        "details",
        "What it is",
        "Save",
        (
            Field("title", "What is saved", value=line.title),
            Field("type", "Type", "choice", line.type, choices=tuple(TYPES.items())),
            Field("recurrent", "How often", "choice", often[not line.recurrent][0], choices=often),
            Field("quote", "Quoted sentence", "text", benefit.quote),
            Field("page", "Page", value=benefit.page),
        ),
    )


def _people(shown: Shown) -> Question:
    benefit = shown.benefit
    here = [each for each in shown.officers if not each.gone]
    kept = [each for each in (benefit.owner, benefit.validator) if each and each not in here]
    officers: Choices = (
        _NOBODY, *((each.id, f"{each.name}, {each.agency}") for each in (*here, *kept))
    )  # fmt: skip
    pots: Choices = ((0, "No pot yet"), *((each.id, each.name) for each in shown.pots))
    owner, validator = benefit.owner, benefit.validator
    return Question(
        "people",
        "Owner, validator and pot",
        "Save",
        (
            Field(
                "owner_id", "Owner", "choice", owner.id if owner else 0,
                hint="Who answers for it.", choices=officers,
            ),
            Field(
                "validator_id", "Validator", "choice", validator.id if validator else 0,
                hint="Who confirms claims: neither owner nor claimant.", choices=officers,
            ),
            Field(
                "pot_id", "Pot", "choice", benefit.pot_id or 0,
                hint="The budget it comes out of.", choices=pots,
            ),
        ),
        ways=(Way("officer", "Add an officer"), Way("pot", "Add a pot")),
    )  # fmt: skip


def _measure(shown: Shown) -> Question:
    benefit = shown.benefit
    day = written_date(benefit.baseline_on) if benefit.baseline_on else ""
    return Question(
        "measure",
        "Measure, baseline and target",
        "Save",
        (
            Field("measure", "Measure", value=benefit.measure, hint="Such as checks made a year."),
            Field("unit", "Unit", value=benefit.unit, hint="Such as £ a year, or checks."),
            Field("baseline_value", "Baseline", value=benefit.baseline_value),
            Field("baseline_on", "Baseline taken on", value=day, hint=_WHEN),
            Field("baseline_source", "Where the baseline is from", value=benefit.baseline_source),
            Field("target", "Target", value=benefit.target),
        ),
        told="A claim needs a baseline with its date and source, taken before its period.",
    )


def _worth(shown: Shown) -> Question:
    benefit = shown.benefit
    scale = shown.reckoning.settings.scale
    grades = tuple(
        (at, f"{at}: benefits −{cut} %, costs +{rise} %")
        for at, (cut, rise) in enumerate(scale, start=1)
    )
    price = "" if benefit.price_year is None else shown.year(benefit.price_year)
    return Question(
        "worth",
        "Confidence and additionality",
        "Save",
        (
            Field("grade", "Confidence grade", "choice", benefit.grade, choices=grades),
            Field("price_year", "Prices of", value=price, hint="Empty: of the base year."),
            *(
                Field(name, f"{words} in %", value=_percent(getattr(benefit, name)), hint=hint)
                for name, (words, hint) in _ADDITIONAL.items()
            ),
        ),
        told="Programme setting, confirm with finance.",
    )


def _cost(shown: Shown) -> Question:
    return Question(
        "cost",
        "Record a cost",
        "Record cost",
        _cost_fields(shown, None),
        told="Running costs of a net benefit are off its figure already; they are shown and not "
        "taken off again.",
    )


def _correct_cost(key: str, shown: Shown, cost: Cost) -> Question:
    return Question(
        key,
        "Correct a cost",
        "Record correction",
        (*_cost_fields(shown, cost), Field("reason", "Why it is corrected", "text")),
        told="The cost as it was stays in the history.",
    )


def _withdraw_cost(key: str, _shown: Shown, cost: Cost) -> Question:
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
        Field("pence", "Amount", value=plain(cost.pence) if cost else "", hint=_AMOUNT),
        Field("year", "Financial year", value=shown.year(year), hint=_YEAR),
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


def _officer(shown: Shown) -> Question:
    return Question(
        "officer",
        "Add an officer",
        "Add officer",
        (
            Field("name", "Name"),
            Field("agency_id", "Agency", "choice", 0, choices=((0, "Choose"), *shown.agencies)),
            Field("post", "Post", hint="Such as finance business partner."),
            Field("email", "E-mail"),
        ),
        told="Someone who owns, claims or confirms benefits.",
    )


def _pot(shown: Shown) -> Question:
    agencies: Choices = ((0, "Pooled budget"), *shown.agencies)
    return Question(
        "pot",
        "Add a pot",
        "Add pot",
        (
            Field("name", "Name", hint="Such as records checks, council."),
            Field("agency_id", "Whose budget", "choice", 0, choices=agencies),
            Field("baseline_pence", "Baseline a year", hint=_AMOUNT),
            Field("baseline_on", "Baseline taken on", hint=_WHEN),
            Field("baseline_source", "Where the baseline is from"),
        ),
        told="The budget that savings come out of. All claims of a year together never exceed "
        "its baseline.",
    )


def plain(pence: int) -> str:
    """Return an amount as it is put into a field to be changed; "" for nothing."""
    return pounds(pence).removeprefix("£") if pence else ""


def _percent(basis_points: int) -> str:
    return f"{Decimal(basis_points) / 100:f}".removesuffix(".0") if basis_points else ""


_QUESTIONS: dict[str, Callable[[Shown], Question]] = {
    "settle": _settle,
    "forecast": _even("forecast"),
    "forecast_years": _by_year("forecast"),
    "projected": _even("projected"),
    "projected_years": _by_year("projected"),
    "redate": _redate,
    "remove": _remove,
    "close": _close,
    "reopen": _reopen,
    "override": _override,
    "lift": _lift,
    "update": _update,
    "details": _details,
    "people": _people,
    "measure": _measure,
    "worth": _worth,
    "cost": _cost,
    "officer": _officer,
    "pot": _pot,
}
_OF_COST: dict[str, Callable[[str, Shown, Cost], Question]] = {
    "correct": _correct_cost,
    "withdraw": _withdraw_cost,
}
