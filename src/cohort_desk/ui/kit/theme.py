"""The look of the whole application: light or dark, text size, row height, icons.

    theme = Theme.install(app, mode="system", scale=110)     # once, at the start
    theme.set_mode("dark")                                    # changes every window at once

A widget that paints or sets sizes by itself asks the theme and listens for its changes:

    theme = Theme.current()
    theme.changed.connect(self.update)
    painter.setPen(theme.colour("muted"))
    theme.dress(button, "plus")            # an icon that follows the theme

Labels and buttons are styled by property: `setProperty("look", "muted")`, or "primary" on a button.
"""

from dataclasses import asdict
from string import Template
from typing import Literal, cast

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton

from cohort_desk.paths import resource
from cohort_desk.ui.kit import tokens

Mode = Literal["light", "dark", "system"]
_FACES = ("Regular", "Medium", "SemiBold", "Bold")
_TEXT_PIXELS = (9, 12, 13, 14, 15, 16, 20, 24, 28, 32, 36)
_PIXEL_RATIOS = (1, 2)


class Theme(QObject):
    """Holds the look, applies it, and says when it has changed."""

    changed = Signal()

    @staticmethod
    def install(app: QApplication, mode: Mode = "system", scale: int = 100) -> "Theme":
        """Give the application its fonts and look."""
        for face in _FACES:
            QFontDatabase.addApplicationFont(str(resource(f"fonts/Inter-{face}.ttf")))
        app.setStyle("Fusion")
        return Theme(app, mode, scale)

    @staticmethod
    def current() -> "Theme":
        """Return the application's theme; the light one is installed where there is none yet."""
        app = cast("QApplication", QApplication.instance())
        found = app.findChild(Theme, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return found if isinstance(found, Theme) else Theme.install(app, "light")

    def __init__(self, app: QApplication, mode: Mode, scale: int) -> None:
        super().__init__(app)
        self._app = app
        self._mode: Mode = mode
        self._scale = scale
        self._compact = False
        self._icons: dict[tuple[str, str, int], QIcon] = {}
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._apply()

    @property
    def mode(self) -> Mode:
        """What was asked for: "light", "dark" or "system"."""
        return self._mode

    @property
    def is_dark(self) -> bool:
        if self._mode == "system":
            return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._mode == "dark"

    @property
    def palette(self) -> tokens.Palette:
        return tokens.DARK if self.is_dark else tokens.LIGHT

    @property
    def scale(self) -> int:
        """Text size in percent, 90 to 150."""
        return self._scale

    @property
    def compact(self) -> bool:
        """Whether lists show their rows closer together."""
        return self._compact

    @property
    def row_height(self) -> int:
        return self.px(tokens.ROW_COMPACT if self._compact else tokens.ROW)

    def set_mode(self, mode: Mode) -> None:
        self._mode = mode
        self._apply()

    def set_scale(self, percent: int) -> None:
        """Set the text size; outside 90 to 150 the nearest end is taken."""
        self._scale = min(max(percent, tokens.TEXT_SIZES[0]), tokens.TEXT_SIZES[-1])
        self._apply()

    def set_compact(self, compact: bool) -> None:  # noqa: FBT001 - a menu's toggled signal
        self._compact = compact
        self.changed.emit()

    def px(self, pixels: int) -> int:
        """Scale a measure that holds text to the chosen text size."""
        return round(pixels * self._scale / 100)

    def colour(self, role: str) -> QColor:
        """Return a colour of the palette by its role, such as "muted"; of a tone, its ink."""
        return QColor(self._ink(role))

    def font(self, size: int = tokens.BODY, weight: int = tokens.REGULAR) -> QFont:
        """Return the screen font in a size of tokens.py, scaled."""
        font = QFont("Inter")
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        return font

    def icon(self, name: str, role: str = "muted", *, gap: int = 0) -> QIcon:
        """Return a Lucide icon in a colour of the palette, crisp at one and two pixels a point.

        `gap` is the empty room at its right, before a button's words, in pixels beside 16.
        """
        key = (name, self._ink(role), gap)
        if key not in self._icons:
            self._icons[key] = _drawn_icon(*key)
        return self._icons[key]

    def pixmap(self, name: str, side: int, role: str = "muted") -> QPixmap:
        """Return an icon as a picture of `side` pixels, at two pixels a point."""
        return _drawn_pixmap(_renderer(name, self._ink(role)), side, 2)

    def dress(self, target: QAbstractButton | QAction, name: str, role: str = "muted") -> None:
        """Give a button or action an icon that follows the theme."""
        for earlier in target.findChildren(_LiveIcon):
            earlier.deleteLater()
        _LiveIcon(self, target, name, role)

    def _ink(self, role: str) -> str:
        value: str | tokens.Tone = getattr(self.palette, role)
        return value.ink if isinstance(value, tokens.Tone) else value

    def _system_changed(self) -> None:
        if self._mode == "system":
            self._apply()

    def _apply(self) -> None:
        self._app.setFont(self.font())
        self._app.setPalette(_qt_palette(self.palette))
        self._app.setStyleSheet(_style_sheet(self.palette, self._scale, dark=self.is_dark))
        self.changed.emit()


class _LiveIcon(QObject):
    """Keeps one target's icon in the theme's colours; goes when its target goes."""

    def __init__(
        self, theme: Theme, target: QAbstractButton | QAction, name: str, role: str
    ) -> None:
        super().__init__(target)
        self._theme, self._target, self._name, self._role = theme, target, name, role
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        gap = tokens.XS if isinstance(self._target, QPushButton) else 0
        self._target.setIcon(self._theme.icon(self._name, self._role, gap=gap))
        if isinstance(self._target, QAbstractButton):
            side = self._theme.px(tokens.ICON)
            self._target.setIconSize(QSize(side + self._theme.px(gap), side))


def _renderer(name: str, colour: str) -> QSvgRenderer:
    svg = resource(f"icons/{name}.svg").read_text("utf-8")
    return QSvgRenderer(svg.replace("currentColor", colour).encode())


def _drawn_icon(name: str, colour: str, gap: int) -> QIcon:
    renderer = _renderer(name, colour)
    icon = QIcon()
    for side in (tokens.ICON, tokens.XL):
        for ratio in _PIXEL_RATIOS:
            icon.addPixmap(_drawn_pixmap(renderer, side, ratio, gap * side // tokens.ICON))
    return icon


def _drawn_pixmap(renderer: QSvgRenderer, side: int, ratio: int, gap: int = 0) -> QPixmap:
    pixmap = QPixmap((side + gap) * ratio, side * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, side * ratio, side * ratio))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _qt_palette(colours: tokens.Palette) -> QPalette:
    role = QPalette.ColorRole
    by_role = {
        role.Window: colours.background,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.stripe,
        role.Text: colours.text,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.PlaceholderText: colours.muted,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.ToolTipBase: colours.surface,
        role.ToolTipText: colours.text,
        role.Light: colours.surface,
        role.Midlight: colours.stripe,
        role.Mid: colours.line,
        role.Dark: colours.line,
        role.Shadow: colours.line,
    }
    palette = QPalette()
    for each, colour in by_role.items():
        palette.setColor(each, QColor(colour))
    for each in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(colours.muted))
    return palette


def _style_sheet(colours: tokens.Palette, scale: int, *, dark: bool) -> str:
    values: dict[str, str] = {
        "mode": "dark" if dark else "light",
        "controls": resource("theme/controls").as_posix(),
    }
    for role, value in asdict(colours).items():
        if isinstance(value, str):
            values[role] = value
        else:
            values |= {f"{role}_{part}": colour for part, colour in value.items()}
    values |= {f"px_{size}": f"{round(size * scale / 100)}px" for size in _TEXT_PIXELS}
    return Template(resource("theme/controls.qss").read_text("utf-8")).substitute(values)
