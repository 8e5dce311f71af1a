"""The details of a card: who it is, what is wrong, and the best swaps."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cohort_desk.ui.groups.presenter.board import Option, PersonOnBoard
from cohort_desk.ui.groups.presenter.board_words import TRAY_NAME, grade_words
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.widgets import AgencyTag, SectorTag, Tag, button, label, rule


class PersonPanel(QWidget):
    """Shows one person on the board, with what can be done."""

    move_asked = Signal()
    swap_asked = Signal()
    swap_chosen = Signal(int)
    lock_asked = Signal()
    record_asked = Signal()

    def __init__(self, person: PersonOnBoard) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(tokens.S)
        self._facts(person)
        self._problems(person)
        if not person.card.withdrawn:
            self._actions(person)
            self._swaps(person)
        more = button("Open in People", "external-link", look="link")
        more.clicked.connect(self.record_asked)
        self._layout.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addStretch(1)

    def _facts(self, person: PersonOnBoard) -> None:
        card = person.card
        if card.agency_id is not None:
            self._layout.addWidget(AgencyTag(card.agency_id, card.agency))
            self._layout.addWidget(SectorTag(card.sector))
        work = ", ".join(part for part in (card.job_title, grade_words(card.grade)) if part)
        if work:
            self._layout.addWidget(label(work, wrap=True))
        where = f"In {person.group}" if person.group else TRAY_NAME
        self._layout.addWidget(label(f"{where}, locked" if card.locked else where, "strong"))

    def _problems(self, person: PersonOnBoard) -> None:
        if person.card.withdrawn:
            self._layout.addWidget(Tag("Withdrawn", "warning"))
            self._layout.addWidget(
                label("Counts for nothing here. Delete takes the card out.", "muted", wrap=True)
            )
        for words in person.card.broken:
            self._layout.addWidget(Tag("Rule broken", "danger"))
            self._layout.addWidget(label(words, wrap=True))

    def _actions(self, person: PersonOnBoard) -> None:
        self._layout.addWidget(rule())
        holder = QWidget()
        row = FlowLayout(holder)
        row.add(_action("Move…", "arrow-right", self.move_asked))
        if person.group:
            row.add(_action("Swap…", "arrow-left-right", self.swap_asked))
            words = ("Unlock", "lock-open") if person.card.locked else ("Lock", "lock")
            row.add(_action(*words, self.lock_asked))
        self._layout.addWidget(holder)

    def _swaps(self, person: PersonOnBoard) -> None:
        if not person.group:
            return
        self._layout.addWidget(label("Best swaps", "strong"))
        if not person.swaps:
            self._layout.addWidget(label("No swap keeps every rule.", "muted", wrap=True))
        for option in person.swaps:
            self._layout.addLayout(self._swap_row(option))

    def _swap_row(self, option: Option) -> QVBoxLayout:
        go = button(option.name, look="link")
        go.setAccessibleName(
            f"Swap with {option.name}, {option.note}: {option.effect.sentence.lower()}"
        )
        go.clicked.connect(lambda: self.swap_chosen.emit(option.key))
        below = QHBoxLayout()
        below.addWidget(label(option.note, "muted"))
        below.addStretch(1)
        below.addWidget(Tag(option.effect.short, option.effect.tone))
        row = QVBoxLayout()
        row.setSpacing(0)
        row.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(below)
        return row


def _action(text: str, icon: str, asked: SignalInstance) -> QPushButton:
    made = button(text, icon)
    made.clicked.connect(asked)
    return made
