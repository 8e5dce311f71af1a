"""Finds the agency, the project, the officer and the decisions that the savings command names."""

from argparse import Namespace

from cohort_desk.db.database import Database
from cohort_desk.domain.errors import CohortDeskError, NotFound, RuleBroken
from cohort_desk.domain.names import folded
from cohort_desk.exchange.savings.decisions import ListedDecision, read_decisions
from cohort_desk.services.projects import find_projects
from cohort_desk.services.savings.benefits.officers import list_officers
from cohort_desk.services.savings.claims.decisions import DecisionInput
from cohort_desk.services.savings.claims.inbox import read_inbox
from cohort_desk.services.savings.imports.plans import Otherwise
from cohort_desk.services.savings.portfolio.shapes import AgencySum, Portfolio
from cohort_desk.services.savings.shapes import Claim, ClaimState, Officer

_EVERY = 10_000


def agency_named(portfolio: Portfolio, wanted: str) -> AgencySum:
    """Return the agency of that name among those with savings.

    Raises:
        NotFound: there is none; the text lists those there are.
    """
    there = [each for each in portfolio.agencies if each.agency_id is not None]
    found = [each for each in there if folded(each.agency) == folded(wanted)]
    if not found:
        names = ", ".join(f"“{each.agency}”" for each in there) or "none yet"
        likely = [each.agency for each in there if folded(wanted) in folded(each.agency)]
        if likely:
            meant = " or ".join(f"“{name}”" for name in likely)
            raise NotFound(f"No agency is called “{wanted}” in full. Did you mean {meant}?")
        raise NotFound(f"No agency “{wanted}” has savings or costs here. These have: {names}.")
    return found[0]


def otherwise_of(db: Database, cohort_id: int, options: Namespace) -> Otherwise:
    """Return what holds where a sheet says nothing.

    Raises:
        NotFound: there is no project of that title; the text lists those there are.
    """
    project_id = None
    if options.project is not None:
        projects = find_projects(db, cohort_id, "", _EVERY)
        found = [each for each in projects if folded(each.title) == folded(options.project)]
        if len(found) != 1:
            titles = ", ".join(f"“{each.title}”" for each in projects) or "none yet"
            raise NotFound(f"There is no project “{options.project}”. The projects are: {titles}.")
        project_id = found[0].id
    return Otherwise(project_id, options.type or "", options.first_year, options.years)


def officer_named(db: Database, wanted: str, agency: str | None) -> Officer:
    """Return the officer of that name, e-mail or number.

    Raises:
        NotFound: there is none; the text lists those there are.
        CohortDeskError: there are several.
    """
    officers = list_officers(db)
    sought = folded(wanted)
    found = [
        each
        for each in officers
        if sought in {folded(each.name), folded(each.email), str(each.id)}
        and (agency is None or folded(each.agency) == folded(agency))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        agencies = ", ".join(each.agency for each in found)
        raise CohortDeskError(
            f"{len(found)} officers are called “{wanted}”, at {agencies}. Give the agency with "
            "--agency, or the e-mail."
        )
    there = ", ".join(f"{each.name} ({each.agency})" for each in officers) or "none yet"
    raise NotFound(f"There is no officer “{wanted}”. There are: {there}.")


def decisions_asked(db: Database, options: Namespace) -> tuple[DecisionInput, ...]:
    """Return the decisions to record: of one claim, or of a list.

    Raises:
        CohortDeskError: a claim or an officer is not found, or the list cannot be read.
    """
    claims = {each.claim.id: each.claim for each in read_inbox(db, states=tuple(ClaimState))}
    if options.list is None:
        outcome = "rejected" if options.reject else "withdrawn" if options.withdraw else "validated"
        one = ListedDecision(
            0, options.claim, outcome, options.amount, options.grade or "", options.reason, "", None
        )
        return (_decision(db, one, _claim(claims, one), options),)
    listed = read_decisions(options.list)
    return tuple(_decision(db, each, _claim(claims, each), options) for each in listed)


def _claim(claims: dict[int, Claim], asked: ListedDecision) -> Claim:
    if asked.claim_id not in claims:
        where = f"Row {asked.row}: there" if asked.row else "There"
        raise NotFound(
            f"{where} is no claim {asked.claim_id}. Nothing was decided. “cohort-desk savings "
            "export” lists the claims with their numbers."
        )
    return claims[asked.claim_id]


def _decision(
    db: Database, asked: ListedDecision, claim: Claim, options: Namespace
) -> DecisionInput:
    by = asked.by or options.by
    officer_id = None
    if asked.outcome != "withdrawn":
        if not by:
            raise RuleBroken("by", f"Say who decided on claim {claim.id}: --by OFFICER.")
        officer_id = officer_named(db, by, options.agency).id
    pence = claim.pence if asked.pence is None else asked.pence
    return DecisionInput(
        claim_id=claim.id,
        outcome=asked.outcome,
        officer_id=officer_id,
        pence=pence if asked.outcome == "validated" else 0,
        grade=asked.grade or claim.grade,
        reason=asked.reason,
        decided_on=asked.decided_on,
        source="command",
    )
