"""The records among which a user says what a name in a spreadsheet means."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from cohort_desk.db.database import Database
from cohort_desk.db.tables import AgencyRow, PotRow, ProjectRow
from cohort_desk.services.savings.imports.plans import AGENCY, POT, PROJECT, Named

Choices = Mapping[str, Sequence[Named]]
"""By kind of name, every record of that kind by name."""


def read_choices(db: Database) -> Choices:
    """Return every project, agency and pot that a name may mean."""
    tables = (
        (PROJECT, ProjectRow.id, ProjectRow.title),
        (AGENCY, AgencyRow.id, AgencyRow.name),
        (POT, PotRow.id, PotRow.name),
    )
    with db.read() as work:
        return {
            kind: tuple(
                Named(key, words)
                for key, words in work.session.execute(select(id_, name).order_by(name, id_))
            )
            for kind, id_, name in tables
        }
