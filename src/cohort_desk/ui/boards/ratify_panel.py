"""What would be ratified and what stands in the way, before it is ratified."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cohort_desk.domain.words import counted
from cohort_desk.services.boards import Readiness
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label

_AFTER = (
    "From then on nothing that these marks rest on can be changed, and participants see confirmed "
    "marks. What has to be put right after that takes a chair’s action, with a reason."
)


class RatifyPanel(QWidget):
    """Says plainly what ratifying does; its button is there only if it can be done."""

    ratified = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("lasting", True)
        self._column = QVBoxLayout()
        self._column.setSpacing(tokens.M)
        self.chair = QComboBox()
        self.chair.setAccessibleName("Ratified by")
        self._by = label("Ratified by", "label")
        self._by.setBuddy(self.chair)
        self.go = button("Ratify", "badge-check", look="primary")
        self.cancel = button("Cancel")
        self.go.clicked.connect(lambda: self.ratified.emit(self.chair.currentText()))
        self.cancel.clicked.connect(self.cancelled)
        buttons = FlowLayout()
        buttons.add(self.go)
        buttons.add(self.cancel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(tokens.M)
        whole.addLayout(self._column)
        whole.addWidget(self._by)
        whole.addWidget(self.chair)
        whole.addLayout(buttons)
        whole.addStretch(1)
        self.hide()

    def show_readiness(self, answer: Readiness, chairs: Sequence[str]) -> None:
        """Show what would be ratified."""
        clear_layout(self._column)
        can = not answer.obstacles
        for obstacle in answer.obstacles:
            self._column.addWidget(_signed("octagon-x", "danger", obstacle))
        for notice in answer.notices:
            self._column.addWidget(_signed("triangle-alert", "warning", notice))
        if can:
            self._column.addWidget(_counts(answer))
            self._column.addWidget(label(_AFTER, "muted", wrap=True))
        else:
            said = "The board cannot ratify yet. Nothing is lost: put this right, then try again."
            self._column.addWidget(label(said, "muted", wrap=True))
        self.chair.clear()
        self.chair.addItems(list(chairs))
        for widget in (self._by, self.chair):
            widget.setVisible(can)
        self.go.setVisible(can)
        self.go.setText(f"Ratify {counted(answer.candidates, 'candidate', 'candidates')}")
        self.cancel.setText("Cancel" if can else "Close")
        (self.go if can else self.cancel).setFocus()


def _counts(answer: Readiness) -> QFrame:
    card = QFrame()
    card.setProperty("card", True)
    card.setAccessibleName("What is ratified")
    column = QVBoxLayout(card)
    column.setContentsMargins(tokens.M, tokens.M, tokens.M, tokens.M)
    column.setSpacing(tokens.XS)
    marks = counted(answer.marks, "mark is", "marks are")
    column.addWidget(label(f"{marks} locked.", "strong", wrap=True))
    for outcome, count in answer.awards:
        row = QHBoxLayout()
        row.addWidget(label(outcome), 1)
        row.addWidget(label(f"{count:,}", "strong"))
        column.addLayout(row)
    return card


def _signed(icon: str, role: str, sentence: str) -> QWidget:
    shell = QWidget()
    row = QHBoxLayout(shell)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(tokens.S)
    sign = QLabel()
    sign.setFixedWidth(tokens.L + tokens.XS)
    sign.setPixmap(Theme.current().pixmap(icon, tokens.ICON, role))
    row.addWidget(sign)
    row.addWidget(label(sentence, wrap=True), 1)
    return shell
