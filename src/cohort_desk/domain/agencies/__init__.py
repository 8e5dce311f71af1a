"""How the names of agencies are compared, shortened and understood."""

from cohort_desk.domain.agencies.abbreviations import abbreviation, abbreviations
from cohort_desk.domain.agencies.keys import agency_key
from cohort_desk.domain.agencies.natures import UNKNOWN, Nature, guess_nature
from cohort_desk.domain.agencies.rules import FIELD_LABELS, MAX_LENGTHS, check_agency, tidy

__all__ = [
    "FIELD_LABELS",
    "MAX_LENGTHS",
    "UNKNOWN",
    "Nature",
    "abbreviation",
    "abbreviations",
    "agency_key",
    "check_agency",
    "guess_nature",
    "tidy",
]
