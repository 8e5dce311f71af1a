"""What lets a benefit climb from projected to forecast, and what it may not lose once it has.

The rules are those of section 1 of the specification of savings; what stands before a claim is
in `domain.savings.claims`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings.fields import WHOLE, percent
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.words import Rung


@dataclass(frozen=True, slots=True)
class Climbing:
    """A benefit as far as its ladder goes; `share_total` is in hundredths of a percent."""

    title: str
    approximate: bool
    basis: str
    has_owner: bool
    share_total: int
    has_forecast: bool = False
    has_live_claim: bool = False


def rung_of(*, forecast: bool, claimed: bool, validated: bool) -> Rung:
    """Return the highest rung that a benefit stands on."""
    if validated:
        return Rung.VALIDATED
    if claimed:
        return Rung.CLAIMED
    return Rung.FORECAST if forecast else Rung.PROJECTED


def before_forecast(line: Climbing) -> tuple[str, ...]:
    """Return what must be settled before a benefit has a forecast, as sentences."""
    found: list[str] = []
    if line.approximate:
        found.append(
            f"“{line.title}” rests on a figure that its source gives only roughly (“about”). "
            "Settle the amount first."
        )
    if line.basis == "unknown":
        found.append(
            f"It is not known whether the figure of “{line.title}” is gross or net. Settle that "
            "first."
        )
    if not line.has_owner:
        found.append(f"“{line.title}” has no owner. Name who answers for it.")
    if line.share_total == 0:
        found.append(f"“{line.title}” has no shares. Say which agencies it is for; 100 % in all.")
    elif line.share_total != WHOLE:
        found.append(
            f"The shares of “{line.title}” come to {percent(line.share_total)}. They must total "
            "100 %."
        )
    return tuple(found)


def check_forecast(line: Climbing) -> None:
    """Refuse a forecast of a benefit that is not settled.

    Raises:
        RuleBroken: with the first sentence of `before_forecast`.
    """
    for sentence in before_forecast(line):
        raise RuleBroken("benefit", sentence)


FIXED_BY_CLAIMS: Mapping[str, str] = {
    "type": "type",
    "recurrent": "kind (recurrent or one-off)",
    "basis": "basis (gross or net)",
    "unit": "unit",
    "baseline_value": "baseline",
    "baseline_on": "baseline’s date",
    "baseline_source": "baseline’s source",
}
"""What a benefit keeps while a claim rests on it."""


def check_kept(line: Climbing, changed: Collection[str], *, loses_owner: bool = False) -> None:
    """Refuse to change what a forecast or a claim rests on.

    Args:
        line: the benefit as it stands.
        changed: the fields that are to change.
        loses_owner: whether it would be left without one.

    Raises:
        RuleBroken: with the first of the fields.
    """
    if loses_owner and line.has_forecast:
        raise RuleBroken(
            "owner_id",
            f"“{line.title}” has a forecast, so somebody has to answer for it. Name another owner.",
        )
    if line.has_live_claim:
        for field, word in FIXED_BY_CLAIMS.items():
            if field in changed:
                raise RuleBroken(
                    field,
                    f"Claims on “{line.title}” rest on its {word}. Withdraw or reject them before "
                    "it changes.",
                )


def check_shares_free(line: Climbing, shares: Iterable[int]) -> None:
    """Refuse to change shares that a claim is split by, or to leave a forecast without any.

    Raises:
        RuleBroken: of "shares".
    """
    if line.has_live_claim:
        raise RuleBroken(
            "shares",
            f"Claims on “{line.title}” are split by its shares. Withdraw or reject them before "
            "the shares change.",
        )
    if line.has_forecast and not any(shares):
        raise RuleBroken(
            "shares", f"“{line.title}” has a forecast, so its shares must total 100 %."
        )


def check_new_cost(line: Climbing, year: str, costs: int, taken_off: int) -> None:
    """Refuse a cost that is not saved and that claims of its year have not taken off.

    Args:
        line: the benefit.
        year: the financial year, in words.
        costs: pence of all costs of it that moved to another agency and, of a gross benefit, of
            its running costs, with the one in question.
        taken_off: pence that the claims of that year take off.

    Raises:
        RuleBroken: of "moved"; the cost would count as saved.
    """
    if costs > taken_off:
        gross = line.basis == "gross"
        what = "of running and moved cost" if gross else "moved to another agency"
        raise RuleBroken(
            "pence" if gross else "moved",
            f"{pounds(costs)} {what} in {year} is not saved, and the claims of that year on "
            f"“{line.title}” take off {pounds(taken_off)}. Correct those claims first, then record "
            "the cost.",
        )
