"""What each rule and criterion costs the mix: worked out when asked for, dearest first."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from cohort_desk.ui.groups.presenter.what_if import CostRow, Costs
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.widgets import button, label, rule

_STEPS = 1000
_SHOWN = 12
_MEANING = (
    "Forms the groups without each rule and each criterion in turn and says what the rest of the "
    "mix would gain, in points: what is counted weighs as much as its criterion matters. Nothing "
    "is changed by it."
)


class CostsCard(QFrame):
    """Shows the costs; `relaxed` carries the one thing that shall be let go."""

    asked = Signal()
    stop_asked = Signal()
    relaxed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.ask = button("Work out what each costs", "sparkles")
        self.ask.clicked.connect(self.asked)
        self.words = label("", "muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("How far working out the costs is")
        self.stop = button("Stop", "square")
        self.stop.setAccessibleName("Stop working out what each costs")
        self.stop.clicked.connect(self.stop_asked)
        self.stop.clicked.connect(lambda: self.stop.setEnabled(False))
        self.problem = label("", "error", wrap=True)
        self.remedies: list[QPushButton] = []
        self._working = QWidget()
        self._rows = QVBoxLayout()
        self._lay_out()
        self.show_costs(None)

    def show_costs(self, costs: Costs | None) -> None:
        """Show what is known; None where nothing has been worked out."""
        self._rest()
        self.problem.hide()
        clear_layout(self._rows)
        self.remedies = []
        self.ask.setText("Work it out again" if costs else "Work out what each costs")
        if costs is None:
            return
        for row in costs.rows[:_SHOWN]:
            self._add(row)
        cheaper = len(costs.rows) - _SHOWN
        cheap = f"{cheaper} more cost less than these." if cheaper > 0 else ""
        for text in (cheap, costs.rest, costs.remark):
            if text:
                self._rows.addWidget(label(text, "muted", wrap=True))

    def show_working(self, words: str) -> None:
        """Show that it is being worked out."""
        if self._working.isHidden():
            self.show_costs(None)
            self.bar.setValue(0)
            self.stop.setEnabled(True)
            self._working.show()
            self.ask.hide()
        self.words.setText(words)

    def show_share(self, share: float) -> None:
        self.bar.setValue(round(share * _STEPS))

    def show_problem(self, sentence: str) -> None:
        """Say why it cannot be worked out."""
        self._rest()
        self.problem.setText(sentence)
        self.problem.show()

    def _rest(self) -> None:
        self._working.hide()
        self.ask.show()

    def _add(self, row: CostRow) -> None:
        if self._rows.count():
            self._rows.addWidget(rule())
        shown = _Row(row)
        shown.relaxed.connect(self.relaxed)
        self._rows.addWidget(shown)
        if shown.remedy:
            self.remedies.append(shown.remedy)

    def _lay_out(self) -> None:
        working = QVBoxLayout(self._working)
        working.setContentsMargins(0, 0, 0, 0)
        working.setSpacing(tokens.S)
        working.addWidget(self.words)
        line = QHBoxLayout()
        line.setSpacing(tokens.M)
        line.addWidget(self.bar, 1)
        line.addWidget(self.stop)
        working.addLayout(line)
        self._rows.setSpacing(tokens.XS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
        layout.setSpacing(tokens.S)
        layout.addWidget(label("What rules and criteria cost", "heading"))
        layout.addWidget(label(_MEANING, "muted", wrap=True))
        layout.addLayout(self._rows)
        layout.addWidget(self.problem)
        layout.addWidget(self._working)
        layout.addWidget(self.ask, 0, Qt.AlignmentFlag.AlignLeft)


class _Row(QWidget):
    """One rule, what it costs, and a button that lets it go."""

    relaxed = Signal(object)

    def __init__(self, row: CostRow) -> None:
        super().__init__()
        self.remedy: QPushButton | None = None
        head = QHBoxLayout()
        head.setSpacing(tokens.M)
        head.addWidget(label(row.rule, "strong", wrap=True), 1)
        if row.relaxation:
            self.remedy = button(row.relaxation.button, look="link")
            self.remedy.setAccessibleName(f"{row.relaxation.button}: {row.rule}")
            relaxation = row.relaxation
            self.remedy.clicked.connect(lambda: self.relaxed.emit(relaxation))
            head.addWidget(self.remedy, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(label(row.cost, wrap=True))
        if row.without_it:
            layout.addWidget(label(row.without_it, "small", wrap=True))
