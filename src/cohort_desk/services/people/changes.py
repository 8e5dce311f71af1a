"""Adds people and changes them; each function is one step that can be undone."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import CohortRow, ParticipantRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.names import full_name
from cohort_desk.domain.people import FIELD_LABELS, UNIQUE_FIELDS, FieldValue, clean_fields
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.services.agencies import AgencyChoice, PublicBody, settle_agency

BULK_FIELDS = (
    "agency_id",
    "status",
    "grade",
    "location",
    "team",
    "profession",
    "job_title",
    "line_manager",
    "module_option",
    "availability",
)
"""What can be set for many people at once."""

Entered = FieldValue | PublicBody
"""What a user entered in a field: of an agency an AgencyChoice."""

_ROWS_PER_QUERY = 500


def add_person(db: Database, cohort_id: int, values: Mapping[str, Entered]) -> int:
    """Enrol a person in the cohort and return the new record's id.

    A public body chosen as the agency becomes one in the same step.

    Raises:
        RuleBroken: a field breaks a rule, or another person has this e-mail or reference.
        NotFound: the cohort or the agency has been deleted meanwhile.
    """
    clean = {"status": "enrolled", **_cleaned({"family_name": "", **values})}
    name = full_name(str(clean.get("given_name") or ""), str(clean["family_name"] or ""))
    with db.begin(f"addition of {name}", f"Added {name}") as work:
        work.need(CohortRow, cohort_id)
        _check_unique(work, cohort_id, clean)
        clean |= _settled_agency(work, values)
        row = ParticipantRow(cohort_id=cohort_id, **clean)
        work.session.add(row)
        work.session.flush()
        return row.id


def edit_person(db: Database, person_id: int, version: int, changes: Mapping[str, Entered]) -> None:
    """Change fields of a person who is still as the user saw them.

    A public body chosen as the agency becomes one in the same step.

    Raises:
        RuleBroken: a field breaks a rule, or another person has this e-mail or reference.
        NotFound: the person or the agency has been deleted meanwhile.
        EditedMeanwhile: someone has changed the person since that version.
    """
    clean = _cleaned(changes)
    with db.read() as work:
        before = work.need(ParticipantRow, person_id, version)
        name = full_name(before.given_name, before.family_name)
    what = ", ".join(FIELD_LABELS[field].lower() for field in changes)
    step, said = f"change of {what} of {name}", f"Changed {what} of {name}"
    with db.begin(step, said) as work:
        row = work.need(ParticipantRow, person_id, version)
        _check_unique(work, row.cohort_id, clean, apart_from=row.id)
        _apply(row, clean | _settled_agency(work, changes))


def withdraw_people(db: Database, ids: Sequence[int], report: Progress = unwatched) -> int:
    """Mark people as withdrawn and return how many were not already; their groups keep them."""
    step, said = "withdrawal of", "Withdrew"
    return _set_status(db, ids, "withdrawn", (step, said), report)


def enrol_people_again(db: Database, ids: Sequence[int], report: Progress = unwatched) -> int:
    """Mark people as enrolled again and return how many were not already."""
    step, said = "re-enrolment of", "Re-enrolled"
    return _set_status(db, ids, "enrolled", (step, said), report)


def set_for_people(
    db: Database,
    ids: Sequence[int],
    field: str,
    value: Entered,
    report: Progress = unwatched,
) -> int:
    """Set one of BULK_FIELDS for many people in one step, and return how many it changed.

    Raises:
        RuleBroken: the value breaks the field's rule.
        NotFound: the agency has been deleted meanwhile.
        KeyError: the field cannot be set for many.
    """
    if field not in BULK_FIELDS:
        raise KeyError(field)
    clean = _cleaned({field: value})
    what = FIELD_LABELS[field].lower()
    whom = _whom(db, ids)
    with db.begin(f"change of {what} of {whom}", f"Changed {what} of {whom}") as work:
        values = clean | _settled_agency(work, {field: value})
        return _apply_to_all(work, ids, values, report)


def _set_status(
    db: Database, ids: Sequence[int], status: str, words: tuple[str, str], report: Progress
) -> int:
    step, said = words
    whom = _whom(db, ids)
    with db.begin(f"{step} {whom}", f"{said} {whom}") as work:
        return _apply_to_all(work, ids, {"status": status}, report)


def _apply_to_all(
    work: UnitOfWork, ids: Sequence[int], values: Mapping[str, FieldValue], report: Progress
) -> int:
    changed = 0
    for done, row in enumerate(_rows(work, ids), start=1):
        changed += _apply(row, values)
        report(done, len(ids))
    return changed


def _rows(work: UnitOfWork, ids: Sequence[int]) -> Iterable[ParticipantRow]:
    for start in range(0, len(ids), _ROWS_PER_QUERY):
        some = list(ids[start : start + _ROWS_PER_QUERY])
        yield from work.session.scalars(select(ParticipantRow).where(ParticipantRow.id.in_(some)))


def _apply(row: ParticipantRow, values: Mapping[str, FieldValue]) -> bool:
    """Set what differs, so that the history names no field that stayed as it was."""
    different = {field: value for field, value in values.items() if getattr(row, field) != value}
    for field, value in different.items():
        setattr(row, field, value)
    return bool(different)


def _whom(db: Database, ids: Sequence[int]) -> str:
    if len(ids) != 1:
        return f"{len(ids):,} people"
    with db.read() as work:
        row = work.need(ParticipantRow, ids[0])
        return full_name(row.given_name, row.family_name)


def _cleaned(values: Mapping[str, Entered]) -> dict[str, FieldValue]:
    """Return all fields as they are stored but the agency, which its own step settles."""
    return clean_fields(
        {
            field: value
            for field, value in values.items()
            if field != "agency_id" and not isinstance(value, PublicBody)
        }
    )


def _settled_agency(work: UnitOfWork, values: Mapping[str, Entered]) -> dict[str, FieldValue]:
    if "agency_id" not in values:
        return {}
    choice: AgencyChoice = values["agency_id"]
    return {"agency_id": settle_agency(work, choice)}


def _check_unique(
    work: UnitOfWork,
    cohort_id: int,
    values: Mapping[str, FieldValue],
    apart_from: int | None = None,
) -> None:
    for field in UNIQUE_FIELDS:
        if not values.get(field):
            continue
        same = select(ParticipantRow).where(
            ParticipantRow.cohort_id == cohort_id,
            getattr(ParticipantRow, field) == values[field],
        )
        other = work.session.scalars(same).first()
        if other is not None and other.id != apart_from:
            name = full_name(other.given_name, other.family_name)
            what = FIELD_LABELS[field].lower()
            raise RuleBroken(
                field, f"{name} already has this {what} in this cohort; each is for one person."
            )
