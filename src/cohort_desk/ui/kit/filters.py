"""Narrowing a list: search as you type, and filters as chips.

search = SearchField("Search people")
search.searched.connect(presenter.search)              # str, a moment after the last key
status = FilterChips("Status", [("active", "Active"), ("withdrawn", "Withdrawn")])
status.chosen_changed.connect(presenter.filter_status) # tuple of the keys chosen
agency = FilterMenu("Agency", [(1, "Northmere Council"), …])   # the same, for many choices
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, restyle

Choice = tuple[object, str]
PAUSE_MS = 150
_SEARCH_FROM = 9
_POPUP = (280, 360)
_KEY = Qt.ItemDataRole.UserRole
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class SearchField(QLineEdit):
    """Says what is typed, once the user pauses or presses Enter; Esc empties it."""

    searched = Signal(str)
    left_downwards = Signal()

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(Theme.current().px(200))
        magnifier = QAction(self)
        Theme.current().dress(magnifier, "search")
        self.addAction(magnifier, QLineEdit.ActionPosition.LeadingPosition)
        self._said = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._say)
        self.textChanged.connect(self._pause.start)
        self.returnPressed.connect(self._say)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._say()
        elif event.key() == Qt.Key.Key_Down:
            self._say()
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._pause.stop()
        super().hideEvent(event)

    def _say(self) -> None:
        self._pause.stop()
        wanted = self.text().strip()
        if wanted != self._said:
            self._said = wanted
            self.searched.emit(wanted)


class FilterChips(QWidget):
    """A few choices side by side; several may be on, and none on means all."""

    chosen_changed = Signal(tuple)

    def __init__(self, name: str, choices: Sequence[Choice] = (), *, exclusive: bool = False):
        super().__init__()
        self.setAccessibleName(name)
        self._name, self._exclusive = name, exclusive
        self._chips: dict[object, QToolButton] = {}
        self._row = FlowLayout(self)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these choices; those chosen before stay chosen."""
        before = self.chosen()
        for chip in self._chips.values():
            chip.deleteLater()
        self._chips = {key: self._chip(key, text, on=key in before) for key, text in choices}

    def set_count(self, key: object, count: int) -> None:
        """Show how many there are of one choice."""
        chip = self._chips[key]
        chip.setText(f"{chip.property('words')}  {count:,}")

    def chosen(self) -> tuple[object, ...]:
        """Return the keys that are on."""
        return tuple(key for key, chip in self._chips.items() if chip.isChecked())

    def choose(self, keys: Sequence[object]) -> None:
        """Turn these on and all others off, as if the user had."""
        for key, chip in self._chips.items():
            chip.setChecked(key in keys)
        self.chosen_changed.emit(self.chosen())

    def _chip(self, key: object, text: str, *, on: bool) -> QToolButton:
        chip = QToolButton()
        chip.setText(text)
        chip.setProperty("words", text)
        chip.setProperty("look", "chip")
        chip.setCheckable(True)
        chip.setChecked(on)
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.setAccessibleName(f"{self._name}: {text}")
        chip.clicked.connect(lambda: self._clicked(key))
        self._row.add(chip)
        return chip

    def _clicked(self, key: object) -> None:
        if self._exclusive:
            for other, chip in self._chips.items():
                chip.setChecked(chip.isChecked() and other == key)
        self.chosen_changed.emit(self.chosen())


class FilterMenu(QToolButton):
    """A chip that opens a list of many choices, to search and tick."""

    chosen_changed = Signal(tuple)

    def __init__(self, name: str, choices: Sequence[Choice] = ()) -> None:
        super().__init__()
        self._name = name
        self.setProperty("look", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.list = QListWidget()
        self.list.setProperty("look", "plain")
        self.list.setAccessibleName(name)
        self.list.itemChanged.connect(self._ticked)
        self.narrow_field = QLineEdit()
        self.narrow_field.setPlaceholderText("Find")
        self.narrow_field.setAccessibleName(f"Find in {name}")
        self.narrow_field.textChanged.connect(self._narrow)
        self._popup = self._made_popup()
        self.clicked.connect(self.open)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these choices; those ticked before stay ticked."""
        before = self.chosen()
        with QSignalBlocker(self.list):
            self.list.clear()
            for key, text in choices:
                item = QListWidgetItem(text)
                item.setData(_KEY, key)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(_CHECKED if key in before else _UNCHECKED)
                self.list.addItem(item)
        self.narrow_field.setVisible(len(choices) >= _SEARCH_FROM)
        self._show_count()

    def chosen(self) -> tuple[object, ...]:
        """Return the keys that are ticked."""
        items = (self.list.item(at) for at in range(self.list.count()))
        return tuple(item.data(_KEY) for item in items if item.checkState() == _CHECKED)

    def choose(self, keys: Sequence[object]) -> None:
        """Tick these and no others, as if the user had."""
        with QSignalBlocker(self.list):
            for at in range(self.list.count()):
                item = self.list.item(at)
                item.setCheckState(_CHECKED if item.data(_KEY) in keys else _UNCHECKED)
        self._ticked()

    def open(self) -> None:
        """Open the list under the chip."""
        self._show_count()
        self.narrow_field.clear()
        self._popup.resize(*_POPUP)
        self._popup.move(self.mapToGlobal(QPoint(0, self.height() + tokens.XS)))
        self._popup.show()
        (self.list if self.narrow_field.isHidden() else self.narrow_field).setFocus()

    def _made_popup(self) -> QFrame:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setObjectName("popup")
        clear = button("Clear", look="link")
        clear.clicked.connect(lambda: self.choose(()))
        layout = QVBoxLayout(popup)
        layout.setContentsMargins(tokens.S, tokens.S, tokens.S, tokens.S)
        layout.addWidget(self.narrow_field)
        layout.addWidget(self.list, 1)
        layout.addWidget(clear, 0, Qt.AlignmentFlag.AlignRight)
        return popup

    def _narrow(self, text: str) -> None:
        for at in range(self.list.count()):
            item = self.list.item(at)
            item.setHidden(text.casefold() not in item.text().casefold())

    def _ticked(self) -> None:
        self._show_count()
        self.chosen_changed.emit(self.chosen())

    def _show_count(self) -> None:
        count = len(self.chosen())
        self.setText(f"{self._name}: {count}" if count else f"{self._name}  ▾")
        self.setAccessibleName(f"{self._name}, {count} chosen" if count else self._name)
        self.setCheckable(True)
        self.setChecked(count > 0)
        restyle(self, "on", count > 0)
