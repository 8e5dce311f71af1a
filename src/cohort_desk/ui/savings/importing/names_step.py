"""Step 3: the projects, agencies and pots whose names are not sure, each asked once."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cohort_desk.domain.words import counted
from cohort_desk.services.savings.imports.choices import Choices
from cohort_desk.services.savings.imports.plans import (
    AGENCY,
    POT,
    PROJECT,
    Named,
    NameKey,
    NameQuestion,
)
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.quiet_combo import WIDEST, QuietComboBox
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import label

_NOUNS = {PROJECT: "Project", AGENCY: "Agency", POT: "Pot"}
_NONE = {
    PROJECT: "None of these: refuse the rows",
    AGENCY: "None of these: refuse the rows",
    POT: "None of these: import without a pot",
}
_WHAT_TO_DO = (
    "These names in the sheet are not surely one record here. Choose what each means; rows of a "
    "project or an agency without a choice are refused."
)


class NamesStep(QScrollArea):
    """A card for each unsure name."""

    answered = Signal(tuple, object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Names to confirm")
        self.cards: list[NameCard] = []

    def show_questions(
        self,
        questions: Sequence[NameQuestion],
        names: Mapping[NameKey, int | None],
        choices: Choices,
    ) -> None:
        """Ask these; `names` has what is suggested or was answered before."""
        shell = QFrame()
        shell.setObjectName("scrolled")
        shell.setMaximumWidth(Theme.current().px(WIDEST))
        layout = QVBoxLayout(shell)
        layout.setContentsMargins(0, 0, tokens.S, 0)
        layout.setSpacing(tokens.S)
        layout.addWidget(label(_WHAT_TO_DO, "muted", wrap=True))
        self.cards = [NameCard(each, choices.get(each.kind, ())) for each in questions]
        for card in self.cards:
            card.show_answer(names.get(card.question.key))
            card.answered.connect(self.answered)
            layout.addWidget(card)
        layout.addStretch(1)
        self.setWidget(shell)


class NameCard(QFrame):
    """One name as the sheet has it, and which record it means."""

    answered = Signal(tuple, object)

    def __init__(self, question: NameQuestion, choices: Sequence[Named]) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.question = question
        self.picker = QuietComboBox(f"{_NOUNS[question.kind]} meant by {question.spelling}")
        self.picker.setMinimumWidth(Theme.current().px(380))
        self.picker.addItem(_NONE[question.kind], None)
        likely = {each.id for each in question.candidates}
        for each in (*question.candidates, *(one for one in choices if one.id not in likely)):
            if self.picker.count() in (1, len(likely) + 1):
                self.picker.insertSeparator(self.picker.count())
            self.picker.addItem(each.name, each.id)
        self.note = label("", "small", wrap=True)
        self.picker.activated.connect(self._answer)
        self._lay_out()

    def show_answer(self, record_id: int | None) -> None:
        """Show what is suggested or was answered."""
        with QSignalBlocker(self.picker):
            at = self.picker.findData(record_id) if record_id is not None else 0
            self.picker.setCurrentIndex(max(at, 0))
        self._note()

    def _answer(self) -> None:
        self._note()
        self.answered.emit(self.question.key, self.picker.currentData())

    def _note(self) -> None:
        suggested, chosen = self.question.suggested, self.picker.currentData()
        if chosen is None and self.question.candidates:
            self.note.setText(f"Perhaps {self.question.candidates[0].name}?")
        elif chosen is None:
            self.note.setText("Nothing like it is known here.")
        else:
            self.note.setText("Spelt nearly so" if chosen == suggested else "Your choice")

    def _lay_out(self) -> None:
        rows = counted(self.question.rows, "row", "rows")
        left = QVBoxLayout()
        left.setSpacing(tokens.XS)
        left.addWidget(label(self.question.spelling, "strong", wrap=True))
        left.addWidget(label(f"{_NOUNS[self.question.kind]} · {rows}", "small"))
        right = QVBoxLayout()
        right.setSpacing(tokens.XS)
        right.addWidget(self.picker)
        right.addWidget(self.note)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.L, tokens.S, tokens.L, tokens.S)
        row.setSpacing(tokens.L)
        row.addLayout(left, 2)
        row.addLayout(right, 3)


def first_open(step: NamesStep) -> QWidget | None:
    """Return the field that the keyboard starts from: the first without an answer."""
    waiting = [card for card in step.cards if card.picker.currentData() is None] or step.cards
    return waiting[0].picker if waiting else None
