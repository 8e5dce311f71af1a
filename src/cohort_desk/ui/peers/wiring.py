"""Puts the page of peer ratings and its presenters together."""

from pathlib import Path

from cohort_desk.domain.progress import Progress
from cohort_desk.reports.peers import write_forms, write_tutor_sheet
from cohort_desk.services.peers import read_forms, read_sheet
from cohort_desk.ui.kit.hearing import Hearing
from cohort_desk.ui.kit.printing import show_paper
from cohort_desk.ui.kit.session import Session, Viewpoint
from cohort_desk.ui.peers.page import PAPERS, PeersPage
from cohort_desk.ui.peers.presenter.explorer import ExplorerPresenter
from cohort_desk.ui.peers.presenter.form import FormPresenter
from cohort_desk.ui.peers.presenter.rounds import RoundsPresenter


def open_peers_page(session: Session) -> PeersPage:
    """Return a page of peer ratings that is filled in and listening.

    `session.show("peers", "contributions")` shows one of its views, and `session.show("peers", 17)`
    the form of a member. In a participant's view there is their own form and nothing else.
    """
    page = PeersPage(session.settings)
    rounds = RoundsPresenter(page, session)
    form = FormPresenter(page.form, session)
    explorer = ExplorerPresenter(page, session)
    page.keep(rounds, form, explorer)

    def show_round(_chosen: int) -> None:
        form.show_round(rounds.current)
        explorer.show_round(rounds.current)

    def take_view(viewpoint: Viewpoint) -> None:
        own = viewpoint.person_id if viewpoint.role == "participant" else None
        page.show_only_form(only=own is not None)
        form.show_only(own or 0)
        rounds.refresh()

    rounds.listeners.append(show_round)
    _connect_page(page, rounds, explorer, session)
    _connect_form(page, form)
    _connect_explorer(page, explorer)
    hearing = Hearing(page, session)
    hearing.records_changed.connect(rounds.records_changed)
    hearing.records_changed.connect(explorer.records_changed)
    hearing.cohort_changed.connect(rounds.show_cohort)
    hearing.viewpoint_changed.connect(take_view)
    page.show_view("returns")
    take_view(session.viewpoint)
    page.returns.table.start()
    return page


def _connect_page(
    page: PeersPage, rounds: RoundsPresenter, explorer: ExplorerPresenter, session: Session
) -> None:
    def export(view: str) -> None:
        (explorer.export if view == "contributions" else rounds.export)()

    def print_paper(paper: str) -> None:
        found = rounds.current
        if found is None:
            return
        read, write_to = (
            (read_forms, write_forms) if paper == "forms" else (read_sheet, write_tutor_sheet)
        )

        def write(path: Path, report: Progress) -> None:
            write_to(read(session.db, found.id), path, report)

        show_paper(session.prints, page, PAPERS[paper], write)

    page.round_chosen.connect(rounds.choose)
    page.open_asked.connect(rounds.open)
    page.close_asked.connect(rounds.close_or_reopen)
    page.export_asked.connect(export)
    page.print_asked.connect(print_paper)
    page.modules_asked.connect(lambda: session.show("modules"))
    returns = page.returns
    returns.searched.connect(rounds.search)
    returns.states_chosen.connect(rounds.filter_states)
    returns.widened.connect(rounds.widen)
    returns.withdraw_asked.connect(rounds.withdraw)
    set_up = page.set_up
    set_up.terms_left.connect(rounds.save_terms)
    set_up.delete_asked.connect(rounds.delete)
    set_up.criteria.added.connect(rounds.add_criterion)
    set_up.criteria.edited.connect(rounds.edit_criterion)
    set_up.criteria.moved.connect(rounds.move_criterion)
    set_up.criteria.deleted.connect(rounds.delete_criterion)


def _connect_form(page: PeersPage, form: FormPresenter) -> None:
    page.form.member_chosen.connect(form.choose)
    page.form.typed.connect(form.typed)
    page.form.handed_in.connect(form.hand_in)


def _connect_explorer(page: PeersPage, explorer: ExplorerPresenter) -> None:
    view = page.explorer
    view.group_chosen.connect(explorer.choose)
    view.silence_tried.connect(explorer.try_silence)
    view.weighting_tried.connect(explorer.try_weighting)
    view.mark_tried.connect(explorer.try_mark)
    view.left_out.connect(explorer.leave_out)
    view.as_ruled.connect(explorer.as_ruled)
    page.member.override_asked.connect(explorer.override)
    page.member.withdrawal_asked.connect(explorer.withdraw)
