"""What a user can do with modules, assessments, their sittings and marking guides."""

from cohort_desk.services.modules.assessments import (
    add_assessment,
    delete_assessment,
    edit_assessment,
    move_assessment,
)
from cohort_desk.services.modules.comments import (
    add_comment,
    delete_comment,
    edit_comment,
    move_comment,
)
from cohort_desk.services.modules.copying import copy_structure, set_up_standard
from cohort_desk.services.modules.guide_changes import (
    add_criterion,
    delete_criterion,
    edit_band,
    edit_criterion,
    edit_guide,
    move_criterion,
    put_bands,
)
from cohort_desk.services.modules.guide_making import add_guide, copy_guide, delete_guide
from cohort_desk.services.modules.guides import (
    GuideLine,
    GuideUse,
    guide_of,
    list_guides,
    read_guide,
    read_use,
)
from cohort_desk.services.modules.modules import (
    add_module,
    delete_module,
    edit_module,
    move_module,
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
from cohort_desk.services.modules.sittings import add_sitting, delete_sitting, put_sitting

__all__ = [
    "Assessment",
    "GuideLine",
    "GuideUse",
    "Module",
    "Sitting",
    "add_assessment",
    "add_comment",
    "add_criterion",
    "add_guide",
    "add_module",
    "add_sitting",
    "assessment_of",
    "copy_guide",
    "copy_structure",
    "delete_assessment",
    "delete_comment",
    "delete_criterion",
    "delete_guide",
    "delete_module",
    "delete_sitting",
    "edit_assessment",
    "edit_band",
    "edit_comment",
    "edit_criterion",
    "edit_guide",
    "edit_module",
    "guide_of",
    "list_guides",
    "list_modules",
    "modules_of",
    "move_assessment",
    "move_comment",
    "move_criterion",
    "move_module",
    "put_bands",
    "put_sitting",
    "read_assessment",
    "read_guide",
    "read_module",
    "read_use",
    "set_up_standard",
]
