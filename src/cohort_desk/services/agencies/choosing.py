"""Settles which agency a choice means, within the transaction that uses it."""

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import AgencyRow
from cohort_desk.domain.agencies import agency_key
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.services.agencies.changes import add_to
from cohort_desk.services.agencies.records import agency_meant
from cohort_desk.services.agencies.register import PublicBody, read_register

AgencyChoice = int | PublicBody | str | None
"""An agency's id, a public body, what someone typed, or none (also "")."""


def settle_agency(work: UnitOfWork, choice: AgencyChoice) -> int | None:
    """Return the id of the agency chosen; a public body becomes an agency in the same step.

    Raises:
        NotFound: the agency has been deleted meanwhile.
        RuleBroken: no agency and no public body goes by that name; its field is `agency_id`.
    """
    if isinstance(choice, int):
        return work.need(AgencyRow, choice).id
    if isinstance(choice, PublicBody):
        return _agency_of(work, choice)
    if not (choice and choice.strip()):
        return None
    found = agency_meant(work, choice)
    if found is not None:
        return found
    key = agency_key(choice)
    for body in read_register():
        if agency_key(body.name) == key:
            return _agency_of(work, body)
    raise RuleBroken(
        "agency_id",
        f"There is no agency “{choice.strip()}” yet. Choose one from the list, or add it on the "
        "Agencies page.",
    )


def _agency_of(work: UnitOfWork, body: PublicBody) -> int:
    """Return the agency that a public body is already, by name or code, or becomes."""
    same_code = select(AgencyRow.id).where(AgencyRow.code == body.code)
    known = work.session.scalars(same_code).first() if body.code else None
    return known or agency_meant(work, body.name) or add_to(work, body.as_agency())
