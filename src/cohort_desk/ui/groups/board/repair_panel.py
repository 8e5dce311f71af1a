"""Repairs in the panel on the right: the search, what it offers, or why there is nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QPushButton, QVBoxLayout, QWidget

from cohort_desk.ui.groups.presenter.repair import RepairOffer, RepairState
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.widgets import button, label

_SHOWN_MOVES = 30


class RepairPanel(QWidget):
    """Shows one state of the repair; emits which of the repairs is to be made."""

    chosen = Signal(int)
    stop_asked = Signal()
    again_asked = Signal()

    def __init__(self, state: RepairState) -> None:
        super().__init__()
        self.buttons: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.M)
        self.words = label(state.words, "strong", wrap=True)
        self._column.addWidget(self.words)
        if state.phase in ("searching", "making"):
            self._show_work()
        if state.phase == "searching":
            self._add_button("Stop", "square").clicked.connect(self.stop_asked)
        for offer in state.offers:
            self._column.addWidget(self._card(offer))
        if state.phase == "ended":
            self._add_button("Look again", "refresh-cw").clicked.connect(self.again_asked)
        self._column.addStretch(1)

    def _show_work(self) -> None:
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(self.words.text())
        self._column.addWidget(bar)

    def _add_button(self, words: str, icon: str) -> QPushButton:
        made = button(words, icon)
        self.buttons.append(made)
        self._column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def _card(self, offer: RepairOffer) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        card.setAccessibleName(f"{offer.title}. {offer.trade or offer.proof}")
        column = QVBoxLayout(card)
        column.setContentsMargins(tokens.M, tokens.M, tokens.M, tokens.M)
        column.setSpacing(tokens.S)
        column.addWidget(label(offer.title, "heading", wrap=True))
        if offer.trade:
            column.addWidget(label(offer.trade, wrap=True))
        if offer.proof:
            column.addWidget(label(offer.proof, "muted", wrap=True))
        more = len(offer.moves) - _SHOWN_MOVES
        listed = [*offer.moves[:_SHOWN_MOVES], *([f"and {more:,} more"] if more > 0 else [])]
        column.addWidget(label("\n".join(listed), wrap=True))
        effects = offer.effects or ("Nothing that counts changes.",)
        column.addWidget(label("\n".join(effects), "muted", wrap=True))
        make = button(offer.verb, look="plain" if self.buttons else "primary")
        make.setAccessibleName(f"{offer.verb}: {offer.title}")
        make.clicked.connect(lambda: self.chosen.emit(offer.number))
        self.buttons.append(make)
        column.addWidget(make)
        return card
