"""The measures and colours of every screen, by role.

    layout.setSpacing(tokens.S)
    palette = tokens.DARK
    palette.tone("warning").ink

Sizes are pixels at a text size of 100 %; `Theme.px` scales those that hold text. Text on its own
ground has a contrast of at least 4.5:1 and a control's edge 3:1 (WCAG 2.2, 1.4.3 and 1.4.11);
a test computes every pair.
"""

from dataclasses import dataclass
from typing import Literal

XS, S, M, L, XL, XXL = 4, 8, 12, 16, 24, 32
RADIUS_CONTROL, RADIUS_CARD = 6, 10
SMALL, BODY, LARGE, TITLE, DISPLAY = 12, 13, 15, 20, 28
REGULAR, MEDIUM, SEMIBOLD = 400, 500, 600
ROW, ROW_COMPACT, CONTROL, TARGET = 36, 28, 32, 24
ICON = 16
TEXT_SIZES = (90, 100, 110, 125, 150)

ToneName = Literal["neutral", "accent", "success", "warning", "danger"]


@dataclass(frozen=True, slots=True)
class Tone:
    """What a state looks like: `ink` is text on `fill`, and also on the page's own surfaces."""

    ink: str
    fill: str


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, as #RRGGBB, named by what they are for."""

    background: str
    surface: str
    stripe: str
    side: str
    hover: str
    text: str
    muted: str
    line: str
    control: str
    accent: str
    on_accent: str
    accent_hover: str
    focus: str
    selected: str
    accent_soft: Tone
    neutral: Tone
    success: Tone
    warning: Tone
    danger: Tone
    toast: str
    on_toast: str
    toast_action: str

    def tone(self, name: ToneName) -> Tone:
        """Return the ink and soft fill of a state."""
        tones = {
            "accent": self.accent_soft,
            "neutral": self.neutral,
            "success": self.success,
            "warning": self.warning,
            "danger": self.danger,
        }
        return tones[name]


LIGHT = Palette(
    background="#F5F6F8",
    surface="#FFFFFF",
    stripe="#FAFBFC",
    side="#EDEFF3",
    hover="#E6EAF0",
    text="#16202B",
    muted="#525D6B",
    line="#D9DEE5",
    control="#7A8594",
    accent="#1B59B4",
    on_accent="#FFFFFF",
    accent_hover="#174C9A",
    focus="#1D5FBF",
    selected="#E1EBFA",
    accent_soft=Tone("#164C9C", "#D3E2F8"),
    neutral=Tone("#3E4855", "#ECEFF3"),
    success=Tone("#14592F", "#DDF3E4"),
    warning=Tone("#7A4A00", "#FFF1D6"),
    danger=Tone("#9B1C23", "#FBE3E4"),
    toast="#1F2933",
    on_toast="#F3F6F9",
    toast_action="#9CC6FF",
)

DARK = Palette(
    background="#14181D",
    surface="#1C2127",
    stripe="#1F252C",
    side="#101317",
    hover="#2A313A",
    text="#E8ECF1",
    muted="#A3AEBB",
    line="#343C46",
    control="#7F8B99",
    accent="#7FB2FF",
    on_accent="#0B1A2E",
    accent_hover="#A6CAFF",
    focus="#7FB2FF",
    selected="#22364F",
    accent_soft=Tone("#A9CCFF", "#29456B"),
    neutral=Tone("#C9D2DC", "#2C343D"),
    success=Tone("#93E0B0", "#173A26"),
    warning=Tone("#FFD27A", "#43330F"),
    danger=Tone("#FFB3AE", "#46201F"),
    toast="#E8ECF1",
    on_toast="#16202B",
    toast_action="#174C9A",
)
