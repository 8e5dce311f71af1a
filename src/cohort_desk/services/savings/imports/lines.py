"""Finds the benefits that are here already and that rows of a spreadsheet are about."""

from collections.abc import Iterable

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import BenefitRow
from cohort_desk.domain.names import folded
from cohort_desk.domain.savings.sheets import SheetBenefit


class KnownLines:
    """The lines that are here, by number and by what they are called."""

    def __init__(self, work: UnitOfWork) -> None:
        rows = work.session.execute(
            select(BenefitRow.id, BenefitRow.project_id, BenefitRow.title).order_by(BenefitRow.id)
        ).all()
        self._project = {id_: project_id for id_, project_id, _ in rows}
        self._named: dict[tuple[int, str], list[int]] = {}
        for id_, project_id, title in rows:
            self._named.setdefault((project_id, folded(title)), []).append(id_)

    def project_of(self, line_id: int | None) -> int | None:
        """Return whose a line is, None where there is no such line."""
        return self._project.get(line_id or 0)

    def find(self, row: SheetBenefit, project_id: int) -> tuple[int, ...]:
        """Return the lines that a row may be about: by its number, else by its title."""
        if row.line_id is not None and self._project.get(row.line_id) == project_id:
            return (row.line_id,)
        return tuple(self._named.get((project_id, folded(row.title)), ()))

    def meant(self, rows: Iterable[SheetBenefit]) -> frozenset[int]:
        """Return every line that some row may be about, whatever its project turns out to be."""
        by_title: dict[str, list[int]] = {}
        for (_, title), ids in self._named.items():
            by_title.setdefault(title, []).extend(ids)
        found: set[int] = set()
        for row in rows:
            found.update(by_title.get(folded(row.title), ()))
            if row.line_id in self._project:
                found.add(row.line_id or 0)
        return frozenset(found)
