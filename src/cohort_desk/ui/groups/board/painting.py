"""Paints what is in sight of the board, and no more."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from cohort_desk.ui.groups.board.cards import Look, card_picture, paint_count, paint_kept_card
from cohort_desk.ui.groups.board.drag import CardDrag
from cohort_desk.ui.groups.board.heads import (
    paint_column,
    paint_head,
    paint_tray,
    paint_tray_head,
)
from cohort_desk.ui.groups.board.ink import Brush
from cohort_desk.ui.groups.board.placed_list import PlacedList
from cohort_desk.ui.groups.presenter.board_words import TRAY

_CARRIED = 0.92
_WIDEST_CARRIED = 240


def paint_board(canvas: PlacedList, drag: CardDrag, band: QRect, seen: QRect) -> None:
    """Paint the part of the board that is seen, what is carried and the rubber band, if any."""
    board = canvas.board_model.board
    if board is None:
        return
    painter = QPainter(canvas.viewport())
    brush = Brush(painter, canvas.ink)
    places, scrolled = canvas.places, canvas.scrolled
    painter.save()
    painter.setClipRect(places.area)
    for group in places.groups_in(seen, scrolled):
        _paint_group(canvas, drag, brush, group)
    painter.restore()
    if board.tray:
        _paint_tray(canvas, drag, brush)
    if band.isValid():
        _paint_band(brush, band)
    if drag.active:
        painter.setOpacity(_CARRIED)
        painter.drawPixmap(drag.picture_box, drag.picture)
    painter.end()


def carried_picture(canvas: PlacedList, people: list[int]) -> QPixmap:
    """Return what hangs from the pointer: the first card, and how many there are."""
    row = canvas.board_model.row_of(people[0])
    card = None if row is None else canvas.board_model.card_at(row)
    if row is None or card is None:
        return QPixmap()
    box = canvas.places.rect(row, canvas.scrolled)
    size = QSize(min(box.width(), canvas.ink.px(_WIDEST_CARRIED)), box.height())
    ratio = canvas.devicePixelRatioF()
    picture = card_picture(canvas.ink, size, card, Look(selected=True), ratio)
    if len(people) > 1:
        painter = QPainter(picture)
        paint_count(Brush(painter, canvas.ink), QRect(QPoint(0, 0), size), len(people))
        painter.end()
    return picture


def _paint_group(canvas: PlacedList, drag: CardDrag, brush: Brush, group: int) -> None:
    board, places, scrolled = canvas.board_model.board, canvas.places, canvas.scrolled
    if board is None:
        return
    effect = drag.effect_on(group)
    hovered = drag.group == group
    paint_column(brush, places.group_rect(group, scrolled), effect, hovered=hovered)
    head = places.row_of(group, -1)
    paint_head(brush, places.rect(head, scrolled), board.groups[group], effect)
    for card in range(places.count(group)):
        _paint_card(canvas, drag, brush, head + 1 + card)
    if canvas.hasFocus() and canvas.currentIndex().row() == head:
        brush.ring(places.rect(head, scrolled).adjusted(1, 1, -1, -1))


def _paint_tray(canvas: PlacedList, drag: CardDrag, brush: Brush) -> None:
    board, places = canvas.board_model.board, canvas.places
    effect, hovered = drag.effect_on(TRAY), drag.group == TRAY
    row = places.row_of(TRAY, -1)
    head, people = places.rect(row, canvas.scrolled), len(board.tray) if board else 0
    paint_tray(brush, places.tray_box, hovered=hovered)
    paint_tray_head(brush, head, people, effect)
    brush.p.save()
    brush.p.setClipRect(places.tray_cards)
    for each in places.tray_rows(canvas.scrolled):
        _paint_card(canvas, drag, brush, each)
    brush.p.restore()
    if canvas.hasFocus() and canvas.currentIndex().row() == row:
        brush.ring(head.adjusted(2, 2, -2, -2))


def _paint_card(canvas: PlacedList, drag: CardDrag, brush: Brush, row: int) -> None:
    model = canvas.board_model
    card = model.card_at(row)
    if card is None:
        return
    index = model.index(row)
    look = Look(
        selected=canvas.selectionModel().isSelected(index),
        focused=canvas.hasFocus() and canvas.currentIndex() == index,
        target=drag.card == card.id,
        carried=card.id in drag.people,
        found=None if model.found is None else card.id in model.found,
    )
    paint_kept_card(brush, canvas.places.rect(row, canvas.scrolled), card, look)


def _paint_band(brush: Brush, band: QRect) -> None:
    fill = QColor(brush.ink.colour("accent"))
    fill.setAlpha(32)
    brush.p.setPen(QPen(brush.ink.colour("accent"), 1))
    brush.p.setBrush(fill)
    brush.p.drawRect(band.normalized())
