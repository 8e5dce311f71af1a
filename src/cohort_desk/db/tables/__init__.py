"""The tables, one class each; rows carry data and constraints, never rules."""

from cohort_desk.db.tables.agencies import AgencyAliasRow, AgencyRow
from cohort_desk.db.tables.base import Table
from cohort_desk.db.tables.groups import (
    GroupRow,
    MembershipRow,
    ProposalRow,
    PublishedVersionRow,
    RecipeRow,
    RoundRow,
    RuleMemberRow,
    RuleRow,
)
from cohort_desk.db.tables.history import StepChangeRow, StepRow
from cohort_desk.db.tables.imports import ImportLayoutRow
from cohort_desk.db.tables.people import ParticipantRow, PhotoRow
from cohort_desk.db.tables.programmes import CohortRow, ProgrammeRow

__all__ = [
    "AgencyAliasRow",
    "AgencyRow",
    "CohortRow",
    "GroupRow",
    "ImportLayoutRow",
    "MembershipRow",
    "ParticipantRow",
    "PhotoRow",
    "ProgrammeRow",
    "ProposalRow",
    "PublishedVersionRow",
    "RecipeRow",
    "RoundRow",
    "RuleMemberRow",
    "RuleRow",
    "StepChangeRow",
    "StepRow",
    "Table",
]
