"""Forms for finance officers: the claims that wait for one of them, out and back.

A form names its reader, what is claimed and on what evidence; neither who claims nor who owns the
saving is in it, nor any claim that waits for somebody else.
"""

import secrets
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import PurePath

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AgencyRow,
    BenefitRow,
    CohortRow,
    OfficerRow,
    PotRow,
    ProgrammeRow,
    ProjectRow,
)
from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.packs.cells import DECISION, CellName
from cohort_desk.domain.packs.contents import (
    PackedClaim,
    PackedFile,
    PackHead,
    PackKind,
    SavingsContent,
    SentPack,
)
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.parties import check_validator
from cohort_desk.domain.words import counted
from cohort_desk.services.packs.keys import SigningKey, new_key, programme_key
from cohort_desk.services.packs.records import Base, Prepared, as_file_name
from cohort_desk.services.savings.claims.doubts import doubts_of
from cohort_desk.services.savings.claims.facts import party_of
from cohort_desk.services.savings.claims.records import claims_of
from cohort_desk.services.savings.shapes import Claim, ClaimState
from cohort_desk.services.savings.today import today_or
from cohort_desk.services.store import content

ALL_COHORTS = "All cohorts"


@dataclass(frozen=True, slots=True)
class FormOffer:
    """A finance officer for whom claims wait: how many, and how many pence together."""

    officer_id: int
    officer: str
    agency: str
    claims: int
    pence: int


@dataclass(frozen=True, slots=True)
class FormWish:
    """What forms are wanted.

    `cohort_id` limits them to the claims of a cohort's projects; without officers there is one
    for each with claims that wait. With `evidence`, its files go with the form.
    """

    cohort_id: int | None = None
    officers: Collection[int] = ()
    due_at: datetime | None = None
    evidence: bool = False


def form_offers(db: Database, cohort_id: int | None = None) -> tuple[FormOffer, ...]:
    """Return the officers for whom claims of a cohort (None: of all) wait, by name."""
    with db.read() as work:
        found: list[FormOffer] = []
        for officer_id, claims in _waiting(work, cohort_id).items():
            officer = work.need(OfficerRow, officer_id)
            agency = work.need(AgencyRow, officer.agency_id).name
            pence = sum(claim.pence for claim in claims)
            found.append(FormOffer(officer_id, officer.name, agency, len(claims), pence))
    return tuple(sorted(found, key=lambda one: (one.officer.casefold(), one.officer_id)))


def prepare_savings_forms(
    db: Database, wish: FormWish, today: date | None = None, report: Progress = unwatched
) -> tuple[Prepared, ...]:
    """Return a form for each officer that is wished for.

    A claim that its validator may not decide any more is left out, and a warning says why.

    Raises:
        RuleBroken: no claim waits for any of them, or none that they may decide.
        NotFound: an officer or the cohort has been deleted meanwhile.
        FileSpoilt: a file of the evidence is damaged.
        Cancelled: raised by `report`.
    """
    key = programme_key(db)
    with db.read() as work:
        waiting = _waiting(work, wish.cohort_id)
        officers = [each for each in waiting if not wish.officers or each in wish.officers]
        builders = [
            _Builder(work, wish, officer_id, waiting[officer_id], today_or(today))
            for officer_id in officers
        ]
        made = [builder.prepared(key) for builder in builders if builder.claims]
        none = [why for builder in builders if not builder.claims for why in builder.warnings]
    if not made:
        nothing = "No claim waits to be confirmed, so there is no form to send."
        raise RuleBroken("officers", " ".join(none) or nothing)
    made[-1] = replace(made[-1], warnings=(*made[-1].warnings, *none))
    if wish.evidence:
        made = [_with_files(db, one, report, at, len(made)) for at, one in enumerate(made)]
    return tuple(made)


def claim_ids(base: Base) -> Mapping[str, int]:
    """Return which claim each key of a form stands for."""
    return base.stands_for["claims"]


def claim_key(claim_id: int) -> str:
    """Return what a claim is called in forms."""
    return f"C{claim_id}"


def decision_name(key: str) -> str:
    """Return the name of the cell that holds the decision on a claim."""
    return str(CellName(key, "", DECISION))


class _Builder:
    """Makes the form of one officer."""

    def __init__(
        self,
        work: UnitOfWork,
        wish: FormWish,
        officer_id: int,
        waiting: tuple[Claim, ...],
        today: date,
    ) -> None:
        self._work, self._wish = work, wish
        self._officer = work.need(OfficerRow, officer_id)
        self._agency = work.need(AgencyRow, self._officer.agency_id).name
        self.warnings: list[str] = []
        self._doubts = doubts_of(work, naming=False)
        self.claims = tuple(claim for claim in waiting if self._may_decide(claim, today))

    def prepared(self, key: SigningKey) -> Prepared:
        """Return the form, without the files of the evidence."""
        packed, return_key = tuple(map(self._packed, self.claims)), new_key()
        cells = dict.fromkeys([decision_name(each.key) for each in packed])
        head = PackHead(
            secrets.token_hex(12),
            PackKind.SAVINGS,
            self._officer.name,
            self._work.need(ProgrammeRow, 1).name,
            self._cohort(),
            datetime.now(UTC).replace(microsecond=0),
            self._wish.due_at,
        )
        total = pounds(sum(each.pence for each in packed))
        about = f"{counted(len(packed), 'claim', 'claims')}, {total}, {self._agency}"
        stands_for = {"claims": {claim_key(each.id): each.id for each in self.claims}}
        return Prepared(
            SentPack(head, SavingsContent(self._agency, packed), cells, return_key.secret),
            Base(cells, stands_for, return_key.public, about, self._wish.due_at),
            key,
            self._wish.cohort_id,
            officer_id=self._officer.id,
            warnings=tuple(self.warnings),
        )

    def _cohort(self) -> str:
        cohort_id = self._wish.cohort_id
        return ALL_COHORTS if cohort_id is None else self._work.need(CohortRow, cohort_id).name

    def _may_decide(self, claim: Claim, today: date) -> bool:
        benefit = self._work.need(BenefitRow, claim.benefit_id)
        owner = None if benefit.owner_id is None else party_of(self._work, benefit.owner_id)
        try:
            check_validator(
                party_of(self._work, self._officer.id),
                title=benefit.title,
                owner=owner,
                claimant=party_of(self._work, claim.claimant_id),
                on=today,
            )
        except RuleBroken as error:
            self.warnings.append(f"{claim_key(claim.id)} was left out. {error}")
            return False
        return True

    def _packed(self, claim: Claim) -> PackedClaim:
        benefit = self._work.need(BenefitRow, claim.benefit_id)
        pot = None if claim.pot_id is None else self._work.need(PotRow, claim.pot_id)
        key = claim_key(claim.id)
        return PackedClaim(
            key,
            benefit.title,
            self._work.need(ProjectRow, benefit.project_id).title,
            benefit.quote,
            benefit.page,
            claim.from_on,
            claim.to_on,
            claim.agency or "All its agencies, by their shares",
            claim.pence,
            claim.gross_pence,
            claim.moved_pence,
            _baseline(benefit),
            f"{pot.name}, {pounds(pot.baseline_pence)} a year" if pot else "",
            claim.grade,
            claim.effect,
            claim.maturity,
            claim.note,
            self._files(claim, key),
            self._doubts.get(claim.id, ()),
        )

    def _files(self, claim: Claim, key: str) -> tuple[PackedFile, ...]:
        """Return the evidence; where it goes with the form, each file under a name of its own."""
        packed: list[PackedFile] = []
        for number, file in enumerate(claim.evidence, start=1):
            plain = PurePath(as_file_name(file.name))
            path = f"files/{key} {number} {plain.stem[:80].rstrip('. ')}{plain.suffix}"
            packed.append(
                PackedFile(path if self._wish.evidence else "", file.name, file.sha256, file.size)
            )
        return tuple(packed)


def _waiting(work: UnitOfWork, cohort_id: int | None) -> dict[int, tuple[Claim, ...]]:
    """Return the claims that wait, by their validator, in the order in which they were made."""
    of_cohort = None
    if cohort_id is not None:
        query = (
            select(BenefitRow.id)
            .join(ProjectRow, ProjectRow.id == BenefitRow.project_id)
            .where(ProjectRow.cohort_id == cohort_id)
        )
        of_cohort = work.session.scalars(query).all()
    found: defaultdict[int, list[Claim]] = defaultdict(list)
    for claims in claims_of(work, of_cohort).values():
        for claim in claims:
            if claim.state is ClaimState.WAITING:
                found[claim.validator_id].append(claim)
    return {
        officer_id: tuple(sorted(claims, key=lambda claim: claim.id))
        for officer_id, claims in sorted(found.items())
    }


def _baseline(benefit: BenefitRow) -> str:
    if not benefit.baseline_value:
        return ""
    value = f"{benefit.baseline_value} {benefit.unit}".strip()
    day = f" on {written_date(benefit.baseline_on)}" if benefit.baseline_on else ""
    source = f" ({benefit.baseline_source})" if benefit.baseline_source else ""
    return f"{value}{day}{source}"


def _with_files(
    db: Database, prepared: Prepared, report: Progress, done: int, count: int
) -> Prepared:
    """Return a form with the evidence, unchanged: it is known by its digest."""
    report(done, count)
    packed = prepared.sent.content
    if not isinstance(packed, SavingsContent):
        return prepared
    files = {
        file.path: content(db, file.sha256) for claim in packed.claims for file in claim.evidence
    }
    report(done + 1, count)
    return replace(prepared, sent=replace(prepared.sent, files=files))
