"""Who records what of savings, and when; the same for all that one step records."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from cohort_desk.db.database import Database
from cohort_desk.domain.modules.moments import LONDON


@dataclass(frozen=True, slots=True)
class Stamp:
    """Stands on every row of a benefit's history."""

    recorded_by: str
    recorded_at: datetime

    @property
    def day(self) -> date:
        """The day in London."""
        return self.recorded_at.astimezone(LONDON).date()

    @property
    def columns(self) -> dict[str, str | datetime]:
        """The columns of a row that hold it."""
        return {"recorded_by": self.recorded_by, "recorded_at": self.recorded_at}


def stamp_of(actor: Database | str) -> Stamp:
    """Return the stamp of this moment, for the user of a programme or one that is named."""
    name = actor if isinstance(actor, str) else actor.actor
    return Stamp(name, datetime.now(UTC))
