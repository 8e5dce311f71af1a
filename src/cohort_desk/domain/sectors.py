"""The sectors that agencies belong to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sector:
    """`key` is what is stored, `label` what people read."""

    key: str
    label: str


SECTORS = (
    Sector("local_government", "Local government"),
    Sector("police", "Police"),
    Sector("fire", "Fire"),
    Sector("health", "Health"),
    Sector("education", "Education"),
    Sector("voluntary", "Voluntary"),
    Sector("housing", "Housing"),
    Sector("private", "Private"),
    Sector("other", "Other"),
)

_LABELS = {sector.key: sector.label for sector in SECTORS}


def sector_label(key: str) -> str:
    """Return what people read for a stored sector.

    Raises:
        KeyError: no sector has that key.
    """
    return _LABELS[key]
