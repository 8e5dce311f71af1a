"""The charts of marking: a choice of names or letters, the report to print, and the charts."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.chart_board import ChartBoard
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.widgets import button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cohort_desk.reports.charts.chart import Titled


class ChartsPanel(QWidget):
    """Shows what the presenter gives it; printing is of the whole cohort."""

    names_wanted = Signal(bool)
    print_asked = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.names = QCheckBox("Markers by name")
        self.report = button("Print the marks report…", "printer")
        self.for_others = button("Print it for others…", "printer")
        self.for_others.setToolTip("Numbers rounded, so that nobody’s mark can be told")
        self.board = ChartBoard("Charts of marking")
        self._tools = QWidget()
        row = FlowLayout(self._tools)
        for part in (self.names, self.report, self.for_others):
            row.add(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addWidget(self._tools)
        layout.addWidget(self.board, 1)
        self.names.toggled.connect(self.names_wanted)
        self.report.clicked.connect(lambda: self.print_asked.emit(False))
        self.for_others.clicked.connect(lambda: self.print_asked.emit(True))

    def show_charts(self, charts: "Sequence[Titled]", *, names: bool, may_name: bool) -> None:
        """Show charts; `may_name` is whether markers' names and the report are offered."""
        self._tools.setVisible(may_name)
        with QSignalBlocker(self.names):
            self.names.setChecked(names)
        self.board.show_charts(charts)

    def show_nothing(self, sentence: str, explanation: str) -> None:
        self._tools.hide()
        self.board.show_nothing(sentence, explanation)
