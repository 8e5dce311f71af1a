"""Makes claims of what was saved; each is one step, and none is ever changed afterwards.

The rules are those of `domain.savings.claims` and `domain.savings.pots`. They are asked within the
writing transaction, which only one desktop has at a time: what they allow is still true when it is
kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import BenefitRow, ClaimDecisionRow, ClaimEvidenceRow, ClaimRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings.claims import (
    Around,
    Entered,
    check_claim,
    check_taken_off,
    stands_against,
)
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.parties import same_person
from cohort_desk.domain.savings.years import words as year_words
from cohort_desk.domain.savings.years import year_of
from cohort_desk.domain.submissions.kinds import Upload
from cohort_desk.domain.unseen import many_lines, one_line
from cohort_desk.services.savings.claims import pots
from cohort_desk.services.savings.claims.facts import (
    costs_to_take_off,
    ground_of,
    line_of,
    live_claims,
    named,
    party_of,
    standing,
)
from cohort_desk.services.savings.claims.records import LIVE, claims_of
from cohort_desk.services.savings.reckoning.settings import settings_of
from cohort_desk.services.savings.shapes import Claim, ClaimState, Evidence
from cohort_desk.services.savings.today import today_or
from cohort_desk.services.store import keep

__all__ = [
    "ClaimInput",
    "Correction",
    "before_claim",
    "check_owner",
    "claims_of",
    "make",
    "make_claim",
]

NOTE_LENGTH, REASON_LENGTH = 1000, 500
_FILE_NAME_LENGTH = 250


@dataclass(frozen=True, slots=True)
class ClaimInput:
    """A claim as it is entered; money is whole pence.

    `agency_id` is whose saving it is, None where the shares say. `evidence` are new files;
    `kept_evidence` are digests of files of the claim that this one corrects. `claimed_on` is the
    day on which the claimant claimed, None for the day on which it is entered.
    """

    benefit_id: int
    agency_id: int | None
    from_on: date
    to_on: date
    gross_pence: int
    moved_pence: int
    maturity: str
    grade: str
    effect: str
    note: str
    claimant_id: int
    validator_id: int
    evidence: tuple[Upload, ...] = ()
    kept_evidence: tuple[str, ...] = ()
    claimed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """That a claim corrects another, which counts no more, and why."""

    claim_id: int
    reason: str


def make_claim(
    db: Database,
    claim: ClaimInput,
    replaces: int | None = None,
    reason: str = "",
    today: date | None = None,
) -> int:
    """Make a claim and return its id.

    Args:
        db: the programme.
        claim: what was saved, by whom it is claimed and confirmed, and what shows it.
        replaces: the claim that this one corrects; it counts no more.
        reason: why it is corrected; needed for a correction.
        today: the day on which it is made; today in London if left out.

    Raises:
        NotFound: the benefit, an officer or the claim to correct has been deleted meanwhile.
        RuleBroken: a rule of claims or of its pot stands against it; nothing was kept.
    """
    correction = None if replaces is None else Correction(replaces, reason)
    with db.begin("claim") as work:
        made = make(work, claim, db.actor, correction, today)
        title = work.need(BenefitRow, claim.benefit_id).title
        what = f"claim of {pounds(made.pence)} on {title}"
        if correction is None:
            work.call(what, f"Claimed {pounds(made.pence)} on {title}")
        else:
            work.call(f"correction to a {what}", f"Corrected a claim on {title}")
        return made.id


def make(
    work: UnitOfWork,
    claim: ClaimInput,
    actor: str,
    correction: Correction | None = None,
    today: date | None = None,
) -> ClaimRow:
    """Make a claim as a part of a step, recorded by `actor`; else as `make_claim`."""
    row = work.need(BenefitRow, claim.benefit_id)
    corrected = None if correction is None else _to_correct(work, row, correction)
    files = _files(claim, corrected)
    replaces = corrected.id if corrected else None
    entered = _entered(work, claim, len(files), today)
    around = _around(work, claim, corrected, today)
    year = check_claim(line_of(work, row.id), entered, around)
    if corrected is not None and corrected.state in LIVE and corrected.year != year:
        check_let_go(work, corrected)
    if row.pot_id is not None:
        pots.check_room(work, row.pot_id, year, entered.pence, but_not=replaces)
    made = ClaimRow(
        benefit_id=row.id,
        agency_id=claim.agency_id,
        pot_id=row.pot_id,
        year=year,
        from_on=claim.from_on,
        to_on=claim.to_on,
        claimed_on=entered.claimed_on,
        gross_pence=claim.gross_pence,
        moved_pence=claim.moved_pence,
        pence=entered.pence,
        maturity=claim.maturity,
        grade=claim.grade,
        effect=claim.effect,
        ground=ground_of(work, row.id),
        note=_text("note", "note", many_lines(claim.note), NOTE_LENGTH),
        claimant_id=claim.claimant_id,
        **named(work, claim.claimant_id, "claimant"),
        owner_id=row.owner_id,
        validator_id=claim.validator_id,
        replaces_id=replaces,
        reason=one_line(correction.reason) if correction else "",
        recorded_at=datetime.now(UTC),
        recorded_by=actor,
    )
    work.session.add(made)
    work.session.flush()
    for sha256, name in _kept(work, files).items():
        work.session.add(ClaimEvidenceRow(claim_id=made.id, sha256=sha256, name=name))
    work.session.flush()
    return made


def before_claim(work: UnitOfWork, benefit_id: int) -> tuple[str, ...]:
    """Return what a benefit lacks before anything can be claimed on it, as sentences."""
    return stands_against(line_of(work, benefit_id))


def check_let_go(work: UnitOfWork, claim: Claim) -> None:
    """Refuse that a claim counts no more in its year while others rest on what it takes off.

    Raises:
        RuleBroken: of "moved"; cost of that year would count as saved.
    """
    live = live_claims(work, claim.benefit_id, but_not=claim.id)
    others = [one for one in live if one.year == claim.year]
    if claim.moved_pence and others:
        line = line_of(work, claim.benefit_id)
        words = year_words(claim.year, settings_of(work).year_starts_month)
        costs = costs_to_take_off(work, claim.benefit_id).get(claim.year, 0)
        check_taken_off(line, words, costs, sum(one.moved_pence for one in others))


def check_owner(work: UnitOfWork, benefit_id: int, owner_id: int) -> None:
    """Refuse an owner of a benefit who has confirmed claims on it, or is to confirm one.

    Raises:
        NotFound: the officer has been deleted meanwhile.
        RuleBroken: of "owner_id".
    """
    owner = party_of(work, owner_id)
    for claim in live_claims(work, benefit_id):
        validator = party_of(work, _confirms(work, claim))
        if same_person(owner, validator):
            title = work.need(BenefitRow, benefit_id).title
            done = "has confirmed" if claim.state is ClaimState.VALIDATED else "is to confirm"
            raise RuleBroken(
                "owner_id",
                f"{owner.name} {done} a claim of {pounds(claim.pence)} on “{title}” and so cannot "
                "own it. Name another owner, or correct the claim first.",
            )


def _confirms(work: UnitOfWork, claim: Claim) -> int:
    """Return the officer who confirmed a claim that counts, or is to."""
    if not claim.decisions:
        return claim.validator_id
    decided_by = work.need(ClaimDecisionRow, claim.decisions[-1].id).officer_id
    return claim.validator_id if decided_by is None else decided_by


def _to_correct(work: UnitOfWork, row: BenefitRow, correction: Correction) -> Claim:
    """Return the claim that is corrected, where it can be."""
    claims = claims_of(work, [row.id]).get(row.id, ())
    found = next((claim for claim in claims if claim.id == correction.claim_id), None)
    if found is None:
        raise RuleBroken("replaces", f"The claim to correct is none of “{row.title}”.")
    if found.state is ClaimState.REPLACED:
        raise RuleBroken(
            "replaces",
            f"This claim on “{row.title}” was corrected by a newer one meanwhile. Correct that "
            "one.",
        )
    if found.state is ClaimState.WITHDRAWN:
        raise RuleBroken(
            "replaces", f"This claim on “{row.title}” was withdrawn. Make a new claim instead."
        )
    reason = _text("reason", "reason", one_line(correction.reason), REASON_LENGTH)
    if not reason:
        raise RuleBroken("reason", f"Say why the claim on “{row.title}” is corrected.")
    return found


def _files(claim: ClaimInput, corrected: Claim | None) -> tuple[Upload | Evidence, ...]:
    """Return the evidence of a claim: files of the one it corrects, and new ones."""
    before = corrected.evidence if corrected else ()
    kept = [file for file in before if file.sha256 in claim.kept_evidence]
    return (*kept, *claim.evidence)


def _kept(work: UnitOfWork, files: Sequence[Upload | Evidence]) -> dict[str, str]:
    """Keep new files; return the name of each by its digest, the same content once."""
    found: dict[str, str] = {}
    for file in files:
        name = one_line(file.name)[-_FILE_NAME_LENGTH:]
        digest = keep(work, name, file.data) if isinstance(file, Upload) else file.sha256
        found.setdefault(digest, name)
    return found


def _entered(work: UnitOfWork, claim: ClaimInput, files: int, today: date | None) -> Entered:
    return Entered(
        agency_id=claim.agency_id,
        from_on=claim.from_on,
        to_on=claim.to_on,
        claimed_on=claim.claimed_on or today_or(today),
        gross_pence=claim.gross_pence,
        moved_pence=claim.moved_pence,
        maturity=claim.maturity,
        grade=claim.grade,
        effect=claim.effect,
        claimant=party_of(work, claim.claimant_id),
        validator=party_of(work, claim.validator_id),
        files=files,
    )


def _around(
    work: UnitOfWork, claim: ClaimInput, corrected: Claim | None, today: date | None
) -> Around:
    month = settings_of(work).year_starts_month
    others = live_claims(work, claim.benefit_id, but_not=corrected.id if corrected else None)
    return Around(
        others=[standing(other) for other in others],
        costs=costs_to_take_off(work, claim.benefit_id).get(year_of(claim.from_on, month), 0),
        today=today_or(today),
        starts_month=month,
        corrected=standing(corrected) if corrected and corrected.state in LIVE else None,
    )


def _text(field: str, label: str, text: str, most: int) -> str:
    if len(text) > most:
        raise RuleBroken(
            field, f"The {label} has {len(text):,} characters; at most {most:,} are kept."
        )
    return text
