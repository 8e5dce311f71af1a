"""Stable colours of sectors and agencies, the same on screen, in charts and on paper.

The set is Paul Tol's "muted" scheme (SRON technical note EPS/TN/09-002, 2021), told apart by
readers with any kind of colour blindness, with three of Okabe and Ito's (2008) for the agencies.
A colour never stands alone: a word or an abbreviation goes with it.
"""

from dataclasses import dataclass

_BLACK, _WHITE = "#000000", "#FFFFFF"
_MUTED = (
    "#332288",
    "#88CCEE",
    "#44AA99",
    "#117733",
    "#999933",
    "#DDCC77",
    "#CC6677",
    "#882255",
    "#AA4499",
)
_AGENCIES = (*_MUTED, "#E69F00", "#D55E00", "#0072B2")
_SECTORS = {
    "local_government": "#332288",
    "police": "#88CCEE",
    "fire": "#CC6677",
    "health": "#44AA99",
    "education": "#DDCC77",
    "voluntary": "#117733",
    "housing": "#AA4499",
    "private": "#999933",
    "other": "#BBBBBB",
}
_SRGB_KNEE = 0.04045
_STRIDE = 7
"""Coprime with the number of agency colours, so that neighbours in a register look unlike."""


@dataclass(frozen=True, slots=True)
class Swatch:
    """A fill and the text colour that reads best on it, both #RRGGBB."""

    fill: str
    ink: str


def sector_colour(sector: str) -> Swatch:
    """Return the colour of a sector by its stored key; an unknown one looks like "other"."""
    return _swatch(_SECTORS.get(sector, _SECTORS["other"]))


def agency_colour(agency_id: int) -> Swatch:
    """Return the colour of an agency: the same for the same record, whoever else is shown."""
    return _swatch(_AGENCIES[agency_id * _STRIDE % len(_AGENCIES)])


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21, after WCAG 2.2's relative luminance."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _swatch(fill: str) -> Swatch:
    return Swatch(fill, max(_BLACK, _WHITE, key=lambda ink: contrast(ink, fill)))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    if channel <= _SRGB_KNEE:
        return channel / 12.92
    return ((channel + 0.055) / 1.055) ** 2.4
