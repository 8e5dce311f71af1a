"""What a row of a spreadsheet would change in a benefit that is here, in words and as wishes."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.fields import BenefitFields, CostInput, FigureInput, percent
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.sheets import TOLD, SheetBenefit, SheetField
from cohort_desk.domain.savings.words import COSTS, TYPES
from cohort_desk.domain.words import listed
from cohort_desk.services.imports.plans import FieldChange
from cohort_desk.services.savings.imports.plans import CostWish, OfficerWish, Shares
from cohort_desk.services.savings.shapes import Benefit, Cost, Officer

_LABELS = {field.value: field.label for field in SheetField}
_PERCENT = ("deadweight", "displacement", "leakage", "substitution")
_PLAIN = (
    *("title", "type", "recurrent", "quote", "page", "measure", "unit", "baseline_value"),
    *("baseline_on", "baseline_source", "target", "grade", "price_year", *_PERCENT),
)


def current_fields(known: Benefit) -> BenefitFields:
    """Return the editable fields of a benefit as they are now."""
    line = known.line
    return BenefitFields(
        title=line.title,
        type=line.type,
        recurrent=line.recurrent,
        quote=known.quote,
        page=known.page,
        measure=known.measure,
        unit=known.unit,
        baseline_value=known.baseline_value,
        baseline_on=known.baseline_on,
        baseline_source=known.baseline_source,
        target=known.target,
        owner_id=known.owner.id if known.owner else None,
        validator_id=known.validator.id if known.validator else None,
        pot_id=known.pot_id,
        grade=known.grade,
        price_year=known.price_year,
        deadweight=known.deadweight,
        displacement=known.displacement,
        leakage=known.leakage,
        substitution=known.substitution,
    )


def field_changes(
    old: BenefitFields, new: BenefitFields, starts_month: int
) -> tuple[FieldChange, ...]:
    """Return the plain fields in which a benefit is to change, in words."""
    return tuple(
        FieldChange(
            _LABELS[name],
            _in_words(name, getattr(old, name), starts_month),
            _in_words(name, getattr(new, name), starts_month),
        )
        for name in _PLAIN
        if getattr(old, name) != getattr(new, name)
    )


def names_of(old: BenefitFields, new: BenefitFields) -> frozenset[str]:
    """Return which fields differ, officers aside."""
    both = asdict(old), asdict(new)
    return frozenset(name for name in both[0] if both[0][name] != both[1][name])


def officer_change(
    label: str, old: Officer | None, new: OfficerWish | None
) -> tuple[FieldChange, ...]:
    """Return the change of an owner or validator, none where the row names nobody."""
    if new is None or (old and new.id == old.id):
        return ()
    return (FieldChange(label, old.name if old else "", new.name),)


def pot_change(
    old: int | None, new: int | None, pots: Mapping[int, str]
) -> tuple[FieldChange, ...]:
    """Return the change of pot, if there is one."""
    if old == new or new is None:
        return ()
    return (FieldChange(SheetField.POT.label, pots.get(old or 0, ""), pots[new]),)


def figure_change(
    known: Benefit, figure: FigureInput | None, starts_month: int
) -> tuple[FieldChange, ...]:
    """Return the revision of what is projected, none where there is none."""
    if figure is None:
        return ()
    now = known.current("projected")
    old = by_year_in_words(now.by_year, starts_month) if now else ""
    return (FieldChange("Projected", old, by_year_in_words(figure.by_year, starts_month)),)


def share_change(
    known: Benefit, shares: Shares | None, agencies: Mapping[int, str]
) -> tuple[FieldChange, ...]:
    """Return the change of shares, none where they stay."""
    now = tuple((share.agency_id, share.basis_points) for share in known.shares)
    if not shares or dict(shares) == dict(now):
        return ()

    def words(parts: Shares) -> str:
        return listed(f"{agencies.get(key, '')} {percent(part)}" for key, part in parts)

    return (FieldChange("Shares", words(now), words(shares)),)


def cost_changes(
    wishes: Sequence[CostWish], known: Sequence[Cost], agencies: Mapping[int, str], month: int
) -> tuple[FieldChange, ...]:
    """Return the costs that are to be recorded, in words."""
    before = {cost.id: pounds(cost.pence) for cost in known}
    return tuple(
        FieldChange(
            f"{COSTS[wish.cost.kind]} cost {years.words(wish.cost.year, month)}, "
            f"{agencies.get(wish.cost.agency_id, '')}",
            before.get(wish.replaces or 0, ""),
            pounds(wish.cost.pence),
        )
        for wish in wishes
    )


def costs_to_record(known: Sequence[Cost], costs: Sequence[CostInput]) -> tuple[CostWish, ...]:
    """Return the costs that are not recorded yet.

    One of the same year, agency and kind as a recorded one of another amount puts that right.
    """
    left = list(known)
    new: list[CostInput] = []
    for cost in costs:
        same = next((each for each in left if _key(each) == _key(cost) and _same(each, cost)), None)
        if same:
            left.remove(same)
        else:
            new.append(cost)
    wishes: list[CostWish] = []
    for cost in new:
        meant = [each for each in left if _key(each) == _key(cost)]
        if len(meant) == 1 and sum(_key(each) == _key(cost) for each in new) == 1:
            wishes.append(CostWish(cost, meant[0].id))
        else:
            wishes.append(CostWish(cost))
    return tuple(wishes)


def told_remark(row: SheetBenefit, known: Benefit | None) -> str:
    """Say what amounts that are never taken come to here, where the sheet says otherwise."""
    line = known.line if known else None
    here = {
        SheetField.FORECAST: line.forecast if line else 0,
        SheetField.CLAIMED: line.claimed if line else 0,
        SheetField.VALIDATED: line.validated if line else 0,
    }
    other = [
        f"{field.value} {pounds(row.told[field])} (here {pounds(here[field])})"
        for field in SheetField
        if field in TOLD and field in row.told and row.told[field] != here[field]
    ]
    return f"Not taken from the sheet: {listed(other)}." if other else ""


def unsettled_remark(row: SheetBenefit, known: Benefit) -> str:
    """Say that gross or net and "about" of a line that is here are settled elsewhere."""
    line = known.line
    basis = row.fields.get("basis", "unknown")
    about = row.fields.get("approximate", line.approximate)
    if basis in ("unknown", line.basis) and about == line.approximate:
        return ""
    return (
        "Whether its figure is gross or net, and exact, is settled on the benefit’s page with a "
        "reason; the sheet’s word on it is not taken."
    )


def by_year_in_words(by_year: Sequence[tuple[int, int]], starts_month: int) -> str:
    """Return amounts by year, in short where they are all the same."""
    amounts = {pence for _year, pence in by_year}
    first, last = by_year[0][0], by_year[-1][0]
    if len(by_year) == 1:
        return f"{pounds(by_year[0][1])} in {years.words(first, starts_month)}"
    if len(amounts) == 1 and last - first + 1 == len(by_year):
        span = f"{years.words(first, starts_month)} to {years.words(last, starts_month)}"
        return f"{pounds(by_year[0][1])} a year, {span}"
    return listed(
        f"{pounds(pence)} in {years.words(year, starts_month)}" for year, pence in by_year
    )


def _key(cost: Cost | CostInput) -> tuple[int, int, str, bool]:
    return cost.year, cost.agency_id, cost.kind, cost.moved


def _same(known: Cost, cost: CostInput) -> bool:
    return known.pence == cost.pence and cost.note in ("", known.note)


def _in_words(name: str, value: object, starts_month: int) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "Recurrent" if value else "One-off"
        case date():
            return written_date(value)
        case int() if name == "price_year":
            return years.words(value, starts_month)
        case int() if name in _PERCENT:
            return percent(value)
        case _:
            return TYPES.get(str(value), str(value)) if name == "type" else str(value)
