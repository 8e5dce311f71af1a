"""The details of a card: who it is, what is wrong, and the best swaps and moves."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from cohort_desk.ui.groups.board.option_list import OptionList
from cohort_desk.ui.groups.presenter.board import PersonOnBoard
from cohort_desk.ui.groups.presenter.board_words import TRAY_NAME, grade_words
from cohort_desk.ui.groups.presenter.foretelling import Option
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.widgets import AgencyTag, SectorTag, Tag, button, label, rule


class PersonPanel(QWidget):
    """Shows one person on the board, with what can be done."""

    move_asked = Signal()
    swap_asked = Signal()
    swap_chosen = Signal(int)
    move_chosen = Signal(int)
    why_asked = Signal()
    lock_asked = Signal()
    take_out_asked = Signal()
    record_asked = Signal()

    def __init__(self, person: PersonOnBoard) -> None:
        super().__init__()
        self.lists: list[OptionList] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(tokens.S)
        self._facts(person)
        self._problems(person)
        self._actions(person)
        if person.group and not person.card.withdrawn:
            self._best("Best swaps", "No swap keeps every rule.", person.swaps, self.swap_chosen)
        if not person.card.withdrawn:
            self._best("Best moves", "No move keeps every rule.", person.moves, self.move_chosen)
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
                label(
                    "No longer counted in this group. Take the card out to free the place.",
                    "muted",
                    wrap=True,
                )
            )
        for words in person.card.broken:
            self._layout.addWidget(Tag("Rule broken", "danger"))
            self._layout.addWidget(label(words, wrap=True))

    def _actions(self, person: PersonOnBoard) -> None:
        self._layout.addWidget(rule())
        holder = QWidget()
        row = FlowLayout(holder)
        locked = person.card.locked
        if person.card.withdrawn:
            take_out = _action("Take out", "user-minus", self.take_out_asked)
            take_out.setObjectName("take_out")
            row.add(take_out)
        else:
            row.add(_action("Move…", "arrow-right", self.move_asked))
            if person.group:
                row.add(_action("Swap…", "arrow-left-right", self.swap_asked))
            row.add(_action("Why here?" if person.group else "Where to?", "info", self.why_asked))
        if person.group and (locked or not person.card.withdrawn):
            words = ("Unlock", "lock-open") if locked else ("Lock", "lock")
            row.add(_action(*words, self.lock_asked))
        self._layout.addWidget(holder)

    def _best(
        self, title: str, none: str, options: Sequence[Option], chosen: SignalInstance
    ) -> None:
        self._layout.addWidget(label(title, "strong"))
        if not options:
            self._layout.addWidget(label(none, "muted", wrap=True))
            return
        listed = OptionList(f"{title}, Enter does the one marked")
        listed.show_whole(options)
        listed.chosen.connect(chosen)
        self.lists.append(listed)
        self._layout.addWidget(listed)


def _action(text: str, icon: str, asked: SignalInstance) -> QPushButton:
    made = button(text, icon)
    made.clicked.connect(asked)
    return made
