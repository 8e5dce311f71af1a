"""The names of agencies that a form proposes: the programme's own, then public bodies."""

from typing import TYPE_CHECKING

from cohort_desk.domain.agencies import agency_key
from cohort_desk.services.agencies import list_agency_names, read_register

if TYPE_CHECKING:
    from cohort_desk.db.database import Database


class AgencyNames:
    """Proposes names of agencies."""

    def __init__(self, db: "Database") -> None:
        self._db = db

    def proposals(self) -> tuple[str, ...]:
        """Return the programme's agencies, then the public bodies that are not among them."""
        own = [name for _, name in list_agency_names(self._db)]
        keys = {agency_key(name) for name in own}
        bodies = [body.name for body in read_register()]
        return (*own, *(name for name in bodies if agency_key(name) not in keys))
