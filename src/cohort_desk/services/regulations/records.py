"""Reads regulation sets and which of them a cohort follows."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    BoardRow,
    CohortRegulationsRow,
    CohortRow,
    RegulationSetRow,
    SnapshotMarkRow,
)
from cohort_desk.domain.regulations.plain import from_plain
from cohort_desk.domain.regulations.presets import DEFAULT_NAME
from cohort_desk.domain.regulations.rules import Regulations


@dataclass(frozen=True, slots=True)
class RegulationSet:
    """One version of a set; `followed_by` names the cohorts that follow it."""

    id: int
    name: str
    number: int
    rules: Regulations
    note: str
    made_at: datetime
    made_by: str
    followed_by: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What it is called in lists: "Postgraduate certificate, version 2"."""
        return titled(self.name, self.number)


@dataclass(frozen=True, slots=True)
class CohortRegulations:
    """What a cohort follows.

    Attributes:
        cohort_id: which cohort.
        cohort: its name.
        id: of the set it follows; None while nobody has chosen one, when it is the default's
            rules that count.
        name: of the set.
        number: of the set's version; 0 while nobody has chosen one.
        rules: what they are.
        version: of the choice, to change it by; None while there is none.
        ratified: how many of the cohort's marks a board has ratified: these never change.
    """

    cohort_id: int
    cohort: str
    id: int | None
    name: str
    number: int
    rules: Regulations
    version: int | None
    ratified: int

    @property
    def title(self) -> str:
        """What it is called: "Postgraduate certificate, version 2"."""
        return titled(self.name, self.number) if self.number else f"{self.name} (default)"


def titled(name: str, number: int) -> str:
    """Return what a version of a set is called."""
    return f"{name}, version {number}"


def list_sets(db: Database) -> tuple[RegulationSet, ...]:
    """Return every version of every set: by name, the newest version first."""
    with db.read() as work:
        followers = _followers(work)
        query = select(RegulationSetRow).order_by(
            func.lower(RegulationSetRow.name), RegulationSetRow.number.desc()
        )
        return tuple(_set(row, followers.get(row.id, ())) for row in work.session.scalars(query))


def read_regulations(db: Database, cohort_id: int) -> CohortRegulations:
    """Return what a cohort follows.

    Raises:
        NotFound: the cohort has been deleted meanwhile.
    """
    with db.read() as work:
        return _of_cohort(work, work.need(CohortRow, cohort_id))


def list_followers(db: Database) -> tuple[CohortRegulations, ...]:
    """Return what each cohort follows, in the order of the cohorts' names."""
    with db.read() as work:
        cohorts = work.session.scalars(select(CohortRow).order_by(func.lower(CohortRow.name)))
        return tuple(_of_cohort(work, cohort) for cohort in cohorts)


def followed_by(work: UnitOfWork, cohort_id: int) -> CohortRegulations:
    """Return what a cohort follows, within a transaction.

    Raises:
        NotFound: the cohort has been deleted meanwhile.
    """
    return _of_cohort(work, work.need(CohortRow, cohort_id))


def regulations_of(work: UnitOfWork, cohort_id: int) -> Regulations:
    """Return the rules that a cohort follows; the default's where none were chosen."""
    row = _chosen(work, cohort_id)
    return Regulations() if row is None else from_plain(row.rules)


def count_ratified(work: UnitOfWork, cohort_id: int) -> int:
    """Return how many of a cohort's marks boards have ratified."""
    query = (
        select(func.count())
        .select_from(SnapshotMarkRow)
        .join(BoardRow, BoardRow.id == SnapshotMarkRow.board_id)
        .where(
            BoardRow.cohort_id == cohort_id,
            BoardRow.ratified_at.is_not(None),
            SnapshotMarkRow.value.is_not(None),
        )
    )
    return work.session.scalar(query) or 0


def _of_cohort(work: UnitOfWork, cohort: CohortRow) -> CohortRegulations:
    ratified = count_ratified(work, cohort.id)
    row = _chosen(work, cohort.id)
    if row is None:
        return CohortRegulations(
            cohort.id, cohort.name, None, DEFAULT_NAME, 0, Regulations(), None, ratified
        )
    choice = work.need(CohortRegulationsRow, cohort.id)
    rules = from_plain(row.rules)
    return CohortRegulations(
        cohort.id, cohort.name, row.id, row.name, row.number, rules, choice.version, ratified
    )


def _chosen(work: UnitOfWork, cohort_id: int) -> RegulationSetRow | None:
    query = (
        select(RegulationSetRow)
        .join(CohortRegulationsRow, CohortRegulationsRow.regulation_set_id == RegulationSetRow.id)
        .where(CohortRegulationsRow.cohort_id == cohort_id)
    )
    return work.session.scalar(query)


def _followers(work: UnitOfWork) -> dict[int, tuple[str, ...]]:
    query = (
        select(CohortRegulationsRow.regulation_set_id, CohortRow.name)
        .join(CohortRow, CohortRow.id == CohortRegulationsRow.cohort_id)
        .order_by(func.lower(CohortRow.name))
    )
    found: dict[int, tuple[str, ...]] = {}
    for set_id, name in work.session.execute(query):
        found[set_id] = (*found.get(set_id, ()), name)
    return found


def _set(row: RegulationSetRow, followed_by: tuple[str, ...]) -> RegulationSet:
    return RegulationSet(
        row.id,
        row.name,
        row.number,
        from_plain(row.rules),
        row.note,
        row.made_at,
        row.made_by,
        followed_by,
    )
