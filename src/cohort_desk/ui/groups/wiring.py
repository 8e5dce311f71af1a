"""Puts the groups page and its presenters together."""

from functools import partial

from cohort_desk.ui.groups.page import GroupsPage
from cohort_desk.ui.groups.presenter.board import BoardPresenter
from cohort_desk.ui.groups.presenter.documents import DocumentsPresenter
from cohort_desk.ui.groups.presenter.forming import FormingPresenter
from cohort_desk.ui.groups.presenter.published import PublishedPresenter
from cohort_desk.ui.groups.presenter.rounds import GroupsPresenter
from cohort_desk.ui.groups.presenter.set_up import SetUpPresenter
from cohort_desk.ui.kit.session import Session


def open_groups_page(session: Session) -> GroupsPage:
    """Return a groups page that is filled in and listening.

    `session.show("groups", 3)` opens the round with that id.
    """
    page = GroupsPage(session.settings)
    set_up, board = SetUpPresenter(page.set_up, session), BoardPresenter(page.board, session)
    forming = FormingPresenter(page.proposals, session)
    published = PublishedPresenter(page.published, session)
    papers = DocumentsPresenter(page, session)
    rounds = GroupsPresenter(
        page,
        session,
        {"set_up": set_up, "proposals": forming, "board": board, "published": published},
        forming,
        papers,
    )
    page.keep(set_up, board, forming, published, papers, rounds)
    _connect_rounds(page, rounds, session)
    _connect_set_up(page, set_up)
    _connect_board(page, board, session)
    page.proposals.stop_asked.connect(forming.stop)
    page.proposals.accepted.connect(rounds.taken_over)
    page.proposals.discarded.connect(forming.discard)
    page.proposals.noted.connect(forming.note)
    for asked in (page.publish.clicked, page.published.publish_asked):
        asked.connect(lambda: published.publish(rounds.chosen))
    page.published.print_asked.connect(papers.print_groups)
    page.published.export_asked.connect(papers.export)
    page.print_asked.connect(papers.print_groups)
    page.export_asked.connect(papers.export)
    session.news.changed.connect(rounds.records_changed)
    session.cohort_changed.connect(rounds.show_cohort)
    rounds.refresh()
    return page


def _connect_rounds(page: GroupsPage, rounds: GroupsPresenter, session: Session) -> None:
    page.round_chosen.connect(rounds.choose)
    page.view_chosen.connect(rounds.view_chosen)
    page.record_opened.connect(rounds.open_record)
    page.add_asked.connect(rounds.add_round)
    page.rounds.rename_asked.connect(rounds.rename_round)
    page.rounds.delete_asked.connect(rounds.delete_round)
    page.form_asked.connect(rounds.form)
    page.import_asked.connect(lambda: session.show("import"))


def _connect_set_up(page: GroupsPage, set_up: SetUpPresenter) -> None:
    panel = page.set_up
    panel.sizes.typed.connect(set_up.sizes_typed)
    panel.sizes.left.connect(set_up.sizes_left)
    panel.criteria.changed.connect(set_up.criteria_changed)
    panel.rules.apart_by_changed.connect(set_up.apart_by_changed)
    panel.rules.people_typed.connect(set_up.people_typed)
    panel.rules.asked.connect(set_up.rule_asked)
    panel.rules_removed.connect(set_up.rules_removed)


def _connect_board(page: GroupsPage, board: BoardPresenter, session: Session) -> None:
    panel = page.board
    panel.effects_wanted.connect(board.effects_wanted)
    panel.swap_hovered.connect(board.swap_hovered)
    panel.moved.connect(board.move)
    panel.swapped.connect(board.swap)
    panel.groups_asked.connect(board.groups_asked)
    panel.swaps_asked.connect(board.swaps_asked)
    panel.person_asked.connect(board.person_asked)
    panel.person_record_asked.connect(partial(session.show, "people"))
    panel.lock_asked.connect(board.lock_toggled)
    panel.group_lock_asked.connect(board.group_lock_toggled)
    panel.group_renamed.connect(board.group_renamed)
    panel.group_added.connect(board.group_added)
    panel.group_removed.connect(board.group_removed)
