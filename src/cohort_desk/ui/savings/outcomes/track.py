"""How far an outcome has climbed: four states under one another, or that it was dropped."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from cohort_desk.domain.savings.outcomes import TRACK
from cohort_desk.domain.savings.words import OUTCOME_STATES
from cohort_desk.services.savings.outcomes.outcomes import OutcomeRecord
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import label
from cohort_desk.ui.savings.outcomes.words import confirmed_words, due_words, evidence_words

_SIDE = 18
_ACHIEVED = TRACK.index("achieved")


class OutcomeTrack(QWidget):
    """Shows the states that were reached with a tick, and what speaks for each."""

    def __init__(self) -> None:
        super().__init__()
        self._reached = -1
        self._marks = [QLabel() for _ in TRACK]
        self.names = [label(OUTCOME_STATES[state]) for state in TRACK]
        self.told = [label("", "small", wrap=True) for _ in TRACK]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.S)
        grid.setVerticalSpacing(tokens.S)
        grid.setColumnStretch(2, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row in range(len(TRACK)):
            for column, part in enumerate((self._marks, self.names, self.told)):
                grid.addWidget(part[row], row, column, top)
        Theme.current().changed.connect(self._draw)

    def show_outcome(self, outcome: OutcomeRecord) -> None:
        dropped = outcome.status == "dropped"
        self._reached = -1 if dropped else TRACK.index(outcome.status)
        due = due_words(outcome)
        evidence = evidence_words(outcome)
        achieved = evidence if self._reached >= _ACHIEVED or not due else f"Due {due}"
        told = ("", "", achieved, confirmed_words(outcome))
        for part, words in zip(self.told, told, strict=True):
            part.setText(words)
        now = f"Dropped: {outcome.reason}" if dropped else OUTCOME_STATES[outcome.status]
        self.setAccessibleName(f"State: {now}")
        self._draw()

    def _draw(self) -> None:
        theme = Theme.current()
        for at, mark in enumerate(self._marks):
            reached = at <= self._reached
            icon, role = ("circle-check", "accent") if reached else ("circle-dot", "muted")
            mark.setPixmap(theme.pixmap(icon, _SIDE, role))
            self.names[at].setProperty("look", "strong" if at == self._reached else "body")
            self.names[at].style().unpolish(self.names[at])
            self.names[at].style().polish(self.names[at])
