"""Where the board stands: the strip over its sheet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from cohort_desk.ui.boards.presenter.words import Standing, changes_words
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label

_TO_OPEN = "The board gave further attempts that are not open yet."


class StandingStrip(QFrame):
    """Says how far the board is, who is there, and what has changed since."""

    take_all_asked = Signal()
    changes_asked = Signal()
    put_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAccessibleName("Where the board stands")
        self._sign = QLabel()
        self._sign.setFixedWidth(tokens.XL)
        self._role, self._icon = "muted", "clipboard-check"
        self.sentence = label("", "strong", wrap=True)
        self.note = label("", "muted", wrap=True)
        self.warning = label("", "error", wrap=True)
        self.take_all = button("Take the proposals for all without a decision", "check")
        self.changes = button("See what has changed", look="link")
        self.again = button("Put before the board again", "refresh-cw")
        self.take_all.clicked.connect(self.take_all_asked)
        self.changes.clicked.connect(self.changes_asked)
        self.again.clicked.connect(self.put_asked)
        self._lay_out()
        Theme.current().changed.connect(self._draw)

    def show_standing(self, standing: Standing) -> None:
        """Show it; what does not apply is out of sight."""
        self._icon, self._role = _sign(standing)
        self.sentence.setText(standing.sentence)
        self.note.setText(_TO_OPEN if standing.next_step == "open" else standing.quorum)
        self.note.setVisible(standing.next_step == "open" or not standing.locked)
        changed = standing.changes > 0
        self.warning.setText(changes_words(standing.changes) if changed else "")
        self.warning.setVisible(changed)
        self.take_all.setVisible(standing.undecided > 0)
        self.changes.setVisible(changed)
        self.again.setVisible(changed and not standing.locked)
        self._draw()

    def _draw(self) -> None:
        size = tokens.L + tokens.XS
        self._sign.setPixmap(Theme.current().pixmap(self._icon, size, self._role))

    def _lay_out(self) -> None:
        actions = FlowLayout()
        for widget in (self.take_all, self.again, self.changes):
            actions.add(widget)
        words = QVBoxLayout()
        words.setSpacing(tokens.XS)
        for widget in (self.sentence, self.note, self.warning):
            words.addWidget(widget)
        words.addLayout(actions)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.M, tokens.S, tokens.M, tokens.S)
        row.setSpacing(tokens.M)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)


def _sign(standing: Standing) -> tuple[str, str]:
    if standing.locked:
        return "lock", "success"
    if standing.changes:
        return "triangle-alert", "warning"
    return "clipboard-check", "accent"
