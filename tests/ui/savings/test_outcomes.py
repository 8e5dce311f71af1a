"""The view "Outcomes" of Savings, worked by clicks and keys."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QToolButton

from cohort_desk.db.tables import AgencyRow, GroupRow, OfficerRow, ProjectRow, RoundRow
from cohort_desk.domain.savings.outcomes import OutcomeFields
from cohort_desk.domain.submissions.kinds import Upload
from cohort_desk.exchange.sheets import read_workbook
from cohort_desk.services.history import undo
from cohort_desk.services.savings.outcomes import outcomes as service
from cohort_desk.services.store import digest_of
from cohort_desk.ui.savings.wiring import open_savings_page

MINUTES = Upload("minutes.txt", b"The board adopted it.")


@pytest.fixture
def programme(db):
    with db.begin("set-up") as work:
        add = work.session.add
        add(AgencyRow(id=1, name="Northmere Council", name_key="n", sector="local_government"))
        add(
            RoundRow(
                id=1,
                cohort_id=1,
                name="Projects",
                position=0,
                recipe={},
                created_at=datetime.now(UTC),
            )
        )
        add(GroupRow(id=1, round_id=1, name="Group 1", position=1))
        work.session.flush()
        add(ProjectRow(id=1, cohort_id=1, group_id=1, title="Neighbourhood teams"))
        for key, name in enumerate(("Olive Owner", "Vera Validator"), 1):
            add(OfficerRow(id=key, name=name, name_key=name.casefold(), agency_id=1))
    fields = OutcomeFields(description="One strategy in place of three", owner_id=1)
    service.add_outcome(db, 1, fields)
    service.add_outcome(db, 1, OutcomeFields(kind="network", description="A forum"))
    return db


@pytest.fixture
def page(qtbot, session):
    page = open_savings_page(session, "outcomes")
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def view(qtbot, programme, page):
    page.turn_to("outcomes")
    view = page.views["outcomes"]
    qtbot.waitUntil(lambda: view.list.model.rowCount() == 2)
    return view


def texts(widget):
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget)]


def click(qtbot, widget, words):
    """Click the button with these words, once it is there: a new one is shown a moment later."""

    def found():
        made = widget.findChildren(QPushButton)
        return [each for each in made if each.text() == words and each.isVisible()]

    qtbot.waitUntil(lambda: len(found()) == 1)
    QTest.mouseClick(found()[0], Qt.MouseButton.LeftButton)


def fill(form, name, text):
    editor = form.editor(name)
    if isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    else:
        editor.setFocus()
        editor.selectAll()
        QTest.keyClicks(editor, text)


def choose(form, name, words):
    box = form.editor(name)
    box.setFocus()
    QTest.keyClicks(box, words)


def of(db, key=1):
    return service.read_outcome(db, key)


def shows(qtbot, view, words):
    qtbot.waitUntil(lambda: words in texts(view.panel))


def test_an_outcome_climbs_to_confirmed_by_clicks(qtbot, programme, session, view, tmp_path):
    file = tmp_path / "minutes.txt"
    file.write_bytes(MINUTES.data)
    view.open(1)
    qtbot.waitUntil(view.panel.isVisible)
    click(qtbot, view.panel, "Under way")
    assert of(programme).status == "under_way"
    click(qtbot, view.panel, "Achieved")
    assert any("has no evidence" in each for each in texts(view.panel))
    session.dialogs.ready["paths_to_open"] = [file]
    click(qtbot, view.panel, "Add files…")
    digest = digest_of(MINUTES.data)[:8]
    qtbot.waitUntil(lambda: any(digest in each for each in texts(view.panel)))
    click(qtbot, view.panel, "Achieved")
    click(qtbot, view.panel, "Confirm…")
    form = view.asking.form
    names = [form.editor("confirmed_by").itemText(at) for at in range(2)]
    assert names == ["Choose", "Vera Validator, Northmere Council"]
    QTest.mouseClick(view.asking.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any("Say who confirms" in each for each in texts(view.asking)))
    choose(form, "confirmed_by", "Vera")
    fill(form, "confirmed_on", "1 July 2026")
    QTest.keyClick(form.editor("confirmed_on"), Qt.Key.Key_Return)
    found = of(programme)
    assert (found.status, found.confirmed_by.name) == ("confirmed", "Vera Validator")
    assert found.confirmed_on == date(2026, 7, 1)
    shows(qtbot, view, "Vera Validator, 1 July 2026")
    undo(programme)
    qtbot.waitUntil(lambda: view.panel.state.accessibleName() == "Achieved")


def test_what_is_confirmed_offers_only_to_take_it_back(qtbot, programme, view):
    service.add_evidence(programme, 1, [MINUTES])
    service.move_outcome(programme, 1, 1, "achieved")
    given = service.Confirmation(2, date(2026, 7, 1))
    service.confirm_outcome(programme, 1, 2, given)
    view.open(1)
    shows(qtbot, view, "Vera Validator, 1 July 2026")
    for hidden in (view.panel.edit, view.panel.drop, view.panel.remove, view.panel.add_files):
        assert not hidden.isVisible()
    click(qtbot, view.panel, "Take confirmation back…")
    fill(view.asking.form, "reason", "The board rescinded it.")
    QTest.mouseClick(view.asking.save, Qt.MouseButton.LeftButton)
    assert (of(programme).status, of(programme).confirmed_by) == ("achieved", None)
    qtbot.waitUntil(view.panel.isVisible)
    assert any("The board rescinded it." in each for each in texts(view.panel))


def test_dropping_asks_why(qtbot, programme, view):
    view.open(2)
    qtbot.waitUntil(view.panel.isVisible)
    click(qtbot, view.panel, "Drop…")
    QTest.mouseClick(view.asking.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Say why “A forum” is dropped." in texts(view.asking))
    fill(view.asking.form, "reason", "Nobody came.")
    QTest.mouseClick(view.asking.save, Qt.MouseButton.LeftButton)
    assert (of(programme, 2).status, of(programme, 2).reason) == ("dropped", "Nobody came.")
    qtbot.waitUntil(view.panel.isVisible)
    click(qtbot, view.panel, "Take up again")
    assert of(programme, 2).status == "promised"


def test_one_is_added_edited_and_removed(qtbot, programme, view, page):
    click(qtbot, page, "Add outcome")
    form = view.asking.form
    fill(form, "description", "A shared front door")
    choose(form, "kind", "Service")
    choose(form, "owner_id", "Olive")
    fill(form, "due_on", "soon")
    QTest.mouseClick(view.asking.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any("“soon” is no date" in each for each in texts(view.asking)))
    fill(form, "due_on", "1 March 2027")
    QTest.mouseClick(view.asking.save, Qt.MouseButton.LeftButton)
    found = of(programme, 3)
    assert (found.kind, found.owner.name, found.due_on) == (
        "service",
        "Olive Owner",
        date(2027, 3, 1),
    )
    qtbot.waitUntil(view.panel.isVisible)
    click(qtbot, view.panel, "Edit")
    fill(view.asking.form, "measure", "Four sites open")
    QTest.mouseClick(view.asking.save, Qt.MouseButton.LeftButton)
    assert of(programme, 3).measure == "Four sites open"
    qtbot.waitUntil(view.panel.isVisible)
    click(qtbot, view.panel, "Remove")
    assert len(service.list_outcomes(programme)) == 2
    assert not page.detail.isVisible()


def test_a_file_is_taken_away(qtbot, programme, view):
    service.add_evidence(programme, 1, [MINUTES])
    view.open(1)
    qtbot.waitUntil(lambda: any("SHA-256" in each for each in texts(view.panel)))
    (away,) = [
        each
        for each in view.panel.findChildren(QToolButton)
        if each.accessibleName() == "Take minutes.txt away"
    ]
    QTest.mouseClick(away, Qt.MouseButton.LeftButton)
    assert of(programme).files == ()


def test_search_filters_and_the_keys_of_the_list(qtbot, programme, session, view, tmp_path):
    service.move_outcome(programme, 2, 1, "under_way")
    qtbot.waitUntil(lambda: view.list.model.row_at(1).status == "under_way")
    view.list.states.choose(["under_way"])
    assert [row.id for row in map(view.list.model.row_at, range(view.list.model.rowCount()))] == [2]
    out = tmp_path / "out.csv"
    session.dialogs.ready["path_to_save"] = out
    view.list.table.export_asked.emit()
    qtbot.waitUntil(out.exists)
    rows = read_workbook(out).sheets[0].rows
    assert (len(rows), rows[1][0], rows[1][4]) == (2, "A forum", "Under way")
    view.list.widen()
    view.start_search()
    QTest.keyClicks(view.list.search, "strategy")
    QTest.keyClick(view.list.search, Qt.Key.Key_Return)
    assert view.list.model.rowCount() == 1
    QTest.keyClick(view.list.search, Qt.Key.Key_Down)
    qtbot.waitUntil(view.panel.isVisible)
    assert view.panel.outcome_id == 1


def test_another_desktop_was_first(qtbot, programme, view):
    view.open(2)
    qtbot.waitUntil(view.panel.isVisible)
    click(qtbot, view.panel, "Drop…")
    service.edit_outcome(programme, 2, 1, OutcomeFields(kind="network", description="A club"))
    fill(view.asking.form, "reason", "Nobody came.")
    QTest.mouseClick(view.asking.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any("Nothing was overwritten" in each for each in texts(view.asking)))
    assert of(programme, 2).status == "promised"


def test_without_outcomes_it_says_what_they_are(qtbot, page):
    page.turn_to("outcomes")
    view = page.views["outcomes"]
    qtbot.waitUntil(view.list.nothing.isVisible)
    assert "No outcome without money is followed here yet." in texts(view.list)


def test_every_control_can_be_named_and_reached(qtbot, programme, view, page, accessibility):
    service.add_evidence(programme, 1, [MINUTES])
    view.open(1)
    qtbot.waitUntil(lambda: any("SHA-256" in each for each in texts(view.panel)))
    page.resize(1280, 1000)
    assert accessibility.problems(page) == []
