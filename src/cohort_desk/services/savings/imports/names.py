"""Finds which project, agency, pot or officer a name in a spreadsheet means."""

from collections import Counter
from collections.abc import Mapping

from rapidfuzz import fuzz, process
from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import PotRow, ProjectRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.names import folded
from cohort_desk.services.agencies.matching import AgencyMatcher
from cohort_desk.services.imports.agencies import agencies_of
from cohort_desk.services.savings.benefits.officers import officers_of
from cohort_desk.services.savings.imports.plans import (
    AGENCY,
    POT,
    PROJECT,
    Named,
    NameKey,
    NameQuestion,
    OfficerWish,
)
from cohort_desk.services.savings.shapes import Officer

_LIKE, _LIKELY = 80, 90
"""From how much likeness a record is named as perhaps the one, and is proposed as it."""

_MOST_CANDIDATES = 5
_KINDS = {PROJECT: "project", AGENCY: "agency", POT: "pot"}


class Names:
    """The names of a sheet against the records of the programme; every unsure one is asked once."""

    def __init__(
        self, work: UnitOfWork, cohort_id: int | None, answers: Mapping[NameKey, int | None]
    ) -> None:
        self._answers = answers
        self._asked: dict[NameKey, NameQuestion] = {}
        self._rows = Counter[NameKey]()
        own = agencies_of(work)
        self._agencies = AgencyMatcher(own)
        self.agencies = {one.id: one.name for one in own if one.id is not None}
        self.projects, self._projects = _projects(work, cohort_id)
        pots = work.session.execute(select(PotRow.id, PotRow.name, PotRow.name_key)).all()
        self.pots = {id_: name for id_, name, _ in pots}
        self._pots = {key: Named(id_, name) for id_, name, key in pots}
        self._officers: dict[str, list[OfficerWish]] = {}
        for officer in officers_of(work).values():
            self._officers.setdefault(folded(officer.name), []).append(as_wish(officer))
        self._added: dict[tuple[str, int], OfficerWish] = {}

    @property
    def questions(self) -> tuple[NameQuestion, ...]:
        """Every name that had to be asked, in the order of the sheet."""
        return tuple(
            NameQuestion(key, one.spelling, self._rows[key], one.candidates, one.suggested)
            for key, one in self._asked.items()
        )

    def new_officers(self, wanted: frozenset[OfficerWish]) -> tuple[str, ...]:
        """Return the names of those among the officers wanted whom nobody knows yet."""
        return tuple(
            f"{wish.name}, {self.agencies[wish.agency_id]}"
            for wish in self._added.values()
            if wish in wanted
        )

    def project(self, spelling: str) -> int:
        """Return the project that a row names.

        Raises:
            RuleBroken: none surely.
        """
        found = self._projects.get(folded(spelling), [])
        if len(found) == 1:
            return found[0].id
        candidates = tuple(found) or self._near(spelling, self.projects)
        return self._need(PROJECT, spelling, candidates)

    def agency(self, spelling: str) -> int:
        """Return the agency that a row names.

        Raises:
            RuleBroken: none surely.
        """
        match = self._agencies.match(spelling)
        if match.sure and match.sure.id is not None:
            return match.sure.id
        near = [Named(c.agency.id, c.agency.name) for c in match.candidates if c.agency.id]
        likely = match.likely.id if match.likely else None
        return self._need(AGENCY, spelling, tuple(near), likely)

    def pot(self, spelling: str) -> int | None:
        """Return the pot that a row names, None where there is none of this name."""
        found = self._pots.get(folded(spelling))
        if found:
            return found.id
        try:
            return self._need(POT, spelling, self._near(spelling, self.pots))
        except RuleBroken:
            return None

    def officer(self, name: str, agency: str) -> OfficerWish:
        """Return the officer of that name at that agency, who is added if nobody knows them.

        Raises:
            RuleBroken: the agency is not known, or nobody or several are called so.
        """
        known = self._officers.get(folded(name), [])
        agency_id = self.agency(agency) if agency else None
        if agency_id is None and len(known) == 1:
            return known[0]
        if agency_id is None and len(known) > 1:
            raise RuleBroken("owner", f"Several officers are called {name}: name the agency too.")
        if agency_id is None:
            raise RuleBroken(
                "owner",
                f"No officer is called {name}. Name their agency in a column of its own, so that "
                "they can be added.",
            )
        there = next((each for each in known if each.agency_id == agency_id), None)
        if there:
            return there
        return self._added.setdefault((folded(name), agency_id), OfficerWish(name, agency_id))

    def _need(
        self, kind: str, spelling: str, candidates: tuple[Named, ...], likely: int | None = None
    ) -> int:
        """Return what was answered for a name; without an answer it is asked, and refused."""
        key = (kind, folded(spelling))
        if key not in self._asked:
            sole = candidates[0] if len(candidates) == 1 else None
            if likely is None and sole and _score(spelling, sole.name) >= _LIKELY:
                likely = sole.id
            self._asked[key] = NameQuestion(key, spelling, 0, candidates, likely)
        self._rows[key] += 1
        answer = self._answers.get(key)
        if answer is not None:
            return answer
        noun = _KINDS[kind]
        near = f" Perhaps {candidates[0].name}?" if candidates else ""
        raise RuleBroken(
            kind,
            f"No {noun} here is surely “{spelling}”.{near} Say which one it is, or add it first.",
        )

    def _near(self, spelling: str, names: Mapping[int, str]) -> tuple[Named, ...]:
        near = process.extract(
            folded(spelling),
            {id_: folded(name) for id_, name in names.items()},
            scorer=fuzz.token_set_ratio,
            score_cutoff=_LIKE,
            limit=_MOST_CANDIDATES,
        )
        return tuple(Named(id_, names[id_]) for _, _, id_ in near)


def _score(one: str, other: str) -> float:
    return fuzz.ratio(folded(one), folded(other))


def as_wish(officer: Officer) -> OfficerWish:
    """Return an officer who is known as one that a row may name."""
    return OfficerWish(
        officer.name, officer.agency_id, officer.id, officer.participant_id, officer.gone
    )


def _projects(
    work: UnitOfWork, cohort_id: int | None
) -> tuple[dict[int, str], dict[str, list[Named]]]:
    """Return the projects by id, and by title; of one title those of the cohort come alone."""
    rows = work.session.scalars(select(ProjectRow).order_by(ProjectRow.id)).all()
    own, others = dict[str, list[Named]](), dict[str, list[Named]]()
    for row in rows:
        where = own if row.cohort_id == cohort_id else others
        where.setdefault(folded(row.title), []).append(Named(row.id, row.title))
    return {row.id: row.title for row in rows}, {**others, **own}
