"""The colours that a design is offered by name, and how well they can be read on paper."""

from collections.abc import Mapping
from types import MappingProxyType

from cohort_desk.domain.colours import contrast

ACCENTS: Mapping[str, str] = MappingProxyType(
    {
        "#1f3a5f": "Deep blue",
        "#14532d": "Forest green",
        "#6b1e2e": "Burgundy",
        "#4a2a6b": "Plum",
        "#0f4c5c": "Petrol",
        "#7a3b00": "Chestnut",
        "#333d47": "Slate",
        "#000000": "Black",
    }
)
SEALS: Mapping[str, str] = MappingProxyType(
    {
        "#8a5a00": "Old gold",
        "#5b6470": "Silver grey",
        "#8c4a2f": "Bronze",
        "#7a1f2b": "Wax red",
        "#1f3a5f": "Deep blue",
        "#14532d": "Forest green",
        "": "No seal",
    }
)
_PAPER = "#FFFFFF"
_GOOD, _ENOUGH = 7.0, 4.5
"""WCAG 2.2, 1.4.6 (enhanced) and 1.4.3 (minimum)."""


def contrast_words(accent: str, seal: str) -> str:
    """Return in a sentence how well the colours of a design are read on white paper."""
    worst = min(contrast(colour, _PAPER) for colour in (accent, seal) if colour)
    if worst < _ENOUGH:
        return (
            f"Too pale: contrast with the paper is {worst:.1f} to 1, and {_ENOUGH} is needed. "
            "Choose a darker colour."
        )
    if worst < _GOOD:
        return f"Readable, also in black and white: contrast is {worst:.1f} to 1."
    return f"Very readable, also in black and white: contrast is {worst:.1f} to 1."
