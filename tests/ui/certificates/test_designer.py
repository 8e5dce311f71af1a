"""The designs and the designer, by click, key and drop."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QColorDialog

from cohort_desk.services.certificates.designs import edit_design, list_designs
from cohort_desk.services.history import undo


class Board:
    """The one design on the drawing board."""

    def __init__(self, office):
        self.office, self.db, self.page = office, office.db, office.page
        self.view, self.fields = self.page.designer, self.page.designer.fields
        self.forms = (
            self.fields.basics,
            self.fields.wording,
            self.fields.colours,
            self.fields.proof,
        )

    @property
    def design(self):
        """The design as it is kept."""
        (only,) = list_designs(self.db)
        return only.design

    @property
    def said(self):
        """What the preview says, for who does not see it."""
        return self.view.preview.accessibleDescription()

    def editor(self, name):
        return self._form(name).editor(name)

    def type(self, name, text):
        editor = self.editor(name)
        editor.setFocus()
        editor.selectAll()
        QTest.keyClicks(editor, text)
        return editor

    def leave(self, editor):
        QTest.keyClick(editor, Qt.Key.Key_Tab)
        self.office.settle()

    def sign(self, name):
        """Add somebody who signs."""
        people = self.fields.signatories
        self.office.click(people.add)
        QTest.keyClicks(people.rows[-1].name, name)
        QTest.keyClick(people.rows[-1].name, Qt.Key.Key_Return)

    def problem(self, name):
        return self._form(name)._fields[name].error.text()

    def pick(self, box, key):
        """Choose from a box as its list does."""
        box.setFocus()
        box.setCurrentIndex(box.findData(key))
        box.activated.emit(box.currentIndex())
        self.office.settle()

    def _form(self, name):
        return next(form for form in self.forms if name in form.values())


@pytest.fixture
def board(office):
    page = office.turn_to("designs")
    page.designs.list.setFocus()
    QTest.keyClick(page.designs.list, Qt.Key.Key_Return)
    office.settle()
    assert page.is_designing
    return Board(office)


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "Logo.png"
    image = QImage(120, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#14532d"))
    assert image.save(str(path))
    return path


def test_a_wording_is_drawn_as_it_is_typed_and_saved_as_it_is_left(qtbot, board):
    assert "Diploma of leadership" not in board.said
    editor = board.type("title", "Diploma of leadership")
    qtbot.waitUntil(lambda: "Diploma of leadership" in board.said, timeout=10_000)
    assert board.design.title == "Certificate"
    board.leave(editor)
    assert board.design.title == "Diploma of leadership"
    undo(board.db)
    qtbot.waitUntil(lambda: editor.text() == "Certificate")


def test_a_field_that_does_not_exist_is_explained_and_not_saved(board):
    before = board.design.subject
    board.leave(board.type("subject", "{awrd}"))
    assert "Did you mean {award}?" in board.problem("subject")
    assert board.design.subject == before
    assert "Not saved as typed, and not in the preview: “Main line”" in board.view.notice.text()


@pytest.fixture
def mistaken(board):
    """The design with a mistake in one field, and another changed after it and not left yet."""
    board.leave(board.type("after_name", "took {nonsense}"))
    board.type("title", "My new title")
    return board


def test_a_mistake_keeps_what_was_typed_and_keeps_nothing_else_from_being_saved(mistaken):
    board = mistaken
    before = board.design.after_name
    board.leave(board.editor("title"))
    board.leave(board.type("small_print", "Kept for good."))
    assert (board.design.title, board.design.small_print) == ("My new title", "Kept for good.")
    assert board.editor("after_name").toPlainText() == "took {nonsense}"
    assert "nonsense" in board.problem("after_name")
    assert "My new title" in board.said
    assert board.design.after_name == before
    board.leave(board.type("after_name", "took part in {programme}"))
    assert board.design.after_name == "took part in {programme}"
    assert board.problem("after_name") == ""


def test_a_field_that_is_wrong_is_given_up_only_when_that_is_wanted(mistaken):
    board, office = mistaken, mistaken.office
    office.refuse()
    office.click(board.view.back)
    assert board.page.is_designing
    wrong = board.editor("after_name")
    assert wrong.hasFocus()
    assert not wrong.visibleRegion().isEmpty()
    assert wrong.toPlainText() == "took {nonsense}"
    assert board.design.title == "My new title"
    office.turn_to("ready")
    assert board.page.view == "designs"
    board.page.open_record("register")
    assert board.page.view == "designs"
    asked = [title for kind, title in office.session.dialogs.asked if kind == "confirm"]
    assert asked == ["Give up what you typed into “Words after the name”?"] * 3
    office.agree()
    office.click(board.view.back)
    assert not board.page.is_designing
    assert board.design.title == "My new title"


def test_the_field_with_the_focus_is_saved_before_another_view_is_shown(board):
    board.type("title", "Attended")
    board.page.open_record("ready")
    assert board.page.view == "ready"
    assert board.design.title == "Attended"


def test_what_is_typed_outlives_what_is_changed_elsewhere(board):
    board.type("title", "Half a ti")
    kept = list_designs(board.db)[0]
    edit_design(board.db, kept.id, kept.version, replace(kept.design, small_print="New."))
    board.office.settle()
    assert board.editor("small_print").toPlainText() == "New."
    assert board.editor("title").text() == "Half a ti"
    board.leave(board.editor("title"))
    assert (board.design.title, board.design.small_print) == ("Half a ti", "New.")


def test_wording_that_would_be_too_small_to_read_is_refused_at_its_field(board):
    board.pick(board.editor("orientation"), "portrait")
    before = board.design.small_print
    board.leave(board.type("small_print", "very long wording again " * 16))
    assert "printed smaller than 6 points" in board.problem("small_print")
    assert board.design.small_print == before
    board.leave(board.type("small_print", "very long wording again"))
    assert board.problem("small_print") == ""
    board.pick(board.editor("orientation"), "landscape")
    board.leave(board.type("small_print", "very long wording again " * 14))
    assert board.problem("small_print") == ""
    board.pick(board.editor("orientation"), "portrait")
    assert "Small print: there is no room" in board.problem("orientation")
    assert board.design.orientation == "landscape"


def test_a_field_is_inserted_where_the_cursor_was(board):
    editor = board.type("subject", "Award: ")
    actions = board.fields.insert.menu().actions()
    (award,) = [each for each in actions if each.text().endswith("{award}")]
    award.trigger()
    assert editor.text() == "Award: {award}"
    board.leave(editor)
    assert board.design.subject == "Award: {award}"


def test_a_pale_colour_is_refused_with_a_warning(board):
    box, before = board.editor("accent"), board.design.accent
    board.pick(box, "other")
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QColorDialog))
    dialog.setCurrentColor(QColor("#ffd7a0"))
    dialog.accept()
    assert "too pale" in board.problem("accent")
    assert board.fields.contrast.text().startswith("Too pale")
    assert board.design.accent == before
    board.pick(box, "#14532d")
    assert board.problem("accent") == ""
    assert board.design.accent == "#14532d"


def test_pictures_are_dropped_and_taken_away(board, picture, tmp_path):
    logo = board.fields.logo
    board.office.drop(logo, picture)
    assert board.design.logo
    board.office.click(logo.remove)
    assert board.design.logo == ""
    wrong = tmp_path / "Note.txt"
    wrong.write_text("no picture")
    board.office.drop(logo, wrong)
    assert logo.problem.text()
    board.office.answer("path_to_open", picture)
    board.sign("Ada North")
    board.office.click(board.fields.signatories.rows[0].picture.choose)
    assert board.design.signatories[0].image


def test_signatories_are_added_named_and_removed(board):
    people = board.fields.signatories
    board.sign("Ada North")
    board.office.click(people.add)
    second = people.rows[1]
    QTest.keyClicks(second.title, "Dean")
    QTest.keyClick(second.title, Qt.Key.Key_Return)
    assert "has no name" in second.problem.text()
    QTest.keyClicks(second.name, "Professor Mair Owen")
    QTest.keyClick(second.name, Qt.Key.Key_Return)
    assert [one.name for one in board.design.signatories][1] == "Professor Mair Owen"
    board.office.click(people.rows[0].remove)
    assert [one.name for one in board.design.signatories] == ["Professor Mair Owen"]


def test_another_kind_gets_words_that_it_can_say(board):
    board.pick(board.editor("kind"), "attendance")
    assert board.design.kind.value == "attendance"
    assert "{award}" not in board.design.subject


def test_names_in_other_scripts_are_tried(board):
    sample = board.view.sample
    sample.setFocus()
    QTest.keyClick(sample, Qt.Key.Key_End)
    sample.activated.emit(sample.currentIndex())
    board.office.settle()
    assert "欧阳雪梅" in board.said


def test_designs_are_copied_exported_imported_and_deleted(board):
    office, designs = board.office, board.page.designs
    file = office.answer("path_to_save", office.files / "Award.cohortdesign")
    office.click(board.view.export)
    assert file.exists()
    office.click(board.view.back)
    office.click(designs.buttons["Copy"])
    assert designs.list.count() == 2
    office.drop(designs, file)
    assert designs.list.count() == 3
    designs.list.setCurrentRow(2)
    QTest.keyClick(designs.list, Qt.Key.Key_Delete)
    office.settle()
    assert designs.list.count() == 2
    undo(office.db)
    office.settle()
    assert designs.list.count() == 3
    assert not designs.list.item(0).icon().isNull()
