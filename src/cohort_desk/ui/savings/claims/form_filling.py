"""What the form of a claim begins with, and what is made of what was typed into it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.money import pounds, typed_pence
from cohort_desk.domain.submissions.kinds import Upload
from cohort_desk.services.savings.claims.claiming import ClaimInput
from cohort_desk.services.savings.claims.ground import ClaimGround
from cohort_desk.services.savings.shapes import Claim
from cohort_desk.ui.savings.claims.form_asked import ClaimAsked, Preview
from cohort_desk.ui.savings.claims.words import measured

Values = Mapping[str, Any]
_BY_SHARES = 0
"""The choice of an agency that leaves it to the benefit's shares."""


def asked_of(ground: ClaimGround, today: date) -> ClaimAsked:
    """Return the form of a new claim, or of one that takes the place of another."""
    claim = ground.corrected
    officers = [
        (officer.id, f"{officer.name}, {officer.agency}")
        for officer in ground.officers
        if not officer.gone or (claim and officer.id in {claim.claimant_id, claim.validator_id})
    ]
    return ClaimAsked(
        told=_told(ground),
        verb="Correct the claim" if claim else "Claim",
        corrects=claim is not None,
        agencies=agencies_of(ground),
        officers=officers,
        values=_as_made(claim, today) if claim else _at_first(ground, today),
    )


def agencies_of(ground: ClaimGround) -> tuple[tuple[int, str], ...]:
    """Return whose saving a claim may be: all by their shares where there are several."""
    if len(ground.agencies) == 1:
        return ground.agencies
    return ((_BY_SHARES, "All agencies, by their shares"), *ground.agencies)


def _told(ground: ClaimGround) -> str:
    told = f"“{ground.benefit}” of {ground.project}."
    if ground.quote:
        told += f" The report says: “{ground.quote}”."
    if ground.baseline and ground.baseline_on:
        before = measured(ground.baseline, ground.unit)
        told += f" Before: {before}, {written_date(ground.baseline_on)}."
    return told


def _as_made(claim: Claim, today: date) -> Values:
    return {
        "from_on": claim.from_on,
        "to_on": claim.to_on,
        "claimed_on": today,
        "agency": claim.agency_id or _BY_SHARES,
        "gross": pounds(claim.gross_pence),
        "moved": pounds(claim.moved_pence) if claim.moved_pence else "",
        "effect": claim.effect,
        "maturity": claim.maturity,
        "grade": claim.grade,
        "claimant": claim.claimant_id,
        "validator": claim.validator_id,
        "note": claim.note,
        "reason": "",
    }


def _at_first(ground: ClaimGround, today: date) -> Values:
    from_on, to_on = _next_period(ground, today)
    year = years.year_of(from_on, ground.year_starts_month)
    moved = dict(ground.to_take_off).get(year, 0)
    return {
        "from_on": from_on,
        "to_on": to_on,
        "claimed_on": today,
        "agency": next(iter(agencies_of(ground)), (_BY_SHARES, ""))[0],
        "gross": "",
        "moved": pounds(moved) if moved else "",
        "claimant": None,
        "validator": ground.validator_id,
        "note": "",
        "reason": "",
    }


def _next_period(ground: ClaimGround, today: date) -> tuple[date, date]:
    """Return the days that are likely claimed next: after the last claim, within one year."""
    month = ground.year_starts_month
    first = years.first_day(ground.first_year or years.year_of(today, month), month)
    starts = [first, *(_day_after(claim.to_on) for claim in ground.claims)]
    if ground.baseline_on is not None:
        starts.append(ground.baseline_on)
    from_on = min(max(starts), today)
    return from_on, min(years.last_day(years.year_of(from_on, month), month), today)


def _day_after(day: date) -> date:
    return day + timedelta(days=1)


def entered(
    ground: ClaimGround, values: Values, new: tuple[Upload, ...], kept: tuple[str, ...]
) -> ClaimInput:
    """Return the claim that was typed.

    Raises:
        RuleBroken: something that is needed was left out, or is no amount.
    """
    for field, sentence in (
        ("gross", "Enter what was saved, in pounds."),
        ("claimant", "Say who claims."),
        ("validator", "Say who is to confirm the claim: neither the owner nor whoever claims."),
    ):
        if not values[field]:
            raise RuleBroken(field, sentence)
    return ClaimInput(
        benefit_id=ground.benefit_id,
        agency_id=values["agency"] or None,
        from_on=values["from_on"],
        to_on=values["to_on"],
        gross_pence=typed_pence(values["gross"], "gross"),
        moved_pence=typed_pence(values["moved"], "moved") if values["moved"] else 0,
        maturity=values["maturity"],
        grade=values["grade"],
        effect=values["effect"],
        note=values["note"],
        claimant_id=values["claimant"],
        validator_id=values["validator"],
        evidence=new,
        kept_evidence=kept,
        claimed_on=values["claimed_on"],
    )


def preview_of(ground: ClaimGround, values: Values) -> Preview:
    """Return what a claim would come to as typed so far, and what already stands against it."""
    month = ground.year_starts_month
    year = years.year_of(values["from_on"], month)
    words = years.words(year, month)
    try:
        gross = typed_pence(values["gross"], "gross") if values["gross"] else 0
        moved = typed_pence(values["moved"], "moved") if values["moved"] else 0
    except RuleBroken:
        gross, moved = 0, 0
    pence = max(gross - moved, 0)
    told = f"{pounds(pence)} will be claimed for {words}." if pence else ""
    problem = ""
    if year != years.year_of(values["to_on"], month):
        problem = "The period reaches into another financial year. Make one claim for each year."
    missing = dict(ground.to_take_off).get(year, 0) - moved
    if missing > 0 and not problem:
        problem = (
            f"{pounds(missing)} more of running cost and moved cost is recorded in {words}. Take "
            "it off: the saving is gross."
            if ground.basis == "gross"
            else f"{pounds(missing)} more of cost moved to another agency in {words}. Take it off: "
            "cost that moves is not saved."
        )
    room = ground.room
    if room is None:
        return Preview(told, problem)
    claimed = dict(room.claimed).get(year, 0)
    return Preview(told, problem, (room.pot, words, room.baseline, claimed, pence))
