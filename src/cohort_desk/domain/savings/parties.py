"""Who answers for what: an owner, a claimant and a validator, and whether two are one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.names import folded


@dataclass(frozen=True, slots=True)
class Party:
    """An officer as far as the rules know one; `left_on` is when they left the post.

    `email` is in lower case, "" where none is known.
    """

    id: int
    name: str
    agency_id: int
    participant_id: int | None = None
    left_on: date | None = None
    email: str = ""


_TITLES = frozenset(
    {
        *(
            "mr",
            "mrs",
            "ms",
            "miss",
            "mx",
            "dr",
            "prof",
            "professor",
            "sir",
            "dame",
            "lord",
            "lady",
        ),
        *(
            "baroness",
            "cllr",
            "councillor",
            "alderman",
            "rev",
            "revd",
            "reverend",
            "canon",
            "father",
        ),
        *("fr", "rabbi", "imam", "capt", "captain", "col", "colonel", "maj", "major", "lt", "sgt"),
    }
)


def bare_name(name: str) -> str:
    """Return a name folded for comparing, without the titles before it.

    >>> bare_name("Mr Olu Owner"), bare_name("Prof. Dame  OLU Owner"), bare_name("Dr")
    ('olu owner', 'olu owner', 'dr')
    """
    words = folded(name).split()
    titles = 0
    while titles < len(words) - 1 and words[titles].strip(".") in _TITLES:
        titles += 1
    return " ".join(words[titles:])


def same_person(one: Party, other: Party) -> bool:
    """Say whether two officers are one person.

    They are one participant, or have one e-mail address, or one name, whatever its titles, at one
    agency.

    >>> ann = Party(1, "Ann Example", 1)
    >>> same_person(ann, Party(2, "Ms ANN  EXAMPLE", 1))
    True
    >>> same_person(ann, Party(2, "Ann Example", 3))
    False
    """
    if one.id == other.id:
        return True
    if one.participant_id is not None and one.participant_id == other.participant_id:
        return True
    if one.email and one.email == other.email:
        return True
    return one.agency_id == other.agency_id and bare_name(one.name) == bare_name(other.name)


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


def check_validator(  # noqa: PLR0913 - everybody who may not be the validator
    validator: Party,
    *,
    title: str,
    owner: Party | None,
    claimant: Party,
    on: date,
    owned: Sequence[Party] = (),
) -> None:
    """Refuse a validator who owns the benefit, makes the claim, or has left (spec, section 1).

    Args:
        validator: who is to confirm the claim.
        title: what the benefit is called.
        owner: who owns it.
        claimant: who claims.
        on: the day by which they must still hold their post.
        owned: who owned it when the claim was made, and when those were that it corrects.

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
    if any(same_person(validator, former) for former in owned):
        raise RuleBroken(
            "validator",
            f"{validator.name} owned “{title}” when this was claimed, so somebody else must "
            "confirm it. Name another validator.",
        )
    if validator.left_on is not None and validator.left_on <= on:
        raise RuleBroken(
            "validator",
            f"{validator.name} left the post on {written_date(validator.left_on)} and can confirm "
            "nothing after that. Name another validator.",
        )
