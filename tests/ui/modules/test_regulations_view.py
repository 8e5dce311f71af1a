"""The view of regulation sets, driven as an administrator drives it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from cohort_desk.domain.regulations.fields import with_value
from cohort_desk.domain.regulations.presets import LATE_PRESETS, templates
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.exchange.regulations import SetFile, read_set_file, write_set_file
from cohort_desk.services.history import undo
from cohort_desk.services.regulations import follow, list_sets, read_regulations, save_set
from cohort_desk.ui.modules.regulations.wiring import open_regulations_view

YORK = replace(Regulations(), late=LATE_PRESETS["york"].rules)


@pytest.fixture
def view(qtbot, session):
    return opened(qtbot, session)


@pytest.fixture
def heard(session):
    sentences = []
    session.said.connect(sentences.append)
    session.warned.connect(sentences.append)
    return sentences


@pytest.fixture
def two(db):
    """Two versions of a set; the cohort follows the first."""
    first = save_set(db, "Ours", Regulations(), "The first")
    second = save_set(db, "Ours", YORK, "Late work as at York")
    follow(db, 1, first, None)
    return first, second


def opened(qtbot, session):
    made = open_regulations_view(session)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def lines(view):
    model = view.versions.model
    rows = (model.row_at(row) for row in range(model.rowCount()))
    return [(row.name, row.version, row.followed_by) for row in rows]


def words(widget):
    return "\n".join(box.text() for box in widget.findChildren(QLabel) if box.isVisible())


def cells(model):
    return [
        tuple(model.index(row, column).data() for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def type_into(view, path, text):
    forms = view.editor.forms
    forms.show_problem(path, "")
    field = forms.editor(path)
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Tab)


def pick(view, path, text):
    """Choose from a drop-down list by its keys."""
    forms = view.editor.forms
    forms.show_problem(path, "")
    box = forms.editor(path)
    at = box.findText(text)
    key = Qt.Key.Key_Down if at > box.currentIndex() else Qt.Key.Key_Up
    for _ in range(abs(at - box.currentIndex())):
        QTest.keyClick(box, key)
    assert box.currentText() == text
    QTest.keyClick(box, Qt.Key.Key_Tab)


def start_changing(view):
    QTest.mouseClick(view.versions.change_mine, Qt.MouseButton.LeftButton)
    assert view.is_editing


def test_a_cohort_begins_with_the_default_and_is_told_so(view):
    assert lines(view) == [("Postgraduate certificate", "default", "2026 intake")]
    assert "2026 intake follows Postgraduate certificate (default)." in words(view)
    assert "Nobody has chosen a set for it yet" in words(view)


def test_a_change_shows_its_effect_before_it_is_saved_and_then_is_a_version(view, db):
    start_changing(view)
    editor = view.editor
    pick(view, "late.preset", "University of York")
    assert editor.forms.editor("late.amount").text() == "10 marks"
    assert not editor.forms.editor("late.cut_off").isEnabled()
    editor.effect.show_tab("Late work")
    assert cells(editor.effect.late)[1] == ("1 day late", "62 · Merit", "55 · Pass", "now Pass")
    editor.effect.show_tab("Changes")
    assert "University of Sheffield → University of York" in words(editor.effect)
    assert "Late work\nchanged" in [
        editor.forms.sections.item(at).text() for at in range(editor.forms.sections.count())
    ]
    editor.effect.show_tab("In words")
    assert "Late work loses 10 marks for each calendar day" in words(editor.effect)
    assert list_sets(db) == ()
    QTest.keyClicks(editor.note, "York from 2027")
    QTest.keyClick(editor.note, Qt.Key.Key_Return)
    assert not view.is_editing
    (saved,) = list_sets(db)
    assert (saved.title, saved.rules, saved.note) == (
        "Postgraduate certificate, version 1",
        YORK,
        "York from 2027",
    )
    assert "Postgraduate certificate, version 1" in words(view.versions.detail)


def test_days_late_and_referrals_are_tried_on_the_sample(view):
    start_changing(view)
    effect = view.editor.effect
    QTest.keyClick(effect.days, Qt.Key.Key_Up)
    at_68 = next(row for row in cells(effect.marks) if row[0] == "68")
    assert at_68 == ("68", "65 · Merit", "65 · Merit", "same")
    QTest.keyClick(effect.referral, Qt.Key.Key_Space)
    at_68 = next(row for row in cells(effect.marks) if row[0] == "68")
    assert at_68[1] == "50 · Pass"


def test_a_bad_value_is_explained_at_its_field_and_not_taken(view):
    start_changing(view)
    type_into(view, "award.passes", "fifty")
    form = words(view.editor.forms)
    assert "Pass mark: this must be a number from 0 to 100." in form
    assert cells(view.editor.effect.marks)[5] == ("50", "50 · Pass", "50 · Pass", "same")
    view.editor.forms.sections.setCurrentRow(4)
    view.editor.save.click()
    assert view.is_editing
    assert view.editor.forms.sections.currentRow() == 0


def test_rules_that_contradict_are_named_and_cannot_be_saved(view, db, heard):
    start_changing(view)
    type_into(view, "award.merit", "75")
    assert "Distinction must be above merit, 75." in words(view.editor.forms)
    view.editor.forms.sections.setCurrentRow(4)
    view.editor.save.click()
    assert view.editor.forms.sections.currentRow() == 0
    assert heard == ["Distinction must be above merit, 75. Nothing was saved."]
    assert list_sets(db) == ()
    type_into(view, "award.distinction", "80")
    assert "Distinction must be above merit" not in words(view.editor.forms)


def test_a_set_without_a_name_or_without_a_change_is_not_saved(view, two, db):
    view.refresh()
    view.versions.choose(two[1])
    view.versions.panel.change.click()
    view.editor.save.click()
    assert view.editor.problem.text() == (
        "Nothing differs from Ours, version 2, so there is no new version to save."
    )
    view.editor.name.clear()
    view.editor.save.click()
    assert "Give the set a name" in view.editor.problem.text()
    assert len(list_sets(db)) == 2


def test_leaving_asks_only_where_something_would_be_lost(view, session):
    start_changing(view)
    QTest.keyClick(view.editor.name, Qt.Key.Key_Escape)
    assert not view.is_editing
    start_changing(view)
    field = view.editor.forms.editor("award.merit")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "61")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert view.is_editing
    assert session.dialogs.asked == [("confirm", "Leave without saving?")]
    session.dialogs.ready["confirm"] = True
    view.editor.back.click()
    assert not view.is_editing


def test_changes_can_be_taken_back_in_the_editor(view):
    start_changing(view)
    type_into(view, "award.merit", "61")
    assert view.editor.effect.tabs.tabText(2) == "Changes (1)"
    view.editor.reset.click()
    assert view.editor.forms.editor("award.merit").text() == "60"
    assert view.editor.effect.tabs.tabText(2) == "Changes"


def test_a_version_is_compared_followed_and_followed_no_more(view, two, db, qtbot):
    first, second = two
    view.refresh()
    view.versions.choose(second)
    panel = view.versions.panel
    assert panel.other.currentText() == "Ours, version 1"
    assert "5 % → 10 marks" in words(panel)
    panel.follow.click()
    qtbot.waitUntil(lambda: lines(view)[0] == ("Ours", "2", "2026 intake"))
    assert read_regulations(db, 1).id == second
    assert panel.follow.isHidden()
    undo(db)
    qtbot.waitUntil(lambda: "2026 intake follows Ours, version 1." in words(view))
    assert read_regulations(db, 1).id == first


def test_sets_are_searched_and_narrowed(view, two, qtbot):
    view.refresh()
    assert [version for _, version, _ in lines(view)] == ["2", "1"]
    view.versions.chips.choose(("newest",))
    assert [version for _, version, _ in lines(view)] == ["2"]
    view.versions.chips.choose(("used",))
    assert [version for _, version, _ in lines(view)] == ["1"]
    view.versions.chips.choose(())
    QTest.keyClicks(view.versions.search, "york")
    qtbot.waitUntil(lambda: [version for _, version, _ in lines(view)] == ["2"])


def test_a_new_set_starts_from_a_template(view, db):
    view.versions.begin.menu().actions()[-1].trigger()
    assert view.is_editing
    assert view.editor.name.text() == "No rounding"
    marks = {row[0]: row[3] for row in cells(view.editor.effect.marks)}
    assert marks["69.5"] == "now Merit"
    view.editor.save.click()
    assert [one.title for one in list_sets(db)] == ["No rounding, version 1"]
    assert list_sets(db)[0].rules == templates()[-1].rules


def test_a_set_goes_out_and_comes_in_as_a_file_with_its_differences_shown(
    view, two, session, tmp_path, db
):
    view.refresh()
    out = session.dialogs.ready["path_to_save"] = tmp_path / "Ours.toml"
    view.versions.choose(two[1])
    view.versions.panel.export.click()
    assert read_set_file(out) == SetFile("Ours", "Late work as at York", YORK)
    stricter = with_value(YORK, "award.distinction", Decimal(72))
    write_set_file(SetFile("Ours", "From the faculty", stricter), out)
    session.dialogs.ready["path_to_open"] = out
    view.versions.bring_in.click()
    assert view.is_editing
    view.editor.effect.show_tab("Changes")
    assert "70 → 72" in words(view.editor.effect)
    assert "Changes are shown against Ours, version 2." in words(view.editor)
    view.editor.save.click()
    newest = list_sets(db)[0]
    assert (newest.title, newest.rules, newest.note) == (
        "Ours, version 3",
        stricter,
        "From the faculty",
    )


def test_a_file_that_is_no_set_is_refused(view, session, tmp_path, heard):
    bad = tmp_path / "bad.toml"
    bad.write_text("[late]\namount = 2\n", "utf-8")
    session.dialogs.ready["path_to_open"] = bad
    view.versions.bring_in.click()
    assert not view.is_editing
    assert heard == [
        "In “bad.toml”, late.amount: Taken off each time: this must be a number from 0 to 1."
    ]


def test_the_list_is_saved_as_it_is_shown(view, two, session, tmp_path):
    view.refresh()
    view.versions.chips.choose(("newest",))
    out = session.dialogs.ready["path_to_save"] = tmp_path / "sets.csv"
    view.versions.table.export_asked.emit()
    rows = out.read_text("utf-8-sig").splitlines()
    assert rows[0] == "Name,Version,Saved,By,Note,Followed by"
    assert [row.split(",")[:2] for row in rows[1:]] == [["Ours", "2"]]


def test_there_is_room_at_the_largest_text(qtbot, session, theme):
    theme.set_scale(150)
    assert opened(qtbot, session).minimumSizeHint().width() <= 1200


def test_every_control_can_be_named_seen_and_reached(view, two, accessibility, theme):
    view.refresh()
    view.versions.choose(two[1])
    for mode in ("light", "dark"):
        theme.set_mode(mode)
        assert accessibility.problems(view) == []
    start_changing(view)
    for at in range(view.editor.effect.tabs.count()):
        view.editor.effect.tabs.setCurrentIndex(at)
        assert accessibility.problems(view) == []
