"""Puts the view "Portfolio" and its presenter together."""

from PySide6.QtWidgets import QPushButton, QWidget

from cohort_desk.ui.kit.session import Session
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

    def __init__(self, panel: PortfolioPanel, presenter: PortfolioPresenter) -> None:
        self.panel, self.presenter = panel, presenter
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
    presenter = PortfolioPresenter(panel, session, lambda: page.cohort_id, page.turn_to)
    panel.kind_chosen.connect(presenter.choose_kind)
    panel.board.opened.connect(presenter.open)
    panel.begin_asked.connect(presenter.begin)
    panel.export.clicked.connect(presenter.export)
    panel.print.clicked.connect(presenter.print_report)
    panel.head.wanted.connect(page.turn_to)
    return PortfolioView(panel, presenter)
