"""Draws groups and the tray: their grounds, their heads, and what a drag would do there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

from cohort_desk.domain.colours import sector_colour
from cohort_desk.ui.groups.board.density import Density
from cohort_desk.ui.groups.board.ink import RIGHT, Brush
from cohort_desk.ui.groups.presenter.board_words import (
    TRAY_NAME,
    Foretold,
    brief,
    rule_at,
)
from cohort_desk.ui.kit import tokens

if TYPE_CHECKING:
    from cohort_desk.services.groups import BoardGroup

_TO_DO = "Drag, or press M"
DROP_HERE = "Drop here to take out of the group"


def paint_column(brush: Brush, box: QRect, effect: Foretold | None, *, hovered: bool) -> None:
    """Paint the ground of a group."""
    fill, edge = "stripe", "line"
    if effect and hovered:
        fill, edge = f"{effect.tone}_fill", effect.tone
    radius = 6 if brush.ink.density is Density.OVERVIEW else tokens.RADIUS_CARD
    brush.box(box, radius, fill, edge, 2 if hovered and effect else 1)


def paint_tray(brush: Brush, box: QRect, *, hovered: bool) -> None:
    """Paint the ground of the tray."""
    pen = QPen(brush.ink.colour("accent" if hovered else "control"), 2 if hovered else 1)
    pen.setStyle(Qt.PenStyle.DashLine)
    brush.p.setPen(pen)
    brush.p.setBrush(brush.ink.colour("selected" if hovered else "background"))
    brush.p.drawRoundedRect(
        QRectF(box).adjusted(1, 1, -1, -1), tokens.RADIUS_CARD, tokens.RADIUS_CARD
    )


def paint_tray_head(brush: Brush, head: QRect, people: int, effect: Foretold | None) -> None:
    """Paint how many people are in the tray, and what to do or what the drag would do."""
    ink = brush.ink
    count, words = f"{people:,}", effect.rule or effect.short if effect else _TO_DO
    inner = _inside(brush, head)
    line = QRect(inner.left(), inner.top(), inner.width(), min(ink.px(20), inner.height()))
    brush.text(line, count, ink.title, "warning", RIGHT)
    used = ink.title.width(count) + tokens.S
    brush.text(line.adjusted(0, 0, -used, 0), TRAY_NAME, ink.title, "text")
    below = QRect(
        inner.left(), line.bottom() + 2, inner.width(), inner.bottom() - line.bottom() - 2
    )
    if below.height() < ink.px(16):
        # One line holds it all, where there is room for it.
        name = ink.title.width(TRAY_NAME) + tokens.M
        below = line.adjusted(name, 0, -used, 0)
        if below.width() < ink.px(90):
            return
    if effect:
        wide = min(below.width(), ink.strong.width(words) + ink.px(32))
        brush.pill(QRect(below.left(), below.top() + 2, wide, below.height() - 2), effect, words)
    else:
        brush.text(below, words, ink.small, "muted")


def paint_drop_bar(brush: Brush, box: QRect, *, hovered: bool) -> None:
    """Paint where a drag takes people out of their group, while nobody is in the tray."""
    brush.box(box, tokens.RADIUS_CARD, "toast", "accent" if hovered else "toast", 2)
    role = "toast_action" if hovered else "on_toast"
    brush.text(box, DROP_HERE, brush.ink.strong, role, Qt.AlignmentFlag.AlignCenter)


def paint_head(brush: Brush, box: QRect, group: "BoardGroup", effect: Foretold | None) -> None:
    """Paint a group's name, size, mix and what is worst, or what the drag would do."""
    ink = brush.ink
    inner = _inside(brush, box)
    overview = ink.density is Density.OVERVIEW
    line = inner if overview else QRect(inner.left(), inner.top(), inner.width(), ink.px(20))
    used = _at_right(brush, line, group, effect if overview else None)
    # A narrow head has no room for a common word beside what the drag would do.
    name = group.name.removeprefix("Group ") if overview and effect else group.name
    brush.text(line.adjusted(0, 0, -used, 0), name, ink.title, "text")
    if overview:
        bar = QRect(box.left() + 3, box.bottom() - 2, box.width() - 6, ink.px(3))
        _mix(brush, bar, group)
        return
    below = QRect(
        inner.left(), line.bottom() + 3, inner.width(), inner.bottom() - line.bottom() - 2
    )
    if effect and effect.rule:
        brush.pill(below.adjusted(0, -2, 0, 4), effect, rule_at(effect.rule, group.name))
        return
    bar = QRect(inner.left(), below.top(), inner.width(), ink.px(6))
    _mix(brush, bar, group)
    below.setTop(bar.bottom() + 3)
    if effect:
        brush.pill(below, effect, effect.short)
    else:
        words, role = _state(group)
        brush.text(below, words, ink.small, role)


def _at_right(brush: Brush, line: QRect, group: "BoardGroup", effect: Foretold | None) -> int:
    """Paint the size and marks, or in the overview the effect; return the room they took."""
    ink = brush.ink
    if effect:
        words = brief(effect)
        wide = min(line.width() - ink.px(20), ink.strong.width(words) + ink.px(30))
        brush.pill(QRect(line.right() - wide, line.top(), wide, line.height()), effect, words)
        return wide + 4
    warns = bool(group.size_problem)
    size = f"{group.size}"
    brush.text(line, size, ink.title, "warning" if warns else "muted", RIGHT)
    used = ink.title.width(size) + tokens.S
    for icon, role, shown in (
        ("triangle-alert", "warning", warns),
        ("lock", "muted", group.locked),
    ):
        if shown:
            used += brush.icon(icon, line.right() - used, line, role)
    return used


def _state(group: "BoardGroup") -> tuple[str, str]:
    if not group.size:
        return "Empty", "muted"
    return group.size_problem or group.worst or "Well mixed", (
        "warning" if group.size_problem else "muted"
    )


def _inside(brush: Brush, box: QRect) -> QRect:
    """Return the part of a head that is written on."""
    density = brush.ink.density
    if density is Density.OVERVIEW:
        return box.adjusted(6, 1, -6, -3)
    pad = tokens.M if density is Density.COMFORTABLE else tokens.S
    over = 6 if density is Density.COMFORTABLE else 4
    return box.adjusted(pad, over, -pad, -4)


def _mix(brush: Brush, bar: QRect, group: "BoardGroup") -> None:
    """Paint the sectors as a bar, each as wide as its share."""
    clip = QPainterPath()
    clip.addRoundedRect(QRectF(bar), 3, 3)
    brush.p.save()
    brush.p.setClipPath(clip, Qt.ClipOperation.IntersectClip)
    brush.p.fillRect(bar, brush.ink.colour("hover"))
    total = sum(count for _, count in group.sectors)
    left = float(bar.left())
    for key, count in group.sectors:
        width = bar.width() * count / total
        piece = QRectF(left, bar.top(), width - (1 if count < total else 0), bar.height())
        brush.p.fillRect(piece, QColor(sector_colour(key or "other").fill))
        left += width
    brush.p.restore()
