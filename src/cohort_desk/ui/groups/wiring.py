"""Puts the groups page and its presenters together."""

from functools import partial

from cohort_desk.ui.groups.page import GroupsPage
from cohort_desk.ui.groups.presenter.board import BoardPresenter
from cohort_desk.ui.groups.presenter.comparing import ComparePresenter
from cohort_desk.ui.groups.presenter.documents import DocumentsPresenter
from cohort_desk.ui.groups.presenter.explain import ExplainPresenter
from cohort_desk.ui.groups.presenter.forming import FormingPresenter
from cohort_desk.ui.groups.presenter.mix import MixPresenter
from cohort_desk.ui.groups.presenter.published import PublishedPresenter
from cohort_desk.ui.groups.presenter.publishing import PublishingPresenter
from cohort_desk.ui.groups.presenter.recipes import RecipesPresenter
from cohort_desk.ui.groups.presenter.repair import RepairPresenter
from cohort_desk.ui.groups.presenter.rounds import GroupsPresenter
from cohort_desk.ui.groups.presenter.set_up import SetUpPresenter
from cohort_desk.ui.groups.presenter.what_if import WhatIfPresenter
from cohort_desk.ui.kit.hearing import Hearing
from cohort_desk.ui.kit.session import Session


def open_groups_page(session: Session) -> GroupsPage:
    """Return a groups page that is filled in and listening.

    `session.show("groups", 3)` opens the round with that id.
    """
    page = GroupsPage(session.settings, session.prints)
    hearing = Hearing(page, session)
    costs = WhatIfPresenter(page.set_up.costs, session)
    set_up, board = SetUpPresenter(page.set_up, session, costs), BoardPresenter(page.board, session)
    comparing = ComparePresenter(page.proposals, session)
    forming = FormingPresenter(page.proposals, session, comparing)
    mix = MixPresenter(page.mix, session)
    published = PublishedPresenter(page.published, session)
    publishing = PublishingPresenter(session)
    papers = DocumentsPresenter(page, session)
    rounds = GroupsPresenter(
        page,
        session,
        {
            "set_up": set_up,
            "proposals": forming,
            "board": board,
            "mix": mix,
            "published": published,
        },
        forming,
        papers,
    )
    page.keep(set_up, board, mix, forming, comparing, published, publishing, papers, rounds)
    _connect_rounds(page, rounds, session)
    _connect_set_up(page, set_up)
    page.set_up.costs.asked.connect(costs.work_out)
    page.set_up.costs.stop_asked.connect(costs.stop)
    recipes = RecipesPresenter(page.set_up, session, lambda: set_up.settings)
    page.keep(recipes)
    _connect_recipes(page, recipes)
    hearing.records_changed.connect(recipes.records_changed)
    _connect_board(page, board, session)
    explain = ExplainPresenter(page.board, session, lambda: board.now)
    repair = RepairPresenter(page.board, session, lambda: rounds.chosen)
    page.keep(explain, repair)
    _connect_help(page, explain, repair)
    hearing.records_changed.connect(repair.records_changed)
    _connect_proposals(page, forming, comparing, rounds)
    for asked in (page.publish.clicked, page.published.publish_asked):
        asked.connect(lambda: publishing.publish(rounds.chosen))
    _connect_published(page, published)
    page.published.print_asked.connect(papers.print_groups)
    page.published.export_asked.connect(papers.export)
    page.print_asked.connect(papers.print_groups)
    page.proposals.print_asked.connect(papers.print_proposal)
    page.export_asked.connect(papers.export)
    hearing.records_changed.connect(rounds.records_changed)
    hearing.cohort_changed.connect(rounds.show_cohort)
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
    panel.rules.columns.changed.connect(set_up.apart_by_changed)
    panel.rules.form.people.typed.connect(set_up.people_typed)
    panel.rules.form.asked.connect(set_up.rule_asked)
    panel.rules.form.changed.connect(set_up.rule_changed)
    panel.rules_removed.connect(set_up.rules_removed)
    panel.unlock_asked.connect(set_up.unlock_all)
    panel.relaxed.connect(set_up.relax)


def _connect_recipes(page: GroupsPage, recipes: RecipesPresenter) -> None:
    panel = page.set_up
    panel.recipe.wanted.connect(recipes.names_wanted)
    panel.recipe.save_asked.connect(recipes.save)
    panel.recipe.manage_asked.connect(recipes.manage)
    panel.recipe.import_asked.connect(recipes.open_file)
    panel.recipe.export_asked.connect(recipes.export)
    panel.recipe.template_asked.connect(recipes.save_template)
    for used in (panel.recipe.used, panel.recipes.used):
        used.connect(recipes.use)
    panel.recipes.renamed.connect(recipes.rename)
    panel.recipes.deleted.connect(recipes.delete)
    panel.preview.taken.connect(recipes.take_over)
    for left in (panel.recipes.left, panel.preview.left):
        left.connect(recipes.leave)


def _connect_proposals(
    page: GroupsPage,
    forming: FormingPresenter,
    comparing: ComparePresenter,
    rounds: GroupsPresenter,
) -> None:
    panel = page.proposals
    panel.search_changed.connect(forming.choose_search)
    panel.stop_asked.connect(forming.stop)
    panel.accepted.connect(rounds.proposal_accepted)
    panel.publish_asked.connect(rounds.proposal_published)
    panel.discarded.connect(forming.discard)
    panel.discard_others_asked.connect(forming.discard_others)
    panel.noted.connect(forming.note)
    panel.compare_asked.connect(comparing.compare)
    panel.board_compare_asked.connect(comparing.compare_with_board)
    panel.compare_searched.connect(comparing.search)
    panel.compare_closed.connect(comparing.close)


def _connect_published(page: GroupsPage, published: PublishedPresenter) -> None:
    panel = page.published
    panel.version_asked.connect(published.version_asked)
    panel.comparison.chosen.connect(published.compare)
    panel.comparison.print_asked.connect(published.print_note)
    panel.comparison.copy_asked.connect(published.copy_note)


def _connect_help(page: GroupsPage, explain: ExplainPresenter, repair: RepairPresenter) -> None:
    panel = page.board
    panel.why_asked.connect(explain.why_asked)
    panel.repair_asked.connect(repair.ask)
    panel.repair_chosen.connect(repair.make)
    panel.repair_stopped.connect(repair.stop)
    panel.repair_left.connect(repair.left)


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
