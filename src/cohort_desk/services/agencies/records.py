"""Reads agencies as screens and papers show them."""

from dataclasses import dataclass

from sqlalchemy import func, or_, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AgencyAliasRow, AgencyRow, ParticipantRow
from cohort_desk.domain.agencies import abbreviation, abbreviations, agency_key
from cohort_desk.domain.errors import NotFound


@dataclass(frozen=True, slots=True)
class Alias:
    """Another spelling by which an agency is found."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency at one version.

    `people` counts its participants in the cohort that was asked about, `people_ever` in all.
    """

    id: int
    version: int
    name: str
    short_name: str
    sector: str
    kind: str
    code: str | None
    code_scheme: str
    region: str
    notes: str
    aliases: tuple[Alias, ...]
    people: int
    people_ever: int

    @property
    def abbreviation(self) -> str:
        """The few letters that stand for it on cards."""
        return abbreviation(self.name)


def list_agency_names(db: Database) -> tuple[tuple[int, str], ...]:
    """Return the id and name of every agency in the order of their names; quick at any size."""
    with db.read() as work:
        query = select(AgencyRow.id, AgencyRow.name).order_by(func.lower(AgencyRow.name))
        return tuple((row.id, row.name) for row in work.session.execute(query))


def find_agency(db: Database, spelling: str) -> int | None:
    """Return the agency that a spelling surely means: by name, alias, code or abbreviation.

    An abbreviation counts only where it is that of one agency.
    """
    with db.read() as work:
        return agency_meant(work, spelling)


def agency_meant(work: UnitOfWork, spelling: str) -> int | None:
    """Return what `find_agency` does, within a transaction."""
    key, letters = agency_key(spelling), spelling.strip().upper()
    by_name = select(AgencyRow.id).where(
        or_(AgencyRow.name_key == key, func.upper(AgencyRow.code) == letters)
    )
    by_alias = select(AgencyAliasRow.agency_id).where(AgencyAliasRow.key == key)
    found = work.session.scalars(by_name).first() or work.session.scalars(by_alias).first()
    if found is not None:
        return found
    names = work.session.execute(select(AgencyRow.id, AgencyRow.name))
    abbreviated = [row.id for row in names if letters in abbreviations(row.name)]
    return abbreviated[0] if len(abbreviated) == 1 else None


def list_agencies(db: Database, cohort_id: int) -> tuple[Agency, ...]:
    """Return every agency in the order of their names, with counts for the cohort."""
    with db.read() as work:
        return _read(work, cohort_id, None)


def read_agency(db: Database, agency_id: int, cohort_id: int) -> Agency:
    """Return one agency.

    Raises:
        NotFound: it has been deleted meanwhile.
    """
    with db.read() as work:
        found = _read(work, cohort_id, agency_id)
    if not found:
        raise NotFound("That agency is no longer here; someone has deleted it meanwhile.")
    return found[0]


def _read(work: UnitOfWork, cohort_id: int, agency_id: int | None) -> tuple[Agency, ...]:
    agencies = select(AgencyRow).order_by(func.lower(AgencyRow.name))
    aliases = select(AgencyAliasRow).order_by(func.lower(AgencyAliasRow.alias))
    people = select(ParticipantRow.agency_id, ParticipantRow.cohort_id, func.count()).group_by(
        ParticipantRow.agency_id, ParticipantRow.cohort_id
    )
    if agency_id is not None:
        agencies = agencies.where(AgencyRow.id == agency_id)
        aliases = aliases.where(AgencyAliasRow.agency_id == agency_id)
        people = people.where(ParticipantRow.agency_id == agency_id)
    spellings: dict[int, tuple[Alias, ...]] = {}
    for row in work.session.scalars(aliases):
        spelling = Alias(row.id, row.alias)
        spellings[row.agency_id] = (*spellings.get(row.agency_id, ()), spelling)
    here: dict[int | None, int] = {}
    ever: dict[int | None, int] = {}
    for employer, cohort, count in work.session.execute(people):
        ever[employer] = ever.get(employer, 0) + count
        if cohort == cohort_id:
            here[employer] = count
    return tuple(
        Agency(
            id=row.id,
            version=row.version,
            name=row.name,
            short_name=row.short_name,
            sector=row.sector,
            kind=row.kind,
            code=row.code,
            code_scheme=row.code_scheme,
            region=row.region,
            notes=row.notes,
            aliases=spellings.get(row.id, ()),
            people=here.get(row.id, 0),
            people_ever=ever.get(row.id, 0),
        )
        for row in work.session.scalars(agencies)
    )
