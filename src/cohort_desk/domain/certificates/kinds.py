"""What a certificate can be for."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """What a certificate certifies; the values are what is kept."""

    AWARD = "award"
    MODULE = "module"
    ATTENDANCE = "attendance"


KIND_WORDS: Mapping[Kind, str] = MappingProxyType(
    {Kind.AWARD: "Award", Kind.MODULE: "Module", Kind.ATTENDANCE: "Attendance"}
)
"""What people read for each kind."""
