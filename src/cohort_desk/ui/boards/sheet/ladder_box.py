"""A mark that opens to show its ladder: every rung with its numbers, its rule and its clause."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cohort_desk.domain.marks.ladder import Ladder, Rung
from cohort_desk.domain.marks.ladder_words import change_words, clause_words, numbers_words
from cohort_desk.services.boards import SheetMark
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import Tag, button, label, rule

_LEAST = 96


class MarkButton(QPushButton):
    """An assessment with its mark; a title too long for the panel is cut short, its tip is whole.

    It asks for the room of all its words, and makes do with that of a few.
    """

    def __init__(self, title: str, mark: str) -> None:
        super().__init__(f"{title}  {mark}")
        self._title, self._mark = title, mark
        self.setProperty("look", "link")
        self.setAutoDefault(False)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(self._wide(self._words) - self._wide(self.text()), 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(Theme.current().px(_LEAST), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        short = self.sizeHint().width() - event.size().width()
        words = self._words
        if short > 0:
            room = self._wide(self._title) - short
            cut = self.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, room)
            words = f"{cut}  {self._mark}"
        self.setText(words)
        self.setToolTip(self._words if short > 0 else "")
        super().resizeEvent(event)

    @property
    def _words(self) -> str:
        return f"{self._title}  {self._mark}"

    def _wide(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)


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
        self.toggle = MarkButton(mark.title, mark.written)
        self.toggle.setChecked(expanded)
        self.toggle.setAccessibleName(f"{mark.title} {mark.written}: how it came about")
        self.ladder = _ladder(mark.ladder)
        self.toggle.toggled.connect(self._turn)
        about = FlowLayout()
        for text, tone in _tags(mark):
            about.add(Tag(text, tone))
        if amendable:
            about.add(self._amend_button(amendable))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.XS)
        column.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(about)
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
    head = FlowLayout()
    head.add(label(rung.title, "strong", wrap=True))
    head.add(label(change_words(rung), wrap=True))
    column.addLayout(head)
    clause = clause_words(rung)
    column.addWidget(label(f"{rung.rule} {f'({clause})' if clause else ''}".strip(), wrap=True))
    if rung.numbers:
        column.addWidget(label(numbers_words(rung), "small", wrap=True))
    return shell
