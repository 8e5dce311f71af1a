"""Why a certificate is no longer valid, as far as it is for others than the office to know."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Reason(StrEnum):
    """What whoever verifies a certificate is told; what more there is to say is a private note."""

    NAME = "name"
    ERROR = "error"
    AWARD = "award"
    LOST = "lost"
    OTHER = "other"


REASON_WORDS: Mapping[str, str] = MappingProxyType(
    {
        Reason.NAME: "The holder’s name has changed",
        Reason.ERROR: "Issued in error",
        Reason.AWARD: "The award or result was changed",
        Reason.LOST: "Lost or damaged",
        Reason.OTHER: "Other",
    }
)
"""What people read for each reason."""


def reason_words(kept: str) -> str:
    """Return what is told of a reason; of what this app did not write there, nothing.

    >>> reason_words("lost"), reason_words("Change of name on marriage"), reason_words("")
    ('Lost or damaged', 'Other', '')
    """
    return REASON_WORDS.get(kept, REASON_WORDS[Reason.OTHER]) if kept else ""
