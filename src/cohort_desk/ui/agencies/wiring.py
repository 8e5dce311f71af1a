"""Puts the agencies' page and its presenters together."""

from cohort_desk.services.agencies import Agency
from cohort_desk.services.people import PeopleFilter
from cohort_desk.ui.agencies.page import AgenciesPage
from cohort_desk.ui.agencies.presenter import AgenciesPresenter, agency_kind
from cohort_desk.ui.kit.record_editor import RecordEditor
from cohort_desk.ui.kit.session import Session


def open_agencies_page(session: Session) -> AgenciesPage:
    """Return an agencies' page that is filled in and listening.

    `session.show("agencies", 3)` opens an agency there.
    """
    page = AgenciesPage(session.settings)
    agencies = AgenciesPresenter(page, session)
    agency = RecordEditor(page, agency_kind(session.db, lambda: session.cohort_id), session.say)
    page.keep(agencies, agency)
    _connect_list(page, agencies)
    _connect_agency(page, agency)

    def offer_others(agency_id: int) -> None:
        page.agency.offer_to_merge_into(agencies.others(agency_id))

    def show_people(agency_id: int) -> None:
        session.show("people", PeopleFilter(agencies=(agency_id,)))

    page.agency_opened.connect(offer_others)
    page.agency.people_wanted.connect(show_people)
    session.news.changed.connect(agencies.records_changed)
    session.news.changed.connect(agency.records_changed)
    session.cohort_changed.connect(agencies.show_cohort)

    agencies.refresh()
    page.table.start()
    return page


def _connect_list(page: AgenciesPage, agencies: AgenciesPresenter) -> None:
    page.search.searched.connect(agencies.search)
    page.sectors.chosen_changed.connect(agencies.filter_sectors)
    page.table.widen_asked.connect(page.widen)
    page.widened.connect(agencies.widen)
    page.add_panel.search.searched.connect(agencies.find_bodies)
    page.add_panel.body_taken.connect(agencies.add_body)
    page.add_panel.new_asked.connect(agencies.add_new)
    page.agency.alias_added.connect(agencies.add_alias)
    page.agency.alias_removed.connect(agencies.remove_alias)
    page.agency.merge_asked.connect(agencies.merge)
    page.delete_asked.connect(agencies.delete)
    page.export_asked.connect(agencies.export)


def _connect_agency(page: AgenciesPage, agency: RecordEditor[Agency]) -> None:
    page.agency_opened.connect(agency.open)
    page.agency_closed.connect(agency.forget)
    page.agency.field_left.connect(agency.field_left)
    page.agency.mine_kept.connect(agency.keep_mine)
    page.agency.theirs_taken.connect(agency.take_theirs)
    page.agency.history_wanted.connect(agency.history_asked)
