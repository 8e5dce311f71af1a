"""The view of modules and assessments, driven by keyboard and panel."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cohort_desk.domain.modules.guides import Guide
from cohort_desk.exchange.sheets import read_workbook
from cohort_desk.services.groups import add_round
from cohort_desk.services.history import undo
from cohort_desk.services.modules import (
    add_guide,
    edit_assessment,
    list_modules,
    read_assessment,
    set_up_standard,
)
from cohort_desk.services.programmes import add_cohort


def lines(page):
    return [[line.accessibleName() for line in card.lines] for card in page.structure.cards]


def leave(page, side, field, text):
    """Type into a field of the panel and go on to the next by Tab."""
    editor = side.panel.form.editor(field)
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Tab)


def test_one_button_begins_and_undo_takes_it_back(qtbot, page, db):
    page._empty.action.click()
    qtbot.waitUntil(lambda: len(page.structure.cards) == 3)
    assert page.context.text() == "60 credits, 60 at level 7 · 3 modules · 4 assessments"
    assert not page.structure.warning.isVisible()
    undo(db)
    qtbot.waitUntil(lambda: page._body.currentWidget() is page._empty)
    assert not page.search.isVisible()


def test_a_new_module_is_typed_over_and_warns_where_the_credits_differ(qtbot, standard, page, db):
    page.add_button.click()
    assert QApplication.focusWidget() is page.module_panel.form.editor("title")
    leave(page, page.module, "title", "Ethics")
    leave(page, page.module, "credits", "10")
    qtbot.waitUntil(lambda: "these modules have 70" in page.structure.warning.sentence.text())
    module = list_modules(db, 1)[-1]
    assert (module.code, module.title, module.credits) == ("M4", "Ethics", 10)
    leave(page, page.module, "credits", "many")
    assert list_modules(db, 1)[-1].credits == 10
    assert page.module_panel.form.editor("credits").property("invalid")


def test_a_deadline_is_typed_in_uk_time(qtbot, standard, page, db):
    case = standard["Case study"]
    page.open_record(("assessment", case.id))
    leave(page, page.assessment, "1:deadline", "14/7/2027 noon")
    kept = read_assessment(db, case.id).deadline
    assert (kept.hour, kept.isoformat()[:10]) == (11, "2027-07-14")
    qtbot.waitUntil(lambda: "due 14 July 2027, 12:00" in lines(page)[1][0])
    editor = page.assessment_panel.form.editor("1:deadline")
    assert editor.text() == "14 July 2027, 12:00"
    leave(page, page.assessment, "1:opens_at", "15 July 2027, 12:00")
    assert editor.text() == "14 July 2027, 12:00"
    assert read_assessment(db, case.id).sittings[0].opens_at is None
    opens = page.assessment_panel.form.editor("1:opens_at")
    assert "cannot open after its deadline" in opens.accessibleDescription()


def test_a_second_sitting_has_its_own_dates(qtbot, standard, page, db):
    case = standard["Case study"]
    page.open_record(("assessment", case.id))
    panel = page.assessment_panel
    assert not panel.form.editor("2:deadline").isVisibleTo(panel)
    panel.another.click()
    qtbot.waitUntil(lambda: panel.form.editor("2:deadline").isVisibleTo(panel))
    leave(page, page.assessment, "2:deadline", "1 Sep 2027, 12:00")
    assert [one.deadline is None for one in read_assessment(db, case.id).sittings] == [True, False]
    qtbot.waitUntil(lambda: "2 sittings" in lines(page)[1][0])
    panel.fewer.click()
    qtbot.waitUntil(lambda: not panel.form.editor("2:deadline").isVisibleTo(panel))


def test_rounds_are_offered_to_groups_only(qtbot, db, standard, page):
    report = standard["Project report"]
    round_id = add_round(db, 1, "Innovation projects")
    page.open_record(("assessment", report.id))
    box = page.assessment_panel.form.editor("round_id")
    qtbot.waitUntil(lambda: box.findText("Innovation projects") > 0)
    box.setCurrentIndex(box.findData(str(round_id)))
    box.activated.emit(box.currentIndex())
    assert read_assessment(db, report.id).round_id == round_id
    page.open_record(("assessment", standard["Case study"].id))
    assert not box.isEnabled()


def test_another_window_meanwhile_leads_to_a_choice_not_a_loss(qtbot, standard, page, db):
    case = standard["Case study"]
    page.open_record(("assessment", case.id))
    editor = page.assessment_panel.form.editor("title")
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, "My title")
    edit_assessment(db, case.id, case.version, {"title": "Their title"})
    clash = page.assessment_panel.clash
    qtbot.waitUntil(clash.isVisible)
    assert "“Their title” while you typed “My title”" in clash.sentence.text()
    clash.mine.click()
    assert read_assessment(db, case.id).title == "My title"


def test_lines_are_worked_by_keys_and_keep_the_focus(qtbot, standard, page, db):
    reflection = standard["Individual reflection"]
    line = page.structure.cards[0].line(reflection.id)
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.structure.cards[0].lines[0].assessment_id == reflection.id)
    focused = QApplication.focusWidget()
    assert focused.assessment_id == reflection.id
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert page.detail.title.text() == "Individual reflection"
    focused = page.structure.cards[0].lines[0]
    focused.setFocus()
    QTest.keyClick(focused, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(page.structure.cards[0].lines) == 1)
    assert page.detail.isHidden()


def test_a_module_with_assessments_is_deleted_only_once_agreed(qtbot, standard, page, session, db):
    module = list_modules(db, 1)[0]
    page.open_record(("module", module.id))
    page.module_panel.delete.click()
    assert len(list_modules(db, 1)) == 3
    session.dialogs.ready["confirm"] = True
    page.module_panel.delete.click()
    assert [one.code for one in list_modules(db, 1)] == ["M2", "M3"]


def test_search_finds_modules_by_their_assessments(qtbot, standard, page):
    QTest.keyClicks(page.search, "reflec")
    qtbot.waitUntil(lambda: len(page.structure.cards) == 1)
    assert page.context.text().startswith("1 of 3 shown")


def test_another_cohorts_modules_are_copied_from_the_menu(qtbot, page, session, db):
    set_up_standard(db, 1)
    other = add_cohort(db, "2027 intake")
    session.choose_cohort(other)
    assert page.copy_button.isVisible()
    page.copy_button.menu().actions()[0].trigger()
    qtbot.waitUntil(lambda: len(page.structure.cards) == 3)
    assert len(list_modules(db, other)) == 3
    assert not page.copy_button.isVisible()


def test_a_guide_that_is_not_complete_is_warned_of(qtbot, standard, page, db):
    empty = add_guide(db, Guide("Poster rubric"))
    case = standard["Case study"]
    edit_assessment(db, case.id, case.version, {"guide_id": empty})
    sentence = page.structure.warning.sentence
    qtbot.waitUntil(
        lambda: sentence.text() == "The marking guide Poster rubric is not complete yet."
    )


def test_what_is_shown_is_exported(qtbot, standard, page, session, tmp_path):
    path = session.dialogs.ready["path_to_save"] = tmp_path / "Modules.xlsx"
    page.export_button.click()
    qtbot.waitUntil(lambda: bool(session.heard.said))
    rows = read_workbook(path).sheets[0].rows
    assert len(rows) == 5
    assert rows[1][:7] == ("M1", "Innovation", "20", "7", "Yes", "Project report", "70 %")


def test_it_is_read_aloud_and_worked_by_tab(standard, page, accessibility, theme):
    for mode in ("light", "dark"):
        theme.set_mode(mode)
        page.open_record(("assessment", standard["Case study"].id))
        assert accessibility.problems(page) == []
    theme.set_scale(150)
    assert page.minimumSizeHint().width() <= 1280
