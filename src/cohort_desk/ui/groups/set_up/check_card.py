"""Whether groups can be formed; where not, the rules at odds, each with a button that mends it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout

from cohort_desk.domain.words import counted
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.widgets import Tag, button, label

if TYPE_CHECKING:
    from cohort_desk.services.groups import Relaxation, Verdict

_POSSIBLE = "The sizes fit, and no rule stands against another."
_CHECKING = "Looking whether the sizes and all rules can hold…"
_TOGETHER = (
    "Rules that come from the people’s records go together: one of them cannot be dropped alone."
)
_SHOWN, _MOST = 6, 100
_CORNER = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight


class CheckCard(QFrame):
    """Shows the verdict; `relaxed` carries the one thing that shall be let go."""

    relaxed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.tag = Tag("Checking")
        self.text = label(_CHECKING, wrap=True)
        self.more = button("", look="link")
        self.more.clicked.connect(self._show_all)
        self.more.hide()
        self.footnote = label("", "small", wrap=True)
        self.footnote.hide()
        self.remedies: list[QPushButton] = []
        self._verdict: Verdict | None = None
        self._rows, self._sizes = QGridLayout(), QGridLayout()
        self._lay_out()

    def show_verdict(self, verdict: "Verdict") -> None:
        """Show whether groups can be formed, and what could be let go."""
        if verdict == self._verdict:
            # A button that is being clicked must not be made anew under the pointer.
            return
        self._verdict = verdict
        word, tone = ("Possible", "success") if verdict.possible else ("Impossible", "danger")
        self.tag.show_text(word, tone)
        self.text.setText(verdict.sentence or _POSSIBLE)
        self.setAccessibleName(f"{word}: {self.text.text()}")
        self._list(_SHOWN)

    def show_checking(self) -> None:
        """Take back that groups can be formed; what stood in the way stays until it is gone."""
        if self._verdict is None or self._verdict.possible:
            self._verdict = None
            self.tag.show_text("Checking")
            self.text.setText(_CHECKING)

    def _show_all(self) -> None:
        self._list(_MOST)

    def _list(self, most: int) -> None:
        """List so many of the rules."""
        for listed in (self._rows, self._sizes):
            clear_layout(listed)
        self.remedies = []
        verdict = self._verdict
        lines = verdict.lines if verdict else ()
        shown = lines[:most]
        for line in shown:
            self._add(self._rows, line.words, line.relaxation)
        if verdict and verdict.resizing:
            self._add(self._sizes, "Or change the sizes", verdict.resizing)
        left = len(lines) - len(shown)
        self.more.setText(f"Show {counted(left, 'more rule', 'more rules')}")
        self.more.setVisible(left > 0 and most < _MOST)
        notes: list[str] = []
        if left > 0 and most == _MOST:
            notes.append(f"And {counted(left, 'more rule', 'more rules')}.")
        if any(line.relaxation.column for line in shown):
            notes.append(_TOGETHER)
        self.footnote.setText(" ".join(notes))
        self.footnote.setVisible(bool(notes))

    def _add(self, listed: QGridLayout, words: str, relaxation: "Relaxation") -> None:
        remedy = button(relaxation.button, look="link")
        remedy.setAccessibleName(f"{relaxation.button}: {words}")
        remedy.clicked.connect(lambda: self.relaxed.emit(relaxation))
        row = len(self.remedies)
        listed.addWidget(label(words, wrap=True), row, 0)
        listed.addWidget(remedy, row, 1, _CORNER)
        self.remedies.append(remedy)

    def _lay_out(self) -> None:
        for listed in (self._rows, self._sizes):
            listed.setColumnStretch(0, 1)
            listed.setHorizontalSpacing(tokens.L)
            listed.setVerticalSpacing(tokens.XS)
        words = QVBoxLayout()
        words.setSpacing(tokens.XS)
        words.addWidget(self.text)
        words.addLayout(self._rows)
        words.addWidget(self.more, 0, Qt.AlignmentFlag.AlignRight)
        words.addLayout(self._sizes)
        words.addWidget(self.footnote)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.L, tokens.S, tokens.L, tokens.S)
        layout.setSpacing(tokens.M)
        layout.addWidget(self.tag, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
