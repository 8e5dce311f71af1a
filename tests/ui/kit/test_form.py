"""Fields that are checked as the user leaves them."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QLineEdit, QPlainTextEdit

from cohort_desk.ui.kit.form import Form, spin_box

VALUES = {
    "email": "a.khan@example.org",
    "grade": 4,
    "sector": "police",
    "starts": date(2026, 11, 14),
    "notes": "Two lines\nof notes",
    "travels": True,
}


def email_problem(text):
    return "" if "@" in text else "An e-mail address has an @ in it."


@pytest.fixture
def form(qtbot):
    form = Form()
    sector = QComboBox()
    sector.addItem("Fire", "fire")
    sector.addItem("Police", "police")
    form.add("email", "&Email", QLineEdit(), check=email_problem)
    form.add("grade", "Grade", spin_box(1, 12))
    form.add("sector", "Sector", sector)
    form.add("starts", "Starts", QDateEdit())
    form.add("notes", "Notes", QPlainTextEdit())
    form.add("travels", "Travels", QCheckBox("Can travel"))
    form.add_fact("Group", "Group 3")
    form.set_values(VALUES)
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    return form


def retype(qtbot, field, text):
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def errors(form):
    return [field.error.text() for field in form._fields.values() if field.error.isVisible()]


def test_what_goes_in_comes_out(form):
    assert form.values() == VALUES


def test_a_changed_field_is_passed_on_once_as_it_is_left(qtbot, form):
    email, heard = form.editor("email"), []
    form.left.connect(lambda *change: heard.append(change))
    retype(qtbot, email, "a.begum@example.org")
    assert heard == []
    qtbot.keyClick(email, Qt.Key.Key_Tab)
    assert heard == [("email", "a.begum@example.org")]
    email.setFocus()
    qtbot.keyClick(email, Qt.Key.Key_Tab)
    assert len(heard) == 1


def test_a_wrong_value_is_explained_beside_the_field_and_not_passed_on(qtbot, form):
    email = form.editor("email")
    with qtbot.assertNotEmitted(form.left):
        retype(qtbot, email, "nonsense")
        qtbot.keyClick(email, Qt.Key.Key_Tab)
    assert errors(form) == ["An e-mail address has an @ in it."]
    assert email.accessibleDescription() == "An e-mail address has an @ in it."
    assert not form.check_all()
    retype(qtbot, email, "a@example.org")
    qtbot.keyClick(email, Qt.Key.Key_Tab)
    assert errors(form) == []
    assert form.check_all()


def test_a_problem_found_elsewhere_is_shown_at_its_field(form):
    assert form.show_problem("email", "Someone else has this address.")
    assert not form.show_problem("shoe_size", "Nobody asked.")
    assert errors(form) == ["Someone else has this address."]
    form.set_values({"email": "b@example.org"})
    assert errors(form) == []


def test_choices_are_passed_on_when_made(qtbot, form):
    with qtbot.waitSignal(form.left) as told:
        qtbot.keyClick(form.editor("sector"), Qt.Key.Key_Up)
    assert told.args == ["sector", "fire"]
    with qtbot.waitSignal(form.left) as told:
        qtbot.keyClick(form.editor("travels"), Qt.Key.Key_Space)
    assert told.args == ["travels", False]


def test_it_reads_aloud_and_tab_goes_down_the_fields(form, accessibility):
    assert accessibility.problems(form) == []
    form.editor("email").setFocus()
    assert accessibility.tab_order(form)[:6] == [form.editor(name) for name in VALUES]
