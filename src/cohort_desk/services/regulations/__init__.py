"""What a user can do with regulation sets; one function per action.

Trying rules on a cohort is in `what_if`, which reads marks and so is imported by itself.
"""

from cohort_desk.services.regulations.changes import follow, save_set, set_of_cohort
from cohort_desk.services.regulations.holidays import bank_holidays
from cohort_desk.services.regulations.records import (
    CohortRegulations,
    RegulationSet,
    followed_by,
    list_followers,
    list_sets,
    read_regulations,
    regulations_of,
    titled,
)

__all__ = [
    "CohortRegulations",
    "RegulationSet",
    "bank_holidays",
    "follow",
    "followed_by",
    "list_followers",
    "list_sets",
    "read_regulations",
    "regulations_of",
    "save_set",
    "set_of_cohort",
    "titled",
]
