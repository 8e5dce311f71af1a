"""Puts the view "Reports" of the Savings page together."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from cohort_desk.services.savings.snapshots.snapshots import KINDS
from cohort_desk.ui.kit.page_desk import PageDesk
from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.savings.page import SavingsPage
from cohort_desk.ui.savings.reports.presenter import ReportsPresenter
from cohort_desk.ui.savings.reports.view import ReportsView

_HEARS = frozenset({"savings_snapshot", "project", "cohort"})


class ReportsOfSavings:
    """The reports as the page knows them."""

    hears = _HEARS

    def __init__(self, view: ReportsView, presenter: ReportsPresenter) -> None:
        self._view, self._presenter = view, presenter

    @property
    def widget(self) -> QWidget:
        return self._view

    @property
    def actions(self) -> Sequence[QPushButton]:
        return (self._view.make_button,)

    def show(self) -> None:
        self._presenter.refresh()

    def open(self, record: object) -> None:
        """Print a report by its number, or begin to make one of a kind by its name."""
        if isinstance(record, int):
            self._presenter.preview(record)
        elif record in KINDS:
            self._view.show_form(str(record))

    def start_search(self) -> None:
        self._view.take_focus()

    def may_leave(self) -> bool:
        """Nothing is typed here that could be lost."""
        return True


def open_reports(page: SavingsPage, session: Session) -> ReportsOfSavings:
    """Return the view of reports, listening."""
    view = ReportsView(page.detail, session.prints, session.settings)
    presenter = ReportsPresenter(view, PageDesk(page, session), lambda: page.cohort_id)
    page.keep(presenter)
    view.wanted_changed.connect(presenter.narrow)
    view.chosen.connect(presenter.choose)
    view.opened.connect(presenter.preview)
    view.save_asked.connect(presenter.save)
    view.export_asked.connect(presenter.export)
    view.make_wanted.connect(view.show_form)
    view.make.kind_chosen.connect(presenter.offer)
    view.make.make_asked.connect(presenter.make)
    view.report.preview_asked.connect(presenter.preview)
    view.report.save_asked.connect(presenter.save)
    view.report.again_asked.connect(presenter.make_again)
    view.table.start()
    return ReportsOfSavings(view, presenter)
