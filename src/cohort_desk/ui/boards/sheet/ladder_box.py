"""A mark that opens to show its ladder: every rung with its numbers, its rule and its clause."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cohort_desk.domain.marks.ladder import Ladder, Rung
from cohort_desk.domain.marks.ladder_words import change_words, clause_words, numbers_words
from cohort_desk.services.boards import SheetMark
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import Tag, button, label, rule


class MarkBox(QWidget):
    """One mark; a click on it opens the ladder that led to it."""

    opened = Signal(int, bool)
    amend_asked = Signal()

    def __init__(self, mark: SheetMark, *, expanded: bool, amendable: str) -> None:
        """Show a mark.

        Args:
            mark: the mark with its ladder.
            expanded: whether the ladder is open at once.
            amendable: what the button to amend it says; "" for none.
        """
        super().__init__()
        self._mark = mark
        self.toggle = button(f"{mark.title}  {mark.written}", look="link")
        self.toggle.setCheckable(True)
        self.toggle.setChecked(expanded)
        self.toggle.setAccessibleName(f"{mark.title} {mark.written}: how it came about")
        self.ladder = _ladder(mark.ladder)
        self.toggle.toggled.connect(self._turn)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.toggle)
        for text, tone in _tags(mark):
            head.addWidget(Tag(text, tone))
        head.addStretch(1)
        if amendable:
            head.addWidget(self._amend_button(amendable))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.XS)
        column.addLayout(head)
        column.addWidget(self.ladder)
        self._show(expanded=expanded)

    def _amend_button(self, words: str) -> QPushButton:
        made = button(words, look="link")
        made.setAccessibleName(f"{words} {self._mark.title}")
        made.clicked.connect(self.amend_asked)
        return made

    def _turn(self, expanded: bool) -> None:  # noqa: FBT001 - as Qt's signal hands it on
        self._show(expanded=expanded)
        self.opened.emit(self._mark.assessment_id, expanded)

    def _show(self, *, expanded: bool) -> None:
        Theme.current().dress(
            self.toggle, "chevron-down" if expanded else "chevron-right", "accent"
        )
        self.ladder.setVisible(expanded)


def _tags(mark: SheetMark) -> list[tuple[str, tokens.ToneName]]:
    found: list[tuple[str, tokens.ToneName]] = []
    if mark.decision:
        found.append(("Amended", "accent"))
    if mark.held:
        found.append(("Held", "danger"))
    if mark.late:
        found.append(("Late", "warning"))
    if mark.moderated:
        found.append(("Moderated", "neutral"))
    return found


def _ladder(ladder: Ladder) -> QWidget:
    shell = QWidget()
    column = QVBoxLayout(shell)
    column.setContentsMargins(tokens.M, 0, 0, tokens.S)
    column.setSpacing(tokens.S)
    for rung in ladder.rungs:
        column.addWidget(_rung(rung))
        column.addWidget(rule())
    if ladder.waiting:
        column.addWidget(label(ladder.waiting, "muted", wrap=True))
    return shell


def _rung(rung: Rung) -> QWidget:
    shell = QWidget()
    column = QVBoxLayout(shell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    head = QHBoxLayout()
    head.addWidget(label(rung.title, "strong", wrap=True), 1)
    head.addWidget(label(change_words(rung)), 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(head)
    clause = clause_words(rung)
    column.addWidget(label(f"{rung.rule} {f'({clause})' if clause else ''}".strip(), wrap=True))
    if rung.numbers:
        column.addWidget(label(numbers_words(rung), "small", wrap=True))
    return shell
