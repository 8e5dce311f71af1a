"""What is still to do before a benefit climbs its next rung, each with the button that does it."""

from collections.abc import Iterator
from dataclasses import dataclass

from cohort_desk.domain.savings.fields import WHOLE, percent
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.sustaining import Gain, years_missing
from cohort_desk.domain.savings.words import CASHABLE, Rung
from cohort_desk.services.savings.shapes import Claim, ClaimState
from cohort_desk.ui.savings.benefit.shown import Shown
from cohort_desk.ui.savings.benefits.words import closed_as


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do, or done; `action` does it by a button with the `verb`."""

    text: str
    done: bool = False
    action: str = ""
    verb: str = ""
    main: bool = False


@dataclass(frozen=True, slots=True)
class Steps:
    """A checklist with what it leads to."""

    title: str
    steps: tuple[Step, ...]


def steps_of(shown: Shown) -> Steps:
    """Return what comes next for a benefit."""
    line = shown.line
    if line.closing:
        reopen = Step("It no longer changes.", True, "reopen", "Open again…")
        return Steps(closed_as(line), (reopen,))
    if line.rung is Rung.PROJECTED:
        return Steps("Before the forecast", tuple(_before_forecast(shown)))
    if line.rung is Rung.FORECAST:
        return Steps("Before the first claim", tuple(_before_claim(shown)))
    if line.rung is Rung.CLAIMED:
        return Steps("Before it is validated", (*_orphaned(shown), *_waiting(shown), _claim_more()))
    return Steps("Once it is validated", tuple(_after(shown)))


def _before_forecast(shown: Shown) -> Iterator[Step]:
    benefit, line = shown.benefit, shown.line
    yield _step(
        not line.approximate,
        "The amount is settled.",
        "The report says “about”: settle the amount.",
        "settle",
    )
    yield _step(
        line.basis != "unknown",
        f"The figure is {line.basis}.",
        "Settle whether the figure is gross or net.",
        "settle",
    )
    yield _owner(shown)
    total = sum(share.basis_points for share in benefit.shares)
    yield _step(
        total == WHOLE,
        "The shares total 100 %.",
        f"Say which agencies it is for: {percent(total)} of 100 % so far.",
        "shares",
        "Share…",
    )
    ready = not benefit.before_forecast
    yield Step("Then the owner forecasts it.", False, "forecast", "Forecast…", main=ready)


def _before_claim(shown: Shown) -> Iterator[Step]:
    benefit = shown.benefit
    yield from _orphaned(shown)
    baseline = benefit.baseline_value and benefit.baseline_on and benefit.baseline_source
    yield _step(
        bool(baseline),
        "The baseline has its date and source.",
        "Record the baseline with its date and source.",
        "measure",
        "Baseline…",
    )
    validator = benefit.validator
    yield _step(
        validator is not None and not validator.gone,
        f"{validator.name} validates." if validator else "",
        f"{validator.name} {validator.gone}: name another validator."
        if validator
        else "Name a validator, neither owner nor claimant.",
        "people",
        "Name…",
    )
    if shown.line.type in CASHABLE:
        yield _step(
            benefit.pot_id is not None,
            f"It comes out of “{shown.line.pot}”.",
            "Choose the pot that it comes out of.",
            "people",
            "Choose…",
        )
    ready = not benefit.before_claim and validator is not None
    yield Step("Then claim it, with evidence.", False, "claim", "Claim…", main=ready)


def _waiting(shown: Shown) -> Iterator[Step]:
    for claim in shown.benefit.claims:
        if claim.state is ClaimState.WAITING:
            told = f"{pounds(claim.pence)} of {shown.year(claim.year)} waits for {claim.validator}."
            yield Step(told, False, f"claim:{claim.id}", "Decide…", main=True)


def _after(shown: Shown) -> Iterator[Step]:
    line, claims = shown.line, _validated(shown)
    yield from _orphaned(shown)
    if line.recurrent:
        counted = {claim.year for claim in claims}
        settings = shown.reckoning.settings
        gain = Gain(line.title, True, counted, settings.year_starts_month, settings.update_months)
        missing = years_missing(gain)
        first = min(counted, default=line.first_year)
        for year in range(first, first + 3):
            told = "validated" if year not in missing else "to be claimed and validated"
            yield Step(f"{shown.year(year)}: {told}.", year not in missing)
        yield from _waiting(shown)
        yield _claim_more()
        if missing:
            yield Step("If it has not lasted, re-date or remove it.", False, "redate", "Re-date…")
            return
    else:
        yield from _waiting(shown)
    free = not any(claim.state is ClaimState.WAITING for claim in shown.benefit.claims)
    yield Step("It can be closed as delivered.", False, "close", "Close…", main=free)


def _validated(shown: Shown) -> list[Claim]:
    first = shown.line.first_year
    return [
        claim for claim in shown.benefit.claims if claim.validated_pence and claim.year >= first
    ]


def _orphaned(shown: Shown) -> Iterator[Step]:
    owner = shown.benefit.owner
    if owner is not None and owner.gone:
        yield _owner(shown)


def _owner(shown: Shown) -> Step:
    owner = shown.benefit.owner
    if owner is not None and not owner.gone:
        return Step(f"{owner.name} owns it.", True)
    told = f"{owner.name} {owner.gone}: name another owner." if owner else "Name an owner."
    return Step(told, False, "people", "Name…")


def _claim_more() -> Step:
    return Step("Claim another period, with evidence.", False, "claim", "Claim…")


def _step(done: bool, told: str, wanted: str, action: str, verb: str = "Settle…") -> Step:  # noqa: FBT001
    return Step(told, True) if done else Step(wanted, False, action, verb)
