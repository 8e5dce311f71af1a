"""Reads people as screens, sheets and papers show them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AgencyRow, GroupRow, MembershipRow, ParticipantRow, RoundRow
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.names import full_name
from cohort_desk.services.people.rules import PersonRule, rules_of

_IDS_PER_QUERY = 500


@dataclass(frozen=True, slots=True)
class Placement:
    """A group that a person sits in, and the round it belongs to."""

    round_id: int
    round: str
    group_id: int
    group: str


@dataclass(frozen=True, slots=True)
class Person:
    """A participant at one version; text that is absent is empty, save e-mail and reference.

    `placements` are in the order of the rounds, the newest last; `rules` are read for one person
    at a time only (`read_person`).
    """

    id: int
    version: int
    cohort_id: int
    given_name: str
    family_name: str
    email: str | None
    reference: str | None
    agency_id: int | None
    agency: str
    agency_short_name: str
    sector: str
    job_title: str
    profession: str
    grade: str
    team: str
    line_manager: str
    location: str
    years_of_service: int | None
    gender: str
    module_option: str
    availability: str
    phone: str
    notes: str
    status: str
    placements: tuple[Placement, ...] = ()
    rules: tuple[PersonRule, ...] = ()

    @property
    def name(self) -> str:
        """The name as it is read aloud."""
        return full_name(self.given_name, self.family_name)

    @property
    def listed_name(self) -> str:
        """The name as lists in the order of family names have it."""
        return ", ".join(part for part in (self.family_name, self.given_name) if part)

    @property
    def group(self) -> str:
        """The group of the newest round in which the person has one, or ''."""
        return self.placements[-1].group if self.placements else ""


_OWN_FIELDS = tuple(name for name in Person.__dataclass_fields__ if hasattr(ParticipantRow, name))
_OWN_COLUMNS = tuple(getattr(ParticipantRow, name) for name in _OWN_FIELDS)


def read_people(db: Database, ids: Sequence[int]) -> dict[int, Person]:
    """Return the people with these ids, in the order given; those deleted meanwhile are left out.

    Meant for a page of a list (128 or so), though any number will do.
    """
    with db.read() as work:
        found: dict[int, Person] = {}
        for start in range(0, len(ids), _IDS_PER_QUERY):
            found.update(_read(work, ids[start : start + _IDS_PER_QUERY]))
    return {person_id: found[person_id] for person_id in ids if person_id in found}


def read_person(db: Database, person_id: int) -> Person:
    """Return one person, with the rules that name them.

    Raises:
        NotFound: the person has been deleted meanwhile.
    """
    with db.read() as work:
        people = _read(work, [person_id])
        rules = rules_of(work, person_id)
    if not people:
        raise NotFound("That person is no longer here; someone has deleted the record meanwhile.")
    return replace(people[person_id], rules=rules)


def _read(work: UnitOfWork, ids: Sequence[int]) -> dict[int, Person]:
    query = (
        select(*_OWN_COLUMNS, AgencyRow.name, AgencyRow.short_name, AgencyRow.sector)
        .outerjoin(AgencyRow, AgencyRow.id == ParticipantRow.agency_id)
        .where(ParticipantRow.id.in_(list(ids)))
    )
    placements = _read_placements(work, ids)
    people: dict[int, Person] = {}
    for *own, agency, short_name, sector in work.session.execute(query):
        values = dict(zip(_OWN_FIELDS, own, strict=True))
        people[values["id"]] = Person(
            **values,
            agency=agency or "",
            agency_short_name=short_name or "",
            sector=sector or "",
            placements=placements.get(values["id"], ()),
        )
    return people


def _read_placements(work: UnitOfWork, ids: Sequence[int]) -> dict[int, tuple[Placement, ...]]:
    query = (
        select(MembershipRow.participant_id, RoundRow.id, RoundRow.name, GroupRow.id, GroupRow.name)
        .join(GroupRow, GroupRow.id == MembershipRow.group_id)
        .join(RoundRow, RoundRow.id == MembershipRow.round_id)
        .where(MembershipRow.participant_id.in_(list(ids)))
        .order_by(RoundRow.position, RoundRow.id)
    )
    placements: dict[int, tuple[Placement, ...]] = {}
    for person_id, round_id, round_name, group_id, group in work.session.execute(query):
        placement = Placement(round_id, round_name, group_id, group)
        placements[person_id] = (*placements.get(person_id, ()), placement)
    return placements
