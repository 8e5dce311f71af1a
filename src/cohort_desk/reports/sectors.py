"""How paper marks sectors: a bar in the sector's colour, always beside a word."""

from collections.abc import Iterable, Sequence
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table

from cohort_desk.domain.colours import sector_colour
from cohort_desk.domain.sectors import sector_label
from cohort_desk.reports.flowables import figure
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.styles import MUTED, SMALL
from cohort_desk.reports.text import width

_BAR = 3 * mm
_PAD = 4.0


def sector_marks(sectors: Iterable[str]) -> list[str]:
    """Return the colour for the sector (its key) of each row; white where there is none."""
    return [sector_colour(sector).fill if sector else "#FFFFFF" for sector in sectors]


def sector_key(sectors: Sequence[str]) -> Flowable:
    """Return one line that says which colour is which of the sectors (their keys).

    It is read as what the colours say, not as names without them.
    """
    cells: list[str] = []
    widths: list[float] = []
    commands: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), REGULAR.name, SMALL, SMALL),
        ("TEXTCOLOR", (0, 0), (-1, -1), MUTED),
        ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    for sector in sectors:
        fill = HexColor(sector_colour(sector).fill)
        commands.append(("BACKGROUND", (len(cells), 0), (len(cells), 0), fill))
        cells += ["", sector_label(sector)]
        widths += [_BAR, width(sector_label(sector), REGULAR, SMALL) + 3 * _PAD]
    table = Table([cells or [""]], widths or [_BAR], hAlign="LEFT")
    table.setStyle(commands)
    named = ", ".join(sector_label(sector) for sector in sectors)
    return figure(table, f"A coloured bar stands for each sector: {named}." if sectors else "")
