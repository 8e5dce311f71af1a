"""The people of a round's groups as a learning platform enrols them."""

from dataclasses import dataclass

from sqlalchemy import select

from cohort_desk.db.database import Database
from cohort_desk.db.tables import ParticipantRow
from cohort_desk.services.groups.publishing import read_group_list

_IDS_PER_QUERY = 500


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A member of a group, with what a platform knows people by; a missing reference is ""."""

    group: str
    given_name: str
    family_name: str
    email: str
    reference: str
    agency: str


@dataclass(frozen=True, slots=True)
class Enrolments:
    """Who is to be enrolled in which group.

    Attributes:
        groups: their names, in their order.
        sizes: how many people each has, those without an e-mail too.
        people: those who can be enrolled, for platforms know people by their e-mail.
        without_email: the names of those who cannot be.
    """

    cohort: str
    round_name: str
    groups: tuple[str, ...]
    sizes: tuple[int, ...]
    people: tuple[Enrolment, ...]
    without_email: tuple[str, ...]


def read_enrolments(db: Database, round_id: int, version: int | None = None) -> Enrolments:
    """Return the people of a published version, or of the groups as they stand.

    Names and e-mails are those of today, for the platform is to find the people today.

    Raises:
        NotFound: the round or the version does not exist.
    """
    listing = read_group_list(db, round_id, version)
    known: dict[int, tuple[str, str, str | None, str | None]] = {}
    with db.read() as work:
        for start in range(0, len(listing.ids), _IDS_PER_QUERY):
            some = listing.ids[start : start + _IDS_PER_QUERY]
            query = select(
                ParticipantRow.id,
                ParticipantRow.given_name,
                ParticipantRow.family_name,
                ParticipantRow.email,
                ParticipantRow.reference,
            ).where(ParticipantRow.id.in_(some))
            for person_id, given, family, email, reference in work.session.execute(query):
                known[person_id] = given, family, email, reference
    people: list[Enrolment] = []
    without: list[str] = []
    for group in listing.groups:
        for member in group.members:
            given, family, email, reference = known.get(
                member.id, ("", member.name, member.email, None)
            )
            if email:
                people.append(
                    Enrolment(group.name, given, family, email, reference or "", member.agency)
                )
            else:
                without.append(member.name)
    names = tuple(group.name for group in listing.groups)
    sizes = tuple(len(group.members) for group in listing.groups)
    return Enrolments(
        listing.cohort, listing.round_name, names, sizes, tuple(people), tuple(without)
    )
