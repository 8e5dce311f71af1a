"""Finds projects by name, for the palette."""

from dataclasses import dataclass

from sqlalchemy import select

from cohort_desk.db.database import Database
from cohort_desk.db.tables import GroupRow, ProjectRow
from cohort_desk.domain.names import folded


@dataclass(frozen=True, slots=True)
class ProjectFound:
    """A project by its title, and whose it is."""

    id: int
    title: str
    group: str


def find_projects(db: Database, cohort_id: int, text: str, limit: int) -> tuple[ProjectFound, ...]:
    """Return projects in whose title or group's name each word begins some word."""
    words = folded(text).split()
    query = (
        select(ProjectRow.id, ProjectRow.title, GroupRow.name)
        .join(GroupRow, GroupRow.id == ProjectRow.group_id)
        .where(ProjectRow.cohort_id == cohort_id)
        .order_by(ProjectRow.title, ProjectRow.id)
    )
    with db.read() as work:
        every = [ProjectFound(*row) for row in work.session.execute(query)]
    found = [each for each in every if _has(words, f"{each.title} {each.group}")]
    return tuple(found[:limit])


def _has(words: list[str], text: str) -> bool:
    own = folded(text).split()
    return all(any(mine.startswith(word) for mine in own) for word in words)
