"""Which agency a typed name means: one of the programme, or of the register of public bodies."""

from typing import TYPE_CHECKING

from cohort_desk.domain.agencies import agency_key
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.services.agencies import (
    add_agency,
    find_agency,
    list_agency_names,
    read_register,
)

if TYPE_CHECKING:
    from cohort_desk.db.database import Database


class AgencyNames:
    """Proposes names of agencies, and finds the agency that a name means."""

    def __init__(self, db: "Database") -> None:
        self._db = db

    def proposals(self) -> tuple[str, ...]:
        """Return the programme's agencies, then the public bodies that are not among them."""
        own = [name for _, name in list_agency_names(self._db)]
        keys = {agency_key(name) for name in own}
        bodies = [body.name for body in read_register()]
        return (*own, *(name for name in bodies if agency_key(name) not in keys))

    def id_of(self, text: str) -> int | None:
        """Return the agency's id, None for no text; a public body becomes an agency.

        Raises:
            RuleBroken: no agency and no public body goes by that name.
        """
        if not text.strip():
            return None
        found = find_agency(self._db, text)
        if found is not None:
            return found
        key = agency_key(text)
        for body in read_register():
            if agency_key(body.name) == key:
                return add_agency(self._db, body.as_agency())
        raise RuleBroken(
            "agency_id",
            f"There is no agency “{text.strip()}” yet. Choose one from the list, or add it on the "
            "Agencies page.",
        )
