"""The view of marking guides: editing in place, bands, comments, and import with its preview."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from cohort_desk.db.tables import CriterionMarkRow, MarkRow, SubmissionRow, TutorRow
from cohort_desk.exchange.rubrics import read_rubric
from cohort_desk.services.history import read_undo_state, undo
from cohort_desk.services.modules import (
    edit_band,
    edit_criterion,
    list_guides,
    move_criterion,
    read_guide,
)
from cohort_desk.services.people import add_person
from cohort_desk.ui.modules.presenter.guide_fields import band_field, criterion_field


@pytest.fixture
def guide(db, standard):
    return read_guide(db, list_guides(db)[0].id)


@pytest.fixture
def view(page, guide):
    page.open_record(("guide", guide.id))
    return page.guides


def type_into(view, field, text):
    editor = view.editor.cells.editor(field)
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Tab)


def labels(widget):
    return [box.text() for box in widget.findChildren(QLabel) if box.isVisible()]


def test_one_button_begins_with_a_starter_rubric(qtbot, page, db):
    page.open_record("guides")
    page.guides.empty.action.click()
    assert [one.title for one in list_guides(db)] == ["Starter rubric"]
    qtbot.waitUntil(lambda: page.context.text() == "1 marking guide")
    assert page.guides.editor.title.text() == "Starter rubric"


def test_a_cell_is_saved_as_it_is_left_and_undone_by_name(qtbot, view, guide, db):
    first = guide.criteria[0]
    type_into(view, criterion_field(first.id, "weight"), "60")
    type_into(view, band_field(first.bands[1].id, "descriptor"), "Clear and complete")
    now = read_guide(db, guide.id).criteria[0]
    assert (now.weight, now.bands[1].descriptor) == (60, "Clear and complete")
    assert (
        read_undo_state(db).undo == "change of descriptor of Merit of Understanding of the problem"
    )
    qtbot.waitUntil(lambda: "= 42.9 %" in labels(view.editor.grid))
    undo(db)
    field = band_field(first.bands[1].id, "descriptor")
    before = first.bands[1].descriptor
    qtbot.waitUntil(lambda: view.editor.cells.editor(field).toPlainText() == before)


def test_what_breaks_a_rule_stays_in_its_cell_with_the_reason(view, guide, db):
    field = criterion_field(guide.criteria[0].id, "weight")
    type_into(view, field, "much")
    editor = view.editor.cells.editor(field)
    assert editor.text() == "much"
    assert "Weight is a whole number" in view.editor.field_problem.text()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert read_guide(db, guide.id).criteria[0].weight == 20


def test_typing_goes_on_while_another_window_changes_something_else(qtbot, view, guide, db):
    first, second = guide.criteria[:2]
    editor = view.editor.cells.editor(criterion_field(first.id, "description"))
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, "In the middle of a sent")
    move_criterion(db, second.id, 0)
    field = criterion_field(first.id, "description")
    qtbot.waitUntil(lambda: view.editor.cells.editor(field) is not editor)
    again = view.editor.cells.editor(field)
    assert again.toPlainText() == "In the middle of a sent"
    assert QApplication.focusWidget() is again
    QTest.keyClick(again, Qt.Key.Key_Tab)
    assert read_guide(db, guide.id).criteria[1].description == "In the middle of a sent"


def test_two_who_change_one_cell_are_asked(qtbot, view, guide, db):
    band = guide.criteria[0].bands[0]
    field = band_field(band.id, "descriptor")
    editor = view.editor.cells.editor(field)
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, "Mine")
    edit_band(db, band.id, band.version, {"descriptor": "Theirs"})
    qtbot.waitUntil(view.editor.clash.isVisible)
    view.editor.clash.theirs.click()
    assert view.editor.cells.editor(field).toPlainText() == "Theirs"


def test_criteria_are_added_moved_and_deleted(qtbot, view, guide, db):
    view.editor.add.click()
    assert read_guide(db, guide.id).criteria[-1].title == "Criterion 6"
    first = guide.criteria[0]
    view.editor.grid.moved.emit(first.id, 1)
    assert read_guide(db, guide.id).criteria[1].id == first.id
    view.editor.grid.delete_asked.emit(first.id)
    assert len(read_guide(db, guide.id).criteria) == 5


def test_bands_are_changed_for_all_once_they_cover_every_mark(view, guide, db):
    view.editor.edit_bands.click()
    panel = view.editor.bands
    name, low, _high = panel._rows[0]
    low.setText("80")
    panel.save.click()
    assert "No band covers 70–79.99" in panel.problem.text()
    panel._rows[1][2].setText("79.99")
    name.setText("Top")
    panel.save.click()
    bands = read_guide(db, guide.id).criteria[3].bands
    assert [(band.label, band.range) for band in bands[:2]] == [
        ("Top", "80–100"),
        ("Merit", "60–79.99"),
    ]
    assert bands[0].descriptor == guide.criteria[3].bands[0].descriptor


def test_the_comment_bank_is_kept_by_keyboard(qtbot, view, guide, db):
    first = guide.criteria[0]
    view.editor.open_comments(first.id)
    panel = view.editor.comments
    QTest.keyClicks(panel.text, "Well put.")
    panel.keep.click()
    qtbot.waitUntil(lambda: panel.list.count() == 4)
    panel.list.setCurrentRow(3)
    QTest.keyClick(panel.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: panel.list.item(2).text() == "Well put.")
    panel.list.setCurrentRow(2)
    QTest.keyClick(panel.list, Qt.Key.Key_F2)
    QTest.keyClick(panel.text, Qt.Key.Key_End)
    QTest.keyClicks(panel.text, " Indeed.")
    panel.keep.click()
    qtbot.waitUntil(lambda: panel.list.item(2).text() == "Well put. Indeed.")
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: panel.list.count() == 3)
    kept = [one.text for one in read_guide(db, guide.id).criteria[0].comments]
    assert kept == [one.text for one in first.comments]


def test_a_guide_that_was_marked_with_is_fixed_and_offers_its_copy(
    qtbot, view, guide, standard, db
):
    person = add_person(db, 1, {"family_name": "Khan"})
    with db.begin("a mark") as work:
        add = work.session.add
        add(
            SubmissionRow(assessment_id=standard["Case study"].id, participant_id=person, code="W1")
        )
        add(TutorRow(name="Tom Reed"))
        work.session.flush()
        add(MarkRow(submission_id=1, tutor_id=1))
        work.session.flush()
        add(CriterionMarkRow(mark_id=1, criterion_id=guide.criteria[0].id, value=6000))
    editor = view.editor
    qtbot.waitUntil(editor.locked.isVisible)
    title = editor.cells.editor(criterion_field(guide.criteria[0].id, "title"))
    assert title.isReadOnly()
    assert not editor.add.isVisible()
    editor.copy.click()
    qtbot.waitUntil(lambda: editor.title.text() == "Starter rubric (2)")
    assert not editor.locked.isVisible()
    copy = read_guide(db, list_guides(db)[1].id)
    edit_criterion(db, copy.criteria[0].id, copy.criteria[0].version, {"weight": "1"})


def test_a_spreadsheet_is_looked_at_before_it_is_kept(qtbot, view, session, db, tmp_path):
    sheet = tmp_path / "Poster.csv"
    sheet.write_text("Criterion,Band,From,To\nDesign,Good,50,100\nDesign,Poor,0,49\n", "utf-8")
    session.dialogs.ready["path_to_open"] = sheet
    view.import_asked.emit()
    qtbot.waitUntil(view.imported.take.isVisible)
    assert len(list_guides(db)) == 1
    assert "Good, 50–100" in labels(view.imported)
    view.imported.take.click()
    assert [one.title for one in list_guides(db)] == ["Poster", "Starter rubric"]
    qtbot.waitUntil(lambda: view.editor.title.text() == "Poster")
    undo(db)
    assert [one.title for one in list_guides(db)] == ["Starter rubric"]


def test_a_spreadsheet_with_a_wrong_cell_is_told_and_not_kept(qtbot, view, session, db, tmp_path):
    sheet = tmp_path / "Poster.csv"
    sheet.write_text("Criterion,Weight\nDesign,heavy\n", "utf-8")
    session.dialogs.ready["path_to_open"] = sheet
    view.import_asked.emit()
    qtbot.waitUntil(view.imported.cancel.isVisible)
    assert "Cell B2: “heavy” is not a weight, such as 20." in labels(view.imported)
    assert not view.imported.take.isVisible()
    view.imported.cancel.click()
    assert view.list.isVisible()
    assert len(list_guides(db)) == 1


def test_it_is_read_aloud_and_worked_by_tab(view, page, accessibility, theme):
    for mode in ("light", "dark"):
        theme.set_mode(mode)
        assert accessibility.problems(page) == []
    for panel in (view.editor.show_comments, view.editor.edit_bands, view.editor.show_preview):
        panel.click()
        assert accessibility.problems(page) == []


def test_the_open_guide_is_exported_and_a_template_saved(qtbot, view, guide, session, tmp_path):
    session.dialogs.ready["path_to_save"] = tmp_path / "Guide.xlsx"
    view.editor.export.click()
    qtbot.waitUntil(lambda: session.heard.said == ["Saved Guide.xlsx."])
    assert [one.title for one in read_rubric(tmp_path / "Guide.xlsx").guide.criteria] == [
        criterion.title for criterion in guide.criteria
    ]
    session.dialogs.ready["path_to_save"] = tmp_path / "Template.csv"
    view.template_asked.emit()
    qtbot.waitUntil((tmp_path / "Template.csv").exists)


def test_the_panel_of_a_guide_gives_way_to_that_of_a_module_and_back(qtbot, view, page, standard):
    view.editor.show_comments.click()
    page.open_record(("assessment", standard["Case study"].id))
    assert not view.editor.comments.isVisible()
    assert page.assessment_panel.isVisible()
    page.open_record("guides")
    assert page.detail.isHidden()
    view.editor.show_comments.click()
    assert view.editor.comments.isVisible()
    assert not page.assessment_panel.isVisible()


def test_regulations_are_a_view_built_when_first_gone_to(page):
    assert page.regulations is None
    page.open_record("regulations")
    assert page.regulations.isVisible()
    assert not page.add_button.isVisible()
