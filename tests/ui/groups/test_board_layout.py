"""Where cards stand: whatever the size, nothing overlaps, and a point finds what is there."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize

from cohort_desk.ui.groups.board.density import Density, measures
from cohort_desk.ui.groups.board.layout import BoardLayout, Scrolled
from cohort_desk.ui.groups.presenter.board_words import TRAY

TOP = Scrolled()


@pytest.fixture(autouse=True)
def _screen(qapp):
    """Measures follow the text size of the theme."""


@given(
    tray=st.integers(0, 9),
    counts=st.lists(st.integers(0, 8), min_size=1, max_size=12),
    width=st.integers(200, 2000),
    height=st.integers(200, 1100),
    density=st.sampled_from(list(Density)),
)
def test_every_item_is_found_where_it_stands(tray, counts, width, height, density):
    places = BoardLayout(tray, counts, QSize(width, height), measures(density))
    assert places.rows == sum(counts) + len(counts) + (tray + 1 if tray else 0)
    cards = []
    for row in range(places.rows):
        group, card = places.place_of(row)
        assert places.row_of(group, card) == row
        box = places.rect(row, TOP)
        seen = places.tray_cards if group == TRAY and card >= 0 else places.area
        if group == TRAY and card < 0:
            seen = places.tray_box
        if seen.contains(box.center()):
            assert places.row_at(box.center(), TOP) == row
        if group != TRAY and card >= 0:
            assert places.group_rect(group, TOP).contains(box)
            cards.append(box)
    assert not any(one.intersects(other) for one, other in combinations(cards, 2))


def test_twenty_groups_of_six_fit_one_screen_in_the_overview():
    smallest = QSize(1010, 520)  # what the page leaves of 1280 by 800
    places = BoardLayout(2, [6] * 20, smallest, measures(Density.OVERVIEW))
    assert places.overflow == 0
    assert places.area.left() > places.tray_box.right()
    assert places.rect(places.row_of(0, 0), TOP).height() >= 24


def test_cards_of_the_overview_grow_where_there_is_room():
    places = BoardLayout(0, [6] * 20, QSize(1640, 800), measures(Density.OVERVIEW))
    assert places.rect(places.row_of(0, 0), TOP).height() > measures(Density.OVERVIEW).card
    assert places.overflow == 0


def test_the_tray_lies_above_where_three_groups_would_not_fit_beside_it():
    wide = BoardLayout(3, [6] * 4, QSize(1200, 700), measures(Density.COMFORTABLE))
    narrow = BoardLayout(3, [6] * 4, QSize(480, 700), measures(Density.COMFORTABLE))
    assert wide.tray_box.height() == 700
    assert narrow.tray_box.width() == 480
    assert narrow.area.top() > narrow.tray_box.bottom()


def test_a_full_tray_scrolls_by_itself():
    places = BoardLayout(200, [6] * 4, QSize(1200, 400), measures(Density.COMPACT))
    assert places.tray_overflow > 0
    last = places.rect(places.row_of(TRAY, 199), Scrolled(0, places.tray_overflow))
    assert places.tray_cards.contains(last)
    assert len(places.tray_rows(TOP)) < 30
    assert places.rect(places.row_of(0, 0), Scrolled(0, places.tray_overflow)) == places.rect(
        places.row_of(0, 0), TOP
    )


def test_only_groups_in_sight_are_looked_at():
    places = BoardLayout(0, [6] * 1667, QSize(1000, 500), measures(Density.COMPACT))
    seen = places.groups_in(QRect(0, 0, 1000, 500), Scrolled(30_000))
    assert 0 < len(seen) <= 4 * places.across
    assert all(
        places.group_rect(group, Scrolled(30_000)).bottom() > -300
        and places.group_rect(group, Scrolled(30_000)).top() < 800
        for group in seen
    )
    assert places.group_at(QPoint(5000, 10), TOP) is None
