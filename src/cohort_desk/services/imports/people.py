"""Tells who of a sheet is in the cohort already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import ParticipantRow
from cohort_desk.domain.imports import ImportField
from cohort_desk.domain.names import folded, full_name
from cohort_desk.domain.people import FIELD_LABELS, FieldValue
from cohort_desk.services.imports.plans import Doubt

PERSON_FIELDS = tuple(f for f in ImportField if f.value in FIELD_LABELS)
"""What a sheet can say of a person that is kept in the person's own record."""

_COLUMNS = tuple(getattr(ParticipantRow, f.value) for f in PERSON_FIELDS)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone: of the cohort where `id` is set, else from an earlier row of the sheet."""

    id: int | None
    row: int
    agency: str
    values: Mapping[str, FieldValue]

    @property
    def name(self) -> str:
        given_name = self.values.get("given_name") or ""
        return full_name(str(given_name), str(self.values["family_name"]))

    @property
    def where(self) -> str:
        """Where this person is found, as a sentence has it."""
        return "in this cohort" if self.id is not None else f"in row {self.row}"


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a row means: nobody known, someone, perhaps someone, or a contradiction."""

    person: Person | None = None
    doubt: Doubt | None = None
    contradiction: str = ""


@dataclass(slots=True)
class People:
    """Everybody known so far, by what tells people apart."""

    by_reference: dict[str, Person] = field(default_factory=dict[str, Person])
    by_email: dict[str, Person] = field(default_factory=dict[str, Person])
    by_name: dict[str, list[Person]] = field(default_factory=dict[str, list[Person]])

    def add(self, person: Person) -> None:
        if reference := person.values.get("reference"):
            self.by_reference[str(reference).casefold()] = person
        if email := person.values.get("email"):
            self.by_email[str(email)] = person
        self.by_name.setdefault(folded(person.name), []).append(person)

    def replace(self, person: Person, by: Person) -> None:
        """Put what an earlier row made of someone in the place of what was known."""
        self.by_name[folded(person.name)].remove(person)
        if reference := person.values.get("reference"):
            self.by_reference[str(reference).casefold()] = by
        if email := person.values.get("email"):
            self.by_email[str(email)] = by
        self.add(by)

    def find(self, wanted: Person, answer: bool | None) -> Found:  # noqa: FBT001 - the user's
        """Return whom a row means; `answer` is the user's, if there was a doubt."""
        by_reference = self.by_reference.get(str(wanted.values.get("reference") or "").casefold())
        by_email = self.by_email.get(str(wanted.values.get("email") or ""))
        if by_reference and by_email and by_reference is not by_email:
            return Found(
                contradiction=(
                    f"the reference is {by_reference.name}’s ({by_reference.where}) but the e-mail "
                    f"is {by_email.name}’s ({by_email.where}). Put one of them right in the sheet"
                )
            )
        for what, person in (("reference", by_reference), ("e-mail", by_email)):
            if person is None:
                continue
            if _share_no_name(person, wanted):
                return Found(
                    contradiction=(
                        f"the {what} is {person.name}’s ({person.where}), but the name is "
                        f"{wanted.name}. Put one of them right in the sheet"
                    )
                )
            return Found(person)
        return self._by_name(wanted, answer)

    def _by_name(self, wanted: Person, answer: bool | None) -> Found:  # noqa: FBT001 - the user's
        """Take the only one of this name and agency for the same, unless their e-mails differ."""
        namesakes = [
            person
            for person in self.by_name.get(folded(wanted.name), ())
            if not person.agency or not wanted.agency or person.agency == wanted.agency
        ]
        if len(namesakes) != 1:
            return Found()
        (person,) = namesakes
        differ = any(
            person.values.get(key) and wanted.values.get(key) for key in ("email", "reference")
        )
        if person.id is None and differ:
            return Found()
        same = not differ if answer is None else answer
        at = f" at {person.agency}" if person.agency else ""
        doubt = Doubt(f"Is this the {person.name}{at} who is already {person.where}?", same)
        return Found(person if same else None, doubt)


def people_of(work: UnitOfWork, cohort_id: int, agency_names: Mapping[int, str]) -> People:
    """Return everybody in the cohort, whatever their status."""
    people = People()
    for person in _read(work, cohort_id, agency_names):
        people.add(person)
    return people


def _read(work: UnitOfWork, cohort_id: int, agency_names: Mapping[int, str]) -> Iterable[Person]:
    columns = (ParticipantRow.id, ParticipantRow.agency_id, *_COLUMNS)
    query = select(*columns).where(ParticipantRow.cohort_id == cohort_id)
    names = [f.value for f in PERSON_FIELDS]
    for person_id, agency_id, *values in work.session.execute(query):
        agency = agency_names[agency_id] if agency_id is not None else ""
        yield Person(person_id, 0, agency, dict(zip(names, values, strict=True)))


def _share_no_name(one: Person, other: Person) -> bool:
    """Tell people with neither a given nor a family name in common: not one who has married."""
    mine, theirs = (set(folded(p.name).replace("-", " ").split()) for p in (one, other))
    return not mine & theirs
