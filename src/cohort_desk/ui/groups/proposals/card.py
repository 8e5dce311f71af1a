"""One proposal: how good it is, what would change, and what can be done with it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from cohort_desk.domain.dates import written_moment
from cohort_desk.domain.forming.sizes import describe_split
from cohort_desk.ui.groups.score import ScoreRows, badge_tone
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.widgets import Tag, button, label

if TYPE_CHECKING:
    from cohort_desk.services.groups import Proposal


class ProposalCard(QFrame):
    """Shows a proposal and passes on what is decided."""

    accepted = Signal(int)
    discarded = Signal(int)
    noted = Signal(int, str)
    opened = Signal(int)

    def __init__(self, proposal: "Proposal", number: int) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.proposal = proposal
        self._name = f"Proposal {number}"
        self.setAccessibleName(f"{self._name}: {proposal.score.distance}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
        layout.setSpacing(tokens.M)
        layout.addLayout(self._head())
        self._in_short = label(_in_short(proposal), "muted", wrap=True)
        layout.addWidget(self._in_short)
        layout.addWidget(ScoreRows(proposal.score))
        layout.addStretch(1)
        layout.addWidget(self._note())
        layout.addLayout(self._buttons())

    def show_proposal(self, proposal: "Proposal") -> None:
        """Show the same proposal as it is now; a note that is being typed stays."""
        self.proposal = proposal
        self._in_short.setText(_in_short(proposal))
        if not self.note.isModified():
            self.note.setText(proposal.note)
            self.note.setCursorPosition(0)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.S)
        row.addWidget(label(self._name, "heading"))
        row.addStretch(1)
        if self.proposal.state == "accepted":
            row.addWidget(Tag("Taken over", "neutral"))
        row.addWidget(Tag(self.proposal.score.distance, badge_tone(self.proposal.score)))
        return row

    def _note(self) -> QLineEdit:
        self.note = QLineEdit(self.proposal.note)
        self.note.setPlaceholderText("Note")
        self.note.setAccessibleName(f"Note on {self._name}")
        self.note.setCursorPosition(0)
        self.note.editingFinished.connect(self._pass_on_note)
        return self.note

    def _pass_on_note(self) -> None:
        self.note.setModified(False)
        self.noted.emit(self.proposal.id, self.note.text())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.S)
        look = button("See the groups", look="link")
        look.setAccessibleName(f"See the groups of {self._name}")
        look.clicked.connect(lambda: self.opened.emit(self.proposal.id))
        row.addWidget(look)
        row.addStretch(1)
        self.discard = button("Discard")
        self.discard.setAccessibleName(f"Discard {self._name}")
        self.discard.clicked.connect(lambda: self.discarded.emit(self.proposal.id))
        row.addWidget(self.discard)
        self.accept = button("Take over", "check", look="primary")
        self.accept.setAccessibleName(f"Take over {self._name}")
        self.accept.clicked.connect(lambda: self.accepted.emit(self.proposal.id))
        self.accept.setVisible(self.proposal.state == "open")
        row.addWidget(self.accept, 0, Qt.AlignmentFlag.AlignRight)
        return row


def _in_short(proposal: "Proposal") -> str:
    """Return the split, what would change, and when it was formed."""
    sizes = tuple(sorted((len(group.members) for group in proposal.groups), reverse=True))
    split = describe_split(sizes)
    if proposal.state == "accepted" and proposal.moves:
        people = "1 person has" if proposal.moves == 1 else f"{proposal.moves:,} people have"
        change = f"{people} moved since it was taken over"
    elif proposal.moves:
        people = "1 person" if proposal.moves == 1 else f"{proposal.moves:,} people"
        change = f"{people} would change groups or get one"
    else:
        change = "the same as the board"
    when = f"formed on {written_moment(proposal.formed_at)}"
    stopped = ", stopped early" if proposal.stopped else ""
    return f"{split} · {change} · {when}{stopped}"
