"""Draws the cards, heads and columns of the board."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen

from cohort_desk.domain.colours import agency_colour, sector_colour
from cohort_desk.ui.groups.board.layout import Measures
from cohort_desk.ui.groups.presenter.board_words import (
    TRAY_NAME,
    Foretold,
    agency_block,
    second_line,
    tray_words,
)
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme

if TYPE_CHECKING:
    from cohort_desk.services.groups import BoardGroup, Card

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_CENTRE = Qt.AlignmentFlag.AlignCenter
_EFFECT_ICONS = {
    "success": "arrow-up",
    "neutral": "check",
    "warning": "arrow-down",
    "danger": "octagon-x",
}
SECTOR_ICONS = {
    "local_government": "landmark",
    "police": "shield",
    "fire": "flame",
    "health": "heart-pulse",
    "education": "graduation-cap",
    "voluntary": "hand-heart",
    "housing": "house",
    "private": "briefcase",
    "other": "tag",
    "": "circle-help",
}
_COMFORTABLE = Measures(222, 320, 54, 62, 36, 8, 6, 16, 12)
_COMPACT = Measures(158, 240, 26, 55, 30, 5, 2, 10, 8)


@dataclass(frozen=True, slots=True)
class Look:
    """How a card stands out."""

    selected: bool = False
    focused: bool = False
    target: bool = False


def measures(*, compact: bool) -> Measures:
    """Return the sizes of cards and columns at the chosen text size."""
    px, base = Theme.current().px, _COMPACT if compact else _COMFORTABLE
    return replace(
        base,
        column=px(base.column),
        widest=px(base.widest),
        card=px(base.card),
        head=px(base.head),
        tray_head=px(base.tray_head),
    )


class BoardPainter:
    """Paints onto one painter, in the colours of the theme as it is now."""

    def __init__(self, painter: QPainter, *, compact: bool) -> None:
        self._p, self._compact = painter, compact
        self._theme = Theme.current()
        self._name_font = self._theme.font(
            tokens.SMALL if compact else tokens.BODY, tokens.MEDIUM if compact else tokens.SEMIBOLD
        )
        self._small = self._theme.font(tokens.SMALL)
        self._block_font = self._theme.font(11 if compact else tokens.SMALL, tokens.SEMIBOLD)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def column(self, box: QRect, effect: Foretold | None, *, hovered: bool) -> None:
        """Paint the ground of a group."""
        theme = self._theme
        tone = theme.palette.tone(effect.tone) if effect else None
        edge = QColor(tone.ink) if tone and hovered else theme.colour("line")
        self._p.setPen(QPen(edge, 2 if hovered else 1))
        fill = QColor(tone.fill) if tone and hovered else theme.colour("stripe")
        self._p.setBrush(fill)
        self._p.drawRoundedRect(
            QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), tokens.RADIUS_CARD, tokens.RADIUS_CARD
        )

    def tray(self, box: QRect, people: int, effect: Foretold | None, *, hovered: bool) -> None:
        """Paint the ground of the tray, and its head."""
        theme = self._theme
        pen = QPen(theme.colour("accent" if hovered else "control"), 2 if hovered else 1)
        pen.setStyle(Qt.PenStyle.DashLine)
        self._p.setPen(pen)
        self._p.setBrush(theme.colour("selected" if hovered else "background"))
        self._p.drawRoundedRect(
            QRectF(box).adjusted(1, 1, -1, -1), tokens.RADIUS_CARD, tokens.RADIUS_CARD
        )
        m = measures(compact=self._compact)
        head = QRect(box.left() + tokens.M, box.top(), box.width() - 2 * tokens.M, m.tray_head)
        self._text(head, TRAY_NAME, self._theme.font(tokens.BODY, tokens.SEMIBOLD), "text")
        shift = QFontMetrics(self._theme.font(tokens.BODY, tokens.SEMIBOLD)).horizontalAdvance(
            TRAY_NAME
        )
        words = effect.short if effect and hovered else tray_words(people)
        self._text(head.adjusted(shift + tokens.M, 0, 0, 0), words, self._small, "muted")

    def head(
        self, box: QRect, group: "BoardGroup", effect: Foretold | None, *, focused: bool
    ) -> None:
        """Paint a group's name, size, mix and what is worst, or what the drag would do."""
        theme, pad = self._theme, tokens.M if not self._compact else tokens.S
        inner = box.adjusted(pad, 6 if not self._compact else 4, -pad, -4)
        line = theme.px(20)
        top = QRect(inner.left(), inner.top(), inner.width(), line)
        size = f"{group.size}"
        warns = bool(group.size_problem)
        width = QFontMetrics(self._name_font).horizontalAdvance(size) + tokens.S
        self._text(top, size, self._name_font, "warning" if warns else "muted", _RIGHT)
        used = width
        for icon, shown in (("lock", group.locked), ("triangle-alert", warns)):
            if shown:
                used += self._icon(
                    icon, top.right() - used, top, "warning" if icon != "lock" else "muted"
                )
        font = theme.font(tokens.BODY, tokens.SEMIBOLD)
        self._text(top.adjusted(0, 0, -used, 0), group.name, font, "text")
        bar = QRect(inner.left(), top.bottom() + 3, inner.width(), theme.px(6))
        self._mix(bar, group)
        below = QRect(
            inner.left(), bar.bottom() + 3, inner.width(), inner.bottom() - bar.bottom() - 2
        )
        self._under_bar(below, group, effect)
        if focused:
            self._ring(box.adjusted(2, 2, -2, -2))

    def card(self, box: QRect, card: "Card", look: Look) -> None:
        """Paint a person."""
        theme = self._theme
        border = theme.colour("accent" if look.selected or look.target else "line")
        self._p.setPen(QPen(border, 2 if look.target else 1))
        self._p.setBrush(theme.colour("selected" if look.selected else "surface"))
        radius = 4 if self._compact else 7
        self._p.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if self._compact:
            self._compact_card(box, card)
        else:
            self._full_card(box, card)
        if look.focused:
            self._ring(box)

    def count(self, box: QRect, people: int) -> None:
        """Paint how many people are dragged, over the first one's card."""
        side = self._theme.px(22)
        badge = QRect(box.right() - side - 4, box.top() + 2, side, side)
        self._p.setPen(Qt.PenStyle.NoPen)
        self._p.setBrush(self._theme.colour("accent"))
        self._p.drawEllipse(badge)
        self._p.setPen(self._theme.colour("on_accent"))
        self._p.setFont(self._block_font)
        self._p.drawText(badge, _CENTRE, str(people))

    def _full_card(self, box: QRect, card: "Card") -> None:
        theme = self._theme
        inner = box.adjusted(10, 6, -8, -6)
        half = inner.height() // 2
        top = QRect(inner.left(), inner.top(), inner.width(), half)
        used = self._marks(card, top)
        role = "muted" if card.withdrawn else "text"
        self._text(top.adjusted(0, 0, -used, 0), card.name, self._name_font, role)
        low = QRect(inner.left(), inner.top() + half + 1, inner.width(), half)
        block = agency_block(card)
        metrics = QFontMetrics(self._block_font)
        wide = max(theme.px(34), metrics.horizontalAdvance(block) + 10) if block else 0
        if block:
            self._block(
                QRect(low.left(), low.center().y() - theme.px(9) + 1, wide, theme.px(18)), card
            )
        left = low.left() + wide + (tokens.S if block else 0)
        self._sector(left, low, card)
        words = "Withdrawn" if card.withdrawn else second_line(card)
        self._text(
            low.adjusted(left - low.left() + theme.px(20), 0, 0, 0), words, self._small, "muted"
        )

    def _compact_card(self, box: QRect, card: "Card") -> None:
        theme = self._theme
        inner = box.adjusted(4, 0, -5, 0)
        wide = theme.px(40)
        if agency_block(card):
            block = QRect(inner.left(), box.center().y() - theme.px(8) + 1, wide, theme.px(16))
            self._block(block, card)
        used = self._marks(card, inner)
        left = inner.right() - used - theme.px(14)
        self._sector(left, inner, card, side=12)
        name = QRect(
            inner.left() + wide + 6, inner.top(), left - inner.left() - wide - 9, inner.height()
        )
        self._text(name, card.name, self._name_font, "muted" if card.withdrawn else "text")

    def _marks(self, card: "Card", line: QRect) -> int:
        """Paint what is wrong or fixed about a card at the right, and return the room it took."""
        used = 0
        for icon, role, shown in (
            ("triangle-alert", "danger", bool(card.broken)),
            ("lock", "muted", card.locked),
            ("user-minus", "warning", card.withdrawn),
        ):
            if shown:
                used += self._icon(icon, line.right() - used, line, role)
        return used

    def _block(self, box: QRect, card: "Card") -> None:
        swatch = agency_colour(card.agency_id or 0)
        self._p.setPen(Qt.PenStyle.NoPen)
        self._p.setBrush(QColor(swatch.fill))
        self._p.drawRoundedRect(box, 4, 4)
        self._p.setPen(QColor(swatch.ink))
        self._p.setFont(self._block_font)
        text = QFontMetrics(self._block_font).elidedText(
            agency_block(card), Qt.TextElideMode.ElideRight, box.width() - 4
        )
        self._p.drawText(box, _CENTRE, text)

    def _sector(self, left: int, line: QRect, card: "Card", side: int = 14) -> None:
        side = self._theme.px(side)
        box = QRect(left, line.center().y() - side // 2, side, side)
        self._theme.icon(SECTOR_ICONS[card.sector], "muted").paint(self._p, box)

    def _mix(self, bar: QRect, group: "BoardGroup") -> None:
        """Paint the sectors as a bar, each as wide as its share."""
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(bar), 3, 3)
        self._p.save()
        self._p.setClipPath(clip)
        self._p.fillRect(bar, self._theme.colour("hover"))
        total = sum(count for _, count in group.sectors)
        left = float(bar.left())
        for key, count in group.sectors:
            width = bar.width() * count / total
            piece = QRectF(left, bar.top(), width - (1 if count < total else 0), bar.height())
            self._p.fillRect(piece, QColor(sector_colour(key or "other").fill))
            left += width
        self._p.restore()

    def _under_bar(self, box: QRect, group: "BoardGroup", effect: Foretold | None) -> None:
        if effect is None:
            words = group.size_problem or group.worst or "Well mixed"
            if not group.size:
                words = "Empty"
            role = "warning" if group.size_problem and group.size else "muted"
            self._text(box, words, self._small, role)
            return
        tone = self._theme.palette.tone(effect.tone)
        height = min(box.height(), self._theme.px(20))
        pill = QRectF(box.left(), box.top() + (box.height() - height) / 2, box.width(), height)
        self._p.setPen(Qt.PenStyle.NoPen)
        self._p.setBrush(QColor(tone.fill))
        self._p.drawRoundedRect(pill, height / 2, height / 2)
        line = pill.toRect()
        self._icon(_EFFECT_ICONS[effect.tone], line.left() + self._theme.px(22), line, effect.tone)
        text = line.adjusted(self._theme.px(26), 0, -6, 0)
        self._text(text, effect.short, self._theme.font(tokens.SMALL, tokens.SEMIBOLD), effect.tone)

    def _icon(self, name: str, right: int, line: QRect, role: str) -> int:
        """Paint an icon that ends at `right`, and return the room it takes."""
        side = self._theme.px(12 if self._compact else 14)
        box = QRect(right - side, line.center().y() - side // 2, side, side)
        self._p.save()
        self._theme.icon(name, role).paint(self._p, box)
        self._p.restore()
        return side + 4

    def _text(
        self, box: QRect, text: str, font: QFont, role: str, align: Qt.AlignmentFlag = _LEFT
    ) -> None:
        self._p.setFont(font)
        self._p.setPen(self._theme.colour(role))
        fitting = self._p.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        self._p.drawText(box, align, fitting)

    def _ring(self, box: QRect) -> None:
        self._p.setPen(QPen(self._theme.colour("focus"), 2))
        self._p.setBrush(Qt.BrushStyle.NoBrush)
        self._p.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 6, 6)
