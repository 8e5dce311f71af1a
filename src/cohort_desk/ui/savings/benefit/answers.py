"""Carries out what a user has answered: each answer is one step of one service."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from cohort_desk.domain.dates import read_date
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.fields import BenefitFields, CostInput, FigureInput, OfficerFields
from cohort_desk.domain.savings.money import typed_pence
from cohort_desk.services.savings.benefits import costs, events, figures, officers
from cohort_desk.services.savings.benefits import entering as lines
from cohort_desk.services.savings.claims import pots
from cohort_desk.ui.savings.benefit.shown import Shown

if TYPE_CHECKING:
    from cohort_desk.db.database import Database

Values = Mapping[str, Any]
_ADDITIONAL = ("deadweight", "displacement", "leakage", "substitution")


def answer(db: "Database", shown: Shown, key: str, values: Values) -> object:
    """Carry out an action with what was typed for it.

    Raises:
        CohortDeskError: it was refused; a RuleBroken names the field.
    """
    name, _, part = key.partition(":")
    if name in _OF_COST:
        return _OF_COST[name](db, shown, int(part), values)
    return _ANSWERS[name](db, shown, values)


def fields_of(shown: Shown) -> BenefitFields:
    """Return what can be edited of a benefit, as it stands."""
    benefit, line = shown.benefit, shown.line
    return BenefitFields(
        title=line.title,
        type=line.type,
        recurrent=line.recurrent,
        quote=benefit.quote,
        page=benefit.page,
        measure=benefit.measure,
        unit=benefit.unit,
        baseline_value=benefit.baseline_value,
        baseline_on=benefit.baseline_on,
        baseline_source=benefit.baseline_source,
        target=benefit.target,
        owner_id=benefit.owner.id if benefit.owner else None,
        validator_id=benefit.validator.id if benefit.validator else None,
        pot_id=benefit.pot_id,
        grade=benefit.grade,
        price_year=benefit.price_year,
        deadweight=benefit.deadweight,
        displacement=benefit.displacement,
        leakage=benefit.leakage,
        substitution=benefit.substitution,
    )


def _settle(db: "Database", shown: Shown, values: Values) -> None:
    pence = typed_pence(values["pence"])
    lines.settle(db, shown.line.id, shown.line.version, pence, values["basis"], values["reason"])


def _revise(kind: str) -> Callable[["Database", Shown, Values], object]:
    def revise(db: "Database", shown: Shown, values: Values) -> int:
        entered = FigureInput(
            pence=typed_pence(values["pence"]),
            first_year=years.parse(values["first_year"], "first_year"),
            years=values.get("years", 1),
            reason=values["reason"],
            dated_on=_day("dated_on", values["dated_on"]),
        )
        return figures.revise(db, shown.line.id, shown.line.version, kind, entered)

    return revise


def _revise_years(kind: str) -> Callable[["Database", Shown, Values], object]:
    def revise(db: "Database", shown: Shown, values: Values) -> int:
        by_year = tuple(
            (int(name.removeprefix("year:")), typed_pence(text, name))
            for name, text in values.items()
            if name.startswith("year:") and text
        )
        if not by_year:
            first = next(name for name in values if name.startswith("year:"))
            raise RuleBroken(first, "Enter an amount for at least one year.")
        entered = FigureInput(
            by_year=by_year,
            reason=values["reason"],
            dated_on=_day("dated_on", values["dated_on"]),
        )
        return figures.revise(db, shown.line.id, shown.line.version, kind, entered)

    return revise


def _redate(db: "Database", shown: Shown, values: Values) -> object:
    year = years.parse(values["first_year"], "first_year")
    return figures.redate(db, shown.line.id, shown.line.version, year, values["reason"])


def _remove(db: "Database", shown: Shown, values: Values) -> None:
    events.remove(db, shown.line.id, shown.line.version, values["reason"])


def _close(db: "Database", shown: Shown, values: Values) -> None:
    events.close(db, shown.line.id, shown.line.version, values["value"], values["reason"])


def _reopen(db: "Database", shown: Shown, values: Values) -> None:
    events.reopen(db, shown.line.id, shown.line.version, values["reason"])


def _override(db: "Database", shown: Shown, values: Values) -> None:
    line = shown.line
    events.override_status(db, line.id, line.version, values["status"], values["reason"])


def _lift(db: "Database", shown: Shown, values: Values) -> None:
    events.lift_override(db, shown.line.id, shown.line.version, values["reason"])


def _update(db: "Database", shown: Shown, values: Values) -> None:
    events.write_update(db, shown.line.id, shown.line.version, values["reason"])


def _edit(db: "Database", shown: Shown, **changes: Any) -> None:
    fields = replace(fields_of(shown), **changes)
    lines.edit_benefit(db, shown.line.id, shown.line.version, fields)


def _details(db: "Database", shown: Shown, values: Values) -> None:
    changes = {field: values[field] for field in ("title", "type", "quote", "page")}
    _edit(db, shown, recurrent=values["recurrent"] == "yearly", **changes)


def _people(db: "Database", shown: Shown, values: Values) -> None:
    _edit(db, shown, **{field: values[field] or None for field in values})


def _measure(db: "Database", shown: Shown, values: Values) -> None:
    day = _day("baseline_on", values["baseline_on"])
    _edit(db, shown, **{**values, "baseline_on": day})


def _worth(db: "Database", shown: Shown, values: Values) -> None:
    price = years.parse(values["price_year"], "price_year") if values["price_year"] else None
    rates = {field: _basis_points(field, values[field]) for field in _ADDITIONAL}
    _edit(db, shown, grade=values["grade"], price_year=price, **rates)


def _cost(db: "Database", shown: Shown, values: Values) -> object:
    line = shown.line
    return costs.record_cost(db, line.id, _cost_input(values), version=line.version)


def _correct_cost(db: "Database", shown: Shown, cost_id: int, values: Values) -> object:
    line, entered, why = shown.line, _cost_input(values), values["reason"]
    return costs.record_cost(db, line.id, entered, cost_id, why, version=line.version)


def _withdraw_cost(db: "Database", shown: Shown, cost_id: int, values: Values) -> None:
    costs.withdraw_cost(db, cost_id, values["reason"], shown.line.version)


def _cost_input(values: Values) -> CostInput:
    return CostInput(
        year=years.parse(values["year"]),
        agency_id=values["agency_id"],
        kind=values["kind"],
        pence=typed_pence(values["pence"]),
        moved=values["moved"],
        note=values["note"],
    )


def _officer(db: "Database", _shown: Shown, values: Values) -> object:
    if not values["agency_id"]:
        raise RuleBroken("agency_id", "Choose the agency that the officer works for.")
    return officers.add_officer(db, OfficerFields(**values))


def _pot(db: "Database", _shown: Shown, values: Values) -> object:
    entered = pots.PotFields(
        name=values["name"],
        agency_id=values["agency_id"] or None,
        baseline_pence=typed_pence(values["baseline_pence"], "baseline_pence"),
        baseline_on=_day("baseline_on", values["baseline_on"]),
        baseline_source=values["baseline_source"],
    )
    return pots.add_pot(db, entered)


def _day(field: str, typed: str) -> date | None:
    if not typed:
        return None
    day = read_date(typed)
    if day is None:
        raise RuleBroken(field, f"“{typed}” is no date. Type it as 1 March 2027.")
    return day


def _basis_points(field: str, typed: str) -> int:
    try:
        points = Decimal(typed.removesuffix("%").strip() or "0") * 100
    except InvalidOperation:
        points = Decimal("NaN")
    if not points.is_finite() or points != points.to_integral_value():
        raise RuleBroken(field, "Enter a percentage such as 10 or 12.5.")
    return int(points)


_ANSWERS: dict[str, Callable[["Database", Shown, Values], object]] = {
    "settle": _settle,
    "forecast": _revise("forecast"),
    "forecast_years": _revise_years("forecast"),
    "projected": _revise("projected"),
    "projected_years": _revise_years("projected"),
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
_OF_COST: dict[str, Callable[["Database", Shown, int, Values], object]] = {
    "correct": _correct_cost,
    "withdraw": _withdraw_cost,
}
