"""The Savings page over two projects, with agencies, officers and a pot, worked as users do."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDateEdit, QLabel, QPlainTextEdit

from cohort_desk.ui.savings.wiring import open_savings_page
from savings_office import furnish


@pytest.fixture
def office(db):
    return furnish(db)


class Hand:
    """Works the page as a user does, at its view of benefits."""

    def __init__(self, qtbot, session, page):
        self.qtbot, self.session, self.page = qtbot, session, page
        self.db, self.detail = session.db, page.detail

    @property
    def stack(self):
        """The list of benefits, or one benefit's page."""
        return self.page.views["benefits"].stack

    @property
    def shown(self):
        """The page of one benefit."""
        return self.stack.benefit

    @property
    def form(self):
        """The form that asks for what an action needs."""
        return self.stack.asking.form

    def settle(self):
        """Wait until everything that runs elsewhere has ended and was heard of."""
        QCoreApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.session.runner.tasks())
        QCoreApplication.processEvents()

    def press(self, holder, words):
        """Click the first button that is seen with these words, or with them as its name."""
        seen = [each for each in holder.findChildren(QAbstractButton) if each.isVisible()]
        found = [each for each in seen if words in {each.text(), each.accessibleName()}]
        assert found, f"no button “{words}” among {[each.text() for each in seen]}"
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
        self.settle()

    def ask(self, key):
        """Ask for an action of the benefit shown, as its menu does."""
        self.shown.asked.emit(key)

    def fill(self, form=None, **values):
        """Type into fields by their names; choices are chosen by how their words begin."""
        for name, typed in values.items():
            editor = (form or self.form).editor(name)
            editor.setFocus()
            if isinstance(editor, QComboBox):
                at = editor.findText(typed, Qt.MatchFlag.MatchStartsWith)
                assert at >= 0, [editor.itemText(each) for each in range(editor.count())]
                editor.setCurrentIndex(at)
                editor.activated.emit(at)
            elif isinstance(editor, QDateEdit):
                editor.setDate(typed)
            elif isinstance(editor, QPlainTextEdit):
                editor.setPlainText(typed)
            else:
                editor.selectAll()
                QTest.keyClick(editor, Qt.Key.Key_Delete)
                QTest.keyClicks(editor, typed)

    def answer(self, verb, **values):
        """Fill in the form that is asked, and press its verb."""
        self.fill(**values)
        self.press(self.detail, verb)

    def paste(self, text, project="One service"):
        """Open the entry, choose a project and type; the lines are read meanwhile."""
        self.press(self.page, "Add benefit")
        panel = self.stack.entry
        at = panel.project.findText(project, Qt.MatchFlag.MatchStartsWith)
        panel.project.setCurrentIndex(at)
        QTest.keyClicks(panel.text, text)
        self.qtbot.waitUntil(lambda: bool(panel.cards) or panel.guidance.isVisible())
        return panel

    def problems(self, holder=None):
        """Return the sentences in red that are seen."""
        return [
            each.text()
            for each in (holder or self.detail).findChildren(QLabel)
            if each.property("look") == "error" and each.isVisible() and each.text()
        ]

    def texts(self, holder):
        return [each.text() for each in holder.findChildren(QLabel) if each.isVisibleTo(holder)]


@pytest.fixture
def hand(qtbot, session, office):
    """A hand on the savings of all cohorts; what asks for a page of savings gets there."""
    page = open_savings_page(session, "benefits")
    session.shown.connect(
        lambda there: page.open_record(there.record) if there.page == "savings" else None
    )
    qtbot.addWidget(page)
    page.resize(1280, 900)
    page.show()
    qtbot.waitExposed(page)
    page.show_all_cohorts()
    page.turn_to("benefits")
    made = Hand(qtbot, session, page)
    made.settle()
    return made
