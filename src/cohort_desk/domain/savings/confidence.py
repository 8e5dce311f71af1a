"""How far a figure is trusted, and what that takes off benefits and puts on costs.

Source of the method: HM Treasury, The Green Book, "Supplementary guidance: optimism bias". Source
of the scale: HM Treasury, "Supporting public service transformation: cost benefit analysis
guidance for local partnerships" (2014); here it is a programme setting.
"""

from dataclasses import dataclass
from decimal import Decimal

from cohort_desk.domain.savings.additionality import WHOLE
from cohort_desk.domain.savings.settings import SavingsSettings


@dataclass(frozen=True, slots=True)
class Correction:
    """What is taken off benefits and put on costs, in hundredths of a percent."""

    benefit_cut: int
    cost_rise: int


def of_grade(grade: int, settings: SavingsSettings) -> Correction:
    """Return the correction of a grade, 1 being the surest.

    ob_b and ob_c of the grade. Source: HM Treasury, "Supporting public service transformation: cost
    benefit analysis guidance for local partnerships" (2014), table of optimism bias by confidence
    grade.

    Raises:
        ValueError: there is no such grade.
    """
    if not 1 <= grade <= len(settings.scale):
        raise ValueError(f"there is no confidence grade {grade}")
    cut, rise = settings.scale[grade - 1]
    return Correction(cut * 100, rise * 100)


def corrected_benefit(benefit: int | Decimal, cut: int) -> Decimal:
    """Return a benefit after its correction, not rounded: B · (1 − ob_b).

    Source: HM Treasury, The Green Book, supplementary guidance on optimism bias.
    """
    return Decimal(benefit) * (WHOLE - cut) / WHOLE


def corrected_cost(cost: int | Decimal, rise: int) -> Decimal:
    """Return a cost after its correction, not rounded: C · (1 + ob_c).

    Source: HM Treasury, The Green Book, supplementary guidance on optimism bias.
    """
    return Decimal(cost) * (WHOLE + rise) / WHOLE
