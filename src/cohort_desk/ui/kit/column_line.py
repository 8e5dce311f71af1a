"""A column of a sheet beside what it is taken for, as the wizards of imports show it."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.quiet_combo import QuietComboBox
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import label

_SAMPLES_LENGTH = 70


class ColumnLine(QFrame):
    """Heading and samples at the left, the meaning and why at the right.

    `mapped` tells the column and what was chosen, the text of a field or "" to leave it out.
    """

    mapped = Signal(int, str)

    def __init__(
        self,
        index: int,
        heading: str,
        samples: Sequence[str],
        fields: Iterable[tuple[str, str]],
        width: int,
    ) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.index, self.heading = index, heading
        self.meaning = QuietComboBox(f"What column {heading} holds")
        self.meaning.addItem("Leave out", "")
        self.meaning.insertSeparator(1)
        for field, words in fields:
            self.meaning.addItem(words, field)
        self.meaning.setMaxVisibleItems(self.meaning.count())
        self.meaning.activated.connect(
            lambda: self.mapped.emit(index, self.meaning.currentData() or "")
        )
        self.meaning.setFixedWidth(Theme.current().px(width))
        self.why = label("", "small", wrap=True)
        self._arrow = QLabel()
        self._lay_out(_in_short(samples))
        Theme.current().changed.connect(self._draw)
        self._draw()

    def show_meaning(self, field: str, why: str) -> None:
        """Show what the column is taken for, "" for nothing, and why."""
        with QSignalBlocker(self.meaning):
            self.meaning.setCurrentIndex(max(self.meaning.findData(field), 0))
        self.why.setText(why)

    def _lay_out(self, samples: str) -> None:
        left = QVBoxLayout()
        left.setSpacing(tokens.XS)
        left.addWidget(label(self.heading, "strong", wrap=True))
        left.addWidget(label(samples, "small", wrap=True))
        right = QHBoxLayout()
        right.setSpacing(tokens.M)
        right.addWidget(self.meaning)
        right.addWidget(self.why, 1)
        row = QGridLayout(self)
        row.setContentsMargins(tokens.L, tokens.S, tokens.L, tokens.S)
        row.setHorizontalSpacing(tokens.L)
        row.addLayout(left, 0, 0)
        row.addWidget(self._arrow, 0, 1)
        row.addLayout(right, 0, 2)
        row.setColumnStretch(0, 5)
        row.setColumnStretch(2, 6)

    def _draw(self) -> None:
        self._arrow.setPixmap(Theme.current().pixmap("arrow-right", tokens.ICON))


def _in_short(samples: Sequence[str]) -> str:
    text = " · ".join(value.replace("\n", " ") for value in samples) or "No values"
    return text if len(text) <= _SAMPLES_LENGTH else f"{text[:_SAMPLES_LENGTH].rstrip()}…"
