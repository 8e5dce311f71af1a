"""What a user can do with modules, assessments, their sittings and marking guides."""

from cohort_desk.services.modules.guides import (
    GuideLine,
    GuideUse,
    guide_of,
    list_guides,
    read_guide,
    read_use,
)
from cohort_desk.services.modules.records import (
    Assessment,
    Module,
    Sitting,
    assessment_of,
    list_modules,
    modules_of,
    read_assessment,
    read_module,
)

__all__ = [
    "Assessment",
    "GuideLine",
    "GuideUse",
    "Module",
    "Sitting",
    "assessment_of",
    "guide_of",
    "list_guides",
    "list_modules",
    "modules_of",
    "read_assessment",
    "read_guide",
    "read_module",
    "read_use",
]
