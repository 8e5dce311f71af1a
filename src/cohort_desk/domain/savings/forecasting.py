"""What a new forecast of a benefit leaves standing: the claims that were made on the last one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.money import pounds


@dataclass(frozen=True, slots=True)
class Claimed:
    """What is claimed of a benefit by claims that wait or are validated.

    `pence` has the financial year and amount of each; `waiting` are the years of those that wait.
    """

    title: str
    recurrent: bool
    pence: Sequence[tuple[int, int]]
    waiting: Collection[int]
    starts_month: int


def check_claims_kept(claimed: Claimed, first_year: int, total: int) -> None:
    """Refuse a forecast that leaves a waiting claim behind, or less of a one-off than is claimed.

    Args:
        claimed: what is claimed already.
        first_year: the financial year in which the forecast begins.
        total: what it comes to, in pence.

    Raises:
        RuleBroken: of "first_year" or "pence".
    """
    behind = [year for year in claimed.waiting if year < first_year]
    if behind:
        words = years.words(min(behind), claimed.starts_month)
        raise RuleBroken(
            "first_year",
            f"A claim for {words} waits on “{claimed.title}” and would count no more. Have it "
            "decided or withdraw it first.",
        )
    taken = sum(pence for year, pence in claimed.pence if year >= first_year)
    if not claimed.recurrent and taken > total:
        raise RuleBroken(
            "pence",
            f"“{claimed.title}” is one-off, and {pounds(taken)} is claimed on it from then on: "
            f"more than a forecast of {pounds(total)}. Correct the claims first.",
        )


def check_year_counts(title: str, year: int, first_year: int | None, starts_month: int) -> None:
    """Refuse to confirm a claim of a year before the forecast begins.

    Raises:
        RuleBroken: of "claim".
    """
    if first_year is None or year >= first_year:
        return
    words, begins = (years.words(each, starts_month) for each in (year, first_year))
    raise RuleBroken(
        "claim",
        f"The forecast of “{title}” begins in {begins}, so a claim for {words} does not count. "
        "Reject it, or revise the forecast first.",
    )


def check_one_off(title: str, forecast: int, claimed: int, pence: int) -> None:
    """Refuse to claim more of a one-off benefit than is forecast, over all its years and agencies.

    Args:
        title: what the benefit is called.
        forecast: what its current forecast comes to, in pence.
        claimed: what other claims that count take of it.
        pence: what is to be claimed.

    Raises:
        RuleBroken: of "gross".
    """
    if claimed + pence <= forecast:
        return
    before = f", and {pounds(claimed)} of that is claimed already" if claimed else ""
    raise RuleBroken(
        "gross",
        f"“{title}” is one-off and forecast to save {pounds(forecast)}{before}. {pounds(pence)} "
        f"{'more ' if claimed else ''}would exceed it. Revise the forecast first, or claim "
        f"{pounds(max(forecast - claimed, 0))} at most.",
    )
