"""Step 5: what was done, and what comes next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cohort_desk.domain.words import counted
from cohort_desk.services.imports import ImportSummary
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label

_PICTURE = 40


class DoneStep(QWidget):
    """Says what was imported, with the way back."""

    undo_asked = Signal()
    save_refused_asked = Signal()
    people_asked = Signal()
    again_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._icon, self._role = "circle-check", "accent"
        self.sentence = _centred("heading")
        self.details = _centred("muted")
        self.undo = button("Undo this import", "undo-2")
        self.people = button("See the people", "users")
        self.save_refused = button("Save refused rows…", "download")
        self.again = button("Import another file", "upload")
        self.undo.clicked.connect(self.undo_asked)
        self.people.clicked.connect(self.people_asked)
        self.save_refused.clicked.connect(self.save_refused_asked)
        self.again.clicked.connect(self.again_asked)
        self._lay_out()
        Theme.current().changed.connect(self._draw)

    def show_summary(self, summary: ImportSummary) -> None:
        people = summary.new + summary.updated
        self._icon = "circle-check"
        self.sentence.setText(
            f"{counted(people, 'person', 'people')} imported from {summary.source}."
            if people
            else f"Nothing in {summary.source} was new, so nothing was changed."
        )
        self.details.setText(_details(summary))
        self.undo.setVisible(summary.step_id is not None)
        self.save_refused.setVisible(summary.refused > 0)
        self._draw()

    def show_undone(self) -> None:
        """Say that the import has been taken back."""
        self._icon = "undo-2"
        self.sentence.setText("The import was taken back.")
        self.details.setText("People and agencies are as they were before it.")
        self.undo.hide()
        self._draw()

    def _draw(self) -> None:
        self._picture.setPixmap(Theme.current().pixmap(self._icon, _PICTURE, self._role))

    def _lay_out(self) -> None:
        actions = QHBoxLayout()
        actions.setSpacing(tokens.S)
        actions.addStretch(1)
        for each in (self.people, self.save_refused, self.undo, self.again):
            actions.addWidget(each)
        actions.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(tokens.M)
        layout.addStretch(2)
        layout.addWidget(self._picture)
        layout.addWidget(self.sentence)
        layout.addWidget(self.details)
        layout.addSpacing(tokens.S)
        layout.addLayout(actions)
        layout.addStretch(3)


def _centred(look: str) -> QLabel:
    made = label("", "heading" if look == "heading" else "muted", wrap=True)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def _details(summary: ImportSummary) -> str:
    parts = [f"{summary.new:,} new, {summary.updated:,} updated"]
    if summary.duplicate:
        parts.append(f"{summary.duplicate:,} already known")
    if summary.refused:
        parts.append(f"{summary.refused:,} refused")
    text = ", ".join(parts) + "."
    if summary.agencies_added:
        text += f" {counted(summary.agencies_added, 'agency', 'agencies')} added."
    if summary.spellings_learnt:
        learnt = counted(summary.spellings_learnt, "spelling", "spellings")
        text += f" {learnt} of agencies learnt for next time."
    if summary.round_name:
        text += f" The earlier grouping is kept as the round “{summary.round_name}”."
    return text
