"""What of a gross benefit would not have come anyway, nor went elsewhere."""

from decimal import Decimal

from cohort_desk.domain.errors import RuleBroken

WHOLE = 10_000
"""All of something, in hundredths of a percent."""
LABELS = {
    "deadweight": "Deadweight",
    "displacement": "Displacement",
    "leakage": "Leakage",
    "substitution": "Substitution",
}


def net_additional(
    gross: int | Decimal, deadweight: int, displacement: int, leakage: int, substitution: int
) -> Decimal:
    """Return what of a gross amount is additional, not rounded; rates in hundredths of a percent.

    gross · (1 − deadweight) · (1 − displacement) · (1 − leakage) · (1 − substitution). Source:
    English Partnerships, "Additionality Guide", third edition (2008), chapter 5, with deadweight
    as a part of the gross amount; HM Treasury, The Green Book, on additionality.
    """
    net = Decimal(gross)
    for rate in (deadweight, displacement, leakage, substitution):
        net = net * (WHOLE - rate) / WHOLE
    return net


def check_rate(field: str, rate: int) -> None:
    """Refuse a rate of additionality that is below nothing or above all.

    Raises:
        RuleBroken: of `field`, one of `LABELS`.
    """
    if not 0 <= rate <= WHOLE:
        raise RuleBroken(field, f"{LABELS[field]} lies between 0% and 100%.")
