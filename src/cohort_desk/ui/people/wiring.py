"""Puts the people's page and its presenters together."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from cohort_desk.services.people import Person, read_people
from cohort_desk.ui.kit.paged_table import PagedModel
from cohort_desk.ui.kit.printing import show_paper
from cohort_desk.ui.kit.record_editor import RecordEditor
from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.people.agency_names import AgencyNames
from cohort_desk.ui.people.columns import COLUMNS
from cohort_desk.ui.people.documents_presenter import PersonDocumentsPresenter
from cohort_desk.ui.people.page import PeoplePage
from cohort_desk.ui.people.photo_presenter import PhotoPresenter
from cohort_desk.ui.people.presenter import PeoplePresenter, person_kind

if TYPE_CHECKING:
    from cohort_desk.services.documents.available import Document


def open_people_page(session: Session) -> PeoplePage:
    """Return a people's page that is filled in and listening.

    `session.show("people", 17)` opens a person there, `session.show("people", PeopleFilter(…))`
    lists just those people.
    """
    model = PagedModel[Person](COLUMNS, lambda ids: read_people(session.db, ids))
    page = PeoplePage(model, session.settings)
    people = PeoplePresenter(page, session, partial(show_paper, session.prints, page))
    person = RecordEditor(page, person_kind(session.db), session.say)
    photos = PhotoPresenter(page, session)
    documents = PersonDocumentsPresenter(page, session)
    page.keep(people, person, photos, documents, model)
    _connect_list(page, people)
    _connect_person(page, person)
    _connect_photos(page, photos)
    _connect_documents(page, documents, session)
    agencies = AgencyNames(session.db)
    page.agencies_wanted.connect(lambda: page.suggest("agency_id", agencies.proposals()))
    page.import_asked.connect(lambda: session.show("import"))
    session.news.changed.connect(people.records_changed)
    session.news.changed.connect(person.records_changed)
    session.news.changed.connect(photos.records_changed)
    session.news.changed.connect(documents.records_changed)
    session.cohort_changed.connect(page.close_record)
    session.cohort_changed.connect(people.show_cohort)

    page.table.start()
    people.show_list()
    # The counts need another look at everybody, and the list need not wait for them.
    QTimer.singleShot(0, page, people.show_choices)
    return page


def _connect_list(page: PeoplePage, people: PeoplePresenter) -> None:
    page.search.searched.connect(people.search)
    page.filtered.connect(people.filter_by)
    page.model.sort_asked.connect(people.sort)
    page.table.widen_asked.connect(people.widen)
    page.narrow_asked.connect(people.narrow)
    page.add_submitted.connect(people.add)
    page.withdraw_asked.connect(people.withdraw)
    page.enrol_asked.connect(people.enrol_again)
    page.bulk_asked.connect(people.set_for)
    page.export_asked.connect(people.export)
    page.print_asked.connect(people.print_list)
    page.paper_asked.connect(people.print_paper)


def _connect_person(page: PeoplePage, person: RecordEditor[Person]) -> None:
    page.person_opened.connect(person.open)
    page.person_closed.connect(person.forget)
    page.field_left.connect(person.field_left)
    page.mine_kept.connect(person.keep_mine)
    page.theirs_taken.connect(person.take_theirs)
    page.history_wanted.connect(person.history_asked)


def _connect_photos(page: PeoplePage, photos: PhotoPresenter) -> None:
    page.person_opened.connect(photos.open)
    page.person_closed.connect(photos.forget)
    page.photo_asked.connect(photos.add)
    page.photo_given.connect(photos.take)
    page.photo_removed.connect(photos.remove)
    page.photos_asked.connect(photos.import_folder)


def _connect_documents(
    page: PeoplePage, documents: PersonDocumentsPresenter, session: Session
) -> None:
    def print_document(document: "Document") -> None:
        write = documents.writer(document)
        if write is not None:
            show_paper(session.prints, page, document.title, write)

    page.person_opened.connect(documents.open)
    page.person_closed.connect(documents.forget)
    page.document_asked.connect(print_document)
