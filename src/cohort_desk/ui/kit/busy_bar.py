"""What is being done in a step of a wizard, how far it is, and a button to stop it."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.widgets import button, label


class BusyBar(QWidget):
    """Hidden until something runs long enough to be worth a look."""

    def __init__(self) -> None:
        super().__init__()
        self.sentence = label("")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = button("Stop", "x")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.M)
        row.addWidget(self.sentence)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        self.hide()

    def start(self, sentence: str) -> None:
        self.sentence.setText(sentence)
        self.bar.setAccessibleName(sentence)
        self.bar.setRange(0, 0)
