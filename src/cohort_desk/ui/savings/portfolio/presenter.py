"""What the portfolio does: reads all savings, draws them, leads to what a bar shows, exports."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol, cast

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.progress import Progress
from cohort_desk.exchange.tables_out import write_table, write_workbook
from cohort_desk.services.savings.portfolio.portfolio import Stamp, read_portfolio, read_stamp
from cohort_desk.services.savings.portfolio.shapes import CASH, Portfolio
from cohort_desk.services.savings.today import today_or
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk
from cohort_desk.ui.kit.elsewhere import LatestReading
from cohort_desk.ui.savings.portfolio.words import kinds_in, tables

if TYPE_CHECKING:
    from datetime import date

    from cohort_desk.reports.charts.chart import Chart, Titled

_READ_AT_ONCE = 1_000
"""So many lines are read in an instant; of more, what was read before stays in sight meanwhile."""


class PortfolioView(Protocol):
    """What the presenter needs of its view."""

    def show_reading(self) -> None: ...
    def show_portfolio(self, portfolio: Portfolio, kinds: Sequence[str], kind: str) -> None: ...
    def show_charts(self, charts: "Sequence[Titled]") -> None: ...
    def show_empty(self, *, all_cohorts: bool) -> None: ...


class PortfolioPresenter:
    """Answers the view, and keeps it current as records change."""

    def __init__(
        self,
        view: PortfolioView,
        desk: Desk,
        cohort: Callable[[], int | None],
        go: Callable[[str, object, str], object],
    ) -> None:
        """Take what the page knows.

        `cohort` says of which one the page tells, None of all; `go` shows what a bar stands for:
        its key, its value, and the kind of saving that is drawn.
        """
        self._view, self._desk, self._cohort, self._go = view, desk, cohort, go
        self._reading = LatestReading("Reading savings", desk, self._failed)
        self._asked: tuple[Stamp, int | None, date] | None = None
        self._portfolio: Portfolio | None = None
        self._kind = CASH

    @property
    def portfolio(self) -> Portfolio | None:
        """What is shown."""
        return self._portfolio

    def refresh(self) -> None:
        """Read all savings, unless nothing has changed since they were last asked for."""
        db, cohort_id, today = self._desk.db, self._cohort(), today_or(None)
        stamp = read_stamp(db)
        wanted = (stamp, cohort_id, today)
        if wanted == self._asked:
            return
        self._asked = wanted

        def read(_report: Progress) -> Portfolio:
            return read_portfolio(db, cohort_id, today)

        def take(portfolio: Portfolio) -> None:
            self._portfolio = portfolio
            self._show(portfolio)

        at_once = stamp.lines <= _READ_AT_ONCE
        if not at_once and self._portfolio is None:
            self._view.show_reading()
        self._reading.ask(read, take, at_once=at_once)

    def _failed(self, error: CohortDeskError) -> None:
        """Say why there are no figures; the next look asks for them again."""
        self._asked = None
        self._desk.warn(str(error))

    def choose_kind(self, kind: str) -> None:
        """Draw the charts of another kind of saving."""
        self._kind = kind
        if self._portfolio is not None:
            self._view.show_charts(self._charts(self._portfolio))

    def open(self, what: object) -> None:
        """Show what a bar stands for; `what` is a pair, such as ("project", 3)."""
        if isinstance(what, tuple):
            key, value = cast("tuple[str, object]", what)
            self._go(key, value, self._kind)

    def export(self) -> None:
        """Save every table of the view as a workbook, or the one by agency as text."""
        if self._portfolio is None:
            return
        path = self._desk.dialogs.path_to_save("Export savings", "Savings.xlsx", SHEETS_OUT)
        if path is None:
            return
        out = tables(self._portfolio)

        def write(report: Progress) -> None:
            if path.suffix.lower() == ".csv":
                write_table(next(t for t in out if t.name == "By agency"), path, report)
            else:
                write_workbook(out, path, report)

        def done(_result: object) -> None:
            self._desk.say(f"Exported to {path.name}")

        self._desk.runner.run(f"Exporting {path.name}", write, done=done, writes=False)

    def _show(self, portfolio: Portfolio) -> None:
        if not portfolio.lines and not portfolio.outcomes:
            self._view.show_empty(all_cohorts=portfolio.cohort_id is None)
            return
        kinds = kinds_in(portfolio)
        if self._kind not in kinds:
            self._kind = CASH
        self._view.show_portfolio(portfolio, kinds, self._kind)
        self._view.show_charts(self._charts(portfolio) if portfolio.lines else ())

    def _charts(self, portfolio: Portfolio) -> "Sequence[Titled]":
        kind = self._kind
        made: list[Titled] = [
            ("From projected to validated", partial(_funnel, portfolio)),
            ("By financial year", partial(_by_year, portfolio, kind)),
            ("Who invests, who saves", partial(_by_agency, portfolio, kind)),
            ("By project", partial(_by_project, portfolio, kind)),
        ]
        if portfolio.alarms.waiting or portfolio.total.of(kind).reached.claimed:
            made.append(("The evidence", partial(_by_evidence, portfolio, kind)))
        if len(portfolio.cohorts) > 1:
            made.append(("By cohort", partial(_by_cohort, portfolio, kind)))
        return made


# What draws takes ReportLab, which is slow to load; so it is loaded once a chart is seen.


def _funnel(portfolio: Portfolio) -> "Chart":
    from cohort_desk.reports.charts.savings_funnel import funnel  # noqa: PLC0415

    return funnel(portfolio)


def _by_year(portfolio: Portfolio, kind: str) -> "Chart":
    from cohort_desk.reports.charts.savings_years import by_year  # noqa: PLC0415

    return by_year(portfolio, kind)


def _by_agency(portfolio: Portfolio, kind: str) -> "Chart":
    from cohort_desk.reports.charts.savings_rows import by_agency  # noqa: PLC0415

    return by_agency(portfolio, kind)


def _by_project(portfolio: Portfolio, kind: str) -> "Chart":
    from cohort_desk.reports.charts.savings_rows import by_project  # noqa: PLC0415

    return by_project(portfolio, kind)


def _by_cohort(portfolio: Portfolio, kind: str) -> "Chart":
    from cohort_desk.reports.charts.savings_rows import by_cohort  # noqa: PLC0415

    return by_cohort(portfolio, kind)


def _by_evidence(portfolio: Portfolio, kind: str) -> "Chart":
    from cohort_desk.reports.charts.savings_evidence import by_evidence  # noqa: PLC0415

    return by_evidence(portfolio, kind)
