"""The agencies' page, driven as an administrator drives it."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from cohort_desk.services.agencies import (
    add_agency,
    edit_agency,
    find_agency,
    list_agencies,
    read_agency,
)
from cohort_desk.services.history import read_undo_state, undo
from cohort_desk.services.people import PeopleFilter, add_person, read_person
from cohort_desk.ui.agencies.wiring import open_agencies_page
from cohort_desk.ui.kit.background import TaskRunner
from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.kit.settings_store import SettingsStore


@pytest.fixture
def session(db, answers, tmp_path):
    session = Session(db, TaskRunner(), SettingsStore(tmp_path / "settings.json"), answers())
    session.choose_cohort(1)
    session.heard = SimpleNamespace(said=[], shown=[])
    session.said.connect(session.heard.said.append)
    session.warned.connect(session.heard.said.append)
    session.shown.connect(session.heard.shown.append)
    yield session
    assert session.runner.stop_all()
    session.news.stop()


@pytest.fixture
def police(db):
    agency = add_agency(db, {"name": "South Yorkshire Police", "sector": "police"})
    add_person(db, 1, {"family_name": "Khan", "agency_id": agency})
    return agency


@pytest.fixture
def double(db):
    return add_agency(db, {"name": "S Yorks Plice", "sector": "other"}, aliases=["Sth Yorks Pol"])


@pytest.fixture
def agencies(police, double):
    """The same agency twice: in use, and as someone mistyped it."""
    return SimpleNamespace(police=police, double=double)


@pytest.fixture
def page(qtbot, session):
    return open_page(qtbot, session)


def open_page(qtbot, session):
    page = open_agencies_page(session)
    qtbot.addWidget(page)
    page.resize(1400, 900)
    page.show()
    qtbot.waitExposed(page)
    return page


def names(page):
    return [page.model.row_at(row).name for row in range(page.model.rowCount())]


def shown(widget):
    return [box.text() for box in widget.findChildren(QLabel) if box.isVisible()]


def test_an_agency_comes_from_the_register_with_its_sector_and_code(qtbot, page, db):
    page.add_button.click()
    QTest.keyClicks(page.add_panel.search, "barnsley mbc")
    QTest.keyClick(page.add_panel.search, Qt.Key.Key_Down)
    QTest.keyClick(page.add_panel.bodies, Qt.Key.Key_Return)
    agency = list_agencies(db, 1)[0]
    assert (agency.name, agency.sector, agency.code) == (
        "Barnsley Metropolitan Borough Council",
        "local_government",
        "E08000016",
    )
    assert page.detail.title.text() == agency.name
    assert names(page) == [agency.name]


def test_an_agency_that_is_not_in_the_register_is_added_in_the_sector_it_suggests(page, db):
    page.start_adding()
    QTest.keyClicks(page.add_panel.search, "Peak Housing Association")
    QTest.keyClick(page.add_panel.search, Qt.Key.Key_Return)
    assert not page.add_panel.take.isVisible()
    page.add_panel.new.click()
    agency = list_agencies(db, 1)[0]
    assert (agency.sector, agency.kind) == ("housing", "Housing association")


def test_a_spelling_is_added_and_refused_where_it_means_another(qtbot, police, double, page, db):
    page.open_record(police)
    QTest.keyClicks(page.agency.new_alias, "The Force")
    QTest.keyClick(page.agency.new_alias, Qt.Key.Key_Return)
    assert find_agency(db, "the force") == police
    qtbot.waitUntil(lambda: "The Force" in shown(page.agency))
    QTest.keyClicks(page.agency.new_alias, "Sth Yorks Pol")
    page.agency.add_alias.click()
    assert "“Sth Yorks Pol” already means S Yorks Plice" in page.agency.alias_problem.text()
    assert page.agency.new_alias.text() == "Sth Yorks Pol"


def test_a_double_is_merged_from_its_panel(qtbot, police, double, page, db):
    page.open_record(double)
    page.agency.merge_into.setText("South Yorkshire Police")
    page.agency.merge.click()
    qtbot.waitUntil(lambda: names(page) == ["South Yorkshire Police"])
    aliases = [alias.text for alias in read_agency(db, police, 1).aliases]
    assert aliases == ["S Yorks Plice", "Sth Yorks Pol"]
    qtbot.waitUntil(lambda: page.detail.title.text() == "South Yorkshire Police")
    undo(db)
    qtbot.waitUntil(lambda: len(names(page)) == 2)


def test_a_merge_into_a_name_that_is_not_there_is_explained(double, page, session, db):
    page.open_record(double)
    page.agency.merge_into.setText("Nobody")
    page.agency.merge.click()
    assert session.heard.said == ["There is no agency “Nobody”. Choose one from the list."]
    assert len(list_agencies(db, 1)) == 1


def test_only_an_unused_agency_can_be_deleted(agencies, page, session, db):
    page.table.delete_asked.emit((agencies.police, agencies.double))
    assert [agency.id for agency in list_agencies(db, 1)] == [agencies.police]
    said = session.heard.said[0]
    assert "people, tutors, projects or savings belong to them: South Yorkshire Police." in said
    page.open_record(agencies.police)
    assert not page.agency.delete.isVisible()


def test_a_field_is_saved_as_it_is_left_and_a_taken_name_refused(police, double, page, db):
    page.open_record(double)
    sector = page.agency.form.editor("sector")
    sector.setCurrentIndex(sector.findData("police"))
    sector.activated.emit(sector.currentIndex())
    assert read_agency(db, double, 1).sector == "police"
    name = page.agency.form.editor("name")
    name.setFocus()
    name.setText("SOUTH YORKSHIRE POLICE (SYP)")
    page.search.setFocus()
    assert read_undo_state(db).undo == "change of sector of S Yorks Plice"
    assert any("already means South Yorkshire Police" in text for text in shown(page.agency))


def test_what_is_typed_stays_while_another_window_changes_the_agency(qtbot, police, page, db):
    page.open_record(police)
    region = page.agency.form.editor("region")
    region.setFocus()
    QTest.keyClicks(region, "Yorkshire")
    edit_agency(db, police, 1, {"kind": "Police force"})
    qtbot.waitUntil(lambda: page.agency.form.editor("kind").text() == "Police force")
    assert region.text() == "Yorkshire"
    page.search.setFocus()
    agency = read_agency(db, police, 1)
    assert (agency.kind, agency.region) == ("Police force", "Yorkshire")


def test_search_finds_by_spelling_and_abbreviation(qtbot, police, double, page):
    QTest.keyClicks(page.search, "south pol")
    qtbot.waitUntil(lambda: names(page) == ["South Yorkshire Police"])
    page.search.clear()
    QTest.keyClicks(page.search, "syp")
    qtbot.waitUntil(lambda: len(names(page)) == 2)
    page.search.clear()
    QTest.keyClicks(page.search, "sth pol")
    qtbot.waitUntil(lambda: names(page) == ["S Yorks Plice"])
    page.sectors.choose(("police",))
    assert names(page) == []
    page.table.nothing.action.click()
    assert len(names(page)) == 2


def test_it_leads_to_the_people_of_the_agency(police, page, session, db):
    page.open_record(police)
    assert page.agency.people.text() == "Show 1 person"
    page.agency.people.click()
    assert session.heard.shown[0].record == PeopleFilter(agencies=(police,))
    assert read_person(db, 1).agency_id == police


def test_what_is_shown_is_exported(qtbot, agencies, session, tmp_path):
    path = tmp_path / "agencies.csv"
    session.dialogs.ready["path_to_save"] = path
    page = open_page(qtbot, session)
    page.table.export_asked.emit()
    qtbot.waitUntil(lambda: session.heard.said == ["Saved 2 agencies in agencies.csv."])
    assert path.read_text("utf-8-sig").splitlines()[1:] == [
        "S Yorks Plice,,Other,,,,0,Sth Yorks Pol",
        "South Yorkshire Police,,Police,,,,1,",
    ]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_control_is_named_reached_and_legible(agencies, page, theme, accessibility, mode):
    theme.set_mode(mode)
    page.open_record(agencies.double)
    assert accessibility.problems(page) == []
    page.start_adding()
    QTest.keyClicks(page.add_panel.search, "leeds")
    QTest.keyClick(page.add_panel.search, Qt.Key.Key_Return)
    assert accessibility.problems(page) == []
