"""What a file would change in a round, to look at before it is taken over."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from cohort_desk.ui.groups.presenter.recipes import PlanPart
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label

_MOST_LINES = 500


class RecipePreview(QWidget):
    """Shows a plan; `taken` once the user agrees, `left` if not."""

    taken = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "title", wrap=True)
        self.said = label("", "muted", wrap=True)
        self.take = button("", look="primary")
        self.cancel = button("Cancel")
        self.take.clicked.connect(self.taken)
        self.cancel.clicked.connect(self.left)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(tokens.M)
        self._lay_out()

    def show_plan(self, title: str, parts: Sequence[PlanPart], verb: str) -> None:
        """Show the parts of a plan; without a verb there is nothing to take over."""
        self.title.setText(title)
        self.said.setText(
            "Nothing has been changed yet. What is taken over can be undone in one step."
            if verb
            else "There is nothing to change."
        )
        self.take.setText(verb)
        self.take.setVisible(bool(verb))
        self.cancel.setText("Cancel" if verb else "Back")
        clear_layout(self._parts)
        for part in parts:
            self._parts.addWidget(_card(part))
        self._parts.addStretch(1)
        (self.take if verb else self.cancel).setFocus()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(tokens.XS)
        words.addWidget(self.title)
        words.addWidget(self.said)
        head = QHBoxLayout()
        head.setSpacing(tokens.S)
        head.addLayout(words, 1)
        head.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.take, 0, Qt.AlignmentFlag.AlignTop)
        body = QWidget()
        body.setObjectName("scrolled")
        body.setLayout(self._parts)
        self._parts.setContentsMargins(0, 0, tokens.XS, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName("What the file would change")
        scroll.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.S, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addLayout(head)
        layout.addWidget(scroll, 1)


def _card(part: PlanPart) -> QFrame:
    card = QFrame()
    card.setProperty("card", True)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
    layout.setSpacing(tokens.XS)
    head = QHBoxLayout()
    head.setSpacing(tokens.S)
    if part.refused:
        icon = QLabel()
        icon.setPixmap(Theme.current().pixmap("triangle-alert", tokens.ICON, "warning"))
        icon.setAccessibleName("Needs a look")
        head.addWidget(icon)
    head.addWidget(label(part.heading, "heading"))
    head.addStretch(1)
    layout.addLayout(head)
    for line in part.lines[:_MOST_LINES]:
        layout.addWidget(label(line, wrap=True))
    rest = len(part.lines) - _MOST_LINES
    if rest > 0:
        layout.addWidget(label(f"and {rest:,} more", "muted"))
    return card
