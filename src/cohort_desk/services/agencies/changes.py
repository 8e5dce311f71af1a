"""Adds agencies and changes them; each function is one step that can be undone."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AgencyAliasRow, AgencyRow, ParticipantRow
from cohort_desk.domain.agencies import FIELD_LABELS, agency_key, check_agency, tidy
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.unseen import many_lines
from cohort_desk.domain.words import counted
from cohort_desk.services.agencies.standing import is_named, rename_to

_MOVED_PER_QUERY = 500


def add_agency(db: Database, values: Mapping[str, str | None], aliases: Sequence[str] = ()) -> int:
    """Add an agency, such as `PublicBody.as_agency()`, and return its id.

    Raises:
        RuleBroken: a field breaks a rule, or the name, a spelling or the code is another's.
    """
    clean = _clean({"name": "", "sector": "other", **values})
    name = clean["name"]
    with db.begin(f"addition of {name}", f"Added {name}") as work:
        return _insert(work, clean, aliases)


def add_to(work: UnitOfWork, values: Mapping[str, str | None]) -> int:
    """Add an agency as a part of another step, and return its id.

    Raises:
        RuleBroken: as `add_agency` does.
    """
    return _insert(work, _clean(values))


def edit_agency(
    db: Database, agency_id: int, version: int, changes: Mapping[str, str | None]
) -> None:
    """Change fields of an agency that is still as the user saw it.

    Raises:
        RuleBroken: a field breaks a rule, or the name or the code is another's.
        NotFound: the agency has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
    """
    clean = _clean(changes)
    with db.read() as work:
        name = work.need(AgencyRow, agency_id, version).name
    what = ", ".join(FIELD_LABELS[field].lower() for field in clean)
    with db.begin(f"change of {what} of {name}", f"Changed {what} of {name}") as work:
        row = work.need(AgencyRow, agency_id, version)
        _check_free(work, clean, apart_from=agency_id)
        for field, value in clean.items():
            if getattr(row, field) != value:
                setattr(row, field, value)
        key = agency_key(row.name)
        if row.name_key != key:
            row.name_key = key


def add_alias(db: Database, agency_id: int, alias: str) -> int:
    """Have the agency found by another spelling too, and return the alias's id.

    Raises:
        RuleBroken: the spelling is empty or too long, or already finds this or another agency.
        NotFound: the agency has been deleted meanwhile.
    """
    name = _name_of(db, agency_id)
    alias = tidy(alias)
    step = f"new spelling “{alias}” of {name}"
    with db.begin(step, f"{name} is now found as “{alias}” too") as work:
        made = _add_spelling(work, work.need(AgencyRow, agency_id), alias)
        work.session.flush()
        return made.id


def remove_alias(db: Database, alias_id: int) -> None:
    """Have an agency no longer found by a spelling.

    Raises:
        NotFound: the spelling has been removed meanwhile.
    """
    with db.read() as work:
        row = work.need(AgencyAliasRow, alias_id)
        spelling, name = row.alias, work.need(AgencyRow, row.agency_id).name
    with db.begin(
        f"removal of spelling “{spelling}” of {name}", f"Removed spelling “{spelling}”"
    ) as work:
        work.session.delete(work.need(AgencyAliasRow, alias_id))


def merge_agencies(db: Database, kept_id: int, merged_id: int, report: Progress = unwatched) -> int:
    """Make two records of one agency into one, and return how many people moved.

    The kept agency takes over the other's people, projects, tutors, savings, spellings and, lacking
    one of its own, code; the other's name becomes a spelling.

    Raises:
        RuleBroken: both are the same record, or somebody would turn out to have confirmed a claim
            of their own.
        NotFound: one of them has been deleted meanwhile.
    """
    if kept_id == merged_id:
        raise RuleBroken("agency", "Choose two different agencies to merge.")
    kept_name, merged_name = _name_of(db, kept_id), _name_of(db, merged_id)
    step, said = f"merge of {merged_name} into", f"Merged {merged_name} into"
    with db.begin(f"{step} {kept_name}", f"{said} {kept_name}") as work:
        kept, merged = work.need(AgencyRow, kept_id), work.need(AgencyRow, merged_id)
        moved = _move_people(work, kept_id, merged_id, report)
        rename_to(work, kept_id, merged_id)
        aliases = select(AgencyAliasRow).where(AgencyAliasRow.agency_id == merged_id)
        for alias in work.session.scalars(aliases):
            alias.agency_id = kept_id
        code, scheme = merged.code, merged.code_scheme
        key, name = merged.name_key, merged.name
        work.session.delete(merged)
        work.session.flush()
        work.session.add(AgencyAliasRow(agency_id=kept_id, alias=name, key=key))
        if kept.code is None and code is not None:
            kept.code, kept.code_scheme = code, scheme
        return moved


def delete_agencies(db: Database, ids: Sequence[int]) -> tuple[str, ...]:
    """Delete those agencies that nobody needs, in one step; return the names of those kept.

    Kept are those that employ people or tutors, or that a project, a conflict or savings name.
    An agency that has been deleted meanwhile is passed over.
    """
    with db.read() as work:
        unused = [agency_id for agency_id in ids if not _needed(work, agency_id)]
    if len(unused) == 1:
        what = _name_of(db, unused[0])
    else:
        what = counted(len(unused), "agency", "agencies")
    kept: list[str] = []
    with db.begin(f"deletion of {what}", f"Deleted {what}") as work:
        for agency_id in ids:
            row = work.session.get(AgencyRow, agency_id)
            if row is None:
                continue
            if _needed(work, agency_id):
                kept.append(row.name)
            else:
                _delete(work, row)
    return tuple(kept)


def _needed(work: UnitOfWork, agency_id: int) -> bool:
    employed = select(func.count()).where(ParticipantRow.agency_id == agency_id)
    return bool(work.session.scalar(employed)) or is_named(work, agency_id)


def _delete(work: UnitOfWork, row: AgencyRow) -> None:
    aliases = select(AgencyAliasRow).where(AgencyAliasRow.agency_id == row.id)
    for alias in work.session.scalars(aliases):
        work.session.delete(alias)
    work.session.delete(row)


def _insert(work: UnitOfWork, clean: Mapping[str, str | None], aliases: Sequence[str] = ()) -> int:
    _check_free(work, clean)
    row = AgencyRow(name_key=agency_key(clean["name"] or ""), **clean)
    work.session.add(row)
    work.session.flush()
    for alias in aliases:
        _add_spelling(work, row, alias)
        work.session.flush()
    return row.id


def _name_of(db: Database, agency_id: int) -> str:
    with db.read() as work:
        return work.need(AgencyRow, agency_id).name


def _clean(values: Mapping[str, str | None]) -> dict[str, str | None]:
    clean = {
        field: many_lines(value or "") if field == "notes" else tidy(value or "")
        for field, value in values.items()
    }
    check_agency(clean)
    return {field: value or None if field == "code" else value for field, value in clean.items()}


def _check_free(
    work: UnitOfWork, values: Mapping[str, str | None], apart_from: int | None = None
) -> None:
    if values.get("name"):
        _check_spelling(work, "name", values["name"] or "", apart_from)
    if values.get("code"):
        same_code = select(AgencyRow).where(AgencyRow.code == values["code"])
        other = work.session.scalars(same_code).first()
        if other is not None and other.id != apart_from:
            raise RuleBroken("code", f"{other.name} already has this code.")


def _check_spelling(work: UnitOfWork, field: str, spelling: str, apart_from: int | None) -> None:
    """Refuse a spelling that already finds an agency other than the one apart."""
    key = agency_key(spelling)
    named = work.session.scalars(select(AgencyRow).where(AgencyRow.name_key == key)).first()
    alias = work.session.scalars(select(AgencyAliasRow).where(AgencyAliasRow.key == key)).first()
    found = named or (work.session.get(AgencyRow, alias.agency_id) if alias else None)
    if found is not None and found.id != apart_from:
        raise RuleBroken(
            field,
            f"“{spelling}” already means {found.name}. Choose that one, or merge the two.",
        )


def _add_spelling(work: UnitOfWork, agency: AgencyRow, alias: str) -> AgencyAliasRow:
    alias, key = tidy(alias), agency_key(alias)
    if not key:
        raise RuleBroken("alias", "A spelling needs at least one letter.")
    check_agency({"name": alias})
    _check_spelling(work, "alias", alias, apart_from=agency.id)
    same = select(AgencyAliasRow.id).where(AgencyAliasRow.key == key)
    if key == agency.name_key or work.session.scalar(same) is not None:
        raise RuleBroken("alias", f"{agency.name} is already found as “{alias}”.")
    row = AgencyAliasRow(agency_id=agency.id, alias=alias, key=key)
    work.session.add(row)
    return row


def _move_people(work: UnitOfWork, kept_id: int, merged_id: int, report: Progress) -> int:
    employed = select(ParticipantRow.id).where(ParticipantRow.agency_id == merged_id)
    ids = work.session.scalars(employed).all()
    for start in range(0, len(ids), _MOVED_PER_QUERY):
        some = ids[start : start + _MOVED_PER_QUERY]
        for row in work.session.scalars(select(ParticipantRow).where(ParticipantRow.id.in_(some))):
            row.agency_id = kept_id
        work.session.flush()
        report(start + len(some), len(ids))
    return len(ids)
