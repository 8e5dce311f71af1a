"""The proposals of a round, side by side; two of them, or one and the board, compared."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from cohort_desk.domain.sectors import SECTORS
from cohort_desk.ui.groups.presenter.comparing import ComparisonShown
from cohort_desk.ui.groups.presenter.proposal_words import FormingState, ranked
from cohort_desk.ui.groups.proposals.card import ProposalCard
from cohort_desk.ui.groups.proposals.compare import CompareView
from cohort_desk.ui.groups.proposals.groups_list import groups_list
from cohort_desk.ui.groups.proposals.mixes import SectorKey
from cohort_desk.ui.groups.proposals.options import SearchOptions
from cohort_desk.ui.groups.proposals.progress import FormingProgress
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.states import EmptyState, LoadingState
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import Tag, button, label

if TYPE_CHECKING:
    from cohort_desk.services.groups import Proposal, SitsElsewhere
    from cohort_desk.ui.kit.page import DetailPanel

_CARD_WIDTH = 372
_CARDS, _EMPTY, _READING = range(3)
_TWO = 2


class ProposalsPanel(QWidget):
    """Lists what was formed and not discarded; forming shows above it."""

    form_asked = Signal()
    set_up_asked = Signal()
    search_changed = Signal(int, int)
    stop_asked = Signal()
    accepted = Signal(int)
    publish_asked = Signal(int)
    discarded = Signal(int)
    discard_others_asked = Signal()
    noted = Signal(int, str)
    compare_asked = Signal(int, int)
    board_compare_asked = Signal(int)
    compare_searched = Signal(str)
    compare_closed = Signal()
    print_asked = Signal(int)

    def __init__(self, detail: "DetailPanel") -> None:
        super().__init__()
        self._detail = detail
        self.cards: list[ProposalCard] = []
        self._ranks: tuple[int, ...] = ()
        self._alone = True
        self._ticked: list[int] = []
        self._asker: QWidget | None = None
        self.options = SearchOptions()
        self.sectors = SectorKey()
        self.progress = FormingProgress()
        self.comparison = CompareView()
        self.problem = QFrame()
        self.problem_text = label("", wrap=True)
        self.see_set_up = button("See in Set-up", "chevron-right")
        self._grid_holder = QWidget()
        self._grid_holder.setObjectName("scrolled")
        self._grid = QGridLayout()
        self._scroll = QScrollArea()
        self._stack, self._outer = QStackedWidget(), QStackedWidget()
        self._lay_out()
        self._connect()

    def show_proposals(self, proposals: Sequence["Proposal"]) -> None:
        """Show these proposals, the best first; a note that is being typed stays."""
        shown = {card.proposal.id: card for card in self.cards}
        self._ranks, self._alone = _ranks(proposals), len(proposals) == 1
        cards = [self._card(one, shown.pop(one.id, None)) for one in ranked(proposals)]
        for card in shown.values():
            _drop(card)
        if cards != self.cards:
            self.cards = cards
            self._deal()
        states = [one.state for one in proposals]
        self.options.discard.setVisible("accepted" in states and "open" in states)
        self.sectors.show_sectors(_sectors(proposals))
        self._show_ticks()
        self._show_list()

    def show_reading(self) -> None:
        """Say that the proposals are being read."""
        self._stack.setCurrentIndex(_READING)

    def show_search(self, proposals: int, seconds: int) -> None:
        """Show how many proposals are looked for, and how long for each."""
        self.options.show_search(proposals, seconds)

    def show_forming(self, title: str) -> None:
        self.problem.hide()
        self.progress.begin(title)
        self._show_list()

    def show_state(self, state: FormingState) -> None:
        self.progress.show_state(state)

    def end_forming(self) -> None:
        self.progress.hide()
        self._show_list()

    def show_problem(self, sentence: str) -> None:
        """Show why no groups could be formed."""
        self.problem_text.setText(sentence)
        self.problem.show()
        self._show_list()

    def hide_problem(self) -> None:
        """Forget why no groups could be formed, as of another round."""
        self.problem.hide()
        self._show_list()

    def show_comparison(self, comparison: ComparisonShown) -> None:
        """Show two groupings beside each other in place of the cards."""
        self.comparison.show_comparison(comparison)
        if self._outer.currentWidget() is not self.comparison:
            self._asker = self.focusWidget()
            self._detail.close_panel()
            self._outer.setCurrentWidget(self.comparison)
            self.comparison.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_people(self, elsewhere: Sequence["SitsElsewhere"], total: int) -> None:
        self.comparison.show_people(elsewhere, total)

    def close_comparison(self) -> None:
        """Show the cards again, with the focus where it was."""
        if self._outer.currentWidget() is self.comparison:
            self._outer.setCurrentIndex(0)
            self.comparison.search.clear()
            if self._asker and self._asker in self.findChildren(QWidget):
                self._asker.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._deal()

    def _card(self, proposal: "Proposal", before: ProposalCard | None) -> ProposalCard:
        if before and before.shows_alike(proposal, self._ranks, alone=self._alone):
            # A card that is being clicked must not be made anew under the pointer.
            before.show_proposal(proposal)
            return before
        card = ProposalCard(proposal, self._ranks, alone=self._alone)
        card.accepted.connect(self.accepted)
        card.publish_asked.connect(self.publish_asked)
        card.discarded.connect(self.discarded)
        card.noted.connect(self.noted)
        card.opened.connect(lambda: self._open(card))
        card.ticked.connect(self._tick)
        card.board_compared.connect(self.board_compare_asked)
        if before:
            had_focus = before.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
            _drop(before)
            if had_focus:
                card.tick.setFocus(Qt.FocusReason.OtherFocusReason)
        return card

    def _deal(self) -> None:
        """Put the cards into as many columns as there is room for."""
        across = max(1, self.width() // Theme.current().px(_CARD_WIDTH))
        for at, card in enumerate(self.cards):
            self._grid.addWidget(card, at // across, at % across)
        for column in range(max(across, self._grid.columnCount())):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    def _tick(self, proposal_id: int, on: bool) -> None:  # noqa: FBT001 - a signal's
        """Keep the last two that were ticked."""
        self._ticked = [one for one in self._ticked if one != proposal_id]
        if on:
            self._ticked = [*self._ticked[-1:], proposal_id]
        self._show_ticks()

    def _show_ticks(self) -> None:
        there = {card.proposal.id for card in self.cards}
        self._ticked = [one for one in self._ticked if one in there]
        for card in self.cards:
            card.tick.blockSignals(True)
            card.tick.setChecked(card.proposal.id in self._ticked)
            card.tick.blockSignals(False)
        self.options.show_choice(len(self.cards), len(self._ticked))

    def _compare(self) -> None:
        """Ask for both that are ticked, in the order in which they stand."""
        order = [card.proposal.id for card in self.cards if card.proposal.id in self._ticked]
        if len(order) == _TWO:
            self.compare_asked.emit(*order)

    def _leave_comparison(self) -> None:
        self.close_comparison()
        self.compare_closed.emit()

    def _show_list(self) -> None:
        busy = not (self.progress.isHidden() and self.problem.isHidden())
        self._stack.setCurrentIndex(_CARDS if self.cards or busy else _EMPTY)

    def _open(self, card: ProposalCard) -> None:
        """List the groups of a proposal in the panel on the right."""
        proposal_id = card.proposal.id
        groups = groups_list(card.proposal, lambda: self.print_asked.emit(proposal_id))
        self._detail.show_widget(f"Groups of {card.name.lower()}", groups)

    def _connect(self) -> None:
        self.see_set_up.clicked.connect(self.set_up_asked)
        self.progress.stop_asked.connect(self.stop_asked)
        self.options.changed.connect(self.search_changed)
        self.options.compare_asked.connect(self._compare)
        self.options.discard_asked.connect(self.discard_others_asked)
        self.comparison.closed.connect(self._leave_comparison)
        self.comparison.searched.connect(self.compare_searched)
        self.comparison.accepted.connect(self.accepted)

    def _lay_out(self) -> None:
        self.problem.setProperty("card", True)
        warned = QVBoxLayout(self.problem)
        warned.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
        warned.addWidget(Tag("No groups formed", "danger"))
        warned.addWidget(self.problem_text)
        warned.addWidget(self.see_set_up, 0, Qt.AlignmentFlag.AlignLeft)
        self.problem.hide()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(tokens.M)
        inner = QVBoxLayout(self._grid_holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(tokens.M)
        inner.addWidget(self.sectors)
        inner.addLayout(self._grid)
        inner.addStretch(1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setAccessibleName("Proposals")
        self._scroll.setWidget(self._grid_holder)
        self._stack.addWidget(self._scroll)
        empty = EmptyState(
            "sparkles",
            "No proposals yet.",
            "Form groups",
            "Several proposals that really differ are looked for, and each says how near it is to "
            "the best possible. Nothing changes on the board until you use one.",
        )
        empty.asked.connect(self.form_asked)
        self._stack.addWidget(empty)
        self._stack.addWidget(LoadingState("Reading the proposals…"))
        listed = QWidget()
        layout = QVBoxLayout(listed)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addWidget(self.options)
        layout.addWidget(self.progress)
        layout.addWidget(self.problem)
        layout.addWidget(self._stack, 1)
        self._outer.addWidget(listed)
        self._outer.addWidget(self.comparison)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._outer)


def _ranks(proposals: Sequence["Proposal"]) -> tuple[int, ...]:
    return tuple(sorted(one.rank for one in proposals if one.rank is not None))


def _drop(card: ProposalCard) -> None:
    card.hide()
    card.deleteLater()


def _sectors(proposals: Sequence["Proposal"]) -> list[str]:
    """Return the sectors that the first proposal's groups hold, in their order."""
    held = {
        key
        for proposal in proposals[:1]
        for group in (*proposal.groups, *proposal.left_as_is)
        for key, _ in group.sectors
    }
    return [sector.key for sector in SECTORS if sector.key in held]
