"""The rules of pots: claims on a budget in a financial year never exceed what it was."""

from collections.abc import Mapping
from datetime import date

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.words import counted, listed

_NAMED = 3


def check_room(pot: str, year: str, baseline: int, claimed: Mapping[str, int], pence: int) -> None:
    """Refuse a claim that would take a pot above its baseline, over all projects and agencies.

    Args:
        pot: what it is called.
        year: the financial year, in words.
        baseline: what the budget was, in pence a year.
        claimed: pence claimed in that year already, by project.
        pence: what is to be claimed.

    Raises:
        RuleBroken: the claims together would exceed the pot.
    """
    taken = sum(claimed.values())
    left = baseline - taken
    if pence <= left:
        return
    said = f"The pot “{pot}” was {pounds(baseline)} in {year}"
    if not taken:
        raise RuleBroken(
            "gross",
            f"{said}, so {pounds(pence)} cannot come out of it. Claim {pounds(left)} at most.",
        )
    advice = f"Claim {pounds(left)} at most, or correct" if left > 0 else "Correct"
    raise RuleBroken(
        "gross",
        f"{said}, and {pounds(taken)} of it is claimed already: {_by_project(claimed)}. "
        f"{pounds(pence)} more would exceed it: {pounds(max(left, 0))} is left. {advice} another "
        "claim first.",
    )


def check_full(pot: str, year: str, baseline: int, claimed: Mapping[str, int]) -> None:
    """Refuse that earlier claims count again where a pot would then be exceeded; as `check_room`.

    Raises:
        RuleBroken: of "benefit".
    """
    taken = sum(claimed.values())
    if taken > baseline:
        raise RuleBroken(
            "benefit",
            f"Earlier claims would count again, and {pounds(taken)} would then be claimed on the "
            f"pot “{pot}” in {year}, which was {pounds(baseline)}: {_by_project(claimed)}. Nothing "
            "was changed. Correct or withdraw a claim first.",
        )


def check_baseline(pot: str, baseline: int, claimed: Mapping[str, Mapping[str, int]]) -> None:
    """Refuse a baseline below what is claimed on the pot.

    Args:
        pot: what it is called.
        baseline: what it is to be, in pence a year.
        claimed: pence claimed by project, by financial year in words.

    Raises:
        RuleBroken: naming the year of which most is claimed.
    """
    if not claimed:
        return
    year, by_project = max(claimed.items(), key=lambda item: (sum(item[1].values()), item[0]))
    taken = sum(by_project.values())
    if taken > baseline:
        raise RuleBroken(
            "baseline_pence",
            f"{pounds(taken)} is claimed on the pot “{pot}” in {year}: {_by_project(by_project)}. "
            f"Its baseline cannot be {pounds(baseline)}. Correct the claims first.",
        )


def check_pot(name: str, baseline: int, baseline_on: date | None, source: str) -> None:
    """Refuse a pot that lacks its name or any part of its baseline.

    Raises:
        RuleBroken: with the field to put right.
    """
    if not name:
        raise RuleBroken("name", "A pot needs a name: the budget as the agency’s accounts call it.")
    if baseline <= 0:
        raise RuleBroken(
            "baseline_pence", f"Enter what “{name}” was before, in pounds a year and more than £0."
        )
    if baseline_on is None:
        raise RuleBroken("baseline_on", f"Enter the day by which “{name}” was that much.")
    if not source:
        raise RuleBroken(
            "baseline_source", f"Say where the baseline of “{name}” is from, such as the accounts."
        )


def _by_project(claimed: Mapping[str, int]) -> str:
    by_amount = sorted(claimed.items(), key=lambda item: (-item[1], item[0]))
    words = [f"{pounds(pence)} by {project}" for project, pence in by_amount[:_NAMED]]
    if rest := by_amount[_NAMED:]:
        words.append(
            f"{pounds(sum(p for _, p in rest))} by {counted(len(rest), 'other', 'others')}"
        )
    return listed(words)
