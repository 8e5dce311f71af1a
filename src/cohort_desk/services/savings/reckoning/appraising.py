"""What a benefit is worth, by the programme's rates, settings and evidence; also "what if"."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.additionality import net_additional
from cohort_desk.domain.savings.appraisal import Appraisal, Flows, appraise, base_year
from cohort_desk.domain.savings.confidence import Correction, of_grade
from cohort_desk.domain.savings.deflators import DeflatorTable, price_factor
from cohort_desk.domain.savings.happened import Happened, Worth, by_what_happened
from cohort_desk.domain.savings.rates import RateTable, percent
from cohort_desk.domain.savings.realisation import Factor
from cohort_desk.domain.savings.settings import SavingsSettings
from cohort_desk.domain.savings.sustaining import months_after
from cohort_desk.domain.words import counted, listed
from cohort_desk.services.savings.benefits.records import benefits_of
from cohort_desk.services.savings.reckoning.deflators import deflators_in_force
from cohort_desk.services.savings.reckoning.factor import factors_of
from cohort_desk.services.savings.reckoning.rates import table_in_force
from cohort_desk.services.savings.reckoning.settings import settings_of
from cohort_desk.services.savings.shapes import Benefit, ClaimState, Cost, Figure
from cohort_desk.services.savings.today import today_or

BASE_NOT_DISCOUNTED = "Year 0 is {year}. It is not discounted."


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What benefits are reckoned with on a day; `own` is the programme's own factor, if used."""

    day: date
    settings: SavingsSettings
    rates: RateTable
    deflators: DeflatorTable | None
    own: Factor | None


@dataclass(frozen=True, slots=True)
class BenefitAppraisal:
    """The worth of a benefit, and what it rests on.

    appraisal: amounts in pence, not rounded, in the prices of the base year.
    kind: "forecast", or "projected" while there is no forecast.
    rates: the table that it was discounted by.
    correction: what was taken off benefits and put on costs, in hundredths of a percent.
    confidence: in words, what the correction rests on.
    notes: in sentences, what a reader has to know: year 0, prices, additionality, costs left out.
    """

    appraisal: Appraisal
    kind: str
    rates: RateTable
    correction: Correction
    confidence: str
    notes: tuple[str, ...]


def read_reckoning(db: Database, today: date | None = None) -> Reckoning:
    """Return what benefits are reckoned with, to ask "what if" without reading anew."""
    with db.read() as work:
        return reckoning_of(work, today)


def reckoning_of(work: UnitOfWork, today: date | None = None) -> Reckoning:
    """Return what benefits are reckoned with on a day, as a part of another read."""
    day = today_or(today)
    settings = settings_of(work)
    own = factors_of(work).used if settings.own_factor else None
    return Reckoning(day, settings, table_in_force(work, day), deflators_in_force(work, day), own)


def appraise_benefit(
    db: Database,
    benefit_id: int,
    *,
    grade: int | None = None,
    benefit_cut: int | None = None,
    cost_rise: int | None = None,
) -> BenefitAppraisal:
    """Return what a benefit is worth today; with a grade or corrections, what it would be.

    Nothing is written.

    Raises:
        NotFound: it has been deleted meanwhile.
    """
    with db.read() as work:
        benefit = benefits_of(work, [benefit_id]).get(benefit_id)
        if benefit is None:
            raise NotFound("That benefit is no longer here: it has been deleted meanwhile.")
        reckoning = reckoning_of(work)
    return appraised(benefit, reckoning, grade=grade, benefit_cut=benefit_cut, cost_rise=cost_rise)


def appraised(
    benefit: Benefit,
    reckoning: Reckoning,
    *,
    grade: int | None = None,
    benefit_cut: int | None = None,
    cost_rise: int | None = None,
) -> BenefitAppraisal:
    """Return what a benefit is worth: its forecast, else what was projected, against its costs.

    What is validated stands in place of its year's figure, uncorrected, and nothing else is counted
    of a closed benefit (`domain.savings.happened`). Other benefits are what is additional, after
    their correction for confidence; costs are those that its figure or its claims have not taken
    off already, after theirs. All are in the prices of the base year.

    Args:
        benefit: as it was read.
        reckoning: rates, settings and deflators.
        grade: another confidence grade, to see what would be; its own if left out.
        benefit_cut: what is taken off benefits, in hundredths of a percent, to see what would be.
        cost_rise: what is put on costs, likewise.

    Raises:
        ValueError: it has no figure, or there is no such grade.
    """
    figure = benefit.current("forecast") or benefit.current("projected")
    if figure is None:
        raise ValueError("a benefit without a figure cannot be appraised")
    happened = _happened(benefit, figure, reckoning)
    worth = by_what_happened(dict(figure.by_year), happened)
    costs = tuple(cost for cost in benefit.costs if is_subtracted(cost, benefit.line.basis))
    first = min((year for year, _pence in figure.by_year), default=figure.first_year)
    base = base_year(first, min((cost.year for cost in costs), default=None))
    prices, price_note = _prices(benefit, reckoning, base)
    correction, confidence = _correction(benefit.grade, grade, reckoning)
    if benefit_cut is not None or cost_rise is not None:
        correction = _changed(correction, benefit_cut, cost_rise)
        confidence = f"What if: {_corrected(correction)}"
    flows = Flows(
        base,
        _benefits(benefit, worth.expected, lambda _year: prices),
        _costs(_not_claimed_off(costs, worth), prices),
        _benefits(benefit, worth.certain, lambda year: _prices_of(year, reckoning, base)),
    )
    found = appraise(flows, reckoning.rates, correction.benefit_cut, correction.cost_rise)
    notes = (
        _base_note(base, reckoning),
        price_note,
        _additional(benefit),
        _left_out(benefit, costs),
        *_told(happened, worth, reckoning),
    )
    return BenefitAppraisal(
        found,
        figure.kind,
        reckoning.rates,
        correction,
        confidence,
        tuple(note for note in notes if note),
    )


def is_subtracted(cost: Cost, basis: str) -> bool:
    """Say whether a cost is taken off a benefit's worth.

    A net figure has its running costs off already. A cost that has only moved to another agency is
    always a cost: it was not saved.
    """
    return cost.moved or cost.kind == "one_off" or basis != "net"


def _happened(benefit: Benefit, figure: Figure, reckoning: Reckoning) -> Happened:
    """Return what is known of a benefit on the day it is reckoned."""
    settings, closing = reckoning.settings, benefit.line.closing
    validated: Counter[int] = Counter()
    waiting: Counter[int] = Counter()
    for claim in benefit.claims if closing != "removed" else ():
        if claim.year >= figure.first_year:
            validated[claim.year] += claim.validated_pence
            waiting[claim.year] += claim.pence if claim.state is ClaimState.WAITING else 0
    ends = {
        year: years.last_day(year, settings.year_starts_month) for year, _pence in figure.by_year
    }
    return Happened(
        closed=bool(closing),
        validated=+validated,
        waiting=+waiting,
        ended={year for year, last in ends.items() if last < reckoning.day},
        unclaimed={
            year
            for year, last in ends.items()
            if months_after(last, settings.update_months) < reckoning.day
        },
    )


def _not_claimed_off(costs: Iterable[Cost], worth: Worth) -> tuple[Cost, ...]:
    """Leave out what has moved in a validated year: its claims have taken that off already."""
    return tuple(cost for cost in costs if not (cost.moved and cost.year in worth.certain))


def _told(happened: Happened, worth: Worth, reckoning: Reckoning) -> Iterator[str]:
    """Say what of a worth rests on what has happened."""
    if happened.closed:
        yield "It is closed: only what was validated counts, without a correction."
    elif worth.certain:
        in_years = [
            years.words(year, reckoning.settings.year_starts_month)
            for year in sorted(worth.certain)
        ]
        yield f"What is validated of {listed(in_years)} counts as it is, without a correction."
    lost = sorted(happened.unclaimed - worth.certain.keys() - happened.waiting.keys())
    if worth.certain and lost and not happened.closed:
        in_years = [years.words(year, reckoning.settings.year_starts_month) for year in lost]
        yield f"Nothing was claimed of {listed(in_years)}, so nothing of it counts."


def _benefits(
    benefit: Benefit, by_year: Mapping[int, int], prices: Callable[[int], Decimal]
) -> dict[int, int | Decimal]:
    rates = benefit.deadweight, benefit.displacement, benefit.leakage, benefit.substitution
    return {year: net_additional(pence, *rates) * prices(year) for year, pence in by_year.items()}


def _costs(costs: Iterable[Cost], prices: Decimal) -> dict[int, int | Decimal]:
    found: dict[int, int | Decimal] = {}
    for cost in costs:
        found[cost.year] = found.get(cost.year, Decimal()) + cost.pence * prices
    return found


def _prices_of(year: int, reckoning: Reckoning, base: int) -> Decimal:
    """Return by what money of a year is multiplied; 1 where the deflators do not know the years."""
    return price_factor(reckoning.deflators, year, base) or Decimal(1)


def _prices(benefit: Benefit, reckoning: Reckoning, base: int) -> tuple[Decimal, str]:
    """Return by what amounts are multiplied to be in the prices of the base year, and a note."""
    start = reckoning.settings.year_starts_month
    wanted, given = years.words(base, start), benefit.price_year
    if given is None:
        return Decimal(1), f"Figures are taken to be in prices of {wanted}."
    factor = price_factor(reckoning.deflators, given, base)
    if factor is None:
        return Decimal(1), (
            f"Figures are in prices of {years.words(given, start)}: there is no deflator to bring "
            f"them to {wanted}."
        )
    if given == base or reckoning.deflators is None:
        return factor, f"Figures are in prices of {wanted}."
    return factor, (
        f"Brought from prices of {years.words(given, start)} to {wanted} by "
        f"“{reckoning.deflators.name}”."
    )


def _correction(own_grade: int, tried: int | None, reckoning: Reckoning) -> tuple[Correction, str]:
    """Return the correction of a grade, or of the programme's own factor, and its words."""
    grade = own_grade if tried is None else tried
    scale = of_grade(grade, reckoning.settings)
    if reckoning.own is None or tried is not None:
        return scale, f"Confidence grade {grade}: {_corrected(scale)}"
    own = Correction(reckoning.own.benefit_cut, scale.cost_rise)
    lines = counted(reckoning.own.closed, "closed line", "closed lines")
    return own, f"The programme’s own factor, from {lines}: {_corrected(own)} (grade {grade})"


def _changed(correction: Correction, benefit_cut: int | None, cost_rise: int | None) -> Correction:
    return Correction(
        correction.benefit_cut if benefit_cut is None else benefit_cut,
        correction.cost_rise if cost_rise is None else cost_rise,
    )


def _corrected(correction: Correction) -> str:
    cut, rise = (
        percent(Decimal(each) / 10_000) for each in (correction.benefit_cut, correction.cost_rise)
    )
    return f"benefits −{cut}, costs +{rise}"


def _base_note(base: int, reckoning: Reckoning) -> str:
    return BASE_NOT_DISCOUNTED.format(year=years.words(base, reckoning.settings.year_starts_month))


def _additional(benefit: Benefit) -> str:
    rates = benefit.deadweight, benefit.displacement, benefit.leakage, benefit.substitution
    if not any(rates):
        return ""
    part = net_additional(1, *rates).quantize(Decimal("0.0001"))
    return f"Only what is additional counts: {percent(part)} of the figure."


def _left_out(benefit: Benefit, counted_costs: tuple[Cost, ...]) -> str:
    if len(counted_costs) == len(benefit.costs):
        return ""
    return "The figure is net: only one-off costs are taken off, as running ones are off already."
