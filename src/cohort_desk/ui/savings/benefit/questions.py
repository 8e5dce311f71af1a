"""What is asked before a benefit is changed: a small form for each action, with what stands now."""

from collections.abc import Callable
from decimal import Decimal

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.savings.status import STATUSES
from cohort_desk.domain.savings.words import CLOSINGS, TYPES
from cohort_desk.services.savings.shapes import Cost
from cohort_desk.ui.savings.benefit import money_questions as money
from cohort_desk.ui.savings.benefit.shown import Shown
from cohort_desk.ui.savings.question import Choices, Field, Question, Way

_WHEN = "Such as 1 March 2027."
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
            Field("baseline_pence", "Baseline a year", hint=money.AMOUNT),
            Field("baseline_on", "Baseline taken on", hint=_WHEN),
            Field("baseline_source", "Where the baseline is from"),
        ),
        told="The budget that savings come out of. All claims of a year together never exceed "
        "its baseline.",
    )


def _percent(basis_points: int) -> str:
    return f"{Decimal(basis_points) / 100:f}".removesuffix(".0") if basis_points else ""


_QUESTIONS: dict[str, Callable[[Shown], Question]] = {
    "settle": money.settle,
    "forecast": money.even("forecast"),
    "forecast_years": money.by_year("forecast"),
    "projected": money.even("projected"),
    "projected_years": money.by_year("projected"),
    "redate": money.redate,
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
    "cost": money.cost,
    "officer": _officer,
    "pot": _pot,
}
_OF_COST: dict[str, Callable[[str, Shown, Cost], Question]] = {
    "correct": money.correct_cost,
    "withdraw": money.withdraw_cost,
}
