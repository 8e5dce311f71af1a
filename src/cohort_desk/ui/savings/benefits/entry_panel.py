"""The panel that takes a sentence in and gives lines back to confirm."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QVBoxLayout, QWidget

from cohort_desk.domain.savings.reading import Proposed, Reading
from cohort_desk.domain.savings.settings import SavingsSettings
from cohort_desk.domain.words import counted
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label
from cohort_desk.ui.savings.benefits.line_card import LineCard

if TYPE_CHECKING:
    from cohort_desk.domain.savings.fields import BenefitEntry

Project = tuple[int, str]
_PAUSE_MS = 250
_TALL = 96
_BY_HAND = Proposed(
    title="",
    pence=0,
    by_year=(),
    years=None,
    first_year=None,
    approximate=False,
    recurrent=True,
    basis="unknown",
    type="cashable_spend",
    quote="",
    page="",
    doubt="",
    notes=(),
)


class EntryPanel(QWidget):
    """Takes a sentence, shows what was read from it; nothing is kept until Add is pressed."""

    pasted = Signal(str)
    confirmed = Signal(list)
    cancelled = Signal()

    def __init__(self, settings: SavingsSettings, today: date) -> None:
        super().__init__()
        self._settings, self._today = settings, today
        self.cards: list[LineCard] = []
        self.project = QComboBox()
        self.project.setAccessibleName("Project")
        self.project.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.project.setMinimumContentsLength(12)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Sentence of the report")
        self.text.setPlaceholderText("… projected to save c £150K annually (p. 14)")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(Theme.current().px(_TALL))
        self.guidance = label("", "muted", wrap=True)
        self.problem = label("", "error", wrap=True)
        self.by_hand = button("Enter by hand", "pencil", look="link")
        self.save = button("Add", "plus", look="primary")
        self.cancel = button("Cancel")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._lay_out()
        self._connect()
        self._count()

    def offer_projects(self, projects: Sequence[Project], chosen: int | None) -> None:
        """Offer the projects that a benefit can be of; one alone is chosen already."""
        self.project.clear()
        if len(projects) != 1:
            self.project.addItem("Choose a project", 0)
        for key, title in projects:
            self.project.addItem(title, key)
        at = self.project.findData(chosen) if chosen else 0
        self.project.setCurrentIndex(max(at, 0))
        if not projects:
            self._say("This cohort has no project yet. Register its projects first.")

    def show_reading(self, reading: Reading) -> None:
        """Show the lines that were read from the text."""
        self.guidance.setText(reading.guidance)
        self.guidance.setVisible(bool(reading.guidance))
        self._show_cards(reading.lines)

    def take_focus(self) -> None:
        """Go to the text."""
        self.text.setFocus()

    def is_empty(self) -> bool:
        """Say whether nothing would be lost with the panel."""
        return not self.text.toPlainText().strip() and not self.cards

    def show_problem(self, sentence: str) -> None:
        """Show what was refused of all lines together."""
        self._say(sentence)

    def hideEvent(self, event: QHideEvent) -> None:
        self._pause.stop()
        super().hideEvent(event)

    def _show_cards(self, lines: Sequence[Proposed]) -> None:
        clear_layout(self._lines)
        self.cards = [LineCard(each, self._settings, self._today) for each in lines]
        for card in self.cards:
            card.changed.connect(self._count)
            self._lines.addWidget(card)
        if len(self.cards) == 1:
            self.cards[0].unfold()
        self._count()

    def _add_by_hand(self) -> None:
        self._pause.stop()
        self.guidance.hide()
        self._show_cards((_BY_HAND,))
        self.cards[0].form.editor("title").setFocus()

    def _confirm(self) -> None:
        self._say("")
        project_id = int(self.project.currentData() or 0)
        if not project_id:
            self._say("Choose the project that this saving comes from.")
            self.project.setFocus()
            return
        wanted = [card for card in self.cards if card.wanted.isChecked()]
        made: list[BenefitEntry] = []
        for card in wanted:
            entry = card.entry(project_id)
            if entry is None:
                return
            made.append(entry)
        self.confirmed.emit(made)

    def _count(self) -> None:
        count = sum(card.wanted.isChecked() for card in self.cards)
        self.save.setEnabled(count > 0)
        self.save.setText(f"Add {counted(count, 'benefit', 'benefits')}" if count else "Add")

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _read(self) -> None:
        self._pause.stop()
        self.pasted.emit(self.text.toPlainText())

    def _lay_out(self) -> None:
        self._lines = QVBoxLayout()
        self._lines.setSpacing(tokens.S)
        of = label("Project", "label")
        of.setBuddy(self.project)
        paste = label("Sentence of the report", "label")
        paste.setBuddy(self.text)
        buttons = FlowLayout()
        for each in (self.save, self.cancel, self.by_hand):
            buttons.add(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        for part in (of, self.project, paste, self.text, self.guidance):
            column.addWidget(part)
        column.addLayout(self._lines)
        column.addWidget(self.problem)
        column.addLayout(buttons)
        column.addWidget(
            label("Nothing is kept until you add it; Undo takes it out again.", "small", wrap=True)
        )
        column.addStretch(1)
        self.guidance.hide()
        self.problem.hide()

    def _connect(self) -> None:
        self.text.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._read)
        self.by_hand.clicked.connect(self._add_by_hand)
        self.save.clicked.connect(self._confirm)
        self.cancel.clicked.connect(self.cancelled)
