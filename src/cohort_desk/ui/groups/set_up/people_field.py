"""Chooses people by typing their names; those chosen stand as chips above the field."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QToolButton, QVBoxLayout, QWidget

from cohort_desk.ui.groups.presenter.set_up import PersonFound
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.theme import Theme

_PAUSE_MS = 120


class PeopleField(QWidget):
    """Asks `typed` for who is meant; the answer comes by `propose`."""

    typed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setPlaceholderText("Type a name")
        self.field.setAccessibleName(name)
        self._found: list[PersonFound] = []
        self._chosen: dict[int, QToolButton] = {}
        self._names = QStringListModel(self)
        self._completer = QCompleter(self._names, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.activated.connect(self._take)
        self.field.setCompleter(self._completer)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.typed.emit(self.field.text()))
        self.field.textEdited.connect(self._pause.start)
        self.field.returnPressed.connect(self._take_first)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.XS)
        layout.addWidget(self._chips)
        layout.addWidget(self.field)
        self._chips.hide()

    def propose(self, people: Sequence[PersonFound]) -> None:
        """Offer these people under the field."""
        self._found = [one for one in people if one.id not in self._chosen]
        self._names.setStringList([_words(one) for one in self._found])
        if self._found and self.field.hasFocus():
            self._completer.complete()

    def people(self) -> tuple[int, ...]:
        """Return the ids of those chosen, in the order in which they were."""
        return tuple(self._chosen)

    def choose(self, person: PersonFound) -> None:
        """Add a person's chip."""
        if person.id in self._chosen:
            return
        chip = QToolButton()
        chip.setProperty("look", "chip")
        chip.setText(person.name)
        chip.setToolTip(_words(person))
        chip.setAccessibleName(f"Leave out {person.name}")
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        Theme.current().dress(chip, "x")
        chip.clicked.connect(lambda: self._leave_out(person.id))
        self._chosen[person.id] = chip
        self._flow.add(chip)
        self._chips.show()
        self._found = []
        # The completer writes what was chosen into the field after saying so.
        QTimer.singleShot(0, self.field, self.field.clear)

    def clear(self) -> None:
        """Leave everybody out."""
        for person_id in self.people():
            self._leave_out(person_id)
        self.field.clear()

    def hideEvent(self, event: QHideEvent) -> None:
        self._pause.stop()
        super().hideEvent(event)

    def _leave_out(self, person_id: int) -> None:
        chip = self._chosen.pop(person_id)
        chip.hide()
        chip.deleteLater()
        self._chips.setVisible(bool(self._chosen))
        self.field.setFocus()

    def _take(self, words: str) -> None:
        for one in self._found:
            if _words(one) == words:
                self.choose(one)
                return

    def _take_first(self) -> None:
        if self._found and self.field.text().strip():
            self.choose(self._found[0])


def _words(person: PersonFound) -> str:
    return f"{person.name}, {person.note}" if person.note else person.name
