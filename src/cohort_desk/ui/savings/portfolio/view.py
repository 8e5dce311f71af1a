"""The view "Portfolio": the figures that lead, and the charts under them, scrolled as one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from cohort_desk.services.savings.portfolio.shapes import KINDS, Portfolio
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.chart_board import ChartBoard
from cohort_desk.ui.kit.states import EmptyState, LoadingState, State
from cohort_desk.ui.kit.widgets import button
from cohort_desk.ui.savings.portfolio.head import Head

if TYPE_CHECKING:
    from cohort_desk.reports.charts.chart import Titled

_GUIDANCE = (
    "Paste the sentence of a project’s report, such as “projected to save c £150K annually”. What "
    "it says is read from it, and you confirm it. Or import a spreadsheet of benefits."
)


class PortfolioPanel(QWidget):
    """Shows what the presenter gives it and passes on what the user does."""

    kind_chosen = Signal(str)
    begin_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.head = Head()
        self.kinds = QTabBar()
        self.kinds.setAccessibleName("Kind of saving in the charts")
        self.kinds.setDrawBase(False)
        self.kinds.setExpanding(False)
        self.kinds.setUsesScrollButtons(False)
        self.board = ChartBoard("Portfolio of savings")
        self.print = button("Print…", "printer")
        self.export = button("Export tables…", "download")
        self._keys: tuple[str, ...] = ()
        self._state: State | None = None
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        column.addWidget(self.head)
        column.addWidget(self.kinds)
        self.board.put_above(above)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.board)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.kinds.currentChanged.connect(self._choose)
        self.head.begin_asked.connect(self.begin_asked)

    def show_reading(self) -> None:
        self._show_state(LoadingState("Adding up all savings…"))

    def show_portfolio(self, portfolio: Portfolio, kinds: Sequence[str], kind: str) -> None:
        """Show the figures; the charts come by `show_charts`."""
        self._keys = tuple(kinds)
        with QSignalBlocker(self.kinds):
            while self.kinds.count():
                self.kinds.removeTab(0)
            for key in kinds:
                self.kinds.addTab(KINDS[key])
            self.kinds.setCurrentIndex(self._keys.index(kind))
        self.kinds.setVisible(len(kinds) > 1 and portfolio.lines > 0)
        self.head.show_portfolio(portfolio)
        self._offer(on=True)
        self._stack.setCurrentWidget(self.board)
        self._drop_state()

    def show_charts(self, charts: "Sequence[Titled]") -> None:
        self.board.show_charts(charts)

    def show_empty(self, *, all_cohorts: bool) -> None:
        """Say how the first benefit is entered."""
        where = "in this programme" if all_cohorts else "for this cohort"
        empty = EmptyState(
            "trending-up",
            f"No savings have been entered {where} yet.",
            "Enter the first benefit",
            _GUIDANCE,
        )
        empty.asked.connect(self.begin_asked)
        self._show_state(empty)

    def _choose(self, at: int) -> None:
        self.kind_chosen.emit(self._keys[at])

    def _show_state(self, state: State) -> None:
        self._drop_state()
        self._state = state
        self._offer(on=False)
        self._stack.addWidget(state)
        self._stack.setCurrentWidget(state)

    def _drop_state(self) -> None:
        if self._state is not None:
            self._stack.removeWidget(self._state)
            self._state.deleteLater()
            self._state = None

    def _offer(self, *, on: bool) -> None:
        for action in (self.print, self.export):
            action.setEnabled(on)
