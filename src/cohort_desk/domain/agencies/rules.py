"""The fields of an agency, what they are called and what they may hold."""

from collections.abc import Mapping

from cohort_desk.domain.agencies.keys import agency_key
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.sectors import SECTORS
from cohort_desk.domain.unseen import one_line

FIELD_LABELS: Mapping[str, str] = {
    "name": "Name",
    "short_name": "Short name",
    "sector": "Sector",
    "kind": "Type",
    "code": "Code",
    "code_scheme": "Code scheme",
    "region": "Region",
    "notes": "Notes",
}
"""What each field of an agency is called on the screen, in the history and on paper."""

MAX_LENGTHS: Mapping[str, int] = {
    "name": 200,
    "short_name": 80,
    "kind": 80,
    "code": 40,
    "code_scheme": 40,
    "region": 80,
}
"""The most characters a field may hold."""

_SECTOR_KEYS = frozenset(sector.key for sector in SECTORS)


def tidy(text: str) -> str:
    """Return the text with its spaces made single and those around it taken off."""
    return one_line(text)


def check_agency(values: Mapping[str, str | None]) -> None:
    """Check the fields of an agency that are given.

    Raises:
        RuleBroken: a name without letters, an unknown sector, or a text that is too long.
    """
    if "name" in values and not agency_key(values["name"] or ""):
        raise RuleBroken("name", "An agency needs a name with at least one letter.")
    if "sector" in values and values["sector"] not in _SECTOR_KEYS:
        raise RuleBroken("sector", "Choose one of the sectors in the list.")
    for field, longest in MAX_LENGTHS.items():
        if len(values.get(field) or "") > longest:
            label = FIELD_LABELS[field]
            raise RuleBroken(field, f"{label} takes at most {longest} characters.")
