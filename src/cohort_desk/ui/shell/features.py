"""The pages that an open programme has; each is imported only when it is first gone to."""

from collections.abc import Callable
from functools import partial

from cohort_desk.ui.groups.board.commands import PALETTE
from cohort_desk.ui.kit.page import Page
from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.shell.pages import PageSpec

Build = Callable[[Session], Page]
_PEOPLE_ACTIONS = ("Add person", "Import photos…", "Print…", "Export…")


def page_specs(session: Session) -> tuple[PageSpec, ...]:
    """Return the entries of the navigation for this programme."""
    entries: tuple[tuple[str, str, str, Build, tuple[str, ...]], ...] = (
        ("home", "Home", "house", _home, ()),
        ("people", "People", "users", _people, _PEOPLE_ACTIONS),
        ("agencies", "Agencies", "building-2", _agencies, ("Add agency",)),
        ("groups", "Groups", "kanban", _groups, PALETTE),
    )
    programme = [
        PageSpec(key, title, icon, partial(build, session), actions=actions)
        for key, title, icon, build, actions in entries
    ]
    return (
        *programme,
        PageSpec("import", "Import people", "upload", partial(_import, session), listed=False),
        PageSpec("settings", "Settings", "settings", partial(_settings, session), section=""),
    )


def _home(session: Session) -> Page:
    from cohort_desk.ui.home.wiring import open_home_page

    return open_home_page(session)


def _people(session: Session) -> Page:
    from cohort_desk.ui.people.wiring import open_people_page

    return open_people_page(session)


def _agencies(session: Session) -> Page:
    from cohort_desk.ui.agencies.wiring import open_agencies_page

    return open_agencies_page(session)


def _groups(session: Session) -> Page:
    from cohort_desk.ui.groups.wiring import open_groups_page

    return open_groups_page(session)


def _import(session: Session) -> Page:
    from cohort_desk.ui.imports.wiring import open_import_page

    return open_import_page(session)


def _settings(session: Session) -> Page:
    from cohort_desk.ui.settings.wiring import open_settings_page

    return open_settings_page(session)
