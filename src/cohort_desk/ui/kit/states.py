"""What a page or panel shows when it has nothing to list: empty, loading, gone wrong.

empty = EmptyState("users", "No one is in this cohort yet.", "Import a spreadsheet…")
empty.asked.connect(presenter.import_asked)
page.show_state(empty)
page.show_state(ErrorState(str(error), "Try again"))
page.show_state(LoadingState("Reading 10,000 people…"))
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label

_ICON_SIZE = 40
_MEASURE = 460
_BAR = 240


class State(QWidget):
    """An icon, a sentence and at most one button, in the middle."""

    asked = Signal()
    hides_filters = False

    def __init__(self, icon: str, sentence: str, action: str, *, role: str = "muted") -> None:
        super().__init__()
        self._icon, self._role = icon, role
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence = label(sentence, "heading", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.column = QVBoxLayout()
        self.column.setSpacing(tokens.M)
        self.column.addWidget(self._picture)
        self.column.addWidget(self.sentence)
        self.action: QPushButton | None = None
        if action:
            self.action = button(action, look="primary")
            self.action.clicked.connect(self.asked)
            self.column.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addLayout(self.column)
        layout.addStretch(3)
        layout.setAlignment(self.column, Qt.AlignmentFlag.AlignHCenter)
        Theme.current().changed.connect(self._draw)
        Theme.current().changed.connect(self._fit)
        self._draw()
        self._fit()

    def _draw(self) -> None:
        theme = Theme.current()
        self._picture.setPixmap(theme.pixmap(self._icon, _ICON_SIZE, self._role))

    def _fit(self) -> None:
        """Give the sentence the height of all its lines; a centred column would not."""
        _fit_lines(self.sentence)


class EmptyState(State):
    """Says what will be here, and offers the one way to begin (signal `asked`)."""

    hides_filters = True

    def __init__(self, icon: str, sentence: str, action: str = "", note: str = "") -> None:
        super().__init__(icon, sentence, action)
        if note:
            more = label(note, "muted", wrap=True)
            more.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.column.insertWidget(2, more)
            self._note = more
            self._fit_note()
            Theme.current().changed.connect(self._fit_note)

    def _fit_note(self) -> None:
        _fit_lines(self._note)


class ErrorState(State):
    """Says what went wrong and offers a way on (signal `asked`)."""

    def __init__(self, sentence: str, action: str = "Try again") -> None:
        super().__init__("triangle-alert", sentence, action, role="text")


class LoadingState(State):
    """Says what is being read, with a bar that keeps moving."""

    def __init__(self, sentence: str = "One moment…") -> None:
        super().__init__("clock", sentence, "")
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedWidth(_BAR)
        bar.setAccessibleName(sentence)
        self.column.addWidget(bar, 0, Qt.AlignmentFlag.AlignHCenter)


def _fit_lines(text: QLabel) -> None:
    width = Theme.current().px(_MEASURE)
    text.ensurePolished()
    text.setFixedWidth(width)
    text.setMinimumHeight(text.heightForWidth(width))
