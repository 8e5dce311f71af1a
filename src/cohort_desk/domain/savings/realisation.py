"""How much of what was promised has come true."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from cohort_desk.domain.savings.additionality import WHOLE


@dataclass(frozen=True, slots=True)
class Factor:
    """What closed lines brought, as a part of what had been projected for them.

    `value` is validated ÷ projected, not rounded: 0.8 where four fifths came true.
    """

    closed: int
    projected: int
    validated: int
    value: Decimal

    @property
    def benefit_cut(self) -> int:
        """What it takes off a benefit, in hundredths of a percent: ob_b = 1 − factor.

        Never less than nothing: that earlier lines brought more than was projected makes no later
        figure larger. Source: HM Treasury, The Green Book, supplementary guidance on optimism
        bias, which prefers an organisation's own evidence to general rates.
        """
        cut = ((1 - self.value) * WHOLE).quantize(Decimal(1), ROUND_HALF_UP)
        return max(int(cut), 0)


def at_risk(approved: int, achieved: int, pressures: int) -> int:
    """Return what of approved savings is at risk: approved − achieved + in-year pressures.

    Source: the monitoring tables of English county councils' savings programmes, such as that of
    2022/23 among the test vectors.
    """
    return approved - achieved + pressures


def realisation_rate(validated: int, projected: int) -> Decimal | None:
    """Return validated to date ÷ projected to date, not rounded; None where nothing was projected.

    Source: programme specification, section 2; the benefits realisation of HM Treasury's Green
    Book compares the same two.
    """
    return Decimal(validated) / projected if projected > 0 else None


def optimism_factor(closed: Iterable[tuple[int, int]], after: int = 1) -> Factor | None:
    """Return what closed lines brought of what was projected, from (projected, validated) of each.

    Σ validated ÷ Σ projected. None while fewer than `after` lines have closed, or where nothing
    had been projected for them. Source: programme specification, section 3; HM Treasury, The Green
    Book, supplementary guidance on optimism bias.
    """
    lines = tuple(closed)
    projected = sum(line[0] for line in lines)
    validated = sum(line[1] for line in lines)
    value = realisation_rate(validated, projected)
    if len(lines) < after or value is None:
        return None
    return Factor(len(lines), projected, validated, value)
