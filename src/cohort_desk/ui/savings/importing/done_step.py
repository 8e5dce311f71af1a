"""Step 5: what was done, and the way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cohort_desk.domain.words import counted
from cohort_desk.services.savings.imports.plans import BenefitImport
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label

_PICTURE = 40


class DoneStep(QWidget):
    """Says what was imported."""

    undo_asked = Signal()
    save_refused_asked = Signal()
    again_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._icon = "circle-check"
        self.sentence, self.details = _centred("heading"), _centred("muted")
        self.undo = button("Undo this import", "undo-2")
        self.save_refused = button("Save refused rows…", "download")
        self.again = button("Import another file", "upload")
        self.undo.clicked.connect(self.undo_asked)
        self.save_refused.clicked.connect(self.save_refused_asked)
        self.again.clicked.connect(self.again_asked)
        self._lay_out()
        Theme.current().changed.connect(self._draw)

    def show_done(self, done: BenefitImport) -> None:
        """Say what has become of the rows."""
        count = done.new + done.updated
        self._icon = "circle-check"
        self.sentence.setText(
            f"{counted(count, 'benefit', 'benefits')} imported from {done.source}."
            if count
            else f"Nothing in {done.source} was new, so nothing was changed."
        )
        self.details.setText(_details(done))
        self.undo.setVisible(done.step_id is not None and done.can_be_undone)
        self.save_refused.setVisible(done.refused > 0)
        self._draw()

    def show_undone(self) -> None:
        """Say that the import has been taken back."""
        self._icon = "undo-2"
        self.sentence.setText("The import was taken back.")
        self.details.setText("Benefits and officers are as they were before it.")
        self.undo.hide()
        self._draw()

    def _draw(self) -> None:
        self._picture.setPixmap(Theme.current().pixmap(self._icon, _PICTURE, "accent"))

    def _lay_out(self) -> None:
        actions = QHBoxLayout()
        actions.setSpacing(tokens.S)
        actions.addStretch(1)
        for each in (self.save_refused, self.undo, self.again):
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


def _details(done: BenefitImport) -> str:
    parts = [f"{done.new:,} new, {done.updated:,} updated"]
    if done.duplicate:
        parts.append(f"{done.duplicate:,} already known")
    if done.refused:
        parts.append(f"{done.refused:,} refused")
    text = f"{', '.join(parts)}."
    if done.officers_added:
        text += f" {counted(done.officers_added, 'officer', 'officers')} added."
    if done.step_id is not None and not done.can_be_undone:
        text += " Figures and costs of lines that were here are kept for good."
    return text
