"""The Savings page over two projects, with agencies, officers and a pot, worked as users do."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDateEdit, QLabel, QPlainTextEdit
from savings_office import furnish

from cohort_desk.ui.savings.wiring import open_savings_page


@pytest.fixture
def office(db):
    return furnish(db)


@pytest.fixture
def settle(qtbot, session):
    """Waits until everything that runs elsewhere has ended and was heard of."""

    def wait():
        QCoreApplication.processEvents()
        qtbot.waitUntil(lambda: not session.runner.tasks())
        QCoreApplication.processEvents()

    return wait


@pytest.fixture
def page(qtbot, session, office, settle):
    """The page of all cohorts' savings, at its view of benefits; what asks for a page gets there."""
    made = open_savings_page(session)
    session.shown.connect(
        lambda there: made.open_record(there.record) if there.page == "savings" else None
    )
    qtbot.addWidget(made)
    made.resize(1280, 900)
    made.show()
    qtbot.waitExposed(made)
    made.show_all_cohorts()
    made.turn_to("benefits")
    settle()
    return made


@pytest.fixture
def stack(page):
    return page.views["benefits"].stack


class Hand:
    """Works what is seen as a user does."""

    def press(self, holder, words):
        """Click the one button that is seen with these words, or with them as its name."""
        found = [
            each
            for each in holder.findChildren(QAbstractButton)
            if words in {each.text(), each.accessibleName()} and each.isVisible()
        ]
        assert found, f"no button “{words}” in {self.buttons(holder)}"
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def fill(self, form, **values):
        """Type into fields by their names; choices are chosen by their words."""
        for name, text in values.items():
            editor = form.editor(name)
            editor.setFocus()
            if isinstance(editor, QComboBox):
                at = editor.findText(text, Qt.MatchFlag.MatchStartsWith)
                assert at >= 0, [editor.itemText(each) for each in range(editor.count())]
                editor.setCurrentIndex(at)
                editor.activated.emit(at)
            elif isinstance(editor, QDateEdit):
                editor.setDate(text)
            elif isinstance(editor, QPlainTextEdit):
                editor.setPlainText(text)
            else:
                editor.selectAll()
                QTest.keyClicks(editor, text)

    def problems(self, holder):
        """Return the sentences in red that are seen."""
        return [
            each.text()
            for each in holder.findChildren(QLabel)
            if each.property("look") == "error" and each.isVisible() and each.text()
        ]

    def texts(self, holder):
        return [each.text() for each in holder.findChildren(QLabel) if each.isVisibleTo(holder)]

    def buttons(self, holder):
        return [each.text() for each in holder.findChildren(QAbstractButton) if each.isVisible()]


@pytest.fixture
def hand():
    return Hand()


@pytest.fixture
def ledger(tmp_path) -> Path:
    """A file of evidence."""
    path = tmp_path / "Ledger 2025.txt"
    path.write_text("Invoices of April to September 2025, made up")
    return path
