"""Settles which agency each spelling of a sheet means."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AgencyAliasRow, AgencyRow
from cohort_desk.domain.agencies import agency_key, guess_nature
from cohort_desk.domain.imports import ImportField, Nominee
from cohort_desk.services.agencies.matching import AgencyMatcher, KnownAgency, not_among
from cohort_desk.services.agencies.register import read_register
from cohort_desk.services.imports.plans import (
    AgencyChoice,
    AgencyQuestion,
    NewAgency,
    UseAgency,
    UseRegister,
)

_LONGEST_NAME = 200
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class SettledAgencies:
    """The choices made, by spelling, and the questions that had to be asked for them."""

    choices: Mapping[str, AgencyChoice]
    questions: tuple[AgencyQuestion, ...]


def spelling_key(nominee: Nominee) -> str:
    """Return what tells one agency's spelling from another in a sheet, "" where there is none."""
    code = nominee.get(ImportField.AGENCY_CODE).casefold()
    name = agency_key(nominee.get(ImportField.AGENCY))
    return f"{name}|{code}" if name or code else ""


def looks_like_email(text: str) -> bool:
    """Tell an e-mail address, which is never the name of an agency."""
    return _EMAIL.fullmatch(text) is not None


def read_known_agencies(db: Database) -> tuple[KnownAgency, ...]:
    """Return every agency that a spelling may mean: the programme's, then the register's."""
    with db.read() as work:
        own = agencies_of(work)
    return (*own, *not_among(own, _register()))


def settle_agencies(
    work: UnitOfWork, nominees: Iterable[Nominee], decided: Mapping[str, AgencyChoice]
) -> SettledAgencies:
    """Match every different spelling once; `decided` holds the user's answers by spelling."""
    matcher = AgencyMatcher(agencies_of(work), _register())
    counts = Counter[str]()
    first: dict[str, Nominee] = {}
    for nominee in nominees:
        key = spelling_key(nominee)
        if key and not looks_like_email(nominee.get(ImportField.AGENCY)):
            counts[key] += 1
            first.setdefault(key, nominee)
    sure = {key: found for key, one in first.items() if (found := matcher.sure(*_written(one)))}
    choices = {key: choice_of(agency) for key, agency in sure.items()}
    regions = frozenset[str]().union(*(agency.regions for agency in sure.values()))
    questions: list[AgencyQuestion] = []
    for key, nominee in first.items():
        if key in sure:
            continue
        spelling, code = _written(nominee)
        match = matcher.match(spelling, code, regions)
        questions.append(
            AgencyQuestion(
                key,
                spelling or code,
                counts[key],
                match.candidates,
                _suggestion(match.likely, match.candidates, spelling or code, code),
            )
        )
        if key in decided:
            choices[key] = decided[key]
    return SettledAgencies(choices, tuple(questions))


def _written(nominee: Nominee) -> tuple[str, str]:
    return nominee.get(ImportField.AGENCY), nominee.get(ImportField.AGENCY_CODE)


def choice_of(agency: KnownAgency) -> AgencyChoice:
    """Return the choice that means a known agency."""
    if agency.id is not None:
        return UseAgency(agency.id, agency.name)
    if agency.body is None:
        raise ValueError(f"{agency.name} is neither of the programme nor of the register")
    return UseRegister(agency.body)


def _suggestion(
    likely: KnownAgency | None, candidates: Sequence[object], spelling: str, code: str
) -> AgencyChoice | None:
    """Suggest what is likely; a new agency where nothing comes near; else leave it to the user."""
    if likely:
        return choice_of(likely)
    if candidates or not agency_key(spelling):
        return None
    return NewAgency(spelling[:_LONGEST_NAME], guess_nature(spelling).sector, code)


def agencies_of(work: UnitOfWork) -> tuple[KnownAgency, ...]:
    """Return the programme's agencies with all by which a spelling may mean them."""
    aliases: dict[int, list[str]] = {}
    for agency_id, alias in work.session.execute(
        select(AgencyAliasRow.agency_id, AgencyAliasRow.alias)
    ):
        aliases.setdefault(agency_id, []).append(alias)
    rows = work.session.scalars(select(AgencyRow).order_by(AgencyRow.id))
    return tuple(
        KnownAgency(
            row.id,
            row.name,
            row.sector,
            row.short_name,
            row.code or "",
            (*aliases.get(row.id, ()),),
            region=row.region,
        )
        for row in rows
    )


def _register() -> Iterable[KnownAgency]:
    return (
        KnownAgency(None, body.name, body.sector, body.short_name, body.code, body=body)
        for body in read_register()
    )
