"""The designs of certificates as sheets side by side."""

from collections.abc import Mapping, Sequence
from typing import cast

from PySide6.QtCore import QPoint, QRect, QSignalBlocker, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QIcon, QImage, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
)

from cohort_desk.domain.certificates.kinds import KIND_WORDS
from cohort_desk.domain.certificates.starting import LOOK_WORDS, NEEDS
from cohort_desk.domain.words import counted
from cohort_desk.ui.certificates.presenter.designs import DesignLine
from cohort_desk.ui.certificates.presenter.drawing import Drawn
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.drops import DropArea
from cohort_desk.ui.kit.filters import FilterChips, SearchField
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label

_ID = Qt.ItemDataRole.UserRole
_SHEET = (208, 150)
_CELL = (234, 214)


class DesignsView(DropArea):
    """Lists designs and passes on what is to be done with one; files dropped here are imported."""

    opened = Signal(int)
    copy_asked = Signal(int)
    export_asked = Signal(int)
    delete_asked = Signal(int)
    searched = Signal(str)
    kinds_chosen = Signal(tuple)
    files_dropped = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self._drawn: Mapping[int, Drawn] = {}
        self.search = SearchField("Search designs")
        self.kinds = FilterChips("For", list(KIND_WORDS.items()))
        self.count = label("", "muted")
        self.list = _Sheets()
        self.buttons = {
            "Open": button("Open", "pencil"),
            "Copy": button("Copy", "copy"),
            "Export": button("Export…", "download"),
            "Delete": button("Delete", "trash-2"),
        }
        self._lay_out()
        self._connect()

    def show_designs(self, shown: Sequence[DesignLine], total: int) -> None:
        """List these; the chosen one stays chosen."""
        before = self.chosen()
        with QSignalBlocker(self.list):
            self.list.clear()
            for line in shown:
                item = QListWidgetItem(f"{line.name}\n{line.words}")
                item.setData(_ID, line.id)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{line.name}, for {line.words}")
                item.setSizeHint(self.list.cell())
                self.list.addItem(item)
                if line.id == before or not self.list.currentItem():
                    self.list.setCurrentItem(item)
        text = counted(total, "design", "designs")
        self.count.setText(text if len(shown) == total else f"{len(shown):,} of {text}")
        self.show_thumbnails(self._drawn)
        self._offer()

    def show_thumbnails(self, drawn: Mapping[int, Drawn]) -> None:
        """Show these pictures at their designs."""
        self._drawn = dict(drawn)
        for at in range(self.list.count()):
            item = self.list.item(at)
            if found := self._drawn.get(item.data(_ID)):
                item.setIcon(self.list.sheet(cast("QImage", found.picture)))

    def chosen(self) -> int:
        """Return the id of the chosen design, 0 if none is."""
        item = self.list.currentItem()
        return int(item.data(_ID)) if item else 0

    def _offer(self) -> None:
        for each in self.buttons.values():
            each.setEnabled(bool(self.chosen()))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(tokens.S)
        top.addWidget(self.search, 1)
        top.addWidget(self.kinds)
        actions = QHBoxLayout()
        actions.setSpacing(tokens.S)
        actions.addWidget(self.count, 1)
        for each in self.buttons.values():
            actions.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addLayout(top)
        layout.addLayout(actions)
        layout.addWidget(self.list, 1)

    def _connect(self) -> None:
        self.search.searched.connect(self.searched)
        self.search.left_downwards.connect(self.list.setFocus)
        self.kinds.chosen_changed.connect(self.kinds_chosen)
        self.dropped.connect(self.files_dropped)
        self.list.currentItemChanged.connect(self._offer)
        self.list.itemActivated.connect(self._open)
        self.list.delete_asked.connect(lambda: self.delete_asked.emit(self.chosen()))
        for words, signal in (
            ("Open", self.opened),
            ("Copy", self.copy_asked),
            ("Export", self.export_asked),
            ("Delete", self.delete_asked),
        ):
            self.buttons[words].clicked.connect(
                lambda _=False, signal=signal: signal.emit(self.chosen())
            )

    def _open(self) -> None:
        self.opened.emit(self.chosen())


class _Sheets(QListWidget):
    """Sheets in rows that go on under one another."""

    delete_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Designs")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setWordWrap(True)
        self.setSpacing(tokens.S)
        theme = Theme.current()
        self.setIconSize(QSize(*(theme.px(side) for side in _SHEET)))

    @staticmethod
    def cell() -> QSize:
        """Return the room that one takes."""
        return QSize(*(Theme.current().px(side) for side in _CELL))

    def sheet(self, page: QImage) -> QIcon:
        """Return a page as it lies in a frame that is the same for all, however the page lies."""
        size = self.iconSize() * 2
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)
        fitted = page.size().scaled(size - QSize(2, 2), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(QPoint(), fitted)
        place.moveCenter(drawn.rect().center())
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, page)
        painter.setPen(Theme.current().colour("line"))
        painter.drawRect(place)
        painter.end()
        icon = QIcon(drawn)
        # Or Qt would tint the sheet of the one that is chosen.
        icon.addPixmap(drawn, QIcon.Mode.Selected)
        return icon

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.currentItem():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


def give_new_designs(made: QPushButton, wanted: SignalInstance, all_wanted: SignalInstance) -> None:
    """Let a button offer the designs to start from: what each is for, then in which look."""
    menu = QMenu(made)
    menu.setAccessibleName(made.text())
    for need in NEEDS:
        looks = menu.addMenu(need.name)
        for look, words in LOOK_WORDS.items():
            looks.addAction(words, lambda need=need, look=look: wanted.emit(need, look))
    menu.addSeparator()
    menu.addAction("One of every kind", all_wanted.emit)
    made.setProperty("menu", True)
    made.setMenu(menu)
