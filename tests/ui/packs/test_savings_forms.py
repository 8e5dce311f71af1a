"""Forms for finance officers on the Packs page: made, compared and merged."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from claims_office import JOAN, PIOTR, VETTING, filled, lay_claims_out, type_into
from cohort_desk.db.tables import ClaimDecisionRow
from cohort_desk.domain.packs.contents import PackKind
from cohort_desk.exchange.packs import post_all, read_sent
from cohort_desk.services.packs import FormWish, prepare_savings_forms
from cohort_desk.services.savings.claims.decisions import validate_claim
from cohort_desk.ui.packs.wiring import open_packs_page

ALT = Qt.KeyboardModifier.AltModifier
PASSPHRASE = "seven quiet hills"  # noqa: S105 - of these tests alone


@pytest.fixture
def office(db):
    """In place of the essays: claims that wait for Joan and for Piotr."""
    return lay_claims_out(db)


@pytest.fixture
def form(office, tmp_path):
    """Types into a copy of Joan's form."""
    wish = FormWish(officers=[JOAN])
    made = post_all(office, prepare_savings_forms(office, wish), tmp_path / "out")[0].path

    def run(rows):
        return type_into(shutil.copy(made, tmp_path / "back.xlsx"), rows)

    return run


@pytest.fixture
def compare(qtbot, page, form):
    """Drops a form that was filled in on the page."""

    def run(rows):
        page.open_record(form(rows))
        qtbot.waitUntil(lambda: page.is_merging)
        return page

    return run


def told(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def readers(page):
    shown = page.make.readers
    return [
        (shown.item(at).text(), shown.item(at).checkState() == Qt.CheckState.Checked)
        for at in range(shown.count())
    ]


def decided(db):
    with db.read() as work:
        rows = work.session.scalars(select(ClaimDecisionRow).order_by(ClaimDecisionRow.id))
        return [(row.claim_id, row.outcome, row.pence) for row in rows]


def test_forms_are_offered_to_whom_claims_wait_for(page):
    page.open_record(PackKind.SAVINGS)
    assert readers(page) == [
        ("Joan Ledger\n2 claims, £150,000.50: Leeds City Council", True),
        ("Piotr Balance\n1 claim, £5,000: West Yorkshire Police", True),
    ]
    assert page.make.make.text() == "Make 2 forms…"
    assert page.make.evidence.isVisible()
    page.open_record(("savings", (PIOTR,)))
    assert [ticked for _name, ticked in readers(page)] == [False, True]


def test_form_and_evidence_are_written_and_listed(qtbot, page, session, tmp_path, settled):
    session.dialogs.ready["path_to_save"] = tmp_path / "Piotr.xlsx"
    page.open_record(("savings", (PIOTR,)))
    page.make.evidence.click()
    page.make.make.setFocus()
    QTest.keyClick(page.make.make, Qt.Key.Key_Space)
    settled()
    model = page.list.model
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    shown = [model.data(model.index(0, column)) for column in range(4)]
    assert shown == ["Piotr Balance", "Out", "Savings", "1 claim, £5,000, West Yorkshire Police"]
    written = {path.name for path in tmp_path.glob("Piotr*")}
    assert written == {"Piotr.xlsx", "Piotr evidence.zip"}


def test_forms_under_a_passphrase_are_sealed_packs(qtbot, page, session, tmp_path, settled):
    session.dialogs.ready["folder"] = tmp_path / "sealed"
    page.open_record(PackKind.SAVINGS)
    for field in (page.make.passphrase, page.make.again):
        QTest.keyClicks(field, PASSPHRASE)
    QTest.mouseClick(page.make.make, Qt.MouseButton.LeftButton)
    settled()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 2)
    made = sorted((tmp_path / "sealed").iterdir())
    assert [read_sent(path, PASSPHRASE).head.reader for path in made] == [
        "Joan Ledger",
        "Piotr Balance",
    ]


def test_form_that_came_back_is_merged_and_what_is_refused_says_why(
    qtbot, page, office, compare, settled
):
    compare({1: filled("£120,000.50"), 2: filled("about 30000")})
    lines = page.merging.model
    assert [lines.data(lines.index(row, 2)) for row in (0, 1)] == ["Taken", "Refused"]
    assert page.clash.isVisible()
    assert page.detail.title.text() == "Refused"
    assert "“about 30000” is no amount of money" in told(page.clash)
    assert not page.clash.take.isVisible()
    QTest.keyClick(page.merging.table.grid, Qt.Key.Key_Up)
    assert page.detail.title.text() == "Taken"
    assert "It is entered when you merge." in told(page.clash)
    QTest.mouseClick(page.merging.merge, Qt.MouseButton.LeftButton)
    settled()
    qtbot.waitUntil(lambda: not page.is_merging)
    assert decided(office) == [(VETTING, "validated", 12_000_050)]


def test_comparison_that_is_left_changes_nothing(page, office, compare):
    compare({1: filled("£120,000.50")})
    QTest.mouseClick(page.merging.cancel, Qt.MouseButton.LeftButton)
    assert (page.is_merging, page.context.text()) == (False, "1 pack out")
    assert decided(office) == []


def test_decision_that_clashes_is_chosen_and_not_typed(qtbot, page, office, compare, settled):
    validate_claim(office, VETTING, JOAN, 5_000_000, "partial")
    compare({1: filled("£120,000.50")})
    assert page.detail.title.text() == "Clash 1 of 1"
    assert page.clash.office.value.text().startswith("£50,000 validated, evidence partial")
    assert {page.clash.other.isVisible(), page.clash.use.isVisible()} == {False}
    assert "types another" not in page.clash.keys.text()
    QTest.keyClick(page.merging.table.grid, Qt.Key.Key_2, ALT)
    QTest.mouseClick(page.merging.merge, Qt.MouseButton.LeftButton)
    settled()
    qtbot.waitUntil(lambda: not page.is_merging)
    assert [row[2] for row in decided(office)] == [5_000_000, 12_000_050]


def test_nobody_to_ask_is_said(page, office):
    for claim_id, officer in ((1, JOAN), (2, JOAN), (3, PIOTR)):
        validate_claim(office, claim_id, officer, 100, "sufficient")
    page.open_record(PackKind.SAVINGS)
    assert "No claim waits to be confirmed." in told(page.make)
    assert not page.make.make.isEnabled()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_control_can_be_read_and_reached(page, compare, accessibility, theme, mode):
    theme.set_mode(mode)
    page.open_record(PackKind.SAVINGS)
    assert accessibility.problems(page) == []
    compare({1: filled("lots")})
    assert page.clash.isVisible()
    assert page.context.text() == "Comparing what came back"
    assert accessibility.problems(page) == []


def test_page_opens_with_forms_of_all_cohorts(session, office, form, qtbot):
    assert form({}).exists()
    made = open_packs_page(session)
    qtbot.addWidget(made)
    assert made.list.model.rowCount() == 1
