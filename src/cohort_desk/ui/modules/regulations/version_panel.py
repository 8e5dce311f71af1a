"""The panel of one version: who follows it, what it says, and how it differs from another."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.widgets import button, label, rule
from cohort_desk.ui.modules.regulations.presenter.editing import ClauseLine
from cohort_desk.ui.modules.regulations.presenter.versions import VersionShown
from cohort_desk.ui.modules.regulations.words import ClauseList, DifferenceList


class VersionPanel(QWidget):
    """Shows a version and passes on what is done with it; each signal carries its id."""

    follow_asked = Signal(int)
    change_asked = Signal(int)
    export_asked = Signal(int)
    compare_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._id = 0
        self.follow = button("", "check", look="primary")
        self.change = button("Change", "pencil")
        self.change.setAccessibleDescription("Opens the editor; saving makes a new version.")
        self.export = button("Export…", "download")
        self.follow.clicked.connect(lambda: self.follow_asked.emit(self._id))
        self.change.clicked.connect(lambda: self.change_asked.emit(self._id))
        self.export.clicked.connect(lambda: self.export_asked.emit(self._id))
        self.other = QComboBox()
        self.other.setAccessibleName("Compare with")
        self.other.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.other.activated.connect(lambda: self.compare_asked.emit(self.other.currentData()))
        self._facts = QVBoxLayout()
        self._facts.setSpacing(tokens.XS)
        self.differences, self.clauses = DifferenceList(), ClauseList()
        self._compare_caption = label("Compare with", "label")
        self._lay_out()

    def show_version(self, shown: VersionShown) -> None:
        self._id = shown.id
        self.follow.setText(shown.follow)
        self.follow.setVisible(bool(shown.follow))
        clear_layout(self._facts)
        for caption, text in shown.facts:
            self._facts.addWidget(label(caption, "small"))
            self._facts.addWidget(label(text, wrap=True))
        self._show_comparison(shown)
        self.clauses.show_clauses(
            [ClauseLine(one.number, one.title, one.text) for one in shown.clauses]
        )

    def _show_comparison(self, shown: VersionShown) -> None:
        with QSignalBlocker(self.other):
            self.other.clear()
            for key, title in shown.others:
                self.other.addItem(title, key)
            self.other.setCurrentIndex(self.other.findData(shown.compared_with))
        for widget in (self.other, self._compare_caption):
            widget.setVisible(bool(shown.others))
        compared = shown.compared_with is not None
        self.differences.setVisible(compared)
        self.differences.show_differences(shown.differences, "The two say the same.")

    def _lay_out(self) -> None:
        actions = FlowLayout()
        for made in (self.follow, self.change, self.export):
            actions.add(made)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addLayout(actions)
        layout.addLayout(self._facts)
        layout.addWidget(rule())
        layout.addWidget(self._compare_caption)
        layout.addWidget(self.other)
        layout.addWidget(self.differences)
        layout.addWidget(rule())
        layout.addWidget(label("In words", "heading"))
        layout.addWidget(self.clauses)
        layout.addStretch(1)
