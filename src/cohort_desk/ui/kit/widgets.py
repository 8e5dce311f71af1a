"""Small ready-dressed widgets, so that every page's controls look and read alike.

title = label("People", "title")                 # looks: display title heading strong muted
add = button("Add person", "plus", look="primary")    # small label section error
close = icon_button("Close", "x")
sector = SectorTag("police")                      # a colour and the word
"""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from cohort_desk.domain.colours import Swatch, agency_colour, sector_colour
from cohort_desk.domain.sectors import sector_label
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme

LabelLook = Literal[
    "body",
    "display",
    "title",
    "heading",
    "strong",
    "muted",
    "small",
    "label",
    "section",
    "error",
    "key",
]
ButtonLook = Literal["plain", "primary", "danger", "link"]
_ICON_ROLES = {"primary": "on_accent", "link": "accent"}


def label(text: str = "", look: LabelLook = "body", *, wrap: bool = False) -> QLabel:
    """Return a label of plain text; what people typed is never read as HTML."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("look", look)
    made.setWordWrap(wrap)
    return made


class OneLine(QLabel):
    """A label that takes what width there is, and cuts its text short where that is too little."""

    def __init__(self, look: LabelLook = "body") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        box = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, self.alignment(), text)
        painter.end()


class Heading(QLabel):
    """A heading that wraps, after hyphens too, so that a serial is read whole however narrow."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", "heading")
        self.setWordWrap(True)
        self._text = ""

    def setText(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        super().setText(text.replace("-", "-\N{ZERO WIDTH SPACE}"))

    def text(self) -> str:
        return self._text


def button(text: str, icon: str = "", *, look: ButtonLook = "plain") -> QPushButton:
    """Return a push button whose words say what it does."""
    made = QPushButton(text)
    made.setProperty("look", look)
    made.setAutoDefault(False)
    if icon:
        Theme.current().dress(made, icon, _ICON_ROLES.get(look, "muted"))
    return made


def icon_button(name: str, icon: str) -> QToolButton:
    """Return a button that shows only an icon; its name is the tool tip and is read aloud."""
    made = QToolButton()
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setMinimumSize(tokens.TARGET, tokens.TARGET)
    Theme.current().dress(made, icon)
    return made


def rule() -> QFrame:
    """Return a thin line between two parts of a page."""
    made = QFrame()
    made.setProperty("rule", True)
    return made


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and have it looked at again."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def repaint_with_theme(widget: QWidget) -> None:
    """Have a widget that paints by itself painted anew, and measured anew, by the next theme."""
    Theme.current().changed.connect(widget.update)
    Theme.current().changed.connect(widget.updateGeometry)


class Tag(QWidget):
    """A pill of soft colour with a word in it, such as a person's status."""

    def __init__(self, text: str, tone: tokens.ToneName = "neutral") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._dot: Swatch | None = None
        self.show_text(text, tone)
        repaint_with_theme(self)

    def show_text(self, text: str, tone: tokens.ToneName = "neutral") -> None:
        self._text = text
        self._tone: tokens.ToneName = tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return pill_size(self._text, dotted=self._dot is not None)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(painter, QRectF(self.rect()), self._text, self._tone, self._dot)
        painter.end()


class SectorTag(Tag):
    """A sector: its stable colour beside its name."""

    def __init__(self, sector: str) -> None:
        super().__init__(sector_label(sector))
        self._dot = sector_colour(sector)


class AgencyTag(Tag):
    """An agency: its stable colour beside its name or abbreviation."""

    def __init__(self, agency_id: int, text: str) -> None:
        super().__init__(text)
        self._dot = agency_colour(agency_id)


def pill_size(text: str, *, dotted: bool = False) -> QSize:
    """Return the room that a pill with this text needs."""
    theme = Theme.current()
    metrics = QFontMetrics(theme.font(tokens.SMALL, tokens.MEDIUM))
    dot = theme.px(tokens.L) if dotted else 0
    return QSize(metrics.horizontalAdvance(text) + dot + 2 * theme.px(9) + 1, theme.px(22))


def paint_pill(
    painter: QPainter,
    box: QRectF,
    text: str,
    tone: tokens.ToneName = "neutral",
    dot: Swatch | None = None,
) -> None:
    """Paint a pill into a box, cutting the text short with an ellipsis where it must."""
    theme = Theme.current()
    colours = theme.palette.tone(tone)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.fill))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    inner = box.adjusted(theme.px(9), 0, -theme.px(9), 0)
    if dot:
        side = theme.px(10)
        painter.setBrush(QColor(dot.fill))
        painter.setPen(theme.colour("control"))
        painter.drawEllipse(QRectF(inner.left(), inner.center().y() - side / 2, side, side))
        inner.setLeft(inner.left() + theme.px(tokens.L))
    painter.setFont(theme.font(tokens.SMALL, tokens.MEDIUM))
    painter.setPen(QColor(colours.ink))
    fitting = painter.fontMetrics().elidedText(
        text, Qt.TextElideMode.ElideRight, int(inner.width()) + 1
    )
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fitting)
