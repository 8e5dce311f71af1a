"""Puts the view "Portfolio" and its presenter together."""

from PySide6.QtWidgets import QPushButton, QWidget

from cohort_desk.domain.savings.words import CASHABLE, Rung
from cohort_desk.services.savings.portfolio.shapes import CASH
from cohort_desk.ui.kit.page_desk import PageDesk
from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.savings.benefits.words import Wanted
from cohort_desk.ui.savings.page import SavingsPage
from cohort_desk.ui.savings.portfolio.presenter import PortfolioPresenter
from cohort_desk.ui.savings.portfolio.view import PortfolioPanel
from cohort_desk.ui.savings.views import View

_HEARS = frozenset(
    {
        *("benefit", "benefit_figure", "benefit_figure_year", "benefit_cost", "benefit_share"),
        *("benefit_event", "benefit_claim", "claim_decision", "pot", "officer", "participant"),
        *("project", "project_outcome", "agency", "cohort", "savings_settings"),
    }
)


class PortfolioView:
    """All savings at large; it has nothing to edit, so it can always be left."""

    hears = _HEARS

    def __init__(
        self, panel: PortfolioPanel, presenter: PortfolioPresenter, leading: "_Leading"
    ) -> None:
        self.panel, self.presenter, self.leading = panel, presenter, leading
        self.actions: tuple[QPushButton, ...] = (panel.export, panel.print)

    @property
    def widget(self) -> QWidget:
        return self.panel

    def show(self) -> None:
        self.presenter.refresh()

    def open(self, record: object) -> None:
        """Open nothing: what the portfolio shows has pages of its own."""

    def start_search(self) -> None:
        """Search nothing: there is no list here."""

    def may_leave(self) -> bool:
        return True


def open_portfolio(page: SavingsPage, session: Session) -> View:
    """Return the portfolio of the cohorts that the page tells of."""
    panel = PortfolioPanel()
    leading = _Leading(page, session)
    presenter = PortfolioPresenter(
        panel, PageDesk(page, session), lambda: page.cohort_id, leading.show
    )
    panel.kind_chosen.connect(presenter.choose_kind)
    panel.board.opened.connect(presenter.open)
    panel.export.clicked.connect(presenter.export)
    panel.begin_asked.connect(leading.begin)
    panel.print.clicked.connect(leading.make_report)
    panel.head.wanted.connect(leading.turn)
    return PortfolioView(panel, presenter, leading)


class _Leading:
    """Leads from the portfolio to the views that have what it sums up."""

    def __init__(self, page: SavingsPage, session: Session) -> None:
        self._page, self._session = page, session

    def show(self, key: str, value: object, kind: str) -> None:
        """Show the benefits behind a bar; of a cohort, its own portfolio."""
        types = frozenset(CASHABLE) if kind == CASH else frozenset({kind})
        if key == "rung" and isinstance(value, Rung):
            above = frozenset(rung for rung in Rung if rung >= value)
            self.turn("benefits", Wanted(rungs=above))
        elif key == "agency" and not value:
            # Without shares no benefit has a forecast.
            self.turn("benefits", Wanted(rungs=frozenset({Rung.PROJECTED}), types=types))
        elif key == "agency":
            self.turn("benefits", Wanted(agencies=frozenset({str(value)}), types=types))
        elif key == "project" and isinstance(value, int):
            self.turn("benefits", Wanted(project_id=value, types=types))
        elif key == "year" and isinstance(value, int):
            self.turn("benefits", Wanted(years=frozenset({value}), types=types))
        elif key == "cohort" and isinstance(value, int):
            self._session.choose_cohort(value)
            self._page.show_one_cohort()

    def turn(self, view: str, record: object) -> None:
        """Turn to another view."""
        self._page.turn_to(view, record)

    def begin(self) -> None:
        """Go to where the first benefit is entered."""
        self.turn("benefits", "add")

    def make_report(self) -> None:
        """Go to where the report for the board is made."""
        self.turn("reports", "portfolio")
