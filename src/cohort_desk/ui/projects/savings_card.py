"""The card of a project's savings: each line with its rung, and the way in for more."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from cohort_desk.domain.savings.money import about, pounds
from cohort_desk.domain.savings.words import Rung
from cohort_desk.services.savings.shapes import BenefitLine
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.card import Card
from cohort_desk.ui.kit.widgets import Tag, button, label

_TONES: dict[Rung, tokens.ToneName] = {
    Rung.PROJECTED: "neutral",
    Rung.FORECAST: "neutral",
    Rung.CLAIMED: "accent",
    Rung.VALIDATED: "success",
}
_CLOSED = {"delivered": "Delivered", "ended": "Ended short", "removed": "Removed"}


class SavingsCard(Card):
    """Lists what the project is to save; a line leads to its own page."""

    add_asked = Signal()
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__("Savings")
        self.add = button("Add saving…", "plus", look="link")
        self.add.clicked.connect(self.add_asked)
        self.head.addWidget(self.add)

    def show_savings(self, lines: Sequence[BenefitLine]) -> None:
        self.rebuild(tuple(lines), lambda: self._make(lines))

    def _make(self, lines: Sequence[BenefitLine]) -> None:
        for line in lines:
            self._row(line)
        if not lines:
            none = "None yet. Paste the sentence of the report that promises one."
            self.rows.addWidget(label(none, "muted", wrap=True))

    def _row(self, line: BenefitLine) -> None:
        title = button(line.title, look="link")
        title.setObjectName(f"benefit-{line.id}")
        title.setToolTip(line.title)
        title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        title.setMinimumWidth(tokens.XXL)
        title.clicked.connect(lambda: self.opened.emit(line.id))
        closed = _CLOSED.get(line.closing)
        rung = Tag(closed) if closed else Tag(line.rung.words, _TONES[line.rung])
        self.add_row(title, label(_amount(line), "muted"), rung, stretch=1)


def _amount(line: BenefitLine) -> str:
    """Return the amount that stands on the rung that the line has reached."""
    if line.rung is Rung.VALIDATED:
        return pounds(line.validated)
    if line.rung is Rung.CLAIMED:
        return pounds(line.claimed)
    if line.rung is Rung.FORECAST:
        return pounds(line.forecast)
    return about(line.projected, approximate=line.approximate)
