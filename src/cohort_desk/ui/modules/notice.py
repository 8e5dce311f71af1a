"""A sentence that stands over a view while it holds."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import label


class Notice(QFrame):
    """A sentence with a warning sign, out of sight while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.sentence = label("", wrap=True)
        self._sign = QLabel()
        self._sign.setAccessibleName("Warning")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(tokens.L, tokens.S, tokens.L, tokens.S)
        self.row.setSpacing(tokens.S)
        self.row.addWidget(self._sign)
        self.row.addWidget(self.sentence, 1)
        self._icon = "triangle-alert"
        Theme.current().changed.connect(self._draw)
        self._draw()
        self.hide()

    def say(self, sentence: str, icon: str = "triangle-alert") -> None:
        """Show the sentence; "" hides the notice."""
        self._icon = icon
        self._draw()
        self.sentence.setText(sentence)
        self.setVisible(bool(sentence))

    def _draw(self) -> None:
        role = "warning" if self._icon == "triangle-alert" else "muted"
        self._sign.setPixmap(Theme.current().pixmap(self._icon, tokens.ICON, role))
