"""What painting the board needs of the theme, looked up once rather than for each card."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from cohort_desk.domain.colours import agency_colour
from cohort_desk.ui.groups.board.density import Density, measures
from cohort_desk.ui.groups.presenter.board_words import Foretold
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme

if TYPE_CHECKING:
    from cohort_desk.services.groups import Card

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignCenter
_ELIDED_KEPT = 20_000
_KEPT_BYTES = 48_000_000
EFFECT_ICONS = {
    "success": "arrow-up",
    "neutral": "check",
    "warning": "arrow-down",
    "danger": "octagon-x",
}


class Face:
    """A font with its metrics; texts that were cut short once are kept."""

    def __init__(self, font: QFont) -> None:
        self.font, self.metrics = font, QFontMetrics(font)
        self._cut: dict[tuple[str, int], str] = {}

    def width(self, text: str) -> int:
        return self.metrics.horizontalAdvance(text)

    def cut(self, text: str, width: int) -> str:
        """Return a text that fits a width, with an ellipsis where it must."""
        key = text, width
        if key not in self._cut:
            if len(self._cut) > _ELIDED_KEPT:
                self._cut.clear()
            self._cut[key] = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        return self._cut[key]


class Ink:
    """Fonts, colours and pictures in one theme at one density; made anew when either changes."""

    def __init__(self, density: Density) -> None:
        self.theme = theme = Theme.current()
        self.density, self.measures = density, measures(density)
        large = density is Density.COMFORTABLE
        weight = tokens.SEMIBOLD if large else tokens.MEDIUM
        self.name = Face(theme.font(tokens.BODY if large else tokens.SMALL, weight))
        head = tokens.SMALL if density is Density.OVERVIEW else tokens.BODY
        self.title = Face(theme.font(head, tokens.SEMIBOLD))
        self.small = Face(theme.font(tokens.SMALL))
        self.strong = Face(theme.font(tokens.SMALL, tokens.SEMIBOLD))
        self.block = Face(theme.font(tokens.SMALL if large else 11, tokens.SEMIBOLD))
        self._pictures: dict[tuple[str, str, int], QPixmap] = {}
        self._colours: dict[str, QColor] = {}
        self._kept: dict[Hashable, QPixmap] = {}
        self._kept_bytes = 0
        self._marks: Mapping[int, str] = {}

    def use_marks(self, marks: Mapping[int, str]) -> None:
        """Write these letters for agencies from now on, by the agency's id."""
        if marks != self._marks:
            self._marks = marks
            self._kept.clear()
            self._kept_bytes = 0

    def mark(self, card: "Card") -> str:
        """Return the letters that stand for somebody's agency, "" without one."""
        return self._marks.get(card.agency_id or 0, "")

    def mark_width(self, card: "Card", least: int) -> int:
        """Return the width of an agency's mark: that of its letters, or at least so many pixels."""
        return max(self.px(least), self.block.width(self.mark(card)) + 8)

    def px(self, pixels: int) -> int:
        return self.theme.px(pixels)

    def colour(self, role: str) -> QColor:
        """Return a colour by its role; of a tone its ink, with "_fill" after it its fill."""
        if role not in self._colours:
            tone = role.removesuffix("_fill")
            self._colours[role] = (
                self.theme.colour(role)
                if tone == role
                else QColor(self.theme.palette.tone(cast("tokens.ToneName", tone)).fill)
            )
        return self._colours[role]

    def picture(self, name: str, role: str, side: int) -> QPixmap:
        """Return an icon in a colour of the theme, `side` pixels large."""
        key = name, role, side
        if key not in self._pictures:
            self._pictures[key] = self.theme.pixmap(name, side, role)
        return self._pictures[key]

    def kept(self, key: Hashable) -> QPixmap | None:
        """Return a picture that was kept under a key."""
        return self._kept.get(key)

    def keep(self, key: Hashable, picture: QPixmap) -> None:
        """Keep a picture that is likely to be painted again."""
        self._kept_bytes += picture.width() * picture.height() * 4
        if self._kept_bytes > _KEPT_BYTES:
            self._kept.clear()
            self._kept_bytes = 0
        self._kept[key] = picture


class Brush:
    """One painter with the ink of the theme."""

    def __init__(self, painter: QPainter, ink: Ink) -> None:
        self.p, self.ink = painter, ink
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)

    def stamp(self, key: Hashable, box: QRect, paint: "Callable[[Brush, QRect], None]") -> None:
        """Paint what looks the same wherever its key and size are the same, drawn only once."""
        ratio = self.p.device().devicePixelRatio()
        whole = key, box.width(), box.height(), ratio
        picture = self.ink.kept(whole)
        if picture is None:
            picture = QPixmap(box.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            paint(Brush(painter, self.ink), QRect(QPoint(0, 0), box.size()))
            painter.end()
            self.ink.keep(whole, picture)
        self.p.drawPixmap(box.topLeft(), picture)

    def box(self, box: QRect, radius: int, fill: str, edge: str, thickness: int = 1) -> None:
        """Paint a rounded box with an edge."""
        self.p.setPen(QPen(self.ink.colour(edge), thickness))
        self.p.setBrush(self.ink.colour(fill))
        self.p.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def text(
        self, box: QRect, text: str, face: Face, role: str, align: Qt.AlignmentFlag = LEFT
    ) -> None:
        """Paint one line, cut short where it must be."""
        if text and box.width() > 0:
            self.p.setFont(face.font)
            self.p.setPen(self.ink.colour(role))
            self.p.drawText(box, align, face.cut(text, box.width()))

    def icon(self, name: str, right: int, line: QRect, role: str) -> int:
        """Paint an icon that ends at `right`, and return the room it takes."""
        side = self.ink.px(14 if self.ink.density is Density.COMFORTABLE else 12)
        top = line.center().y() - side // 2
        picture = self.ink.picture(name, role, side)
        self.p.drawPixmap(QRect(right - side, top, side, side), picture)
        return side + 4

    def block(self, box: QRect, card: "Card") -> None:
        """Paint the few letters of somebody's agency in its colour."""
        key = "block", card.agency_id
        self.stamp(key, box, partial(_paint_block, card))

    def badge(self, box: QRect, text: str, tone: str) -> None:
        """Paint a word on the soft fill of a tone."""
        self.p.setPen(Qt.PenStyle.NoPen)
        self.p.setBrush(self.ink.colour(f"{tone}_fill"))
        self.p.drawRoundedRect(box, 4, 4)
        self.text(box, text, self.ink.block, tone, CENTRE)

    def pill(self, box: QRect, effect: Foretold, words: str) -> None:
        """Paint what a change would do: a sign and words, on the colour of its tone."""
        px, face = self.ink.px, self.ink.strong
        wide = box.width() - px(28)
        most = max(1, (box.height() - 2) // face.metrics.lineSpacing())
        lines = [face.cut(words, wide)] if most == 1 else _wrapped(face, words, wide, most)
        if len(lines) == 1:
            box = QRect(box.left(), box.top(), box.width(), min(box.height(), px(20)))
        radius = min(box.height() / 2, 10)
        self.p.setPen(Qt.PenStyle.NoPen)
        self.p.setBrush(self.ink.colour(f"{effect.tone}_fill"))
        self.p.drawRoundedRect(QRectF(box), radius, radius)
        top = QRect(box.left(), box.top(), box.width(), min(box.height(), px(20)))
        self.icon(EFFECT_ICONS[effect.tone], top.left() + px(19), top, effect.tone)
        self._lines(box.adjusted(px(23), 0, -px(5), 0), lines, effect.tone)

    def _lines(self, box: QRect, lines: Sequence[str], role: str) -> None:
        face = self.ink.strong
        tall = face.metrics.lineSpacing()
        self.p.setFont(face.font)
        self.p.setPen(self.ink.colour(role))
        top = box.top() + (box.height() - tall * len(lines)) // 2
        for line, words in enumerate(lines):
            self.p.drawText(QPoint(box.left(), top + line * tall + face.metrics.ascent()), words)

    def ring(self, box: QRect) -> None:
        """Paint the ring of what has the focus."""
        self.p.setPen(QPen(self.ink.colour("focus"), 2))
        self.p.setBrush(Qt.BrushStyle.NoBrush)
        self.p.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 6, 6)


def _paint_block(card: "Card", brush: Brush, box: QRect) -> None:
    swatch, face = agency_colour(card.agency_id or 0), brush.ink.block
    brush.p.setPen(Qt.PenStyle.NoPen)
    brush.p.setBrush(QColor(swatch.fill))
    brush.p.drawRoundedRect(box, 4, 4)
    brush.p.setPen(QColor(swatch.ink))
    brush.p.setFont(face.font)
    brush.p.drawText(box, CENTRE, face.cut(brush.ink.mark(card), box.width() - 2))


def _wrapped(face: Face, text: str, width: int, most: int) -> list[str]:
    """Return a text in lines of a width, at most so many."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most - 1:
        line = words.pop(0)
        while words and face.width(f"{line} {words[0]}") <= width:
            line = f"{line} {words.pop(0)}"
        lines.append(face.cut(line, width))
    return [*lines, face.cut(" ".join(words), width)] if words else lines
