"""One proposal: how good it is, what would change, and what can be done with it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from cohort_desk.ui.groups.presenter.proposal_words import in_short, origin, rank_words
from cohort_desk.ui.groups.proposals.mixes import MixStrip
from cohort_desk.ui.groups.score import CriteriaLines, badge_tone
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.widgets import Tag, button, label

if TYPE_CHECKING:
    from cohort_desk.services.groups import Proposal

_MOST_SENTENCES, _MOST_IN_TIP = 3, 20


class ProposalCard(QFrame):
    """Shows a proposal and passes on what is decided."""

    accepted = Signal(int)
    publish_asked = Signal(int)
    discarded = Signal(int)
    noted = Signal(int, str)
    opened = Signal(int)
    ticked = Signal(int, bool)
    board_compared = Signal(int)

    def __init__(self, proposal: "Proposal", ranks: tuple[int, ...], *, alone: bool) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.proposal = proposal
        self._ranks, self._alone = ranks, alone
        self.name = f"Proposal {proposal.number}"
        self.setAccessibleName(f"{self.name}: {proposal.badge}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.L, tokens.S, tokens.L, tokens.S)
        layout.setSpacing(tokens.S)
        layout.addLayout(self._head())
        layout.addLayout(self._badge())
        self._in_short = label(in_short(proposal), "muted", wrap=True)
        layout.addWidget(self._in_short)
        if not proposal.complete:
            layout.addLayout(_warning("Broken", (*proposal.size_problems, *proposal.broken)))
        if proposal.changed:
            layout.addLayout(_warning("Changed", proposal.changed))
        layout.addWidget(CriteriaLines(proposal.score, dense=True))
        layout.addWidget(MixStrip((*proposal.groups, *proposal.left_as_is)))
        layout.addStretch(1)
        layout.addWidget(self._note())
        self._origin = label(origin(proposal), "small", wrap=True)
        layout.addWidget(self._origin)
        layout.addLayout(self._looks())
        layout.addLayout(self._deeds())

    def shows_alike(self, proposal: "Proposal", ranks: tuple[int, ...], *, alone: bool) -> bool:
        """Whether this card can show a proposal without being made anew."""
        shown = self._ranks, self._alone, *_fixed(self.proposal)
        return shown == (ranks, alone, *_fixed(proposal))

    def show_proposal(self, proposal: "Proposal") -> None:
        """Show the same proposal as it is now; a note that is being typed stays."""
        self.proposal = proposal
        self._in_short.setText(in_short(proposal))
        if not self.note.isModified():
            self.note.setText(proposal.note)
            self.note.setCursorPosition(0)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.S)
        row.addWidget(label(self.name, "heading"))
        row.addStretch(1)
        if self.proposal.state == "accepted":
            row.addWidget(Tag("In use", "accent"))
        if words := rank_words(self.proposal, self._ranks):
            row.addWidget(Tag(words, "success" if self.proposal.rank == 1 else "neutral"))
        return row

    def _badge(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.S)
        score = self.proposal.score
        tone = "warning" if self.proposal.size_problems else badge_tone(score)
        row.addWidget(Tag(self.proposal.distance, tone), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(self.proposal.leaving, "muted", wrap=True), 1)
        return row

    def _note(self) -> QLineEdit:
        self.note = QLineEdit(self.proposal.note)
        self.note.setPlaceholderText("Note")
        self.note.setAccessibleName(f"Note on {self.name}")
        self.note.setCursorPosition(0)
        self.note.editingFinished.connect(self._pass_on_note)
        return self.note

    def _pass_on_note(self) -> None:
        self.note.setModified(False)
        self.noted.emit(self.proposal.id, self.note.text())

    def _pass_on_tick(self, on: bool) -> None:  # noqa: FBT001 - a signal's
        self.ticked.emit(self.proposal.id, on)

    def _looks(self) -> QHBoxLayout:
        """Return what can be looked at more closely."""
        self.tick = QCheckBox("Compare")
        self.tick.setAccessibleName(f"Tick {self.name} to compare it")
        self.tick.toggled.connect(self._pass_on_tick)
        self.tick.setVisible(not self._alone)
        self.beside_board = button("Against the board", look="link")
        self.beside_board.setAccessibleName(f"Compare {self.name} with the board")
        self.beside_board.clicked.connect(lambda: self.board_compared.emit(self.proposal.id))
        self.beside_board.setVisible(not self.proposal.nobody_placed)
        look = button("See the groups", look="link")
        look.setAccessibleName(f"See the groups of {self.name}")
        look.clicked.connect(lambda: self.opened.emit(self.proposal.id))
        row = QHBoxLayout()
        row.setSpacing(tokens.S)
        row.addWidget(self.tick)
        row.addWidget(self.beside_board)
        row.addStretch(1)
        row.addWidget(look)
        return row

    def _deeds(self) -> QHBoxLayout:
        """Return what can be done with the proposal."""
        self.discard = button("Discard")
        self.discard.setAccessibleName(f"Discard {self.name}")
        self.discard.clicked.connect(lambda: self.discarded.emit(self.proposal.id))
        self.publish = button("Publish…")
        self.publish.setAccessibleName(f"Publish {self.name}…")
        self.publish.clicked.connect(lambda: self.publish_asked.emit(self.proposal.id))
        self.accept = button("Use these groups", "check", look="primary")
        self.accept.setAccessibleName(f"Use the groups of {self.name}")
        self.accept.clicked.connect(lambda: self.accepted.emit(self.proposal.id))
        is_open = self.proposal.state == "open"
        self.publish.setVisible(is_open)
        self.accept.setVisible(is_open)
        row = QHBoxLayout()
        row.setSpacing(tokens.S)
        row.addWidget(self.discard)
        row.addStretch(1)
        row.addWidget(self.publish)
        row.addWidget(self.accept, 0, Qt.AlignmentFlag.AlignRight)
        return row


def _warning(word: Literal["Broken", "Changed"], sentences: Sequence[str]) -> QHBoxLayout:
    """Return what there is to heed, with its mark; of many sentences the first few."""
    shown = sentences[:_MOST_SENTENCES]
    more = len(sentences) - len(shown)
    row = QHBoxLayout()
    row.setSpacing(tokens.S)
    tag = Tag(word, "danger" if word == "Broken" else "warning")
    row.addWidget(tag, 0, Qt.AlignmentFlag.AlignTop)
    text = label("\n".join((*shown, *([f"and {more} more"] if more else ()))), wrap=True)
    text.setToolTip("\n".join(sentences[:_MOST_IN_TIP]))
    row.addWidget(text, 1)
    return row


def _fixed(proposal: "Proposal") -> tuple[object, ...]:
    """Return what a card cannot change without being made anew."""
    return (
        proposal.id,
        proposal.state,
        proposal.rank,
        proposal.badge,
        proposal.changed,
        proposal.score,
        proposal.groups,
        proposal.left_as_is,
        proposal.size_problems,
        proposal.nobody_placed,
    )
