"""Step 3: the agencies whose spelling is not sure, each asked once."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.agencies import guess_nature
from cohort_desk.domain.sectors import SECTORS
from cohort_desk.domain.words import counted
from cohort_desk.services.agencies.matching import KnownAgency
from cohort_desk.services.imports import (
    AgencyChoice,
    AgencyQuestion,
    LeaveBlank,
    NewAgency,
    choice_of,
)
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.quiet_combo import WIDEST, QuietComboBox
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import label

_LEAVE_BLANK = "Leave blank"
_NEW = "New agency: "


class AgenciesStep(QScrollArea):
    """A card for each unsure spelling."""

    chosen = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Agencies to confirm")
        self.cards: list[AgencyCard] = []

    def show_questions(
        self,
        questions: Sequence[AgencyQuestion],
        choices: Mapping[str, AgencyChoice],
        known: Sequence[KnownAgency],
    ) -> None:
        """Ask these; `choices` has what is suggested or was answered before."""
        by_name = {agency.name: agency for agency in known}
        names = QStringListModel(sorted(by_name), self)
        shell = QFrame()
        shell.setObjectName("scrolled")
        shell.setMaximumWidth(Theme.current().px(WIDEST))
        layout = QVBoxLayout(shell)
        layout.setContentsMargins(0, 0, tokens.S, 0)
        layout.setSpacing(tokens.S)
        self.cards = [AgencyCard(question, by_name, names) for question in questions]
        for card in self.cards:
            card.show_choice(choices.get(card.question.key))
            card.chosen.connect(self.chosen)
            layout.addWidget(card)
        layout.addStretch(1)
        self.setWidget(shell)


class AgencyCard(QFrame):
    """One spelling, and a field to say which agency it is: pick, or type any name."""

    chosen = Signal(str, object)

    def __init__(
        self,
        question: AgencyQuestion,
        known: Mapping[str, KnownAgency],
        names: QStringListModel,
    ) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.question, self._known = question, known
        self._choice: AgencyChoice | None = None
        self.picker = QuietComboBox(f"Agency for {question.spelling}")
        self.line = QLineEdit()
        self.line.setPlaceholderText("Choose, or type a name")
        self.line.setAccessibleName(f"Agency for {question.spelling}")
        self.picker.setLineEdit(self.line)
        self.picker.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for candidate in question.candidates:
            self.picker.addItem(candidate.agency.name, choice_of(candidate.agency))
        if question.candidates:
            self.picker.insertSeparator(self.picker.count())
        self.picker.addItem(f"{_NEW}{question.spelling}", _new(question.spelling))
        self.picker.addItem(_LEAVE_BLANK, LeaveBlank())
        completer = QCompleter(names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.picker.setCompleter(completer)
        self.sector = QuietComboBox(f"Sector of {question.spelling}")
        for sector in SECTORS:
            self.sector.addItem(sector.label, sector.key)
        self.note = label("", "small", wrap=True)
        self._lay_out()
        self.picker.activated.connect(lambda: self._take(self.picker.currentData()))
        self.line.editingFinished.connect(self._typed)
        self.sector.activated.connect(self._sector_chosen)

    def show_choice(self, choice: AgencyChoice | None) -> None:
        """Show what is chosen; None leaves the question open."""
        self._choice = choice
        with QSignalBlocker(self.picker):
            self.picker.setCurrentIndex(-1)
            self.picker.setEditText(_words(choice))
        self.line.setCursorPosition(0)
        new = isinstance(choice, NewAgency)
        self.sector.setVisible(new)
        if isinstance(choice, NewAgency):
            self.sector.setCurrentIndex(self.sector.findData(choice.sector))
        self.note.setText(self._note(choice))

    def _take(self, choice: AgencyChoice | None) -> None:
        if choice is not None and choice != self._choice:
            self.show_choice(choice)
            self.chosen.emit(self.question.key, choice)

    def _typed(self) -> None:
        """Take a typed name: a known agency, or else a new one of that name."""
        text = " ".join(self.picker.currentText().split())
        if not text or text == _words(self._choice):
            self.show_choice(self._choice)
            return
        offered = self.picker.findText(text, Qt.MatchFlag.MatchFixedString)
        known = next((a for n, a in self._known.items() if n.casefold() == text.casefold()), None)
        if offered >= 0:
            self._take(self.picker.itemData(offered))
        else:
            self._take(choice_of(known) if known else _new(text.removeprefix(_NEW)))

    def _sector_chosen(self) -> None:
        if isinstance(self._choice, NewAgency):
            made = NewAgency(self._choice.name, self.sector.currentData(), self._choice.code)
            self._take(made)

    def _note(self, choice: AgencyChoice | None) -> str:
        if choice is None:
            best = " or ".join(c.agency.name for c in self.question.candidates[:2])
            return f"Perhaps {best}?" if best else "Nothing like it is known."
        for candidate in self.question.candidates:
            if choice_of(candidate.agency) == choice:
                where = "in this programme" if candidate.agency.id else "in the register"
                return (
                    f"{candidate.score} % alike: {candidate.agency.name} {candidate.why}, {where}."
                )
        if isinstance(choice, NewAgency):
            return "Added to this programme with the sector beside it."
        if isinstance(choice, LeaveBlank):
            return "People keep the agency they have, or none."
        return "Your choice"

    def _lay_out(self) -> None:
        spelling = label(self.question.spelling, "strong", wrap=True)
        people = label(counted(self.question.people, "person", "people"), "small")
        left = QVBoxLayout()
        left.setSpacing(tokens.XS)
        left.addWidget(spelling)
        left.addWidget(people)
        fields = QHBoxLayout()
        fields.setSpacing(tokens.S)
        self.picker.setMinimumWidth(Theme.current().px(320))
        fields.addWidget(self.picker, 3)
        fields.addWidget(self.sector, 1)
        right = QVBoxLayout()
        right.setSpacing(tokens.XS)
        right.addLayout(fields)
        right.addWidget(self.note)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.L, tokens.S, tokens.L, tokens.S)
        row.setSpacing(tokens.L)
        row.addLayout(left, 2)
        row.addLayout(right, 3)


def first_open(step: AgenciesStep) -> QWidget | None:
    """Return the field that the keyboard starts from: the first without an answer."""
    waiting = [card for card in step.cards if not card.picker.currentText()] or step.cards
    return waiting[0].picker if waiting else None


def _new(name: str) -> NewAgency:
    return NewAgency(name, guess_nature(name).sector)


def _words(choice: AgencyChoice | None) -> str:
    match choice:
        case None:
            return ""
        case LeaveBlank():
            return _LEAVE_BLANK
        case NewAgency(name=name):
            return f"{_NEW}{name}"
        case _:
            return choice.name
