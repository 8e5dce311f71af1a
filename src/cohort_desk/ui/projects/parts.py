"""Small parts that the page's views share: tags, texts, and copies that are opened."""

import tempfile
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from cohort_desk.domain.marks.states import State
from cohort_desk.domain.projects import OUTCOMES
from cohort_desk.files import whole_file
from cohort_desk.ui.kit import tokens
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
