"""Puts the settings page and its presenter together."""

from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.settings.page import SettingsPage
from cohort_desk.ui.settings.presenter import SettingsPresenter


def open_settings_page(session: Session) -> SettingsPage:
    """Return a settings page that is filled in and listening."""
    page = SettingsPage(session.settings)
    presenter = SettingsPresenter(page, session.db)
    page.keep(presenter)
    page.programme_edited.connect(presenter.programme_edited)
    page.cohort_edited.connect(presenter.cohort_edited)
    page.cohort_wanted.connect(presenter.cohort_wanted)
    session.news.changed.connect(presenter.records_changed)
    presenter.refresh()
    return page
