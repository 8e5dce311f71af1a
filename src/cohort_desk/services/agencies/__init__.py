"""What a user can do with agencies and the spellings they go by; one function per action."""

from cohort_desk.services.agencies.changes import (
    add_agency,
    add_alias,
    delete_agencies,
    edit_agency,
    merge_agencies,
    remove_alias,
)
from cohort_desk.services.agencies.choosing import AgencyChoice, settle_agency
from cohort_desk.services.agencies.records import (
    Agency,
    Alias,
    find_agency,
    list_agencies,
    list_agency_names,
    read_agency,
)
from cohort_desk.services.agencies.register import PublicBody, find_in_register, read_register

__all__ = [
    "Agency",
    "AgencyChoice",
    "Alias",
    "PublicBody",
    "add_agency",
    "add_alias",
    "delete_agencies",
    "edit_agency",
    "find_agency",
    "find_in_register",
    "list_agencies",
    "list_agency_names",
    "merge_agencies",
    "read_agency",
    "read_register",
    "remove_alias",
    "settle_agency",
]
