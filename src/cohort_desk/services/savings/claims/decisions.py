"""Decides on claims: confirms, rejects or withdraws them; the newest decision on a claim counts.

A decision is never changed: whoever thinks better of one records another.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypedDict, Unpack

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import BenefitRow, ClaimDecisionRow, ClaimRow
from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.domain.savings.claims import Around, Entered, check_claim, check_same_ground
from cohort_desk.domain.savings.decisions import Asked, Given, check_decision
from cohort_desk.domain.savings.forecasting import check_year_counts
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.unseen import one_line
from cohort_desk.domain.words import counted
from cohort_desk.services.savings.claims import pots
from cohort_desk.services.savings.claims.claiming import check_let_go
from cohort_desk.services.savings.claims.facts import (
    costs_to_take_off,
    ground_of,
    line_of,
    live_claims,
    named,
    owners_when_made,
    party_of,
    standing,
)
from cohort_desk.services.savings.claims.records import LIVE, claims_of
from cohort_desk.services.savings.reckoning.settings import settings_of
from cohort_desk.services.savings.shapes import Claim
from cohort_desk.services.savings.today import today_or

REASON_LENGTH = 500
_DONE = {"validated": "Validated", "rejected": "Rejected", "withdrawn": "Withdrew"}
_DOING = {"validated": "validation", "rejected": "rejection", "withdrawn": "withdrawal"}


@dataclass(frozen=True, slots=True)
class DecisionInput:
    """A decision as it is entered; `outcome` is "validated", "rejected" or "withdrawn".

    `officer_id` is who decided, None of a withdrawal; `pence` is what is confirmed, 0 unless it is
    validated; `decided_on` is today where left out. `seen` is the newest decision on the claim
    that the user saw (0: none); None where it does not matter.
    """

    claim_id: int
    outcome: str
    officer_id: int | None
    pence: int
    grade: str
    reason: str = ""
    decided_on: date | None = None
    source: str = "screen"
    seen: int | None = None


class DecisionsRefused(RuleBroken):
    """Some of several decisions break a rule, so none was recorded; `by_claim` has the reasons."""

    def __init__(self, by_claim: tuple[tuple[int, str], ...], asked: int) -> None:
        _claim_id, first = by_claim[0]
        super().__init__(
            "claims",
            f"{counted(len(by_claim), 'claim', 'claims')} of {asked} cannot be decided so, and "
            f"nothing was recorded. {first}",
        )
        self.by_claim = by_claim


class When(TypedDict, total=False):
    """What a decision may say beside who and how much; as of `DecisionInput`."""

    decided_on: date | None
    source: str
    seen: int | None


class How(When, total=False):
    """The same with a reason, where none is needed."""

    reason: str


def validate_claim(  # noqa: PLR0913 - who, how much and on what, each by itself
    db: Database,
    claim_id: int,
    officer_id: int,
    pence: int,
    grade: str,
    *,
    today: date | None = None,
    **how: Unpack[How],
) -> int:
    """Confirm what was claimed, or a part of it, and return the decision's id.

    Raises:
        NotFound: the claim or the officer has been deleted meanwhile.
        RuleBroken: the officer owns the benefit or made the claim, the evidence is insufficient,
            more would be confirmed than was claimed, or somebody decided since (`seen`).
    """
    given = DecisionInput(claim_id, "validated", officer_id, pence, grade, **how)
    return decide_many(db, [given], today)[0]


def reject_claim(  # noqa: PLR0913 - who, why and on what, each by itself
    db: Database,
    claim_id: int,
    officer_id: int,
    grade: str,
    reason: str,
    *,
    today: date | None = None,
    **when: Unpack[When],
) -> int:
    """Reject a claim with a reason and return the decision's id; raises as `validate_claim`."""
    given = DecisionInput(claim_id, "rejected", officer_id, 0, grade, reason, **when)
    return decide_many(db, [given], today)[0]


def withdraw_claim(
    db: Database, claim_id: int, reason: str, *, today: date | None = None, **when: Unpack[When]
) -> int:
    """Take a claim back with a reason and return the decision's id; raises as `validate_claim`.

    It is the office's doing, so nobody is named who decided; the claim's own grade stays.
    """
    with db.read() as work:
        grade = work.need(ClaimRow, claim_id).grade
    given = DecisionInput(claim_id, "withdrawn", None, 0, grade, reason, **when)
    return decide_many(db, [given], today)[0]


def decide_many(
    db: Database, decisions: Sequence[DecisionInput], today: date | None = None
) -> tuple[int, ...]:
    """Record several decisions in one step, all or none, and return their ids.

    Raises:
        RuleBroken: there are none, or two on one claim.
        DecisionsRefused: some of them break a rule; with the reason of each.
    """
    if not decisions:
        raise RuleBroken("claims", "Choose at least one claim.")
    with db.begin("decisions") as work:
        made: list[int] = []
        refused: list[tuple[int, str]] = []
        _refuse_twice(work, decisions)
        for given in decisions:
            try:
                made.append(decide(work, given, db.actor, today))
            except CohortDeskError as error:
                if len(decisions) == 1:
                    raise
                refused.append((given.claim_id, str(error)))
        if refused:
            raise DecisionsRefused(tuple(refused), len(decisions))
        _call(work, decisions)
        return tuple(made)


def check(work: UnitOfWork, given: DecisionInput, today: date | None = None) -> None:
    """Refuse a decision that breaks a rule; writes nothing.

    Raises:
        NotFound: the claim or the officer has been deleted meanwhile.
        RuleBroken: with the field to put right.
    """
    row = work.need(ClaimRow, given.claim_id)
    mine = claims_of(work, [row.benefit_id])[row.benefit_id]
    claim = next(one for one in mine if one.id == row.id)
    line = line_of(work, row.benefit_id)
    _refuse_unseen(line.title, claim, given.seen)
    check_decision(
        Asked(
            line.title,
            claim.state,
            claim.pence,
            claim.claimed_on,
            line.owner,
            party_of(work, row.claimant_id),
            tuple(owners_when_made(work, claim, mine)),
        ),
        _given(work, given, today),
        today_or(today),
    )
    if given.outcome == "validated":
        month = settings_of(work).year_starts_month
        check_year_counts(line.title, claim.year, line.first_year, month)
    if given.outcome == "validated" and claim.state not in LIVE:
        _check_revived(work, claim, given.officer_id, today)
    elif given.outcome != "validated" and claim.state in LIVE:
        check_let_go(work, claim)


def decide(work: UnitOfWork, given: DecisionInput, actor: str, today: date | None = None) -> int:
    """Record a decision as a part of a step, by `actor`, and return its id; raises as `check`."""
    check(work, given, today)
    row = ClaimDecisionRow(
        claim_id=given.claim_id,
        outcome=given.outcome,
        pence=given.pence if given.outcome == "validated" else 0,
        grade=given.grade,
        reason=one_line(given.reason),
        officer_id=given.officer_id,
        **({} if given.officer_id is None else named(work, given.officer_id, "officer")),
        decided_on=given.decided_on or today_or(today),
        source=given.source,
        recorded_at=datetime.now(UTC),
        recorded_by=actor,
    )
    work.session.add(row)
    work.session.flush()
    return row.id


def _refuse_twice(work: UnitOfWork, decisions: Sequence[DecisionInput]) -> None:
    """Refuse two decisions on one claim, of which the second would silently count."""
    for claim_id, times in Counter(given.claim_id for given in decisions).items():
        if times > 1:
            title = work.need(BenefitRow, work.need(ClaimRow, claim_id).benefit_id).title
            raise RuleBroken(
                "claims",
                f"A claim on “{title}” is decided {times} times at once. Nothing was recorded: "
                "decide it once.",
            )


def _call(work: UnitOfWork, decisions: Sequence[DecisionInput]) -> None:
    """Name the step by what was decided."""
    outcomes = {given.outcome for given in decisions}
    if len(decisions) > 1:
        what = counted(len(decisions), "claim", "claims")
        doing = _DOING[outcomes.pop()] if len(outcomes) == 1 else "decisions"
        done = _DONE[decisions[0].outcome] if not outcomes else "Decided on"
        work.call(f"{doing} of {what}", f"{done} {what}")
        return
    given = decisions[0]
    claim = work.need(ClaimRow, given.claim_id)
    pence = given.pence if given.outcome == "validated" else claim.pence
    what = f"{pounds(pence)} on {work.need(BenefitRow, claim.benefit_id).title}"
    of = "" if given.outcome == "validated" else "the claim of "
    work.call(f"{_DOING[given.outcome]} of {of}{what}", f"{_DONE[given.outcome]} {of}{what}")


def _given(work: UnitOfWork, given: DecisionInput, today: date | None) -> Given:
    reason = one_line(given.reason)
    if len(reason) > REASON_LENGTH:
        raise RuleBroken(
            "reason",
            f"The reason has {len(reason)} characters; at most {REASON_LENGTH} are kept.",
        )
    return Given(
        outcome=given.outcome,
        pence=given.pence,
        grade=given.grade,
        reason=reason,
        officer=None if given.officer_id is None else party_of(work, given.officer_id),
        decided_on=given.decided_on or today_or(today),
    )


def _refuse_unseen(title: str, claim: Claim, seen: int | None) -> None:
    """Refuse to decide over a decision that the user has not seen."""
    newest = claim.decisions[-1] if claim.decisions else None
    if seen is None or newest is None or newest.id == seen:
        return
    by = f" by {newest.officer}" if newest.officer else ""
    raise RuleBroken(
        "claim",
        f"This claim on “{title}” was {newest.outcome}{by} meanwhile. Nothing was recorded: look "
        "at that decision, then make yours if it still holds.",
    )


def _check_revived(
    work: UnitOfWork, claim: Claim, officer_id: int | None, today: date | None
) -> None:
    """Refuse to confirm a rejected claim that could not be made anew as things stand now.

    While it counted for nothing, others may have taken its days or its room, and the benefit may
    have been closed or have another type, pot, basis or baseline, or other shares.
    """
    month = settings_of(work).year_starts_month
    entered = Entered(
        agency_id=claim.agency_id,
        from_on=claim.from_on,
        to_on=claim.to_on,
        claimed_on=claim.claimed_on,
        gross_pence=claim.gross_pence,
        moved_pence=claim.moved_pence,
        maturity=claim.maturity,
        grade=claim.grade,
        effect=claim.effect,
        claimant=party_of(work, claim.claimant_id),
        validator=party_of(work, officer_id or claim.validator_id),
        files=len(claim.evidence),
    )
    others = [standing(one) for one in live_claims(work, claim.benefit_id, but_not=claim.id)]
    costs = costs_to_take_off(work, claim.benefit_id).get(claim.year, 0)
    around = Around(others, costs, today_or(today), month)
    line = line_of(work, claim.benefit_id)
    check_claim(line, entered, around)
    before = work.need(ClaimRow, claim.id).ground
    check_same_ground(line.title, before, ground_of(work, claim.benefit_id))
    if claim.pot_id is not None:
        pots.check_room(work, claim.pot_id, claim.year, claim.pence, but_not=claim.id)
