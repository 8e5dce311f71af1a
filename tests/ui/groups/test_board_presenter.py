"""What changes would do and what is offered, without a window."""

from types import SimpleNamespace

import pytest

from cohort_desk.domain.forming.request import RuleKind
from cohort_desk.services.groups import (
    NewRule,
    add_rule,
    lock_group,
    lock_people,
    open_board,
    read_board,
)
from cohort_desk.services.people import add_person, withdraw_people
from cohort_desk.ui.groups.presenter.board import BoardPresenter
from cohort_desk.ui.groups.presenter.board_filter import Sought, choices_of
from cohort_desk.ui.groups.presenter.board_words import TRAY
from cohort_desk.ui.groups.presenter.foretelling import Foreteller


class View:
    """Keeps what it is shown."""

    def __init__(self) -> None:
        self.shown = SimpleNamespace()

    def __getattr__(self, name):
        if not name.startswith(("show_", "offer_")):
            raise AttributeError(name)
        return lambda *given: setattr(self.shown, name, given)


@pytest.fixture
def desk(db, heard_by_desk, late_runner):
    return SimpleNamespace(
        db=db,
        cohort_id=1,
        runner=late_runner,
        dialogs=None,
        say=heard_by_desk.append,
        warn=heard_by_desk.append,
    )


@pytest.fixture
def heard_by_desk():
    return []


@pytest.fixture
def foretold(db, grouped):
    return lambda: Foreteller(*open_board(db, grouped))


def test_groups_are_offered_best_first_and_the_tray_last(foretold):
    now = foretold()
    person = now.board.groups[0].cards[0].id
    offered = now.groups_for([person])
    assert [option.key for option in offered[-1:]] == [TRAY]
    changes = now._live.changes_by_move(person)
    places = {group.id: place for place, group in enumerate(now.board.groups)}
    costs = [changes[places[option.key]] for option in offered[:-1]]
    assert costs == sorted(costs)
    assert all(option.note == "6 people" for option in offered[:-1])


def test_groups_that_break_a_rule_come_after_those_that_do_not(db, grouped, foretold, board):
    one, other = board().groups[0].cards[0].id, board().groups[1].cards[0].id
    add_rule(db, grouped, NewRule(RuleKind.APART, (one, other), "complaint"))
    offered = foretold().groups_for([one])
    assert [option.effect.tone == "danger" for option in offered] == [False, False, True, False]
    assert "must be apart (complaint)" in offered[2].effect.sentence
    best = foretold().moves_for(one, 5)
    assert board().groups[1].id not in {option.key for option in best}


def test_what_is_locked_is_not_offered_and_says_why(db, grouped, foretold, board):
    first, second = board().groups[:2]
    held = second.cards[0]
    lock_people(db, grouped, [held.id], locked=True, seen={held.id: held.seat_version})
    lock_group(db, first.id, first.version, locked=True)
    now = foretold()
    moving = second.cards[1].id
    assert first.id not in {option.key for option in now.groups_for([moving])}
    swaps = {option.key for option in now.swaps_for(moving, 30)}
    assert swaps.isdisjoint({held.id, *(card.id for card in first.cards)})
    assert now.move([moving], 0).rule == "Group 1 is locked"
    assert now.move([held.id], 2).rule == f"{held.name} is locked in Group 2"
    assert now.swap(moving, first.cards[0].id).tone == "danger"
    assert now.swaps_for(held.id, 5) == now.moves_for(held.id, 5) == ()


def test_what_several_would_do_together_is_foretold(foretold):
    now = foretold()
    people = [card.id for card in now.board.groups[0].cards[:3]]
    effect = now.move(people, 1)
    assert effect.tone == "danger"
    assert effect.rule.startswith("Group 2 would have 9 people; the most is")
    assert now.move(people, 0).short == "Is here now"


def test_what_is_to_be_put_right_comes_with_the_board(db, desk, grouped, board):
    late = add_person(db, 1, {"family_name": "Later"})
    one, other = (group.cards[0] for group in board().groups[:2])
    add_rule(db, grouped, NewRule(RuleKind.TOGETHER, (one.id, other.id), "car share"))
    view = View()
    BoardPresenter(view, desk).show_round(grouped)
    needs, broken = view.shown.show_needs
    assert needs == ("1 person has no group", "1 rule is broken")
    assert len(broken) == 1
    assert "car share" in broken[0]
    withdraw_people(db, [late, one.id])
    BoardPresenter(view, desk).show_round(grouped)
    assert view.shown.show_needs == ((), ())


def test_a_result_that_is_out_of_date_is_dropped(desk, grouped, board):
    view = View()
    presenter = BoardPresenter(view, desk, read_at_once=0)
    presenter.show_round(grouped)
    assert hasattr(view.shown, "show_reading")
    (first,) = desk.runner.work
    first.finish()
    person = board().groups[0].cards[0].id
    presenter.refresh()
    presenter.move([person], board().groups[1].id)
    moved = view.shown.show_board[0]
    assert person in {card.id for card in moved.groups[1].cards}
    view.shown = SimpleNamespace()
    desk.runner.work[1].finish()
    assert vars(view.shown) == {}
    presenter.refresh()
    desk.runner.work[2].finish()
    assert view.shown.show_board[0].seats == moved.seats


def test_a_second_change_needs_no_reading_in_between(desk, heard_by_desk, grouped, board):
    presenter = BoardPresenter(View(), desk)
    presenter.show_round(grouped)
    person, other = board().groups[0].cards[0].id, board().groups[2].cards[0].id
    presenter.move([person], board().groups[1].id)
    presenter.swap(person, other)
    presenter.lock_toggled([person])
    presenter.lock_toggled([person])
    presenter.move([person], TRAY)
    assert heard_by_desk == []
    assert [card.id for card in board().tray] == [person]


def test_nobody_who_has_left_the_board_is_changed(desk, heard_by_desk, grouped):
    presenter = BoardPresenter(View(), desk)
    presenter.show_round(grouped)
    presenter.move([999], TRAY)
    presenter.swap(999, 1)
    presenter.swaps_asked(999)
    presenter.effects_wanted([999], [0, 1, 77])
    assert heard_by_desk == []


def test_where_no_swap_can_be_offered_the_reason_is_said(db, desk, heard_by_desk, grouped, board):
    person = board().groups[0].cards[0]
    lock_people(db, grouped, [person.id], locked=True, seen={person.id: person.seat_version})
    presenter = BoardPresenter(View(), desk)
    presenter.show_round(grouped)
    presenter.swaps_asked(person.id)
    assert heard_by_desk == [f"{person.name} is locked in Group 1."]


def test_choices_count_what_can_be_looked_for(db, grouped, board):
    withdraw_people(db, [board().groups[0].cards[0].id])
    choices = choices_of(read_board(db, grouped))
    assert dict(choices.marks) == {"withdrawn": 1}
    assert len(choices.agencies) == len(choices.sectors) == 6


@pytest.mark.parametrize(
    ("sought", "finds"),
    [
        (Sought(), True),
        (Sought("PERSON00"), True),
        (Sought("person00 police"), True),
        (Sought("person00 fire"), False),
        (Sought(marks=("locked",)), False),
        (Sought(marks=("locked", "unplaced")), True),
        (Sought(sectors=("police", "fire")), True),
        (Sought("person00", sectors=("fire",)), False),
    ],
)
def test_a_card_is_found_by_words_marks_agency_and_sector(db, people, foretold, sought, finds):
    now = foretold()
    assert sought.finds(now.card(people[0]), None) is finds
