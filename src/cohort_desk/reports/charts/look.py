"""The colours of a chart on one ground: paper, or the screen's light or dark theme.

Colour never says a thing alone: every part of a chart has its word or number in or beside it, and
shapes or hatching part what colours part. Sectors keep the colours of `domain.colours` everywhere.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """Colours by what they are for, as #RRGGBB.

    Attributes:
        ground: what the chart lies on.
        ink: text that carries data, and axes.
        muted: text around it.
        rule: grid lines and empty tracks' edges.
        track: the empty part of a bar.
        edge: the outline of a part, told from the ground by at least 3:1.
        mark: bars and dots of one series, and text in its colour.
        on_mark: text on `mark`.
        second: what stands against `mark`, such as a mean; darker or lighter than it in grey too.
        soft: an area behind marks.
    """

    ground: str
    ink: str
    muted: str
    rule: str
    track: str
    edge: str
    mark: str
    on_mark: str
    second: str
    soft: str


PAPER = Look(
    ground="#FFFFFF",
    ink="#16202B",
    muted="#4A5563",
    rule="#C4CBD4",
    track="#F1F3F6",
    edge="#4A5563",
    mark="#1B59B4",
    on_mark="#FFFFFF",
    second="#A33B00",
    soft="#E4ECF8",
)
"""White paper, in colour or in grey."""
