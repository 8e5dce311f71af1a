"""What a working file says of itself: whose pack it is, how far it is, and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from cohort_desk.domain.dates import written_date, written_moment
from cohort_desk.domain.words import counted
from cohort_desk.services.packs import AwayPack
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label

_WIDEST = 720
_STAYS = (
    "This is not the office’s programme: it holds only this pack, and what you mark stays in this "
    "file until you save the returned pack and send it to the office. The office merges it entry "
    "by entry and asks where two clash. You can save it as often as you like."
)
_OPEN = (
    "The working file itself is not sealed: whoever can open this computer’s files can read it. "
    "Delete it once the office has merged your return."
)


class AwayView(QWidget):
    """Passes on that the returned pack is wanted, or the marking."""

    save_asked = Signal(str, str)
    marking_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heading = label("", "heading", wrap=True)
        self.made = label("", "muted", wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Submissions finished")
        self.done = label("", "body", wrap=True)
        self.passphrase, self.again = QLineEdit(), QLineEdit()
        for each in (self.passphrase, self.again):
            each.setEchoMode(QLineEdit.EchoMode.Password)
        self.form = Form()
        self.form.add("passphrase", "Passphrase, if the return is to be sealed", self.passphrase)
        self.form.add("again", "The same passphrase again", self.again)
        self.marking = button("Go to marking", "list-checks")
        self.save = button("Save the returned pack…", "save", look="primary")
        self._lay_out()
        self.save.clicked.connect(self._ask)
        self.marking.clicked.connect(self.marking_asked)

    def show_away(self, found: AwayPack) -> None:
        head = found.head
        self.heading.setText(f"The marking pack of {head.reader}")
        due = f" Wanted back by {written_date(head.due_at.astimezone())}." if head.due_at else ""
        self.made.setText(
            f"{head.programme}, {head.cohort}. Made {written_moment(head.made_at)}.{due}"
        )
        self.progress.setRange(0, max(found.works, 1))
        self.progress.setValue(found.finished)
        works = counted(found.works, "submission", "submissions")
        entries = counted(found.changed, "entry has", "entries have")
        self.done.setText(
            f"{found.finished} of {works} finished. {entries} changed since the pack was made."
        )

    def show_problem(self, field: str, sentence: str) -> None:
        """Say what is wrong with a passphrase."""
        self.form.show_problem(field, sentence)

    def _ask(self) -> None:
        self.form.show_problem("passphrase", "")
        self.save_asked.emit(self.passphrase.text(), self.again.text())

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("card", True)
        card.setMaximumWidth(Theme.current().px(_WIDEST))
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.marking)
        buttons.addStretch(1)
        column = QVBoxLayout(card)
        column.setContentsMargins(tokens.XL, tokens.L, tokens.XL, tokens.L)
        column.setSpacing(tokens.M)
        for widget in (
            self.heading,
            self.made,
            label(_STAYS, wrap=True),
            self.progress,
            self.done,
            self.form,
        ):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addWidget(label(_OPEN, "small", wrap=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)
