"""The portfolio as somebody who answers for the savings uses it."""

from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from python_calamine import CalamineWorkbook

from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.words import Rung
from cohort_desk.services.savings.benefits.by_year import years_of_benefits
from cohort_desk.services.savings.benefits.lists import list_benefits
from cohort_desk.services.savings.claims.decisions import withdraw_claim
from cohort_desk.services.savings.claims.inbox import read_inbox
from cohort_desk.services.savings.portfolio.portfolio import read_portfolio
from cohort_desk.services.savings.shapes import ClaimState
from cohort_desk.ui.savings.portfolio import words
from cohort_desk.ui.savings.wiring import open_savings_page
from synthetic_savings import fill

NAVIGATION, FRAME = 208, 110
"""What of a window is not the page's: at the left, and above and below, in pixels."""
FUNNEL_TOP = 90
"""How much of the funnel’s card is to be seen at least: title, finding, and where bars begin."""


@pytest.fixture
def settle(qtbot, session):
    """Waits until everything that runs elsewhere has ended and was heard of."""

    def wait():
        QCoreApplication.processEvents()
        qtbot.waitUntil(lambda: not session.runner.tasks())
        QCoreApplication.processEvents()

    return wait


@pytest.fixture
def opened(qtbot, session, settle):
    """Opens the page at the portfolio of all cohorts."""

    def open_page():
        page = open_savings_page(session)
        qtbot.addWidget(page)
        page.resize(1280, 900)
        page.show()
        qtbot.waitExposed(page)
        page.show_all_cohorts()
        page.turn_to("portfolio")
        settle()
        return page

    return open_page


@pytest.fixture
def page(db, opened):
    fill(db, 120)
    return opened()


@pytest.fixture
def panel(page):
    return page.views["portfolio"].panel


def _texts(widget):
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget)]


def _press(widget, words):
    found = [
        each
        for each in widget.findChildren(QAbstractButton)
        if each.isVisibleTo(widget) and words in (each.text(), each.accessibleName())
    ]
    assert len(found) == 1, [each.text() for each in widget.findChildren(QAbstractButton)]
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def _chart(qtbot, panel, title):
    def drawn():
        found = [each for each in panel.board.views if title in each.title.text()]
        return next((each for each in found if each.picture.drawing is not None), None)

    qtbot.waitUntil(lambda: drawn() is not None)
    return drawn()


def _shown(page):
    return page.views["benefits"].stack.list


def test_the_headline_stands_first_and_nothing_is_added_to_it(db, panel):
    found = read_portfolio(db)
    texts = _texts(panel.head)

    assert pounds(found.headline) in texts
    assert "Validated and cash-releasing" in texts
    for kind in ("non_cashable", "third_party"):
        beside = found.total.of(kind).reached.validated
        assert pounds(beside) in texts
        assert pounds(found.headline + beside) not in texts
    assert any("Validated too, beside the headline and never added in" in text for text in texts)


def test_every_benefit_is_in_one_of_the_tags_of_statuses(db, panel):
    found = read_portfolio(db)
    tags = dict(words.statuses(found))
    assert tags[words.CLOSED] > 0
    assert sum(tags.values()) == found.lines


def test_what_matters_most_is_seen_in_a_small_window(qtbot, page, panel):
    page.resize(1280 - NAVIGATION, 800 - FRAME)
    view = _chart(qtbot, panel, "From projected to validated")
    for part in (panel.head, panel.kinds, view.title):
        assert panel.board.viewport().height() >= _bottom(part, panel)
    assert panel.board.viewport().height() >= _bottom(view, panel) - view.height() + FUNNEL_TOP


def _bottom(part, panel):
    return part.mapTo(panel.board.viewport(), part.rect().bottomLeft()).y()


def test_outcomes_without_money_stand_beside_it(panel):
    texts = _texts(panel.head)

    assert "Outcomes without money, confirmed" in texts
    assert any(text.startswith("Confirmed · Project") for text in texts)


def test_a_click_on_a_bar_shows_the_benefits_behind_it(qtbot, db, page, panel, settle):
    view = _chart(qtbot, panel, "by project")
    row = view.chart.rows[0]
    box = view.picture.box_of(0)
    panel.board.ensureWidgetVisible(view.picture)

    QTest.mouseClick(view.picture, Qt.MouseButton.LeftButton, pos=box.center().toPoint(), delay=0)
    settle()

    assert page.view == "benefits"
    shown = _shown(page)
    wanted = [line for line in list_benefits(db) if line.project == row[0]]
    cash = [line for line in wanted if line.type.startswith("cashable")]
    assert shown.table.model.rowCount() == len(cash) > 0


def test_a_click_on_a_year_shows_what_has_an_amount_in_it(qtbot, db, page, panel, settle):
    view = _chart(qtbot, panel, "by financial year")
    at = len(view.chart.rows) - 1
    panel.board.ensureWidgetVisible(view.picture)
    spot = view.picture.box_of(at).center().toPoint()
    QTest.mouseClick(view.picture, Qt.MouseButton.LeftButton, pos=spot, delay=0)
    settle()

    assert page.view == "benefits"
    shown = _shown(page)
    (year,) = shown.years.chosen()
    assert years.words(year) == view.chart.rows[at][0]
    in_year = years_of_benefits(db)
    cash = [line.id for line in list_benefits(db) if line.type.startswith("cashable")]
    wanted = [key for key in cash if year in in_year[key]]
    assert 0 < shown.table.model.rowCount() == len(wanted) < len(cash)


def test_a_bar_is_reached_and_opened_by_key(qtbot, db, page, panel, settle):
    view = _chart(qtbot, panel, "From projected to validated")
    view.picture.setFocus()
    QTest.keyClick(view.picture, Qt.Key.Key_Down)
    QTest.keyClick(view.picture, Qt.Key.Key_Down)
    said = QAccessible.queryAccessibleInterface(view.picture).text(QAccessible.Text.Description)
    assert said.startswith("Claimed\n")

    QTest.keyClick(view.picture, Qt.Key.Key_Return)
    settle()

    assert page.view == "benefits"
    climbed = [line for line in list_benefits(db) if line.rung >= Rung.CLAIMED]
    assert _shown(page).table.model.rowCount() == len(climbed) > 0


def test_a_row_of_the_table_opens_the_same(qtbot, page, panel, settle):
    view = _chart(qtbot, panel, "who invests")
    view.as_table.click()
    assert view.table.isVisible()
    assert view.model.rowCount() == len(view.chart.rows)
    view.table.setFocus()
    view.table.selectRow(0)
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    settle()
    assert page.view == "benefits"


def test_another_kind_of_saving_is_drawn_by_itself(qtbot, db, panel):
    panel.kinds.setFocus()
    QTest.keyClick(panel.kinds, Qt.Key.Key_Right)

    view = _chart(qtbot, panel, "Non-cashable savings by financial year")
    total = read_portfolio(db).total.non_cashable
    cells = [row[-2] for row in view.chart.rows]
    assert sum(_pence(cell) for cell in cells) == total.expected


def _pence(text):
    whole, _, rest = text.strip("£").replace(",", "").partition(".")
    return int(whole) * 100 + int(rest or 0)


def test_it_follows_what_is_changed_meanwhile(db, page, panel, settle, qtbot):
    before = read_portfolio(db).headline
    validated = read_inbox(db, states={ClaimState.VALIDATED})
    lines = {line.id: line for line in list_benefits(db) if line.counts_in_headline}
    claim = next(each.claim for each in validated if each.claim.benefit_id in lines)
    assert pounds(before) in _texts(panel.head)

    withdraw_claim(db, claim.id, "It was counted twice.")
    settle()

    after = read_portfolio(db).headline
    assert after == before - claim.validated_pence
    qtbot.waitUntil(lambda: pounds(after) in _texts(panel.head))


def test_what_wants_attention_leads_to_where_it_is_seen_to(db, page, panel, settle):
    gone = read_portfolio(db).alarms.orphaned
    words = f"{gone} owner gone" if gone == 1 else f"{gone} owners gone"
    _press(panel.head, f"Wants attention: {words}")
    settle()
    assert page.view == "watch"


def test_an_empty_programme_says_how_to_begin(opened, settle):
    page = opened()
    panel = page.views["portfolio"].panel
    assert any("No savings have been entered" in text for text in _texts(panel))
    assert not panel.export.isEnabled()

    _press(panel, "Enter the first benefit")
    settle()
    assert page.view == "benefits"
    assert page.views["benefits"].stack.entry.isVisible()


def test_its_tables_leave_as_a_workbook(db, panel, session, settle, tmp_path):
    path = tmp_path / "Savings.xlsx"
    session.dialogs.ready["path_to_save"] = path
    QTest.mouseClick(panel.export, Qt.MouseButton.LeftButton)
    settle()

    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names[0] == "By type"
    rows = book.get_sheet_by_name("By agency").to_python()
    at = rows[0].index("Validated £")
    kind = rows[0].index("Kind")
    cash = sum(round(row[at] * 100) for row in rows[1:] if row[kind] == "Cash-releasing")
    assert cash == read_portfolio(db, None, date(2026, 11, 22)).headline > 0


def test_printing_begins_the_report_for_the_board(page, panel, settle):
    QTest.mouseClick(panel.print, Qt.MouseButton.LeftButton)
    settle()
    assert page.view == "reports"
