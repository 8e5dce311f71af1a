"""What a benefit is worth over its life, against what it costs.

Source of the method: HM Treasury, The Green Book (2026): real amounts in the prices of the base
year, which is year 0 and not discounted; costs and benefits after optimism bias. Amounts are pence;
results are not rounded (`discounting.whole` does that where they are shown).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate

from cohort_desk.domain.savings import discounting
from cohort_desk.domain.savings.confidence import corrected_benefit, corrected_cost
from cohort_desk.domain.savings.rates import RateTable


@dataclass(frozen=True, slots=True)
class Flows:
    """Benefits and costs by financial year, in pence, none of them before the base year.

    `certain` are benefits beside the others that are validated, so that no bias is taken off them.
    """

    base_year: int
    benefits: Mapping[int, int | Decimal]
    costs: Mapping[int, int | Decimal]
    certain: Mapping[int, int | Decimal] = field(default_factory=dict[int, int | Decimal])


@dataclass(frozen=True, slots=True)
class Appraisal:
    """The worth of flows after their corrections.

    pvb, pvc, npsv: present values of benefits and of costs, and their difference, in pence.
    bcr: benefits per pound of cost; None without a cost.
    payback, payback_discounted: years from the base year; None where the cost never comes back.
    switching: the yearly benefit at which NPSV is nothing; None without a benefit.
    equivalent_annual: NPSV as equal yearly amounts; None where nothing follows the base year.
    benefits, costs: what was discounted, by year from the base year, in pence.
    cumulative, cumulative_discounted: the net until each year, in whole pence.
    """

    base_year: int
    pvb: Decimal
    pvc: Decimal
    npsv: Decimal
    bcr: Decimal | None
    payback: Decimal | None
    payback_discounted: Decimal | None
    switching: Decimal | None
    equivalent_annual: Decimal | None
    benefits: tuple[Decimal, ...]
    costs: tuple[Decimal, ...]
    factors: tuple[Decimal, ...]
    cumulative: tuple[tuple[int, int], ...]
    cumulative_discounted: tuple[tuple[int, int], ...]


def base_year(first_benefit: int, first_cost: int | None) -> int:
    """Return year 0: the year before the first benefit, or that of the first cost if earlier.

    Source: HM Treasury, The Green Book, annex on discounting, where the outlay falls in year 0.
    """
    before = first_benefit - 1
    return before if first_cost is None else min(before, first_cost)


def appraise(flows: Flows, table: RateTable, benefit_cut: int, cost_rise: int) -> Appraisal:
    """Return the worth of flows; the corrections are hundredths of a percent.

    B(t) · (1 − ob_b) + what is certain of B(t), and C(t) · (1 + ob_c); NPSV = PVB − PVC;
    BCR = PVB ÷ PVC. Source: HM Treasury, The Green Book, on optimism bias, discounting, and net
    present social value.

    Raises:
        ValueError: an amount lies before the base year.
    """
    benefits = tuple(
        corrected_benefit(each, benefit_cut) + certain
        for each, certain in zip(
            _row(flows.benefits, flows), _row(flows.certain, flows), strict=True
        )
    )
    costs = tuple(corrected_cost(each, cost_rise) for each in _row(flows.costs, flows))
    found = discounting.factors(table, len(benefits) - 1)
    pvb = discounting.present_value(benefits, table)
    pvc = discounting.present_value(costs, table)
    net = [benefit - cost for benefit, cost in zip(benefits, costs, strict=True)]
    discounted = [each * factor for each, factor in zip(net, found, strict=True)]
    return Appraisal(
        base_year=flows.base_year,
        pvb=pvb,
        pvc=pvc,
        npsv=pvb - pvc,
        bcr=benefit_cost_ratio(pvb, pvc),
        payback=payback(net),
        payback_discounted=payback(discounted),
        switching=switching_benefit(pvc, benefits, table),
        equivalent_annual=equivalent_annual(pvb - pvc, len(net) - 1, table),
        benefits=benefits,
        costs=costs,
        factors=found,
        cumulative=_cumulative(net, flows.base_year),
        cumulative_discounted=_cumulative(discounted, flows.base_year),
    )


def benefit_cost_ratio(pvb: Decimal, pvc: Decimal) -> Decimal | None:
    """Return PVB ÷ PVC, None without a cost. Source: HM Treasury, The Green Book, on ratios."""
    return pvb / pvc if pvc > 0 else None


def payback(net: Sequence[int | Decimal]) -> Decimal | None:
    """Return after how many years the cumulative net is nothing or more, for good.

    With t the first year after the last one that ends below nothing,
    (t − 1) + shortfall(t − 1) ÷ net(t): within the year the net is taken to come in evenly. Of
    discounted amounts it is the discounted payback. 0 where it never was below nothing, None where
    it ends below. Source: programme specification, section 2; HM Treasury, The Green Book, names
    the payback period among the results of an appraisal.
    """
    sums = tuple(accumulate(net, initial=Decimal()))[1:]
    below = [year for year, total in enumerate(sums) if total < 0]
    if not below:
        return Decimal()
    last = below[-1]
    return None if last == len(sums) - 1 else last - sums[last] / Decimal(net[last + 1])


def switching_benefit(
    pvc: Decimal, benefits: Sequence[int | Decimal], table: RateTable
) -> Decimal | None:
    """Return the yearly benefit at which NPSV is nothing, over the years that have a benefit.

    PVC ÷ Σ DF(t). None without a benefit. Source: HM Treasury, The Green Book, on switching values.
    """
    found = discounting.factors(table, max(len(benefits) - 1, 0))
    weight = sum((found[year] for year, each in enumerate(benefits) if each > 0), Decimal())
    return pvc / weight if weight else None


def equivalent_annual(npsv: Decimal, years: int, table: RateTable) -> Decimal | None:
    """Return a net present value as equal amounts in the years 1 to `years`.

    NPSV ÷ Σ DF(1..n). None where there are no such years. Source: HM Treasury, The Green Book, on
    comparing options of different lengths by equivalent annual amounts.
    """
    return npsv / discounting.annuity(table, 1, years) if years > 0 else None


def _row(amounts: Mapping[int, int | Decimal], flows: Flows) -> list[int | Decimal]:
    """Return amounts from the base year to the last year of any flow."""
    known = [flows.base_year, *flows.benefits, *flows.costs, *flows.certain]
    if min(known) < flows.base_year:
        raise ValueError("an amount lies before the base year")
    return [amounts.get(year, 0) for year in range(flows.base_year, max(known) + 1)]


def _cumulative(net: Sequence[Decimal], first: int) -> tuple[tuple[int, int], ...]:
    return tuple((first + at, discounting.whole(total)) for at, total in enumerate(accumulate(net)))
