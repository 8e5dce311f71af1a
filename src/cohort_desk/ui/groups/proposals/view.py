"""The proposals of a round, side by side."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from cohort_desk.ui.groups.presenter.forming import FormingState
from cohort_desk.ui.groups.proposals.card import ProposalCard
from cohort_desk.ui.groups.proposals.progress import FormingProgress
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import Tag, label

if TYPE_CHECKING:
    from cohort_desk.services.groups import Proposal
    from cohort_desk.ui.kit.page import DetailPanel

_CARD_WIDTH = 380


class ProposalsPanel(QWidget):
    """Lists what was formed and not discarded; forming shows above it."""

    form_asked = Signal()
    stop_asked = Signal()
    accepted = Signal(int)
    discarded = Signal(int)
    noted = Signal(int, str)

    def __init__(self, detail: "DetailPanel") -> None:
        super().__init__()
        self._detail = detail
        self.cards: list[ProposalCard] = []
        self._shown: tuple[Proposal, ...] = ()
        self.progress = FormingProgress()
        self.progress.stop_asked.connect(self.stop_asked)
        self.problem = QFrame()
        self.problem_text = label("", wrap=True)
        self._grid_holder = QWidget()
        self._grid_holder.setObjectName("scrolled")
        self._grid = QGridLayout()
        self._scroll = QScrollArea()
        self._stack = QStackedWidget()
        self._lay_out()

    def show_proposals(self, proposals: Sequence["Proposal"]) -> None:
        """Show these proposals, the newest first; a note that is being typed stays."""
        if _told_apart(proposals) == _told_apart(self._shown):
            # A card that is being clicked must not be made anew under the pointer.
            for card, proposal in zip(self.cards, proposals, strict=True):
                card.show_proposal(proposal)
        else:
            for card in self.cards:
                card.hide()
                card.deleteLater()
            total = len(proposals)
            self.cards = [self._card(one, total - at) for at, one in enumerate(proposals)]
            self._deal()
        self._shown = tuple(proposals)
        self._stack.setCurrentIndex(0 if proposals or not self.progress.isHidden() else 1)

    def show_forming(self, title: str) -> None:
        self.problem.hide()
        self.progress.begin(title)
        self._stack.setCurrentIndex(0)

    def show_state(self, state: FormingState) -> None:
        self.progress.show_state(state)

    def end_forming(self) -> None:
        self.progress.hide()
        self._stack.setCurrentIndex(0 if self._shown or not self.problem.isHidden() else 1)

    def show_problem(self, sentence: str) -> None:
        """Show why no groups could be formed."""
        self.problem_text.setText(sentence)
        self.problem.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._deal()

    def _card(self, proposal: "Proposal", number: int) -> ProposalCard:
        card = ProposalCard(proposal, number)
        card.accepted.connect(self.accepted)
        card.discarded.connect(self.discarded)
        card.noted.connect(self.noted)
        card.opened.connect(lambda: self._open(proposal, number))
        return card

    def _deal(self) -> None:
        """Put the cards into as many columns as there is room for."""
        across = max(1, self.width() // Theme.current().px(_CARD_WIDTH))
        for at, card in enumerate(self.cards):
            self._grid.addWidget(card, at // across, at % across)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    def _open(self, proposal: "Proposal", number: int) -> None:
        """List the groups of a proposal in the panel on the right."""
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.XS)
        for group, scored in zip(proposal.groups, proposal.score.groups, strict=False):
            layout.addSpacing(tokens.S)
            layout.addWidget(label(f"{group.name} ({len(group.members)})", "strong"))
            if scored.worst:
                layout.addWidget(label(scored.worst, "small", wrap=True))
            layout.addWidget(label("\n".join(name for _, name in group.members), wrap=True))
        layout.addStretch(1)
        self._detail.show_widget(f"Groups of proposal {number}", holder)

    def _lay_out(self) -> None:
        self.problem.setProperty("card", True)
        warned = QVBoxLayout(self.problem)
        warned.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
        warned.addWidget(Tag("No groups formed", "danger"))
        warned.addWidget(self.problem_text)
        self.problem.hide()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(tokens.M)
        inner = QVBoxLayout(self._grid_holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self._grid)
        inner.addStretch(1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setAccessibleName("Proposals")
        self._scroll.setWidget(self._grid_holder)
        listed = QWidget()
        layout = QVBoxLayout(listed)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addWidget(self.progress)
        layout.addWidget(self.problem)
        layout.addWidget(self._scroll, 1)
        self._stack.addWidget(listed)
        empty = EmptyState(
            "sparkles",
            "No proposals yet.",
            "Form groups",
            "Each proposal says how near it is to the best possible. Nothing changes on the board "
            "until you take one over.",
        )
        empty.asked.connect(self.form_asked)
        self._stack.addWidget(empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)


def _told_apart(proposals: Sequence["Proposal"]) -> list[tuple[int, str]]:
    """Return what a card cannot change without being made anew."""
    return [(proposal.id, proposal.state) for proposal in proposals]
