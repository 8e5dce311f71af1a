"""How the marks before a board are spread, as charts."""

from functools import partial
from typing import TYPE_CHECKING, Protocol

from cohort_desk.services.boards.distribution import distributions_of
from cohort_desk.services.marks.distribution import Distribution
from cohort_desk.ui.boards.presenter.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cohort_desk.reports.charts.chart import Chart, Titled


class ChartsView(Protocol):
    """What the presenter needs of the view."""

    def show_charts(self, charts: "Sequence[Titled]") -> None: ...
    def show_nothing(self, sentence: str, explanation: str) -> None: ...


class ChartsPresenter:
    """Draws the sheet that the board has before it, with its amendments."""

    def __init__(self, view: ChartsView) -> None:
        self._view = view

    def show(self, reading: Reading) -> None:
        found = [each for each in distributions_of(reading.sheet).all if each.count]
        if found:
            charts = [(f"Marks: {each.name}", partial(_chart, each)) for each in found]
            self._view.show_charts(charts)
        else:
            self._view.show_nothing(
                "There are no marks to draw yet.",
                "Charts here show how the marks of each module are spread, and the classes.",
            )


def _chart(found: Distribution) -> "Chart":
    # Only once it is shown.
    from cohort_desk.reports.charts.histogram import mark_distribution  # noqa: PLC0415

    return mark_distribution(found)
