"""Puts the settings page and its presenter together."""

from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.settings.page import SettingsPage
from cohort_desk.ui.settings.presenter import IdentityPresenter, SettingsPresenter


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
    _open_identity(page, session)
    return page


def _open_identity(page: SettingsPage, session: Session) -> None:
    """Fill in the programme's code and logo, for the view that issues certificates."""
    issues = session.viewpoint.role == "administrator"
    page.offer_identity(offered=issues)
    if not issues:
        return
    card = page.identity
    identity = IdentityPresenter(card, session.db, session.dialogs)
    page.keep(identity)

    def show_keys() -> None:
        session.show("certificates", "keys")

    card.code_left.connect(identity.set_code)
    card.logo_wanted.connect(identity.set_logo)
    card.logo_choice_asked.connect(identity.choose_logo)
    card.logo_removed.connect(identity.remove_logo)
    card.keys_asked.connect(show_keys)
    session.news.changed.connect(identity.records_changed)
    identity.refresh()
