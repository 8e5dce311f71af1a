"""The presenters of proposals, without a window."""

from types import SimpleNamespace

import pytest

from cohort_desk.domain.progress import unwatched
from cohort_desk.services.groups import (
    add_round,
    delete_round,
    list_proposals,
    list_rounds,
)
from cohort_desk.ui.groups.presenter.comparing import ComparePresenter
from cohort_desk.ui.groups.presenter.forming import FormingPresenter


class Later:
    """Runs work when it is told to, one piece after the other."""

    def __init__(self):
        self.waiting = []

    def run(self, title, work, *, done, progressed=unwatched, ended=None, **_):
        def carry_out():
            done(work(progressed))
            (ended or (lambda: None))()

        self.waiting.append((title, carry_out))
        return lambda: None

    def go_on(self):
        """Do what waits, and what comes of it; return what it was."""
        titles = []
        while self.waiting:
            title, carry_out = self.waiting.pop(0)
            titles.append(title)
            carry_out()
        return titles


class View:
    """Remembers what it was asked to show."""

    def __init__(self):
        self.told = []

    def __getattr__(self, name):
        return lambda *what: self.told.append((name, *what))

    def last(self, name):
        return next(what for called, *what in reversed(self.told) if called == name)

    def names(self):
        return [name for name, *_ in self.told]


@pytest.fixture
def round_id(db, people):
    return add_round(db, 1, "Induction")


@pytest.fixture
def desk(db, answers):
    said = []
    return SimpleNamespace(
        db=db,
        cohort_id=1,
        runner=Later(),
        dialogs=answers(),
        said=said,
        say=said.append,
        warn=said.append,
    )


@pytest.fixture
def view():
    return View()


@pytest.fixture
def presenter(view, desk, round_id):
    made = FormingPresenter(view, desk, ComparePresenter(view, desk))
    made.choose_search(2, 2)
    made.show_round(round_id)
    return made


@pytest.fixture
def for_many(view, desk):
    """A presenter to which any round has many people."""
    comparing = ComparePresenter(view, desk, read_at_once=0)
    return FormingPresenter(view, desk, comparing, read_at_once=0)


def test_a_search_tells_how_it_stands_and_ends_once_its_result_is_kept(
    db, presenter, view, desk, round_id
):
    over = []
    presenter.when_over(lambda: over.append(presenter.forming_round))
    presenter.form()
    presenter.form()
    assert presenter.forming_round == round_id
    assert desk.runner.go_on() == ["Forming groups for Induction", "Keeping 2 proposals"]
    [state] = view.last("show_state")
    assert len(state.searches) == 2
    assert over == [None]
    presenter.refresh()
    [listed] = view.last("show_proposals")
    assert [one.number for one in listed] == [2, 1]
    assert view.names()[-1] == "end_forming"


def test_stopping_before_it_began_still_keeps_one(db, presenter, desk, round_id):
    presenter.form()
    presenter.stop()
    desk.runner.go_on()
    assert len(list_proposals(db, round_id)) == 1


def test_of_many_people_proposals_are_read_elsewhere_and_one_reading_at_a_time(
    for_many, view, desk, round_id
):
    for_many.show_round(round_id)
    for _ in range(2):
        for_many.refresh()
    assert len(desk.runner.waiting) == 1
    assert "show_reading" in view.names()
    assert desk.runner.go_on() == ["Reading the proposals"] * 2


def test_what_was_read_of_a_round_that_was_left_is_not_shown(db, for_many, view, desk, round_id):
    for_many.show_round(round_id)
    other = add_round(db, 1, "Projects")
    for_many.show_round(other)
    view.told.clear()
    desk.runner.go_on()
    assert view.names().count("show_proposals") == 1


def test_a_comparison_of_what_is_gone_is_closed_and_said(presenter, view, desk, round_id):
    db = desk.db
    presenter.form()
    desk.runner.go_on()
    one, other = (each.id for each in list_proposals(db, round_id))
    comparing = presenter._comparing
    comparing.compare(one, other)
    [shown] = view.last("show_comparison")
    assert shown.title == "Proposal 2 and proposal 1"
    comparing.search("no such person")
    assert view.last("show_people") == [[], len(shown.elsewhere)]
    [round_] = list_rounds(db, 1)
    delete_round(db, round_id, round_.version)
    comparing.compare(one, other)
    assert "close_comparison" in view.names()
    assert "deleted meanwhile" in desk.said[-1]


def test_of_many_people_groups_are_compared_elsewhere(for_many, view, desk, round_id):
    for_many.show_round(round_id)
    for_many.choose_search(2, 2)
    for_many.form()
    desk.runner.go_on()
    (one, *_) = list_proposals(desk.db, round_id)
    for_many._comparing.compare_with_board(one.id)
    assert "show_comparison" not in view.names()
    assert desk.runner.go_on() == ["Comparing groups"]
    [shown] = view.last("show_comparison")
    assert shown.usable == (None, one.id)
    assert "24 people of 24 sit in another group" in shown.summary
