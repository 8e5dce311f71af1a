"""A finance officer's form that comes back: what stands of its claims now, and how it is written.

Decisions are only ever added; the newest counts. What a form brings is checked by the same rules as
what is entered on the screen, and refused with the same sentences.
"""

from collections.abc import Callable, Mapping

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import BenefitRow, ClaimRow, PackRow, ProjectRow
from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.packs.contents import Returned
from cohort_desk.domain.packs.decided import FormDecision
from cohort_desk.domain.packs.merging import Value
from cohort_desk.domain.packs.words import CellKind
from cohort_desk.domain.progress import Progress
from cohort_desk.domain.savings.money import pounds
from cohort_desk.services.packs.plans import CellAbout, Ground
from cohort_desk.services.packs.records import Base
from cohort_desk.services.packs.savings import claim_ids, decision_name
from cohort_desk.services.savings.claims import decisions
from cohort_desk.services.savings.claims.records import claims_of
from cohort_desk.services.savings.shapes import Claim

_SOURCE = "form"

Writer = Callable[[UnitOfWork, PackRow, Base, Mapping[str, Value], Progress], None]
"""Writes the changed cells of a pack as a part of a step."""


def savings_ground(work: UnitOfWork, row: PackRow, base: Base, returned: Returned) -> Ground:
    """Return what has been decided on the claims of a form, and what stands against more."""
    cells: dict[str, Value] = {}
    about: dict[str, CellAbout] = {}
    refused: dict[str, str] = {}
    for key, claim in _claims(work, base).items():
        decision = decision_name(key)
        about[decision] = _about(work, key, claim)
        came = FormDecision.of(returned.cells.get(decision))
        known = (FormDecision.of(base.cells.get(decision)), came)
        cells[decision] = _decided(claim, known)
        if came is not None and (why := _why_refused(work, row, claim, came)):
            refused[decision] = why
    for name in (*returned.cells, *(cell.key for cell in returned.unread)):
        if name not in about:
            key = name.rpartition("/")[0]
            about[name] = CellAbout(key, "", "Decision", CellKind.DECISION)
            refused[name] = (
                f"“{key}” was not among the claims of this form when it went out to {row.reader}."
            )
    return Ground(cells, about, refused)


def savings_writer(actor: str) -> Writer:
    """Return what enters the decisions of a form, all or none, in the name of who merges it."""

    def write(
        work: UnitOfWork,
        row: PackRow,
        base: Base,
        changes: Mapping[str, Value],
        report: Progress,
    ) -> None:
        ids = claim_ids(base)
        for done, (name, value) in enumerate(changes.items()):
            report(done, len(changes))
            decided = FormDecision.of(value)
            if decided is None:
                raise RuleBroken(
                    "decision", "A form takes no decision back. Correct it by another decision."
                )
            given = _given(row, ids[name.rpartition("/")[0]], decided)
            decisions.decide(work, given, actor)
        report(len(changes), len(changes))

    return write


def _claims(work: UnitOfWork, base: Base) -> dict[str, Claim]:
    """Return the claims of a form by their keys, in its order."""
    ids = claim_ids(base)
    benefits = {work.need(ClaimRow, claim_id).benefit_id for claim_id in ids.values()}
    found = {claim.id: claim for claims in claims_of(work, benefits).values() for claim in claims}
    return {key: found[claim_id] for key, claim_id in ids.items()}


def _about(work: UnitOfWork, key: str, claim: Claim) -> CellAbout:
    benefit = work.need(BenefitRow, claim.benefit_id)
    project = work.need(ProjectRow, benefit.project_id).title
    what = f"Decision on {pounds(claim.pence)}"
    return CellAbout(f"{key} {benefit.title}", project, what, CellKind.DECISION)


def _decided(claim: Claim, known: tuple[FormDecision | None, ...]) -> str | None:
    """Return the newest decision as a cell; as it is known already where it says the same."""
    if not claim.decisions:
        return None
    newest = claim.decisions[-1]
    found = FormDecision(
        newest.outcome,
        newest.pence,
        newest.grade,
        newest.decided_on,
        newest.reason,
        claim.pence,
    )
    same = next((each for each in known if each is not None and each.says_the_same(found)), found)
    return same.cell


def _why_refused(work: UnitOfWork, row: PackRow, claim: Claim, came: FormDecision) -> str:
    """Return why a decision cannot be taken; "" where nothing stands against it."""
    if came.claimed != claim.pence:
        return (
            f"The amount claimed was changed in the form, from {pounds(claim.pence)} to "
            f"{pounds(came.claimed)}, so it is not clear what was confirmed. Ask for a fresh form "
            "to be filled in."
        )
    made = row.made_at.astimezone(LONDON).date()
    if came.decided_on < made:
        return (
            f"It is dated {written_date(came.decided_on)}, before the form was made on "
            f"{written_date(made)}. Ask {row.reader} for the day of the decision."
        )
    try:
        decisions.check(work, _given(row, claim.id, came))
    except CohortDeskError as error:
        return str(error)
    return ""


def _given(row: PackRow, claim_id: int, decided: FormDecision) -> decisions.DecisionInput:
    return decisions.DecisionInput(
        claim_id=claim_id,
        outcome=decided.outcome,
        officer_id=row.officer_id,
        pence=decided.pence,
        grade=decided.grade,
        reason=decided.reason,
        decided_on=decided.decided_on,
        source=_SOURCE,
    )
