"""The form that makes claims, which the page of a benefit opens too: worked by clicks and keys."""

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from cohort_desk.db.tables import BenefitRow
from cohort_desk.services.savings.shapes import ClaimState
from cohort_desk.ui.kit.page import Page
from cohort_desk.ui.kit.page_desk import PageDesk
from cohort_desk.ui.savings.claims.claim_form import ClaimForm
from cohort_desk.ui.savings.claims.making import open_claim_form
from savings_office import CLAIMANT, FLEET, LEEDS, OWNER, VALIDATOR, VETTING

LEFT = Qt.MouseButton.LeftButton


class Making:
    """A page with the form at its side, and what opens it."""

    def __init__(self, session):
        self.page, self.form, self.warned = Page("Benefit"), ClaimForm(), []
        self.form.setParent(self.page.detail)
        self.form.hide()
        session.warned.connect(self.warned.append)
        self.presenter = open_claim_form(
            self.form,
            PageDesk(self.page, session),
            show=lambda title: self.page.detail.show_widget(title, self.form),
            done=self.page.detail.close_panel,
        )

    def editor(self, name):
        return self.form.form.editor(name)

    def texts(self):
        labels = self.form.findChildren(QLabel)
        return [each.text() for each in labels if each.isVisibleTo(self.form)]

    def write(self, name, text):
        editor = self.editor(name)
        editor.setFocus()
        editor.selectAll()
        QTest.keyClicks(editor, text)

    def choose(self, name, key):
        box = self.editor(name)
        box.setCurrentIndex(box.findData(key))

    def fill(self, gross="50,000"):
        """Fill in a claim that breaks no rule, but for its evidence."""
        self.editor("from_on").setDate(date(2025, 4, 1))
        self.editor("to_on").setDate(date(2025, 9, 30))
        self.choose("agency", LEEDS)
        self.write("gross", gross)
        for name, key in (("effect", "same"), ("maturity", "final"), ("grade", "sufficient")):
            self.choose(name, key)
        self.choose("claimant", CLAIMANT)

    def click(self, name):
        found = self.form.findChildren(QAbstractButton)
        QTest.mouseClick(next(b for b in found if name in {b.text(), b.accessibleName()}), LEFT)


@pytest.fixture
def making(qtbot, office, session):
    made = Making(session)
    qtbot.addWidget(made.page)
    made.page.resize(1100, 800)
    made.page.show()
    qtbot.waitActive(made.page)
    return made


@pytest.fixture
def invoice(session, tmp_path):
    """A file of evidence on the disk, which the dialog for files answers with."""
    path = tmp_path / "Invoice.pdf"
    path.write_bytes(b"%PDF what was paid")
    session.dialogs.ready["paths_to_open"] = [path]
    return path


def test_a_claim_is_typed_with_its_evidence_and_made(office, making, invoice):
    making.presenter.make(VETTING)
    assert making.page.detail.title.text() == "Make a claim"
    assert "projected to save c £150K annually" in making.form.told.text()
    assert "Before: £400,000 a year, 31 March 2025." in making.form.told.text()
    making.fill()
    assert "£50,000 will be claimed for 2025/26." in making.texts()
    assert "£50,000 by this one, £100,000 is left." in " ".join(making.texts())
    making.click("Claim")
    assert (
        "A claim on “Shared vetting” needs evidence. Add at least one file that shows what was "
        "saved."
    ) in making.texts()
    making.click("Add evidence…")
    making.click("Claim")
    (claim,) = office.claims()
    assert (claim.pence, claim.from_on, claim.agency_id) == (5_000_000, date(2025, 4, 1), LEEDS)
    assert (claim.claimant_id, claim.validator_id) == (CLAIMANT, VALIDATOR)
    assert [file.name for file in claim.evidence] == ["Invoice.pdf"]
    assert making.page.detail.isHidden()


def test_what_is_refused_stands_at_its_field(office, making, invoice):
    making.presenter.make(VETTING)
    making.fill(gross="lots")
    making.click("Add evidence…")
    making.click("Claim")
    assert "“lots” is no amount of money. Type it as 150,000 or £1,234.50." in making.texts()
    making.write("gross", "160k")
    assert "£10,000 too much." in " ".join(making.texts())
    making.click("Claim")
    assert "£160,000 cannot come out of it" in " ".join(making.texts())
    assert making.editor("gross").hasFocus()
    making.write("gross", "50k")
    making.choose("validator", OWNER)
    making.click("Claim")
    assert "Olu Owner owns “Shared vetting”" in " ".join(making.texts())
    making.choose("validator", VALIDATOR)
    making.choose("effect", "worse")
    making.click("Claim")
    assert "this is not an efficiency" in " ".join(making.texts())
    making.editor("to_on").setDate(date(2026, 5, 1))
    assert (
        "The period reaches into another financial year. Make one claim for each year."
    ) in making.texts()
    assert office.claims() == []


def test_cost_that_moved_is_offered_to_be_taken_off(office, making, invoice):
    office.move_cost(2_000_000)
    making.presenter.make(VETTING)
    assert making.editor("moved").text() == "£20,000"
    making.fill()
    assert "£30,000 will be claimed for 2025/26." in making.texts()
    making.write("moved", "5000")
    assert (
        "£15,000 more of cost moved to another agency in 2025/26. Take it off: cost that moves "
        "is not saved."
    ) in making.texts()


def test_the_days_after_the_last_claim_are_offered_first(office, making):
    office.claim()
    making.presenter.make(VETTING)
    assert making.editor("from_on").date().toPython() == date(2025, 10, 1)
    assert making.editor("to_on").date().toPython() == date(2026, 3, 31)


def test_nothing_is_asked_where_nothing_can_be_claimed(office, making):
    office.change(BenefitRow, VETTING, pot_id=None)
    making.presenter.make(VETTING)
    assert making.warned == [
        (
            "“Shared vetting” releases cash but names no pot. Choose the budget that it comes out "
            "of before the first claim."
        )
    ]
    assert making.page.detail.isHidden()


def test_a_correction_keeps_the_evidence_and_says_why(office, making, invoice):
    made = office.claim()
    making.presenter.correct(made)
    assert making.page.detail.title.text() == "Correct a claim"
    assert making.editor("gross").text() == "£50,000"
    making.write("gross", "45,000")
    making.click("Correct the claim")
    assert "Say why the claim on “Shared vetting” is corrected." in making.texts()
    making.write("reason", "One post was filled again")
    making.click("Add evidence…")
    making.click("Correct the claim")
    first, second = office.claims()
    assert (first.state, second.state) == (ClaimState.REPLACED, ClaimState.WAITING)
    assert (second.pence, second.reason) == (4_500_000, "One post was filled again")
    assert [file.name for file in second.evidence] == ["Invoice 2025.pdf", "Invoice.pdf"]


def test_evidence_is_taken_away_again(office, making):
    making.presenter.correct(office.claim())
    making.click("Take Invoice 2025.pdf away")
    making.write("reason", "The invoice was for something else")
    making.click("Correct the claim")
    assert "needs evidence" in " ".join(making.texts())


def test_files_are_dropped_as_evidence(office, making, qtbot, tmp_path):
    making.presenter.make(VETTING)
    (tmp_path / "Ledger.csv").write_text("paid")
    mime = QMimeData()
    paths = ("Ledger.csv", "Gone.csv")
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in paths])
    action, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    making.form.dropEvent(QDropEvent(QPointF(5, 5), action, mime, LEFT, none))
    qtbot.waitUntil(lambda: "4 bytes. SHA-256" in " ".join(making.texts()))
    assert "Gone.csv could not be read" in " ".join(making.texts())


def test_a_half_typed_claim_is_not_lost_unasked(office, making, session):
    making.presenter.make(VETTING)
    assert making.presenter.may_leave()
    making.presenter.make(VETTING)
    making.write("gross", "50")
    session.dialogs.ready["confirm"] = False
    assert not making.presenter.may_leave()
    assert session.dialogs.asked[-1] == ("confirm", "Drop this claim?")
    session.dialogs.ready["confirm"] = True
    assert making.presenter.may_leave()
    making.presenter.make(FLEET)
    making.click("Cancel")
    assert making.page.detail.isHidden()
    assert office.claims() == []


def test_a_claim_that_the_panel_was_closed_over_is_typed_on(office, making):
    making.presenter.make(VETTING)
    making.write("gross", "50")
    QTest.keyClick(making.form, Qt.Key.Key_Escape)
    assert making.page.detail.isHidden()
    making.presenter.make(VETTING)
    assert making.page.detail.isVisible()
    assert making.editor("gross").text() == "50"
    making.click("Cancel")
    making.presenter.make(VETTING)
    assert making.editor("gross").text() == ""


def test_a_claim_is_withdrawn_with_a_reason(office, making, session):
    made = office.claim()
    making.presenter.withdraw(made)
    assert office.read(made).state is ClaimState.WAITING
    session.dialogs.ready["ask_text"] = "Claimed twice"
    making.presenter.withdraw(made)
    assert office.read(made).state is ClaimState.WITHDRAWN
    making.presenter.withdraw(made)
    assert "was withdrawn. Nothing more can be decided on it" in making.warned[-1]


def test_the_form_is_named_reached_and_legible(office, making, accessibility):
    making.presenter.correct(office.claim())
    assert accessibility.problems(making.page) == []
