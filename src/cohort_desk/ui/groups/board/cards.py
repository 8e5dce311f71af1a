"""Draws people's cards, at each of the three densities."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from cohort_desk.ui.groups.board.density import Density
from cohort_desk.ui.groups.board.ink import RIGHT, Brush, Ink
from cohort_desk.ui.groups.presenter.board_words import second_line
from cohort_desk.ui.kit import tokens

if TYPE_CHECKING:
    from cohort_desk.services.groups import Card

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
TAKE_OUT = "Take out"
_FADED = 0.38


@dataclass(frozen=True, slots=True)
class Look:
    """How a card stands out; `found` is None while nothing is looked for."""

    selected: bool = False
    focused: bool = False
    target: bool = False
    carried: bool = False
    found: bool | None = None


def paint_kept_card(brush: Brush, box: QRect, card: "Card", look: Look) -> None:
    """Paint a person, from the picture of the last time if nothing has changed."""
    brush.stamp((card, look), box, lambda inner, at: paint_card(inner, at, card, look))


def card_picture(ink: Ink, size: QSize, card: "Card", look: Look, ratio: float) -> QPixmap:
    """Return a picture of a card; `ratio` is how many pixels the screen has to a point."""
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_card(Brush(painter, ink), QRect(QPoint(0, 0), size), card, look)
    painter.end()
    return picture


def paint_card(brush: Brush, box: QRect, card: "Card", look: Look) -> None:
    """Paint a person."""
    density = brush.ink.density
    brush.p.save()
    if look.carried or (look.found is False and not look.selected):
        brush.p.setOpacity(_FADED)
    _ground(brush, box, card, look)
    if density is Density.COMFORTABLE:
        _full(brush, box, card)
    else:
        _slim(brush, box, card)
    brush.p.restore()
    if look.focused:
        brush.ring(box)


def paint_count(brush: Brush, box: QRect, people: int) -> None:
    """Paint how many people are carried, over the first one's card."""
    side = brush.ink.px(22)
    badge = QRect(box.right() - side - 2, box.top() + 1, side, side)
    brush.p.setPen(Qt.PenStyle.NoPen)
    brush.p.setBrush(brush.ink.colour("accent"))
    brush.p.drawEllipse(badge)
    brush.text(badge, str(people), brush.ink.block, "on_accent", Qt.AlignmentFlag.AlignCenter)


def take_out_box(brush_font_width: int, box: QRect) -> QRect:
    """Return where the words that take a withdrawn person out stand on a comfortable card."""
    low = _lower_line(box)
    return QRect(low.right() - brush_font_width - 2, low.top(), brush_font_width + 4, low.height())


def _ground(brush: Brush, box: QRect, card: "Card", look: Look) -> None:
    edge, thickness = "line", 1
    if card.broken:
        edge = "danger"
    if look.found:
        edge, thickness = "accent", 2
    if look.selected:
        edge = "accent"
    if look.target:
        edge, thickness = "accent", 2
    fill = "selected" if look.selected or look.target else "surface"
    radius = {Density.COMFORTABLE: 7, Density.COMPACT: 4, Density.OVERVIEW: 3}
    inner = box.adjusted(0, 0, 0, -1) if brush.ink.density is Density.OVERVIEW else box
    ground = radius[brush.ink.density], fill, edge, thickness
    brush.stamp(("ground", *ground), inner, lambda drawn, at: drawn.box(at, *ground))


def _full(brush: Brush, box: QRect, card: "Card") -> None:
    px, ink = brush.ink.px, brush.ink
    top, low = _upper_line(box), _lower_line(box)
    used = _marks(brush, card, top)
    role = "muted" if card.withdrawn else "text"
    brush.text(top.adjusted(0, 0, -used, 0), card.name, ink.name, role)
    if card.withdrawn:
        words = ink.strong.width(TAKE_OUT)
        link = take_out_box(words, box)
        brush.text(link, TAKE_OUT, ink.strong, "accent", RIGHT)
        brush.text(low.adjusted(0, 0, -words - tokens.S, 0), "Withdrawn", ink.small, "warning")
        return
    if card.agency:
        wide = ink.mark_width(card, 34)
        tall = px(18)
        at = QRect(low.left(), low.center().y() - tall // 2 + 1, wide, tall)
        brush.block(at, card)
        low.setLeft(low.left() + wide + tokens.S)
    _sector(brush, low.left(), low, card, 14)
    words = low.adjusted(px(20), 0, 0, 0)
    if card.broken:
        brush.text(words, "Rule broken", ink.strong, "danger")
    else:
        brush.text(words, second_line(card), ink.small, "muted")


def _slim(brush: Brush, box: QRect, card: "Card") -> None:
    px, ink = brush.ink.px, brush.ink
    overview = ink.density is Density.OVERVIEW
    inner = box.adjusted(3, 0, -4, -1) if overview else box.adjusted(4, 0, -5, 0)
    wide, tall = ink.mark_width(card, 32 if overview else 40), px(16)
    block = QRect(inner.left(), inner.center().y() - tall // 2 + 1, wide, tall)
    if card.withdrawn:
        block.setWidth(ink.block.width("Withdrew") + 8)
        brush.badge(block, "Withdrew", "warning")
    elif card.agency:
        brush.block(block, card)
    used = _marks(brush, card, inner)
    if not overview:
        _sector(brush, inner.right() - used - px(14), inner, card, 12)
        used += px(17)
    left = block.right() + (5 if overview else 6)
    name = QRect(left, inner.top(), inner.right() - used - left, inner.height())
    brush.text(name, card.name, ink.name, "muted" if card.withdrawn else "text")


def _marks(brush: Brush, card: "Card", line: QRect) -> int:
    """Paint what is wrong or fixed about a card at the right, and return the room it took."""
    used = 0
    for icon, role, shown in (
        ("triangle-alert", "danger", bool(card.broken)),
        ("lock", "muted", card.locked),
    ):
        if shown:
            used += brush.icon(icon, line.right() - used, line, role)
    return used


def _sector(brush: Brush, left: int, line: QRect, card: "Card", side: int) -> None:
    side = brush.ink.px(side)
    picture = brush.ink.picture(SECTOR_ICONS[card.sector], "muted", side)
    brush.p.drawPixmap(QRect(left, line.center().y() - side // 2, side, side), picture)


def _upper_line(box: QRect) -> QRect:
    inner = box.adjusted(10, 6, -8, -6)
    return QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)


def _lower_line(box: QRect) -> QRect:
    inner = box.adjusted(10, 6, -8, -6)
    half = inner.height() // 2
    return QRect(inner.left(), inner.top() + half + 1, inner.width(), half)
