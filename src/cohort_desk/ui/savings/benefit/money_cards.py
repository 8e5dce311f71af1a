"""The cards of a benefit's money: its figures year by year, and what it costs."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.words import COSTS
from cohort_desk.services.savings.reckoning.appraising import is_subtracted
from cohort_desk.services.savings.shapes import Cost
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.widgets import button, icon_button, label
from cohort_desk.ui.savings.benefit.cards import ActionCard
from cohort_desk.ui.savings.benefit.shown import Shown


class FiguresCard(ActionCard):
    """The current figures year by year."""

    def __init__(self) -> None:
        super().__init__("Figures", "forecast", "Forecast…", "trending-up")
        self.projection = button("Revise projection…", look="link")
        self.projection.clicked.connect(lambda: self.asked.emit("projected"))
        self.head.insertWidget(1, self.projection)

    def show_figures(self, shown: Shown) -> None:
        revised = shown.benefit.current("forecast") is not None
        self.link.setText("Revise forecast…" if revised else "Forecast…")
        closed = bool(shown.line.closing)
        self.link.setVisible(not closed)
        self.projection.setVisible(not closed)
        self.rebuild((shown.benefit.figures, shown.benefit.claims), lambda: self._make(shown))

    def _make(self, shown: Shown) -> None:
        benefit = shown.benefit
        projected, forecast = benefit.current("projected"), benefit.current("forecast")
        columns = [
            dict(projected.by_year) if projected else {},
            dict(forecast.by_year) if forecast else {},
            {},
        ]
        for claim in benefit.claims:
            if claim.validated_pence and claim.year >= shown.line.first_year:
                columns[2][claim.year] = columns[2].get(claim.year, 0) + claim.validated_pence
        shell = QWidget()
        grid = QGridLayout(shell)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.L)
        grid.setVerticalSpacing(tokens.XS)
        headings = ("Financial year", "Projected", "Forecast", "Validated")
        _grid_row(grid, 0, headings, small=True)
        for at, year in enumerate(sorted({year for each in columns for year in each}), start=1):
            amounts = [pounds(each[year]) if year in each else "–" for each in columns]
            _grid_row(grid, at, (shown.year(year), *amounts))
        grid.setColumnStretch(0, 1)
        self.rows.addWidget(shell)


class CostsCard(ActionCard):
    """What it costs, by year and agency."""

    def __init__(self) -> None:
        super().__init__("Costs", "cost", "Record a cost…", "plus")

    def show_costs(self, shown: Shown) -> None:
        closed = bool(shown.line.closing)
        self.link.setVisible(not closed)
        self.rebuild((shown.benefit.costs, shown.line.basis, closed), lambda: self._make(shown))

    def _make(self, shown: Shown) -> None:
        if not shown.benefit.costs:
            self.add_text("No cost is recorded.")
        for cost in shown.benefit.costs:
            self._add(cost, shown)

    def _add(self, cost: Cost, shown: Shown) -> None:
        told = [shown.year(cost.year), cost.agency, COSTS[cost.kind].lower()]
        if cost.moved:
            told.append("taken over from another agency")
        if not is_subtracted(cost, shown.line.basis):
            told.append("off the net figure already")
        if cost.note:
            told.append(cost.note)
        what = label(" · ".join(told), wrap=True)
        parts: list[QWidget] = [what, label(pounds(cost.pence), "strong")]
        if not shown.line.closing:
            for name, icon in (("correct", "pencil"), ("withdraw", "x")):
                made = icon_button(f"{name.capitalize()} {pounds(cost.pence)}", icon)
                made.setObjectName(f"{name}:{cost.id}")
                made.clicked.connect(lambda _=False, key=f"{name}:{cost.id}": self.asked.emit(key))
                parts.append(made)
        self.add_row(*parts)


def _grid_row(grid: QGridLayout, row: int, texts: Sequence[str], *, small: bool = False) -> None:
    for at, text in enumerate(texts):
        part = label(text, "small" if small else "body")
        side = Qt.AlignmentFlag.AlignRight if at else Qt.AlignmentFlag.AlignLeft
        grid.addWidget(part, row, at, side)
