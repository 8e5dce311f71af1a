"""Puts the Packs page and its presenters together."""

from cohort_desk.services.packs import away_pack
from cohort_desk.ui.kit.hearing import Hearing
from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.packs.page import PacksPage
from cohort_desk.ui.packs.presenter.away import AwayPresenter
from cohort_desk.ui.packs.presenter.making import MakePresenter
from cohort_desk.ui.packs.presenter.merging import MergePresenter
from cohort_desk.ui.packs.presenter.packs import PacksPresenter


def open_packs_page(session: Session) -> PacksPage:
    """Return a Packs page that is filled in and listening.

    `session.show("packs", path)` compares a returned pack. In a working file that was made from a
    pack, the page says so and saves the returned pack.
    """
    page = PacksPage(session.settings)
    hearing = Hearing(page, session)
    if away_pack(session.db) is not None:
        away = AwayPresenter(page, session)
        page.keep(away)
        page.away.save_asked.connect(away.save)
        page.away.marking_asked.connect(lambda: session.show("marking"))
        hearing.records_changed.connect(away.records_changed)
        away.refresh()
        return page
    packs, merging = PacksPresenter(page, session), MergePresenter(page, session)
    making = MakePresenter(page, session)
    page.keep(packs, making, merging)
    page.offer_asked.connect(making.offer)
    page.make.make_asked.connect(making.make)
    _connect_list(page, packs)
    _connect_merge(page, merging)
    hearing.records_changed.connect(packs.records_changed)
    hearing.cohort_changed.connect(packs.show_cohort)
    packs.refresh()
    page.list.table.start()
    return page


def _connect_list(page: PacksPage, packs: PacksPresenter) -> None:
    view = page.list
    view.searched.connect(packs.search)
    view.statuses_chosen.connect(packs.filter_statuses)
    view.kinds_chosen.connect(packs.filter_kinds)
    view.widened.connect(packs.widen)
    view.withdraw_asked.connect(packs.withdraw)
    view.export_asked.connect(packs.export)
    view.pack_opened.connect(packs.open)
    page.pack.withdraw_asked.connect(packs.withdraw)


def _connect_merge(page: PacksPage, merging: MergePresenter) -> None:
    view = page.merging
    page.merge_file_asked.connect(merging.ask)
    page.file_dropped.connect(merging.compare)
    view.searched.connect(merging.search)
    view.outcomes_chosen.connect(merging.filter_outcomes)
    view.widened.connect(merging.widen)
    view.line_chosen.connect(merging.go_to)
    view.sided.connect(merging.choose_all)
    view.merge_asked.connect(merging.merge)
    view.cancelled.connect(merging.cancel)
    view.export_asked.connect(merging.export)
    page.clash.chosen.connect(merging.choose)
    page.clash.typed.connect(merging.type_value)
    page.clash.stepped.connect(merging.step)
