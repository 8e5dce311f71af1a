"""What takes a moment for many people goes on elsewhere, and nothing is read in vain."""

from types import SimpleNamespace

import pytest
from sqlalchemy import event

from cohort_desk.services.groups import (
    add_round,
    delete_round,
    list_rounds,
    list_versions,
    move_people,
    publish,
    read_board,
    swap_people,
)
from cohort_desk.services.people import add_person
from cohort_desk.ui.groups.presenter.published import PublishedPresenter
from cohort_desk.ui.groups.presenter.publishing import PublishingPresenter
from cohort_desk.ui.groups.presenter.repair import RepairPresenter
from cohort_desk.ui.groups.presenter.set_up import SetUpPresenter


class View:
    """Remembers what it was asked to show."""

    def __init__(self) -> None:
        self.told = []

    def __getattr__(self, name):
        return lambda *what, **more: self.told.append((name, *what, *more.values()))

    def names(self):
        return [name for name, *_ in self.told]

    def last(self, name):
        return next(what for called, *what in reversed(self.told) if called == name)


@pytest.fixture
def view():
    return View()


@pytest.fixture
def desk(db, late_runner, answers):
    said = []
    return SimpleNamespace(
        db=db,
        cohort_id=1,
        runner=late_runner,
        dialogs=answers(),
        said=said,
        say=said.append,
        warn=said.append,
    )


@pytest.fixture
def thrice_published(db, grouped):
    """The round once two people have swapped between one version and the next; its id."""
    publish(db, grouped)
    for at in (1, 2):
        board = read_board(db, grouped)
        pair = [board.groups[place].cards[0] for place in (0, at)]
        seen = {card.id: card.seat_version for card in pair}
        swap_people(db, grouped, pair[0].id, pair[1].id, seen)
        publish(db, grouped)
    return grouped


@pytest.fixture
def published(view, desk):
    return PublishedPresenter(view, desk, read_at_once=0)


def finish(runner):
    """Finish what waits, and what comes of it; return what it was."""
    titles = []
    while runner.work:
        entry = runner.work.pop(0)
        titles.append(entry.title)
        entry.finish()
    return titles


def test_versions_are_read_elsewhere_while_the_old_ones_stay(db, grouped, published, view, desk):
    publish(db, grouped)
    published.show_round(grouped)
    assert view.names() == ["show_reading"]
    finish(desk.runner)
    view.told.clear()
    published.show_round(grouped)
    assert view.names() == []
    assert finish(desk.runner) == ["Reading the published versions"]
    assert view.names() == ["show_versions", "show_comparison"]


def test_versions_of_a_round_that_was_left_are_not_shown(db, grouped, published, view, desk):
    publish(db, grouped)
    published.show_round(grouped)
    published.show_round(add_round(db, 1, "Projects"))
    finish(desk.runner)
    assert "show_versions" not in view.names()
    assert view.last("show_nothing") == [False]


def test_only_the_comparison_that_was_asked_for_last_is_shown_and_copied(
    thrice_published, published, view, desk
):
    published.show_round(thrice_published)
    finish(desk.runner)
    shown = view.names().count("show_comparison")
    published.compare(1, 2)
    published.compare(1, 3)
    assert finish(desk.runner) == ["Comparing versions"] * 2
    assert view.names().count("show_comparison") == shown + 1
    [comparison] = view.last("show_comparison")
    assert (comparison.before, comparison.after) == (1, 3)
    published.copy_note()
    [text] = view.last("copy")
    assert "Version 3, published" in text
    assert all(moved.name in text for moved in comparison.moved)


def test_publishing_looks_and_writes_elsewhere_and_asks_in_between(db, grouped, desk):
    publishing = PublishingPresenter(desk, read_at_once=0)
    desk.dialogs.ready["confirm"] = True
    publishing.publish(grouped)
    publishing.publish(grouped)
    assert desk.dialogs.asked == []
    assert finish(desk.runner) == ["Looking at what to publish"] * 2 + ["Publishing Induction"]
    assert desk.dialogs.asked == [("confirm", "Publish Induction as version 1?")]
    assert [one.number for one in list_versions(db, grouped)] == [1]
    publishing.publish(grouped)
    finish(desk.runner)
    assert desk.said == ["Nothing has changed since version 1 was published."]


def test_a_round_that_is_deleted_meanwhile_is_said(db, grouped, desk):
    publishing = PublishingPresenter(desk, read_at_once=0)
    publishing.publish(grouped)
    [round_] = list_rounds(db, 1)
    delete_round(db, grouped, round_.version)
    finish(desk.runner)
    publishing.publish(grouped)
    assert ["deleted meanwhile" in sentence for sentence in desk.said] == [True, True]


@pytest.fixture
def repair(db, grouped, view, desk):
    """Repairs of a board on which somebody has just joined, looked for and offered."""
    add_person(db, 1, {"family_name": "Later"})
    presenter = RepairPresenter(view, desk, lambda: grouped, read_at_once=0)
    presenter.ask()
    finish(desk.runner)
    return presenter


def test_a_repair_is_made_elsewhere_and_only_once(db, grouped, repair, view, desk):
    repair.make(0)
    repair.make(0)
    assert view.last("show_repairs")[0].phase == "making"
    assert len(read_board(db, grouped).tray) == 1
    assert finish(desk.runner) == ["Making a repair"]
    assert read_board(db, grouped).tray == ()
    assert view.names()[-1] == "close_repairs"


def test_a_repair_that_has_become_stale_is_withdrawn(db, grouped, repair, view, desk):
    repair.make(0)
    [late] = read_board(db, grouped).tray
    move_people(db, grouped, [late.id], read_board(db, grouped).groups[0].id, {})
    finish(desk.runner)
    [state] = view.last("show_repairs")
    assert "have changed since" in state.words
    assert len(desk.said) == 1


def test_a_repair_made_while_something_else_is_looked_at_closes_nothing(repair, view, desk):
    repair.make(0)
    repair.left()
    finish(desk.runner)
    assert "close_repairs" not in view.names()


def test_no_people_are_looked_for_until_something_is_typed(db, grouped, view, desk):
    set_up = SetUpPresenter(view, desk, view)
    set_up.people_typed("Person07")
    [[found]] = view.last("show_people")
    assert found.name == "Person07 Sample"
    asked = []
    event.listen(db.engine, "before_cursor_execute", lambda *what: asked.append(what[2]))
    set_up.people_typed("  ")
    assert view.last("show_people") == [()]
    assert asked == []
