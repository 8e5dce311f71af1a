"""Columns that keep people apart by themselves, and what each of them makes of the data."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QMenu, QVBoxLayout, QWidget

from cohort_desk.domain.forming.settings.columns import CRITERIA_COLUMNS, column_words
from cohort_desk.ui.groups.presenter.rules_words import apart_by_words, column_notes
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.widgets import button, label

if TYPE_CHECKING:
    from cohort_desk.services.groups import RoundColumns, RoundRule

_ALWAYS = ("line_manager", "team")
_INDENT = 24


class ApartColumns(QWidget):
    """Emits the columns as they are ticked; a line under each says what it makes."""

    changed = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        self._notes: dict[str, QLabel] = {}
        self.more = button("Keep apart by another column", "plus", look="link")
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._offer)
        self.more.setProperty("menu", True)
        self.more.setMenu(self._menu)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        for column in _ALWAYS:
            self._add(column)

    def show_columns(self, columns: Sequence[str]) -> None:
        """Tick these columns; any that are not offered always get a box while they are ticked."""
        for column in columns:
            if column not in self.boxes:
                self._add(column)
        for column, box in self.boxes.items():
            box.setChecked(column in columns)
            box.setVisible(column in columns or column in _ALWAYS)
            if not box.isVisibleTo(self):
                self._notes[column].hide()

    def show_facts(self, columns: "RoundColumns", rules: Sequence["RoundRule"]) -> None:
        """Say under each ticked column how many rules it makes, and whom it did not find."""
        notes: Mapping[str, str] = column_notes(self.ticked(), columns, rules)
        for column, text in self._notes.items():
            text.setText(notes.get(column, ""))
            text.setVisible(column in notes)

    def ticked(self) -> list[str]:
        """Return the columns that keep people apart."""
        return [column for column, box in self.boxes.items() if box.isChecked()]

    def _add(self, column: str) -> None:
        box = QCheckBox(apart_by_words(column))
        box.clicked.connect(self._pass_on)
        note = label("", "small", wrap=True)
        note.setContentsMargins(_INDENT, 0, 0, tokens.XS)
        note.hide()
        self.boxes[column], self._notes[column] = box, note
        for widget in (box, note):
            self._layout.insertWidget(self._layout.count() - 1, widget)

    def _offer(self) -> None:
        self._menu.clear()
        for column in CRITERIA_COLUMNS:
            if column not in (*_ALWAYS, *self.ticked()):
                self._menu.addAction(
                    column_words(column).capitalize(), lambda one=column: self._take(one)
                )

    def _take(self, column: str) -> None:
        self.show_columns([*self.ticked(), column])
        self._pass_on()

    def _pass_on(self) -> None:
        self.changed.emit(self.ticked())
