"""Keeps whoever confirms claims apart from their owners and claimants when officers change."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import BenefitRow, ClaimDecisionRow, ClaimRow, OfficerRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.parties import Party, same_person
from cohort_desk.services.savings.claims.records import is_live

_Images = Mapping[int, Mapping[str, Any]]


def refuse_one_person(
    work: UnitOfWork,
    officer_ids: Collection[int],
    field: str,
    images: _Images | None = None,
) -> None:
    """Refuse a change of officers by which somebody confirms what they own or claim themselves.

    Args:
        work: within which they have been changed already, but for `images`.
        officer_ids: who was changed.
        field: what is to be put right.
        images: by officer the columns that are still to change, as the journal keeps them.

    Raises:
        RuleBroken: of `field`; names the benefit.
    """
    work.session.flush()
    images = images or {}
    parties = {
        row.id: _party(row, images.get(row.id, {}))
        for row in work.session.scalars(select(OfficerRow))
    }
    changed = [parties[key] for key in officer_ids]
    concerned = frozenset(
        key for key, one in parties.items() if any(same_person(one, each) for each in changed)
    )
    _check_claims(work, parties, concerned, field)
    _check_benefits(work, parties, concerned, field)


def _party(row: OfficerRow, image: Mapping[str, Any]) -> Party:
    left = image.get("left_on", row.left_on)
    return Party(
        row.id,
        image.get("name", row.name),
        image.get("agency_id", row.agency_id),
        image.get("participant_id", row.participant_id),
        date.fromisoformat(left) if isinstance(left, str) else left,
        image.get("email", row.email),
    )


def _check_benefits(
    work: UnitOfWork, parties: Mapping[int, Party], concerned: frozenset[int], field: str
) -> None:
    query = select(BenefitRow.title, BenefitRow.owner_id, BenefitRow.validator_id).where(
        BenefitRow.owner_id.in_(concerned), BenefitRow.validator_id.in_(concerned)
    )
    for title, owner_id, validator_id in work.session.execute(query):
        owner, validator = parties[owner_id or 0], parties[validator_id or 0]
        if same_person(owner, validator):
            raise RuleBroken(
                field,
                f"By this change {validator.name} would both own “{title}” and confirm "
                "claims on it. Nothing was changed. Name another validator of it first.",
            )


def _check_claims(
    work: UnitOfWork, parties: Mapping[int, Party], concerned: frozenset[int], field: str
) -> None:
    live = (
        select(ClaimRow, BenefitRow.title, BenefitRow.owner_id)
        .join(BenefitRow, BenefitRow.id == ClaimRow.benefit_id)
        .where(is_live())
    )
    decided = select(ClaimDecisionRow.claim_id, ClaimDecisionRow.officer_id)
    deciders = dict(work.session.execute(decided.order_by(ClaimDecisionRow.id)).all())
    for claim, title, owner_id in work.session.execute(live):
        confirms = deciders.get(claim.id) or claim.validator_id
        if confirms not in concerned:
            continue
        validator = parties[confirms]
        for key, does in (
            (claim.claimant_id, "make"),
            (owner_id, "own"),
            (claim.owner_id, "have owned"),
        ):
            if key is not None and same_person(parties[key], validator):
                what = "a claim" if does == "make" else "what is claimed"
                raise RuleBroken(
                    field,
                    f"By this change {validator.name} would both {does} {what} and confirm it: "
                    f"{pounds(claim.pence)} on “{title}”. Nothing was changed. Correct that claim "
                    "with another validator first.",
                )
