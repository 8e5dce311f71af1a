"""Everything by name, on Ctrl+K: every action, every page, every record that a finder knows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.commands import CommandRegistry, group_of, spoken
from cohort_desk.ui.kit.theme import Theme

_ENTRY = int(Qt.ItemDataRole.UserRole)
_WIDTH, _HEIGHT, _FROM_TOP = 620, 420, 96
_PAUSE_MS = 80
_HEADING = 28
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to choose: its name, what stands at the right, and what it does."""

    name: str
    note: str
    icon: str
    run: Callable[[], object]


class Palette(QFrame):
    """Opens over the window, narrows as the user types, runs what is chosen."""

    def __init__(self, window: QWidget, commands: CommandRegistry) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAccessibleName("Find or do anything")
        self._window, self._commands = window, commands
        self.field = _Field(self)
        self.field.setPlaceholderText("Find a person, a page or an action")
        self.field.setAccessibleName("Find or do anything")
        self.list = QListWidget()
        self.list.setProperty("look", "plain")
        self.list.setAccessibleName("Found")
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.itemClicked.connect(self.run_current)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self.field.textChanged.connect(self._pause.start)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.M, tokens.M, tokens.M, tokens.M)
        layout.setSpacing(tokens.S)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)

    def open(self) -> None:
        """Open, empty, over the middle of the window."""
        theme = Theme.current()
        self.resize(theme.px(_WIDTH), theme.px(_HEIGHT))
        self.field.clear()
        self.refresh()
        middle = QPoint((self._window.width() - self.width()) // 2, _FROM_TOP)
        self.move(self._window.mapToGlobal(middle))
        self.show()
        self.field.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self._pause.stop()
        super().hideEvent(event)

    def refresh(self) -> None:
        """List what goes by the words typed."""
        self._pause.stop()
        text = self.field.text().strip()
        self.list.clear()
        if text:
            for heading, records in self._commands.find_records(text).items():
                entries = [Entry(each.name, each.note, each.icon, each.open) for each in records]
                self._add(heading, entries)
        self._add("Actions" if text else "", matching(self._commands.actions(), text))
        if not self.list.count():
            self._add_heading("Nothing goes by that name.")
        self.move_by(0)

    def move_by(self, steps: int) -> None:
        """Go up or down the list, over its headings."""
        count = self.list.count()
        choosable = [at for at in range(count) if self.list.item(at).data(_ENTRY)]
        if not choosable:
            return
        here = self.list.currentRow()
        place = choosable.index(here) if here in choosable else 0
        self.list.setCurrentRow(choosable[min(max(place + steps, 0), len(choosable) - 1)])
        self.field.setAccessibleDescription(self.list.currentItem().text())

    def run_current(self) -> None:
        """Close, then do what is chosen."""
        if self._pause.isActive():
            self.refresh()
        chosen: list[Entry] = [item.data(_ENTRY) for item in self.list.selectedItems()]
        if chosen:
            self.hide()
            chosen[0].run()

    def _add(self, heading: str, entries: Sequence[Entry]) -> None:
        if heading and entries:
            self._add_heading(heading)
        for entry in entries:
            item = QListWidgetItem(entry.name)
            item.setData(_ENTRY, entry)
            self.list.addItem(item)

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)


def matching(actions: Sequence[QAction], text: str) -> list[Entry]:
    """Return the enabled actions whose name or group has all the words, best first."""
    words = text.casefold().split()
    found: list[tuple[int, str, QAction]] = []
    for action in actions:
        name, group = spoken(action).casefold(), group_of(action).casefold()
        if not (action.isEnabled() and action.isVisible()):
            continue
        if all(word in name or word in group for word in words):
            at_start = bool(words) and any(each.startswith(words[0]) for each in name.split())
            found.append((0 if at_start else 1, name, action))
    if words:
        found.sort(key=lambda each: each[:2])
    return [_entry(action) for _, _, action in found]


def _entry(action: QAction) -> Entry:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    note = "  ·  ".join(part for part in (group_of(action), keys) if part)
    icon = str(action.property("icon_name") or "arrow-right")
    return Entry(spoken(action).removesuffix("…"), note, icon, action.trigger)


class _Field(QLineEdit):
    """Passes the keys that move and choose on to its palette."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self._palette = palette

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self._palette.move_by(_STEPS[Qt.Key(event.key())])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._palette.run_current()
        elif event.key() == Qt.Key.Key_Escape:
            self._palette.hide()
        else:
            super().keyPressEvent(event)


class _EntryDelegate(QStyledItemDelegate):
    """Paints an icon, a name, and a muted note at the right; headings stand small between."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = tokens.ROW if index.data(_ENTRY) else _HEADING
        return QSize(0, Theme.current().px(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: Any = option
        theme = Theme.current()
        box, entry = QRectF(cell.rect), index.data(_ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(entry, Entry):
            self._paint_entry(painter, box, cell.state, entry)
        else:
            painter.setFont(theme.font(tokens.SMALL, tokens.SEMIBOLD))
            painter.setPen(theme.colour("muted"))
            words = box.adjusted(tokens.S, 0, 0, -tokens.XS)
            painter.drawText(words, Qt.AlignmentFlag.AlignBottom, str(index.data()))
        painter.restore()

    @staticmethod
    def _paint_entry(painter: QPainter, box: QRectF, state: QStyle.StateFlag, entry: Entry) -> None:
        theme = Theme.current()
        pill = box.adjusted(1, 1, -1, -1)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(theme.colour("focus"), 1))
            painter.setBrush(theme.colour("selected"))
            painter.drawRoundedRect(pill, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(pill, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        side = theme.px(tokens.ICON)
        spot = QRectF(box.left() + tokens.S, box.center().y() - side / 2, side, side)
        theme.icon(entry.icon).paint(painter, spot.toRect())
        inner = box.adjusted(side + tokens.XL - tokens.XS, 0, -tokens.M, 0)
        painter.setFont(theme.font(tokens.SMALL))
        painter.setPen(theme.colour("muted"))
        note_width = painter.fontMetrics().horizontalAdvance(entry.note)
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        painter.drawText(inner, middle | right, entry.note)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text"))
        room = int(inner.width()) - note_width - tokens.M
        name = painter.fontMetrics().elidedText(entry.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, middle, name)
