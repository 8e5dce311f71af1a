"""The panel that makes a report: which, and on what."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from cohort_desk.services.savings.snapshots.snapshots import KINDS
from cohort_desk.services.savings.snapshots.subjects import Subject
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.widgets import button, label

_TOLD = {
    "portfolio": "What is validated and releases cash, and beside it everything else: the funnel, "
    "years, agencies, projects, outcomes without money, what wants attention, and what was decided "
    "since the last report.",
    "agency": "One page for a sponsor: outcomes, savings by state, and who confirmed them.",
    "project": "Each benefit with its sentence, its ladder, its evidence and its worth.",
}
_NONE = {
    "portfolio": "There is neither a benefit nor an outcome yet. Enter a benefit first.",
    "agency": "No agency shares in a benefit yet. Set the shares of a benefit first.",
    "project": "No project has a benefit or an outcome yet. Enter a benefit first.",
}
_NARROW = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
_LEAST = 16
"""Characters that are seen at least; a long name must not widen the panel."""
_KEPT = (
    "What it says is kept. It prints the same again for good, whatever is changed afterwards: "
    "figures, names, or a table of discount rates."
)


class MakePanel(QWidget):
    """Says which report is wanted; the presenter says what it can be on."""

    kind_chosen = Signal(str)
    make_asked = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("lasting", True)
        self.kind = QComboBox()
        for kind, words in KINDS.items():
            self.kind.addItem(words, kind)
        self.subject = QComboBox()
        self.subject.setSizeAdjustPolicy(_NARROW)
        self.subject.setMinimumContentsLength(_LEAST)
        self.told = label("", "muted", wrap=True)
        self.none = label("", "muted", wrap=True)
        self.problem = label("", "error", wrap=True)
        self.make = button("Make and preview", "file-plus", look="primary")
        self._subjects: tuple[Subject, ...] = ()
        self._lay_out()
        self.kind.activated.connect(self._choose_kind)
        self.make.clicked.connect(self._ask)

    def start(self, kind: str = "") -> None:
        """Begin with a kind, the one before if none is given."""
        if kind:
            self.kind.setCurrentIndex(self.kind.findData(kind))
        self._choose_kind()
        self.kind.setFocus()

    def offer(self, kind: str, subjects: Sequence[Subject]) -> None:
        """Offer what a report of a kind can be on; what was chosen before stays chosen."""
        if kind != self.kind.currentData():
            return
        before = self.subject.currentText()
        self._subjects = tuple(subjects)
        with QSignalBlocker(self.subject):
            self.subject.clear()
            self.subject.addItems([each.name for each in subjects])
            self.subject.setCurrentIndex(max(self.subject.findText(before), 0 if subjects else -1))
        self.subject.setEnabled(bool(subjects))
        self.make.setEnabled(bool(subjects))
        self.none.setText("" if subjects else _NONE[kind])
        self.none.setVisible(not subjects)

    def show_problem(self, sentence: str) -> None:
        """Say why no report was made."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.make.setEnabled(bool(self._subjects))

    def _choose_kind(self) -> None:
        kind = str(self.kind.currentData())
        self.show_problem("")
        self.none.hide()
        self.told.setText(_TOLD[kind])
        self.make.setEnabled(False)
        self.kind_chosen.emit(kind)

    def _ask(self) -> None:
        self.show_problem("")
        at = self.subject.currentIndex()
        if 0 <= at < len(self._subjects):
            self.make.setEnabled(False)
            self.make_asked.emit(str(self.kind.currentData()), self._subjects[at])

    def _lay_out(self) -> None:
        form = Form()
        form.add("kind", "Which report", self.kind)
        form.add_widget(self.told)
        form.add("subject", "On what", self.subject)
        form.add_widget(self.none)
        form.add_widget(label(_KEPT, "small", wrap=True))
        form.add_widget(self.problem)
        self.none.hide()
        self.problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addWidget(form)
        layout.addWidget(self.make)
        layout.addStretch(1)
