"""What a user can do with a spreadsheet of nominees: see what it would do, and import it."""

from cohort_desk.services.imports.agencies import choice_of, read_known_agencies
from cohort_desk.services.imports.applying import (
    UsedLayout,
    apply_import,
    remember_layout,
    remembered_mappings,
)
from cohort_desk.services.imports.planning import plan_import
from cohort_desk.services.imports.plans import (
    AgencyChoice,
    AgencyQuestion,
    Decisions,
    Doubt,
    FieldChange,
    ImportPlan,
    ImportSummary,
    LeaveBlank,
    NewAgency,
    RowKind,
    RowOutcome,
    UseAgency,
    UseRegister,
)

__all__ = [
    "AgencyChoice",
    "AgencyQuestion",
    "Decisions",
    "Doubt",
    "FieldChange",
    "ImportPlan",
    "ImportSummary",
    "LeaveBlank",
    "NewAgency",
    "RowKind",
    "RowOutcome",
    "UseAgency",
    "UseRegister",
    "UsedLayout",
    "apply_import",
    "choice_of",
    "plan_import",
    "read_known_agencies",
    "remember_layout",
    "remembered_mappings",
]
