"""One line over the board: what is broken, and the way to it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from cohort_desk.domain.words import counted
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.widgets import Tag, button, label


class BrokenRules(QFrame):
    """Says how many things are to be put right, and the first of them."""

    next_asked = Signal()
    all_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("warned")
        self.setProperty("card", True)
        self.count = Tag("", "warning")
        self.text = label("")
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.next = button("Next", "arrow-right", look="link")
        self.next.setToolTip("Go to the next broken rule (B)")
        self.next.setAccessibleName("Go to the next broken rule")
        self.all = button("All", look="link")
        self.all.setAccessibleName("Show everything to put right")
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.M, tokens.XS, tokens.S, tokens.XS)
        row.setSpacing(tokens.S)
        row.addWidget(self.count)
        row.addWidget(self.text, 1)
        row.addWidget(self.all)
        row.addWidget(self.next)
        self.next.clicked.connect(self.next_asked)
        self.all.clicked.connect(self.all_asked)
        self.hide()

    def show_rules(self, broken: Sequence[str]) -> None:
        """Show sentences on what is broken."""
        self.count.show_text(f"{counted(len(broken), 'thing', 'things')} to put right", "warning")
        self.text.setText(broken[0] if broken else "")
        self.text.setToolTip("\n".join(broken))
        self.text.setAccessibleName("To put right: " + ". ".join(broken))
        self.all.setVisible(len(broken) > 1)
