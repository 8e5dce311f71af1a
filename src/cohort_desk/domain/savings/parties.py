"""Who answers for what: an owner, a claimant and a validator, and whether two are one person."""

from dataclasses import dataclass
from datetime import date

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.names import folded


@dataclass(frozen=True, slots=True)
class Party:
    """An officer as far as the rules know one; `left_on` is when they left the post."""

    id: int
    name: str
    agency_id: int
    participant_id: int | None = None
    left_on: date | None = None


def same_person(one: Party, other: Party) -> bool:
    """Say whether two officers are one person: one participant, or one name at one agency.

    >>> ann = Party(1, "Ann Example", 1)
    >>> same_person(ann, Party(2, "ANN  EXAMPLE", 1)), same_person(ann, Party(2, "Ann Example", 3))
    (True, False)
    """
    if one.id == other.id:
        return True
    if one.participant_id is not None and one.participant_id == other.participant_id:
        return True
    return one.agency_id == other.agency_id and folded(one.name) == folded(other.name)


def check_apart(owner: Party, validator: Party, title: str) -> None:
    """Refuse one person as the owner and the validator of a benefit (spec, section 1).

    Raises:
        RuleBroken: of "validator_id".
    """
    if same_person(owner, validator):
        raise RuleBroken(
            "validator_id",
            f"{validator.name} owns “{title}”, so somebody else must confirm claims on it. "
            "Name another validator.",
        )


def check_validator(
    validator: Party, *, title: str, owner: Party | None, claimant: Party, on: date
) -> None:
    """Refuse a validator who owns the benefit, makes the claim, or has left (spec, section 1).

    Args:
        validator: who is to confirm the claim.
        title: what the benefit is called.
        owner: who owns it.
        claimant: who claims.
        on: the day by which they must still hold their post.

    Raises:
        RuleBroken: they may not confirm it.
    """
    if same_person(validator, claimant):
        raise RuleBroken(
            "validator",
            f"{validator.name} makes this claim, so somebody else must confirm it. "
            "Name another validator.",
        )
    if owner is not None and same_person(validator, owner):
        raise RuleBroken(
            "validator",
            f"{validator.name} owns “{title}”, so somebody else must confirm claims on it. "
            "Name another validator.",
        )
    if validator.left_on is not None and validator.left_on <= on:
        raise RuleBroken(
            "validator",
            f"{validator.name} left the post on {written_date(validator.left_on)} and can confirm "
            "nothing after that. Name another validator.",
        )
