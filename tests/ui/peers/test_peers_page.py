"""The page of peer ratings, driven as an administrator, a tutor and a participant drive it."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from cohort_desk.db.tables import MembershipRow
from cohort_desk.services.history import undo
from cohort_desk.services.peers import form_of, list_rounds, read_contributions, read_round
from cohort_desk.ui.kit.session import Viewpoint
from cohort_desk.ui.peers.wiring import open_peers_page


@pytest.fixture
def open_page(qtbot, session):
    def shown():
        page = open_peers_page(session)
        qtbot.addWidget(page)
        page.resize(1100, 760)
        page.show()
        qtbot.waitExposed(page)
        return page

    return shown


@pytest.fixture
def warned(session):
    heard = []
    session.warned.connect(heard.append)
    return heard


def texts(model, column):
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_without_group_work_it_leads_to_the_modules(session, open_page):
    asked = []
    session.shown.connect(lambda where: asked.append(where.page))
    page = open_page()
    page._state.action.click()
    assert asked == ["modules"]


def test_peer_ratings_are_opened_from_the_empty_page(qtbot, desk, open_page):
    page = open_page()
    assert page._state.action.text() == "Open peer ratings for Project report"
    page._state.action.click()
    qtbot.waitUntil(lambda: page.returns.model.rowCount() == 6)
    assert page.context.text() == "Open · 0 of 6 members have rated"
    assert not page.open_button.isVisible()
    assert page.close_button.property("look") == "primary"


def test_who_is_not_rated_has_a_column_only_where_somebody_rated_in_part(
    qtbot, three_rated, peer_round, open_page, theme
):
    page = open_page()
    grid = page.returns.table.grid
    assert grid.isColumnHidden(5)
    theme.set_scale(110)
    assert grid.isColumnHidden(5)
    with three_rated.begin("late joiner") as work:
        work.session.get(MembershipRow, (1, 6)).group_id = 1
    qtbot.waitUntil(lambda: not grid.isColumnHidden(5))
    assert texts(page.returns.model, 5)[:3] == ["Finn Price"] * 3


def test_the_members_of_a_group_fit_a_small_window(qtbot, three_rated, peer_round, open_page):
    page = open_page()
    page.show_view("contributions")
    page.explorer.weighting.setValue(100)
    table = page.explorer.table
    assert not table.isColumnHidden(2)
    page.resize(1056, 700)
    qtbot.waitUntil(lambda: table.width() < 1020)
    assert table.horizontalScrollBar().maximum() == 0


def test_what_is_tried_stays_in_sight_with_large_text(
    qtbot, three_rated, peer_round, open_page, theme
):
    theme.set_scale(150)
    page = open_page()
    page.resize(940, 700)
    page.show_view("contributions")
    explorer = page.explorer
    shown = explorer.findChild(QScrollArea).viewport()
    qtbot.waitUntil(lambda: explorer.reset.mapTo(shown, QPoint()).x() >= 0)
    assert explorer.reset.mapTo(shown, QPoint(explorer.reset.width(), 0)).x() <= shown.width()


def test_returns_can_be_searched_filtered_and_withdrawn(qtbot, three_rated, peer_round, open_page):
    page = open_page()
    model = page.returns.model
    assert texts(model, 2) == ["Rated", "Rated", "Rated", "Not yet", "Not yet", "Not yet"]
    page.returns.states.choose(("silent",))
    assert texts(model, 0) == ["Dev Nair", "Ella Owen", "Finn Price"]
    page.returns.states.choose(())
    page.returns.search.setText("group 2")
    QTest.keyClick(page.returns.search, Qt.Key.Key_Return)
    assert texts(model, 0) == ["Ella Owen", "Finn Price"]
    page.returns.search.clear()
    QTest.keyClick(page.returns.search, Qt.Key.Key_Return)
    page.returns.table.choose((1,))
    page.returns.table.delete_asked.emit((1, 4))
    qtbot.waitUntil(lambda: texts(model, 2)[0] == "Not yet")
    assert read_round(three_rated, peer_round).returned == 2


def test_a_member_fills_the_form_by_keys_alone(qtbot, desk, peer_round, open_page):
    page = open_page()
    page.open_record(1)
    grid = page.form.grid
    grid.setFocus()
    QTest.keyClicks(grid, "333322221111")
    qtbot.waitUntil(page.form.why.hasFocus)
    QTest.keyClicks(page.form.why, "By our board of tasks.")
    QTest.keyClick(page.form.why, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Handed in" in page.form.state.accessibleName())
    form = form_of(desk, peer_round, 1)
    assert [set(form.given[person].values()) for person in (2, 3, 4)] == [{3}, {2}, {1}]
    assert form.justification == "By our board of tasks."


def test_what_is_wrong_is_said_and_the_cursor_goes_there(qtbot, desk, peer_round, open_page):
    page = open_page()
    page.open_record(1)
    page.form.grid.setFocus()
    QTest.keyClicks(page.form.grid, "000000000000")
    page.form.hand_in.click()
    assert "Everybody has zero" in page.form.problem.text()
    page.form.grid.setCurrentCell(1, 2)
    QTest.keyClick(page.form.grid, Qt.Key.Key_Delete)
    page.form.hand_in.click()
    assert "1 rating is missing, the first for Chloe Moss" in page.form.problem.text()
    assert (page.form.grid.currentRow(), page.form.grid.currentColumn()) == (1, 2)
    QTest.keyClicks(page.form.grid, "4")
    page.form.hand_in.click()
    assert "Give your reasons" in page.form.problem.text()
    assert form_of(desk, peer_round, 1).returned is None


def test_what_is_typed_waits_while_another_form_is_shown(desk, peer_round, open_page):
    page = open_page()
    page.open_record(1)
    QTest.keyClicks(page.form.grid, "34")
    page.form.member_chosen.emit(2)
    assert page.form.grid.scores() == {}
    page.form.member_chosen.emit(1)
    assert list(page.form.grid.scores()[2].values()) == [3, 4]
    assert page.form.state.accessibleName() == "Not handed in yet"


def test_a_participants_view_has_their_own_form_and_nothing_else(
    session, three_rated, peer_round, open_page
):
    session.take_view(Viewpoint("participant", 1))
    page = open_page()
    shown = [page.tabs, page.open_button, page.close_button, page.print_button, page.export_button]
    assert not any(widget.isVisible() for widget in shown)
    assert page.view == "form"
    page.show_view("contributions")
    assert page.view == "form"
    assert not page.form.members.isVisible()
    assert "Aisha Khan" in page.form.heading.text()
    page.form.member_chosen.emit(2)
    assert "Aisha Khan" in page.form.heading.text()
    session.take_view(Viewpoint())
    assert page.tabs.isVisible()
    assert page.form.members.count() == 6


def test_the_explorer_tries_terms_without_keeping_them(three_rated, peer_round, open_page):
    page = open_page()
    page.show_view("contributions")
    explorer = page.explorer
    assert explorer.mark.text() == "The group’s agreed mark: 60"
    counts, tried = 6, 2
    assert texts(explorer.model, counts) == ["60", "60", "60", "54"]
    assert explorer.table.isColumnHidden(tried)
    explorer.silence.setCurrentIndex(1)
    explorer.silence.activated.emit(1)
    explorer.weighting.setValue(100)
    assert not explorer.table.isColumnHidden(tried)
    assert texts(explorer.model, tried) == ["53.33", "53.33", "53.33", "72"]
    assert texts(explorer.sides_model, 1)[-1] == "63"
    assert texts(explorer.model, counts) == ["60", "60", "60", "54"]
    explorer.reset.click()
    assert explorer.table.isColumnHidden(tried)
    assert read_round(three_rated, peer_round).terms.settings.weighting == Decimal("0.5")


def test_a_rater_is_left_out_and_taken_in_again(desk, peer_round, three_rated, open_page):
    page = open_page()
    page.show_view("contributions")
    explorer = page.explorer
    explorer.raters.choose((1,))
    assert explorer.found.left_out == {1}
    assert texts(explorer.model, 2)[0] == "60"
    explorer.raters.choose(())
    assert explorer.found.left_out == frozenset()


def test_an_override_is_put_beside_the_computed_mark_and_withdrawn(
    qtbot, three_rated, peer_round, open_page
):
    page = open_page()
    page.show_view("contributions")
    page.explorer.member_opened.emit(4)
    panel = page.member
    panel.form.set_values({"value": "sixty", "reason": ""})
    panel.save.click()
    assert "“sixty” is not a number" in " ".join(
        label.text() for label in panel.findChildren(type(page.title)) if label.isVisible()
    )
    panel.form.set_values({"value": "58,5", "reason": "Was ill."})
    panel.save.click()
    qtbot.waitUntil(lambda: texts(page.explorer.model, 5)[3] == "58.5")
    assert texts(page.explorer.model, 4)[3] == "54"
    assert read_contributions(three_rated, peer_round, 1).final(4) == Decimal("58.5")
    panel.form.set_values({"value": "58.5", "reason": "Not so ill."})
    panel.withdraw.click()
    qtbot.waitUntil(lambda: texts(page.explorer.model, 6)[3] == "54")


def test_terms_are_kept_as_they_are_left_and_refused_in_place(
    qtbot, desk, peer_round, open_page, warned
):
    page = open_page()
    page.show_view("set_up")
    form = page.set_up.form
    values = form.values()
    page.set_up.terms_left.emit({**values, "weighting": 30.0, "closes_at": "1 March 2027, 12:00"})
    kept = read_round(desk, peer_round).terms
    assert kept.settings.weighting == Decimal("0.3")
    assert kept.closes_at is not None
    page.set_up.terms_left.emit({**values, "closes_at": "soon"})
    said = [label.text() for label in form.findChildren(type(page.title)) if label.isVisible()]
    assert any("“soon” is not a day and a time" in sentence for sentence in said)
    undo(desk)
    qtbot.waitUntil(lambda: form.values()["weighting"] == 50.0)
    assert warned == []


def test_criteria_are_changed_in_place_and_locked_once_somebody_rated(
    qtbot, desk, peer_round, open_page
):
    page = open_page()
    page.show_view("set_up")
    criteria = page.set_up.criteria
    criteria.title.setText("Care")
    criteria.save.click()
    qtbot.waitUntil(lambda: criteria.title.text() == "")
    assert [one.title for one in read_round(desk, peer_round).criteria][-1] == "Care"
    criteria.title.setText("care")
    criteria.save.click()
    assert "called care already" in criteria.problem.text()
    assert not criteria.lock.isVisible()


def test_ratings_are_closed_and_reopened(qtbot, desk, peer_round, open_page):
    page = open_page()
    page.close_button.click()
    qtbot.waitUntil(lambda: page.close_button.text() == "Reopen ratings")
    assert page.context.text().startswith("Closed on")
    assert page.close_button.property("look") == "plain"
    page.close_button.click()
    qtbot.waitUntil(lambda: page.close_button.text() == "Close ratings")
    assert list_rounds(desk, 1).rounds[0].closed_at is None


def test_lists_are_exported(qtbot, session, three_rated, open_page, tmp_path):
    page = open_page()
    session.dialogs.ready["path_to_save"] = tmp_path / "out.csv"
    page.returns.export_asked.emit()
    qtbot.waitUntil((tmp_path / "out.csv").exists)
    assert "Group 1,Dev Nair,No" in (tmp_path / "out.csv").read_text("utf-8-sig")
    session.dialogs.ready["path_to_save"] = tmp_path / "group.csv"
    page.show_view("contributions")
    page.export_button.click()
    qtbot.waitUntil((tmp_path / "group.csv").exists)
    assert "Dev Nair,No,1,60,54,,,54," in (tmp_path / "group.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("view", ["returns", "contributions", "form", "set_up"])
def test_every_control_has_a_name_and_can_be_reached(
    three_rated, peer_round, open_page, accessibility, view
):
    page = open_page()
    page.show_view(view)
    assert accessibility.problems(page) == []
