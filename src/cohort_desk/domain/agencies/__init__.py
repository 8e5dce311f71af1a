"""How the names of agencies are compared, shortened and understood."""

from cohort_desk.domain.agencies.abbreviations import abbreviation, abbreviations
from cohort_desk.domain.agencies.keys import agency_key
from cohort_desk.domain.agencies.marks import LONGEST_MARK, Marked, distinct_marks
from cohort_desk.domain.agencies.natures import UNKNOWN, Nature, guess_nature
from cohort_desk.domain.agencies.rules import FIELD_LABELS, MAX_LENGTHS, check_agency, tidy

__all__ = [
    "FIELD_LABELS",
    "LONGEST_MARK",
    "MAX_LENGTHS",
    "UNKNOWN",
    "Marked",
    "Nature",
    "abbreviation",
    "abbreviations",
    "agency_key",
    "check_agency",
    "distinct_marks",
    "guess_nature",
    "tidy",
]
