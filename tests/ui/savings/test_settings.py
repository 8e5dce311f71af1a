"""The view "Settings" of Savings, worked by clicks and keys."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QToolButton

from cohort_desk.domain.savings.rates import STANDARD, RateTable, typed_bands
from cohort_desk.domain.savings.settings import SCALE_CAPTION, SavingsSettings
from cohort_desk.services.history import undo
from cohort_desk.services.savings.benefits import events
from cohort_desk.services.savings.benefits.records import read_benefit
from cohort_desk.services.savings.reckoning.deflators import list_deflators
from cohort_desk.services.savings.reckoning.rates import add_rate_table, list_rate_tables
from cohort_desk.services.savings.reckoning.settings import read_settings, save_settings
from cohort_desk.ui.savings.wiring import open_savings_page
from savings_office import FLEET, VETTING, furnish


@pytest.fixture
def page(qtbot, session):
    page = open_savings_page(session, "settings")
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    qtbot.waitExposed(page)
    page.turn_to("settings")
    qtbot.waitUntil(lambda: page.views["settings"].widget.rates.rows.count() > 0)
    return page


@pytest.fixture
def view(page):
    return page.views["settings"].widget


def texts(widget):
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget)]


def fill(form, **values):
    for name, text in values.items():
        editor = form.editor(name)
        editor.setFocus()
        editor.selectAll()
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
        else:
            QTest.keyClicks(editor, text)


def press(holder, name):
    (found,) = [each for each in holder.findChildren(QToolButton) if each.accessibleName() == name]
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_the_next_table_is_one_row_of_rates(qtbot, db, page, view):
    assert STANDARD.name in texts(view.rates)
    QTest.mouseClick(view.rates.add, Qt.MouseButton.LeftButton)
    form = view.panel.form
    assert form.values()["bands"].startswith("3.5% years 1–30, 3% 31–75")
    fill(form, name="Review of 2026", in_force_on="1 April 2020", bands="3% years 1–30, 2% 32–40")
    QTest.mouseClick(view.panel.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Year 31 has no rate." in texts(view.panel))
    fill(form, bands="3% years 1–30, 2.5% after")
    QTest.mouseClick(view.panel.save, Qt.MouseButton.LeftButton)
    assert not page.detail.isVisible()
    table = list_rate_tables(db)[0]
    assert (table.table.name, table.in_force) == ("Review of 2026", True)
    qtbot.waitUntil(lambda: "3% years 1–30, 2.5% after" in texts(view.rates))


def test_a_table_is_changed_and_removed(qtbot, db, session, view):
    add_rate_table(db, RateTable("Later", date(2030, 4, 1), "", typed_bands("3% all years")))
    qtbot.waitUntil(lambda: "Later" in texts(view.rates))
    press(view.rates, "Change Later")
    form = view.panel.form
    assert form.values()["in_force_on"] == "1 April 2030"
    fill(form, in_force_on="soon")
    QTest.keyClick(form.editor("in_force_on"), Qt.Key.Key_Return)
    refused = "“soon” is no date. Type it as 1 April 2027."
    qtbot.waitUntil(lambda: refused in texts(view.panel))
    fill(form, in_force_on="1 April 2031")
    QTest.keyClick(form.editor("in_force_on"), Qt.Key.Key_Return)
    assert list_rate_tables(db)[0].table.in_force_on == date(2031, 4, 1)
    qtbot.waitUntil(lambda: any("1 April 2031" in each for each in texts(view.rates)))
    press(view.rates, "Remove Later")
    assert len(list_rate_tables(db)) == 1
    undo(db)
    qtbot.waitUntil(lambda: "Later" in texts(view.rates))


def test_deflators_are_pasted(qtbot, db, view):
    QTest.mouseClick(view.deflators.add, Qt.MouseButton.LeftButton)
    form = view.panel.form
    fill(form, name="Autumn", published_on="30 September 2026", indices="2025-26 100\n2026-27 102")
    QTest.mouseClick(view.panel.save, Qt.MouseButton.LeftButton)
    (stored,) = list_deflators(db)
    assert stored.table.indices == {2025: Decimal(100), 2026: Decimal(102)}
    qtbot.waitUntil(lambda: "2025/26 to 2026/27" in texts(view.deflators))


def test_deflators_come_from_a_file(qtbot, session, view, tmp_path):
    file = tmp_path / "gdp.csv"
    file.write_text("Year,Index,Growth\n2024-25,96.4,3\n2025-26,100,\n", "utf-8")
    empty = tmp_path / "other.csv"
    empty.write_text("Name,Colour\nA,b\n", "utf-8")
    QTest.mouseClick(view.deflators.add, Qt.MouseButton.LeftButton)
    session.dialogs.ready["path_to_open"] = empty
    view.panel.other_way.emit("import")
    qtbot.waitUntil(lambda: any("no financial years" in each for each in texts(view.panel)))
    session.dialogs.ready["path_to_open"] = file
    view.panel.other_way.emit("import")
    assert view.panel.form.values()["indices"] == "2024/25 96.4\n2025/26 100"
    assert view.panel.form.values()["name"] == "gdp"


def test_a_cut_off_is_saved_as_it_is_left_and_a_bad_one_says_why(qtbot, db, view):
    box = view.rules.form.editor("green_at")
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "65")
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert "Amber has to begin below green: 70% is not below 65%." in texts(view.rules)
    assert read_settings(db).green_at == 90
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "95")
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert read_settings(db).green_at == 95
    undo(db)
    qtbot.waitUntil(lambda: box.value() == 90)


def test_the_scale_says_whose_it_is_and_is_editable(qtbot, db, view):
    assert SCALE_CAPTION in texts(view.scale)
    cut, _rise = view.scale.boxes[2]
    cut.setFocus()
    cut.selectAll()
    QTest.keyClicks(cut, "3")
    QTest.keyClick(cut, Qt.Key.Key_Tab)
    assert "Grade 3 cannot be surer than grade 2: 1 is the surest." in texts(view.scale)
    cut.setFocus()
    cut.selectAll()
    QTest.keyClicks(cut, "12")
    QTest.keyClick(cut, Qt.Key.Key_Return)
    assert read_settings(db).scale[2] == (12, 10)


def test_the_own_factor_is_not_offered_before_lines_have_closed(view):
    assert not view.factor.use.isVisible()
    assert "No line has closed yet." in texts(view.factor)
    assert any("8 to go" in each for each in texts(view.factor))


def test_the_own_factor_is_chosen_once_enough_lines_have_closed(qtbot, db, view):
    furnish(db)
    save_settings(db, SavingsSettings(factor_after=2), None)
    for benefit_id in (VETTING, FLEET):
        version = read_benefit(db, benefit_id).line.version
        events.close(db, benefit_id, version, "ended", "The contract ran out.")
    qtbot.waitUntil(view.factor.use.isVisible)
    qtbot.waitUntil(lambda: "All cohorts" in texts(view.factor))
    shown = texts(view.factor)
    assert {"2026 intake", "2027 intake", "0.00"} <= set(shown)
    assert any("It takes 100% off benefits of every grade" in each for each in shown)
    QTest.keyClick(view.factor.use, Qt.Key.Key_Space)
    assert read_settings(db).own_factor
    undo(db)
    qtbot.waitUntil(lambda: not view.factor.use.isChecked())


def test_every_control_can_be_named_and_reached(qtbot, view, page, accessibility):
    QTest.mouseClick(view.rates.add, Qt.MouseButton.LeftButton)
    page.resize(1280, 1600)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() == 0)
    assert accessibility.problems(page) == []
