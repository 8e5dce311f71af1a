"""Puts the home page and its presenter together."""

from cohort_desk.ui.home.page import HomePage
from cohort_desk.ui.home.presenter import HomePresenter
from cohort_desk.ui.kit.session import Session


def open_home_page(session: Session) -> HomePage:
    """Return a home page that is filled in and listening."""
    page = HomePage()
    presenter = HomePresenter(page, session.db, session.cohort_id)
    page.keep(presenter)
    page.wanted.connect(session.show)
    session.news.changed.connect(presenter.records_changed)
    session.cohort_changed.connect(presenter.show_cohort)
    presenter.refresh()
    return page
