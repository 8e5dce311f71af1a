"""The status of a benefit, from its figures and whether its update is overdue."""

from decimal import ROUND_FLOOR, Decimal
from typing import Literal

from cohort_desk.domain.savings.settings import SavingsSettings

Status = Literal["green", "amber", "red", "none"]
STATUSES: dict[str, str] = {
    "green": "Green",
    "amber": "Amber",
    "red": "Red",
    "none": "No forecast yet",
}
DOUBTED = 2
"""A forecast of so many times what was projected is more often a slip than a gain."""


def judge(
    projected: int, forecast: int | None, *, overdue: bool, settings: SavingsSettings
) -> tuple[Status, str]:
    """Return the status that follows from the figures, and in words what it rests on.

    forecast ÷ projected against the cut-offs (see `status_of`). A forecast of more than twice the
    projection is doubted in words, whatever its colour. Source: programme specification, section 1.

    Args:
        projected: all years together, in pence.
        forecast: all years together, None while there is no forecast.
        overdue: whether an update should have been written before today.
        settings: the cut-offs.
    """
    figures = _words(projected, forecast)
    status = status_of(projected, forecast, overdue=overdue, settings=settings)
    return status, f"The update is overdue. {figures}" if overdue else figures


def status_of(
    projected: int, forecast: int | None, *, overdue: bool, settings: SavingsSettings
) -> Status:
    """Return the status that follows from the figures.

    forecast ÷ projected, not rounded: green from `green_at` percent, amber from `amber_at`, else
    red; an overdue update is red whatever the figures. Source: programme specification, section 1.
    """
    if overdue:
        return "red"
    if forecast is None:
        return "none"
    if forecast * 100 >= settings.green_at * projected:
        return "green"
    return "amber" if forecast * 100 >= settings.amber_at * projected else "red"


def _words(projected: int, forecast: int | None) -> str:
    """Never rounded up: 89.96% must not read as the 90% that it misses."""
    if forecast is None:
        return "There is no forecast yet."
    if projected <= 0:
        return "Nothing was projected."
    if forecast > DOUBTED * projected:
        return (
            f"The forecast is more than {DOUBTED} times what was projected: one of the two figures "
            "may be wrong."
        )
    part = (Decimal(forecast) * 100 / projected).quantize(Decimal("0.1"), ROUND_FLOOR)
    return f"The forecast is {f'{part:f}'.removesuffix('.0')}% of what was projected."
