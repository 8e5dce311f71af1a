"""The register as a list to be printed or written to a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from cohort_desk.db.database import Database
from cohort_desk.db.tables import CohortRow, ProgrammeRow
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.words import counted
from cohort_desk.services.certificates.register import Entry, counts, read_register


@dataclass(frozen=True, slots=True)
class Register:
    """Certificates with whose they are; `cohort` is '' for all of the programme's."""

    programme: str
    organisation: str
    cohort: str
    entries: tuple[Entry, ...]
    read_on: date

    @property
    def context(self) -> str:
        """How many there are, how many of them are no longer valid, and how many stand no more."""
        found = counts(self.entries)
        said = counted(len(self.entries), "certificate", "certificates")
        if not self.entries:
            return "No certificate has been issued yet."
        fallen = ""
        if found.fallen:
            ones = counted(found.fallen, "valid one certifies", "valid ones certify")
            fallen = f" {ones} what was changed since."
        if found.valid == len(self.entries):
            return f"{said}, all valid.{fallen}"
        gone = f"{found.revoked:,} revoked, {found.superseded:,} superseded"
        if found.damaged:
            gone += f", {found.damaged:,} damaged"
        return f"{said}: {found.valid:,} valid, {gone}.{fallen}"


def read_list(
    db: Database, cohort_id: int | None = None, entries: Sequence[Entry] | None = None
) -> Register:
    """Return the register of a cohort, or of the programme; `entries` are those shown, if given.

    Raises:
        NotFound: the cohort has been deleted meanwhile.
    """
    with db.read() as work:
        programme = work.need(ProgrammeRow, 1)
        cohort = "" if cohort_id is None else work.need(CohortRow, cohort_id).name
        names = (programme.name, programme.organisation, cohort)
    found = read_register(db, cohort_id) if entries is None else tuple(entries)
    return Register(*names, found, datetime.now(UTC).astimezone(LONDON).date())
