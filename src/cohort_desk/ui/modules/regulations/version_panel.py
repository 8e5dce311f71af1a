"""The panel of one version: who follows it, what it says, and how it differs from another."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.widgets import button, label, rule
from cohort_desk.ui.modules.regulations.presenter.editing import ClauseLine
from cohort_desk.ui.modules.regulations.presenter.versions import VersionShown
from cohort_desk.ui.modules.regulations.words import (
    Lines,
    clause_lines,
    difference_lines,
    fact_lines,
)

_SHORTEST = 12


class VersionPanel(QWidget):
    """Shows a version and passes on what is done with it; each signal carries its id."""

    follow_asked = Signal(int)
    change_asked = Signal(int)
    export_asked = Signal(int)
    compare_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._id = 0
        self.follow = button("Use for this cohort", "check", look="primary")
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
        self.facts, self.differences, self.clauses = Lines(), Lines(), Lines()
        self.other.setMinimumContentsLength(_SHORTEST)
        self._compare_caption, self._compare_rule = label("Compare with", "label"), rule()
        self._lay_out()

    def show_version(self, shown: VersionShown) -> None:
        self._id = shown.id
        self.follow.setToolTip(shown.follow)
        self.follow.setAccessibleDescription(shown.follow)
        self.follow.setVisible(bool(shown.follow))
        self.facts.show_lines(fact_lines(shown.facts))
        self._show_comparison(shown)
        clauses = [ClauseLine(one.number, one.title, one.text) for one in shown.clauses]
        self.clauses.show_lines(clause_lines(clauses))

    def _show_comparison(self, shown: VersionShown) -> None:
        with QSignalBlocker(self.other):
            self.other.clear()
            for key, title in shown.others:
                self.other.addItem(title, key)
            self.other.setCurrentIndex(self.other.findData(shown.compared_with))
        for widget in (self.other, self._compare_caption, self._compare_rule):
            widget.setVisible(bool(shown.others))
        compared = shown.compared_with is not None
        self.differences.setVisible(compared)
        lines = difference_lines(shown.differences, "The two say the same.")
        self.differences.show_lines(lines)

    def _lay_out(self) -> None:
        actions = FlowLayout()
        for made in (self.follow, self.change, self.export):
            actions.add(made)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addLayout(actions)
        layout.addWidget(self.facts)
        layout.addWidget(self._compare_rule)
        layout.addWidget(self._compare_caption)
        layout.addWidget(self.other)
        layout.addWidget(self.differences)
        layout.addWidget(rule())
        layout.addWidget(label("In words", "heading"))
        layout.addWidget(self.clauses)
        layout.addStretch(1)
