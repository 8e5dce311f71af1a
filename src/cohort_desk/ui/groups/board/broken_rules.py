"""One line over the board: what is to be put right, the way to it, and to its repair."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.widgets import OneLine, button, label


class BrokenRules(QFrame):
    """Says how much is to be put right, and the first of it."""

    next_asked = Signal()
    all_asked = Signal()
    repair_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("warned")
        self.setProperty("card", True)
        self.count = label("", "strong", wrap=True)
        self.text = OneLine("muted")
        self.next = button("Next", "arrow-right", look="link")
        self.next.setToolTip("Go to the next broken rule (B)")
        self.next.setAccessibleName("Go to the next broken rule")
        self.all = button("All", look="link")
        self.all.setAccessibleName("Show everything to put right")
        self.repair = button("Repair…", "sparkles")
        self.repair.setToolTip("Put it right with the fewest moves (R)")
        self.repair.setAccessibleName("Repair with the fewest moves…")
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.M, tokens.XS, tokens.S, tokens.XS)
        row.setSpacing(tokens.S)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.count)
        words.addWidget(self.text)
        row.addLayout(words, 1)
        row.addWidget(self.all)
        row.addWidget(self.next)
        row.addWidget(self.repair)
        self.next.clicked.connect(self.next_asked)
        self.all.clicked.connect(self.all_asked)
        self.repair.clicked.connect(self.repair_asked)
        self.hide()

    def show_needs(self, needs: Sequence[str], broken: Sequence[str]) -> None:
        """Show what is to be put right, in numbers, and the first of what is broken."""
        self.count.setText(", ".join(needs) or "To put right")
        self.text.setText(broken[0] if broken else "")
        self.text.setVisible(bool(broken))
        self.text.setToolTip("\n".join(broken))
        self.text.setAccessibleName("To put right: " + ". ".join(broken or needs))
        self.next.setVisible(bool(broken))
        self.all.setVisible(len(broken) > 1)
        self.repair.setVisible(bool(needs))
