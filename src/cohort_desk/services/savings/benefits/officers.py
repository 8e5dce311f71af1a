"""Who owns benefits, claims and confirms them; each change is one step that can be undone."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AgencyRow, OfficerRow, ParticipantRow
from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.names import folded, full_name
from cohort_desk.domain.savings import parties
from cohort_desk.domain.savings.fields import OfficerFields, clean_officer
from cohort_desk.domain.savings.parties import Party
from cohort_desk.services.savings.benefits.dependants import refuse_if_officer_stands
from cohort_desk.services.savings.claims.apart import refuse_one_person
from cohort_desk.services.savings.shapes import Officer
from cohort_desk.services.savings.today import today_or


def list_officers(db: Database) -> tuple[Officer, ...]:
    """Return every officer by name, those who are gone among them."""
    with db.read() as work:
        officers = officers_of(work).values()
    return tuple(sorted(officers, key=lambda each: (folded(each.name), each.agency, each.id)))


def officers_of(work: UnitOfWork) -> dict[int, Officer]:
    """Return every officer by id, in two queries however many there are."""
    agencies = dict(work.session.execute(select(AgencyRow.id, AgencyRow.name)).all())
    rows = work.session.execute(
        select(OfficerRow, ParticipantRow.status, ParticipantRow.agency_id).outerjoin(
            ParticipantRow, ParticipantRow.id == OfficerRow.participant_id
        )
    )
    return {
        row.id: Officer(
            row.id,
            row.name,
            row.post,
            row.email,
            row.agency_id,
            agencies[row.agency_id],
            row.participant_id,
            row.left_on,
            _gone(row, status, now_at, agencies),
            row.version,
        )
        for row, status, now_at in rows
    }


def add_officer(db: Database, fields: OfficerFields) -> int:
    """Add an officer and return their id.

    Raises:
        RuleBroken: a field breaks a rule, or the agency has an officer of that name.
        NotFound: the agency or the participant has been deleted meanwhile.
    """
    clean = clean_officer(fields)
    with db.begin(f"addition of {clean.name}", f"Added {clean.name}") as work:
        return add_to(work, clean)


def add_to(work: UnitOfWork, fields: OfficerFields) -> int:
    """Add an officer as a part of another step, and return their id; raises as `add_officer`."""
    row = OfficerRow()
    _write(work, row, clean_officer(fields))
    work.session.add(row)
    work.session.flush()
    return row.id


def edit_officer(db: Database, officer_id: int, version: int, fields: OfficerFields) -> None:
    """Change who an officer is.

    Raises:
        NotFound: they, the agency or the participant have been deleted meanwhile.
        EditedMeanwhile: someone has changed them since that version.
        RuleBroken: a field breaks a rule, the agency has an officer of that name, or they would
            turn out to have confirmed what they own or claim.
    """
    clean = clean_officer(fields)
    with db.begin(f"change of {clean.name}", f"Changed {clean.name}") as work:
        _write(work, work.need(OfficerRow, officer_id, version), clean)
        refuse_one_person(work, [officer_id], "name")


def mark_left(
    db: Database, officer_id: int, version: int, left_on: date, today: date | None = None
) -> None:
    """Say that an officer no longer holds their post; what they did stays theirs.

    Raises:
        NotFound: they have been deleted meanwhile.
        EditedMeanwhile: someone has changed them since that version.
        RuleBroken: the day is still to come.
    """
    if left_on > today_or(today):
        raise RuleBroken("left_on", f"{written_date(left_on)} is still to come.")
    _set_left(db, officer_id, version, left_on)


def mark_back(db: Database, officer_id: int, version: int) -> None:
    """Say that an officer holds their post after all; raises as `mark_left`."""
    _set_left(db, officer_id, version, None)


def remove_officer(db: Database, officer_id: int, version: int) -> None:
    """Remove an officer whom nothing names, such as one entered twice.

    Raises:
        NotFound: they have been deleted meanwhile.
        EditedMeanwhile: someone has changed them since that version.
        RuleBroken: a benefit, a claim or an outcome names them.
    """
    with db.begin("removal of an officer") as work:
        row = work.need(OfficerRow, officer_id, version)
        refuse_if_officer_stands(work, row)
        work.session.delete(row)
        work.call(f"removal of {row.name}", f"Removed {row.name}")


def same_person(work: UnitOfWork, one_id: int, other_id: int) -> bool:
    """Say whether two officers are one person (see `domain.savings.parties`)."""
    one, other = (_party(work.need(OfficerRow, key)) for key in (one_id, other_id))
    return parties.same_person(one, other)


def party_of(officer: Officer) -> Party:
    """Return an officer as the rules know one."""
    return Party(
        officer.id,
        officer.name,
        officer.agency_id,
        officer.participant_id,
        officer.left_on,
        officer.email,
    )


def _party(row: OfficerRow) -> Party:
    return Party(row.id, row.name, row.agency_id, row.participant_id, row.left_on, row.email)


def _gone(
    row: OfficerRow, status: str | None, now_at: int | None, agencies: Mapping[int, str]
) -> str:
    if row.left_on is not None:
        return f"left the post on {written_date(row.left_on)}"
    if status is None:
        return ""
    if status == "withdrawn":
        return "withdrew from the course"
    if now_at != row.agency_id:
        left = f"has left {agencies[row.agency_id]}"
        return f"{left} for {agencies[now_at]}" if now_at is not None else left
    return ""


def _set_left(db: Database, officer_id: int, version: int, left_on: date | None) -> None:
    with db.begin("change of an officer") as work:
        row = work.need(OfficerRow, officer_id, version)
        if row.left_on != left_on:
            row.left_on = left_on
        if left_on is None:
            if row.participant_id is not None:
                _check_participant(work, row, row.participant_id)
            refuse_one_person(work, [officer_id], "left_on")
        said = "has left" if left_on else "is back"
        work.call(f"note that {row.name} {said}", f"{row.name} {said}")


def _write(work: UnitOfWork, row: OfficerRow, fields: OfficerFields) -> None:
    key = folded(fields.name)
    agency = work.need(AgencyRow, fields.agency_id)
    there = work.session.scalars(select(OfficerRow).where(OfficerRow.agency_id == agency.id))
    bare = parties.bare_name(fields.name)
    same = (one for one in there if one is not row and parties.bare_name(one.name) == bare)
    other = next(same, None)
    if other is not None:
        raise RuleBroken(
            "name",
            f"{agency.name} has an officer {other.name} already. Choose that one, or tell the two "
            "apart by name.",
        )
    if fields.participant_id is not None:
        _check_participant(work, row, fields.participant_id)
    values = {
        "name": fields.name,
        "name_key": key,
        "post": fields.post,
        "email": fields.email,
        "agency_id": fields.agency_id,
        "participant_id": fields.participant_id,
    }
    for field, value in values.items():
        if getattr(row, field, None) != value:
            setattr(row, field, value)


def _check_participant(work: UnitOfWork, row: OfficerRow, participant_id: int) -> None:
    person = work.need(ParticipantRow, participant_id)
    same = select(OfficerRow).where(OfficerRow.participant_id == participant_id)
    for other in work.session.scalars(same):
        if other is not row and other.left_on is None:
            name = full_name(person.given_name, person.family_name)
            raise RuleBroken(
                "participant_id",
                f"{name} is an officer already: {other.name}. Choose that one.",
            )
