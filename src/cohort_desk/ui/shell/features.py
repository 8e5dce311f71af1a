"""The pages that an open programme has; each is imported only when it is first gone to."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from cohort_desk.services.programmes import working_file
from cohort_desk.ui.groups.board.commands import PALETTE
from cohort_desk.ui.kit.page import Page
from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.shell.pages import PageSpec

Build = Callable[[Session], Page]
_PROJECT_ACTIONS = ("Register projects", "Take in a folder…")
_PEOPLE_ACTIONS = ("Add person", "Import photos…", "Print…", "Export…")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A page: its place in the navigation, and whose view of the programme has it."""

    key: str
    title: str
    icon: str
    build: Build
    section: str = "Programme"
    roles: tuple[str, ...] = ("administrator",)
    actions: tuple[str, ...] = ()
    listed: bool = True


def page_specs(session: Session) -> tuple[PageSpec, ...]:
    """Return the pages of this programme that the chosen view has."""
    return tuple(
        PageSpec(
            entry.key,
            entry.title,
            entry.icon,
            partial(entry.build, session),
            section=entry.section,
            listed=entry.listed,
            actions=entry.actions,
        )
        for entry in _entries(away=working_file(session.db) is not None)
        if session.viewpoint.role in entry.roles
    )


def _entries(*, away: bool) -> tuple[_Entry, ...]:
    """Return every page; `away` is true of the working file that a tutor made from a pack."""
    everybody = ("administrator", "tutor", "participant")
    office_packs = ("Make packs…", "Merge a returned pack…")
    return (
        _Entry("home", "Home", "house", _home, roles=everybody),
        _Entry("people", "People", "users", _people, actions=_PEOPLE_ACTIONS),
        _Entry("agencies", "Agencies", "building-2", _agencies, actions=("Add agency",)),
        _Entry("groups", "Groups", "kanban", _groups, actions=PALETTE),
        _Entry("modules", "Modules", "book-open", _modules, actions=("Add module",)),
        _Entry(
            "sessions",
            "Sessions",
            "calendar",
            _sessions,
            roles=("administrator", "tutor"),
            actions=("Add session",),
        ),
        _Entry("projects", "Projects", "briefcase", _projects, "Work", actions=_PROJECT_ACTIONS),
        _Entry(
            "marking",
            "Marking",
            "list-checks",
            _marking,
            "Work",
            roles=("administrator", "tutor"),
            actions=("Balance…", "Import marks…"),
        ),
        _Entry(
            # No tutor's: it tells names and agreed marks, which blind markers must not see.
            "peers",
            "Peer ratings",
            "scale",
            _peers,
            "Work",
            roles=("administrator", "participant"),
        ),
        _Entry("boards", "Board", "clipboard-check", _boards, "Work", actions=("New board…",)),
        _Entry(
            "certificates",
            "Certificates",
            "award",
            _certificates,
            "Work",
            actions=("Verify files…", "Make a key…", "Import designs…"),
        ),
        _Entry(
            "packs",
            "Packs",
            "archive",
            _packs,
            "Work",
            # The office's packs are no tutor's; the way back from a working file is.
            roles=("administrator", "tutor") if away else ("administrator",),
            actions=("Save the returned pack…",) if away else office_packs,
        ),
        _Entry("savings", "Savings", "trending-up", _savings, "Value"),
        _Entry("import", "Import people", "upload", _import, listed=False),
        _Entry("settings", "Settings", "settings", _settings, section="", roles=everybody),
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


def _projects(session: Session) -> Page:
    from cohort_desk.ui.projects.wiring import open_projects_page

    return open_projects_page(session)


def _marking(session: Session) -> Page:
    from cohort_desk.ui.marking.wiring import open_marking_page

    return open_marking_page(session)


def _peers(session: Session) -> Page:
    from cohort_desk.ui.peers.wiring import open_peers_page

    return open_peers_page(session)


def _modules(session: Session) -> Page:
    from cohort_desk.ui.modules.wiring import open_modules_page

    return open_modules_page(session)


def _packs(session: Session) -> Page:
    from cohort_desk.ui.packs.wiring import open_packs_page

    return open_packs_page(session)


def _boards(session: Session) -> Page:
    from cohort_desk.ui.boards.wiring import open_boards_page

    return open_boards_page(session)


def _certificates(session: Session) -> Page:
    from cohort_desk.ui.certificates.wiring import open_certificates_page

    return open_certificates_page(session)


def _savings(session: Session) -> Page:
    from cohort_desk.ui.savings.wiring import open_savings_page

    return open_savings_page(session)


def _sessions(session: Session) -> Page:
    from cohort_desk.ui.attendance.wiring import open_sessions_page

    return open_sessions_page(session)


def _import(session: Session) -> Page:
    from cohort_desk.ui.imports.wiring import open_import_page

    return open_import_page(session)


def _settings(session: Session) -> Page:
    from cohort_desk.ui.settings.wiring import open_settings_page

    return open_settings_page(session)
