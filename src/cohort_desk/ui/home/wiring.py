"""Puts the home page of each view and its presenter together."""

from functools import partial
from typing import TYPE_CHECKING

from cohort_desk.ui.home.page import HomePage
from cohort_desk.ui.home.presenter.standing import HomePresenter
from cohort_desk.ui.kit.page import Page
from cohort_desk.ui.kit.printing import show_paper
from cohort_desk.ui.kit.session import Session

if TYPE_CHECKING:
    from cohort_desk.services.documents.available import Document


def open_home_page(session: Session) -> Page:
    """Return the home page of the chosen view, filled in and listening."""
    viewpoint = session.viewpoint
    if viewpoint.role == "tutor" and viewpoint.person_id is not None:
        return _of_tutor(session, viewpoint.person_id)
    if viewpoint.role == "participant" and viewpoint.person_id is not None:
        return _of_participant(session, viewpoint.person_id)
    return _of_administrator(session)


def _of_administrator(session: Session) -> HomePage:
    page = HomePage()
    presenter = HomePresenter(page, session.db, session.cohort_id)
    page.keep(presenter)
    page.wanted.connect(session.show)

    def print_progress() -> None:
        show_paper(session.prints, page, "Progress of the cohort", presenter.write)

    page.print_asked.connect(print_progress)
    session.news.changed.connect(presenter.records_changed)
    session.cohort_changed.connect(presenter.show_cohort)
    presenter.refresh()
    return page


def _of_tutor(session: Session, tutor_id: int) -> Page:
    from cohort_desk.ui.home.presenter.queue import QueuePresenter  # noqa: PLC0415 - seldom used
    from cohort_desk.ui.home.queue_page import QueuePage  # noqa: PLC0415 - as above

    page = QueuePage()
    presenter = QueuePresenter(page, session.db, session.cohort_id, tutor_id)
    page.keep(presenter)
    page.wanted.connect(partial(session.show, "marking"))
    session.news.changed.connect(presenter.records_changed)
    session.cohort_changed.connect(presenter.show_cohort)
    presenter.refresh()
    return page


def _of_participant(session: Session, participant_id: int) -> Page:
    from cohort_desk.ui.home.own_page import OwnHomePage  # noqa: PLC0415 - seldom used
    from cohort_desk.ui.home.presenter.own import OwnPresenter  # noqa: PLC0415 - as above

    page = OwnHomePage()
    presenter = OwnPresenter(page, session.db, participant_id)
    page.keep(presenter)

    def print_document(document: "Document") -> None:
        show_paper(session.prints, page, document.title, presenter.writer(document))

    def print_why(assessment_id: int) -> None:
        write = partial(presenter.write_why, assessment_id)
        show_paper(session.prints, page, "Why this mark?", write)

    page.document_asked.connect(print_document)
    page.why_asked.connect(print_why)
    page.rate_asked.connect(partial(session.show, "peers"))
    session.news.changed.connect(presenter.records_changed)
    presenter.refresh()
    return page
