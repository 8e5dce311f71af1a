"""Small parts that the page's views share: cards, and copies that are opened."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.marks.states import State
from cohort_desk.domain.projects import OUTCOMES
from cohort_desk.files import whole_file
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import Tag, label

STATUS_TONES: dict[str, tokens.ToneName] = {
    "proposed": "neutral",
    "approved": "accent",
    "under_way": "accent",
    "reported": "success",
    "stopped": "danger",
}
OUTCOME_ICONS = {
    "money": "landmark",
    "strategy": "map-pin",
    "service": "hand-heart",
    "network": "users",
}
_DONE = (State.AGREED, State.MODERATED, State.PROVISIONAL, State.BEFORE_BOARD, State.RATIFIED)


def state_tone(state: State) -> tokens.ToneName:
    """Return the colour that goes with a state's word."""
    if state is State.DRAFT:
        return "neutral"
    return "success" if state in _DONE else "accent"


class Card(QFrame):
    """A heading over rows that are made anew as often as what they show changes."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAccessibleName(title)
        self._shown: object = None
        self.heading = label(title, "heading")
        self.head = QHBoxLayout()
        self.head.setSpacing(tokens.S)
        self.head.addWidget(self.heading, 1)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(tokens.S)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
        self.column.setSpacing(tokens.S)
        self.column.addLayout(self.head)
        self.column.addLayout(self.rows)
        self.column.addWidget(self.problem)

    def show_problem(self, sentence: str) -> None:
        """Say what was refused; "" once something was taken."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def rebuild(self, shown: object, make: Callable[[], None]) -> None:
        """Make the rows anew if what they show has changed; the focus stays on its row."""
        if shown == self._shown:
            return
        self._shown = shown
        focus = QApplication.focusWidget()
        name = focus.objectName() if focus and self.isAncestorOf(focus) else ""
        clear_layout(self.rows)
        make()
        if name and (again := self._found(name)):
            again.setFocus()

    def add_row(self, *parts: QWidget, stretch: int = 0) -> QWidget:
        """Add a row of parts; the one at `stretch` takes what room is left."""
        shell = QWidget()
        row = QHBoxLayout(shell)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.S)
        for at, part in enumerate(parts):
            row.addWidget(part, 1 if at == stretch else 0)
        self.rows.addWidget(shell)
        return shell

    def _found(self, name: str) -> QWidget | None:
        # Those before are deleted only later, and must not get the focus back.
        for at in range(self.rows.count()):
            item = self.rows.itemAt(at)
            shell = item.widget() if item else None
            found = shell.findChild(QWidget, name) if shell else None
            if isinstance(found, QWidget):
                return found
        return None


class OutcomeTag(QWidget):
    """A kind of outcome: its icon beside its word."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._icon_name = OUTCOME_ICONS[kind]
        self.setAccessibleName(OUTCOMES[kind])
        self._picture = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.XS)
        row.addWidget(self._picture)
        row.addWidget(Tag(OUTCOMES[kind]))
        Theme.current().changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        self._picture.setPixmap(Theme.current().pixmap(self._icon_name, tokens.ICON))


class OpenedCopies:
    """Copies of files from the store, opened in their own programs; gone with the programme."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def open(self, name: str, data: bytes) -> Path:
        """Write a copy and have the desktop open it; return where it is.

        Raises:
            CannotWrite: it cannot be written.
        """
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="cohort-desk-")
        path = Path(self._folder.name) / name
        path.unlink(missing_ok=True)
        with whole_file(path, lasting=False) as part:
            part.write_bytes(data)
        path.chmod(0o400)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        return path

    def close(self) -> None:
        """Delete all copies."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def line(name: str, placeholder: str) -> QLineEdit:
    """Return a field of one line that says what goes into it."""
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(placeholder)
    return made


def fact(text: str) -> QLabel:
    """Return a text that can be selected and copied."""
    made = label(text, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
