"""Puts the view "Settings" of the Savings page together."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.ui.kit.page_desk import PageDesk
from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.savings.page import SavingsPage
from cohort_desk.ui.savings.reckoning.presenter import SHOWN_OF, ReckoningPresenter
from cohort_desk.ui.savings.reckoning.view import ReckoningView
from cohort_desk.ui.savings.views import View

_SHEETS = "Spreadsheets (*.xlsx *.xls *.ods *.csv *.txt)"


class SettingsView:
    """The settings of savings as the page knows them."""

    actions: Sequence[QPushButton] = ()
    hears = SHOWN_OF

    def __init__(self, view: ReckoningView, presenter: ReckoningPresenter) -> None:
        self._view, self._presenter = view, presenter

    @property
    def widget(self) -> QWidget:
        return self._view

    def show(self) -> None:
        self._view.today = datetime.now(LONDON).date()
        self._presenter.refresh()

    def open(self, record: object) -> None:
        """Nothing here has a page of its own."""

    def start_search(self) -> None:
        """There is nothing to search."""

    def may_leave(self) -> bool:
        """A field is saved as it is left, which the focus does by going to the tab."""
        focus = QApplication.focusWidget()
        if focus and self._view.isAncestorOf(focus):
            focus.clearFocus()
        return self._view.leaving()


def open_settings(page: SavingsPage, session: Session) -> View:
    """Return the view of what savings are reckoned with, listening."""
    view = ReckoningView(page.detail)

    def leave() -> bool:
        return view.panel.may_leave(session.dialogs)

    view.leaving = leave
    presenter = ReckoningPresenter(view, PageDesk(page, session))
    page.keep(presenter)
    view.rules.left.connect(presenter.set)
    view.scale.changed.connect(presenter.set_scale)
    view.rates.removed.connect(presenter.remove_rates)
    view.deflators.removed.connect(presenter.remove_deflators)
    view.rates_answered.connect(presenter.save_rates)
    view.deflators_answered.connect(presenter.save_deflators)

    def import_deflators() -> None:
        path = session.dialogs.path_to_open("Import deflators", _SHEETS)
        if path is not None and (text := presenter.read_file(path)):
            view.fill_indices(text, path)

    view.factor.left.connect(presenter.set)
    view.file_wanted.connect(import_deflators)
    return SettingsView(view, presenter)
