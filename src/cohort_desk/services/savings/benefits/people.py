"""Who of the course an officer is, found among the participants of every cohort."""

from sqlalchemy import func, select

from cohort_desk.db.database import Database
from cohort_desk.db.tables import AgencyRow, CohortRow, ParticipantRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.names import full_name


def participants_to_choose(db: Database) -> dict[str, int]:
    """Return everyone in the course, of every cohort, by name, agency and cohort.

    Who shares all three with another is told apart by their e-mail address or reference.
    """
    query = (
        select(ParticipantRow, AgencyRow.name, CohortRow.name)
        .join(CohortRow, CohortRow.id == ParticipantRow.cohort_id)
        .outerjoin(AgencyRow, AgencyRow.id == ParticipantRow.agency_id)
        .order_by(ParticipantRow.sort_name, ParticipantRow.id.desc())
    )
    found: dict[str, int] = {}
    with db.read() as work:
        for row, agency, cohort in work.session.execute(query):
            name = full_name(row.given_name, row.family_name)
            words = ", ".join(part for part in (name, agency, cohort) if part)
            if words in found:
                words += f", {row.email or row.reference or row.id}"
            found[words] = row.id
    return found


def participant_meant(db: Database, typed: str) -> int | None:
    """Return who is meant by words that `participants_to_choose` offers; "" is nobody.

    An e-mail address or a reference does too. Somebody who took part in several cohorts is then
    meant as in the newest.

    Raises:
        RuleBroken: of "participant_id"; nobody is.
    """
    meant = typed.strip()
    if not meant:
        return None
    offered = participants_to_choose(db)
    if meant in offered:
        return offered[meant]
    with db.read() as work:
        own = (ParticipantRow.email == meant.casefold()) | (ParticipantRow.reference == meant)
        found = work.session.scalar(select(func.max(ParticipantRow.id)).where(own))
    if found is None:
        raise RuleBroken(
            "participant_id",
            f"Nobody in the course is “{meant}”. Type a part of the name, then choose from the "
            "list.",
        )
    return found
