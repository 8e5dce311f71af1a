"""The inbox of claims, worked by clicks and keys."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from python_calamine import load_workbook

from cohort_desk.db.tables import OfficerRow
from cohort_desk.services.programmes import open_programme
from cohort_desk.services.savings.claims.decisions import reject_claim
from cohort_desk.services.savings.shapes import ClaimState
from cohort_desk.ui.kit.session import Destination
from savings_office import FLEET, INVOICE, POLICE_VALIDATOR, TODAY, VALIDATOR, VETTING

AUTUMN = {"from_on": date(2025, 10, 1), "to_on": date(2025, 12, 31)}
LEFT = Qt.MouseButton.LeftButton


def texts(widget):
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget)]


def rows(view):
    columns = {column.key: at for at, column in enumerate(view.model.columns)}
    return [
        tuple(view.model.index(row, columns[key]).data() for key in ("benefit", "claimed", "state"))
        for row in range(view.model.rowCount())
    ]


def click(widget):
    assert widget.isVisible()
    QTest.mouseClick(widget, LEFT)


def write(editor, text):
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, text)


def choose(box, words):
    box.setCurrentIndex(box.findText(words))


def button(widget, name):
    return next(
        each
        for each in widget.findChildren(QAbstractButton)
        if each.accessibleName() == name or each.text() == name
    )


def test_what_waits_is_shown_first_and_every_state_can_be_asked_for(office, inbox):
    office.claim(VETTING)
    office.validate(office.claim(FLEET, 4_000_000), 3_000_000, officer=POLICE_VALIDATOR)
    view = inbox(1)
    assert rows(view) == [("Shared vetting", "£50,000", "Waiting")]
    assert (view.table.count.text(), view.sums.text()) == ("1 of 2 claims", "Waiting £50,000")
    click(button(view, "State: Waiting"))
    assert len(rows(view)) == 2
    assert view.sums.text() == "Waiting £50,000 · Validated £30,000"
    click(button(view, "State: Validated"))
    assert rows(view) == [("Shared fleet", "£40,000", "Validated")]


def test_the_list_is_narrowed_by_validator_agency_and_words(office, inbox, qtbot):
    office.claim(VETTING)
    office.claim(FLEET)
    view = inbox(2)
    view.validators.choose((POLICE_VALIDATOR,))
    assert [row[0] for row in rows(view)] == ["Shared fleet"]
    view.validators.choose(())
    view.agencies.choose(("Leeds City Council",))
    assert [row[0] for row in rows(view)] == ["Shared vetting"]
    view.agencies.choose(())
    write(view.search, "blue")
    qtbot.waitUntil(lambda: len(rows(view)) == 1)
    assert rows(view)[0][0] == "Shared fleet"


def test_a_cohort_chosen_at_the_top_narrows_the_list(office, inbox, page, qtbot):
    office.claim(VETTING)
    office.claim(FLEET)
    view = inbox(2)
    page.scope.setCurrentIndex(0)
    page.scope.activated.emit(0)
    qtbot.waitUntil(lambda: [row[0] for row in rows(view)] == ["Shared vetting"])


def test_the_panel_tells_all_that_a_validator_needs(office, inbox, panel):
    office.claim(VETTING, 100)
    office.claim(FLEET, 2_000_000)
    office.claim(VETTING, gross_pence=6_000_000, moved_pence=1_000_000, **AUTUMN)
    view = inbox(3)
    view.choose(3)
    said = " / ".join(texts(panel()))
    for words in (
        "£50,000",
        "1 October 2025 to 31 December 2025",
        "£60,000 less £10,000 of cost",
        "Cleo Claimant, Leeds City Council",
        "“projected to save c £150K annually” (page 12)",
        "£400,000 a year, 31 March 2025, Accounts 2024/25",
        (
            "Vetting budget was £150,000 in 2025/26. £20,001 by other claims, £50,000 by this one, "
            "£79,999 is left."
        ),
        "Nothing has been decided yet.",
    ):
        assert words in said
    assert f"SHA-256 {office.read(3).evidence[0].sha256[:8]}" in said
    earlier = button(panel(), "£1, 1 April 2025 to 30 September 2025: waiting")
    click(earlier)
    assert panel().claim_id == 1


def test_a_claim_is_validated_in_part_by_keys(office, inbox, panel, qtbot):
    made = office.claim()
    view = inbox(1)
    view.table.take_focus()
    assert panel().claim_id == made
    panel().validate.setFocus()
    QTest.keyClick(panel().validate, Qt.Key.Key_Space)
    form = panel().form
    amount = form.form.editor("pence")
    assert amount.text() == "£50,000"
    write(amount, "60k")
    QTest.keyClick(amount, Qt.Key.Key_Return)
    assert "£60,000 is more than the £50,000 claimed on “Shared vetting”." in " ".join(texts(form))
    write(amount, "40,000")
    choose(form.form.editor("grade"), "Insufficient")
    click(form.go)
    assert "cannot be validated on insufficient evidence" in " ".join(texts(form))
    choose(form.form.editor("grade"), "Partial")
    click(form.go)
    claim = office.read(made)
    assert (claim.validated_pence, claim.decisions[0].grade) == (4_000_000, "partial")
    qtbot.waitUntil(lambda: panel().state.accessibleName() == "Validated")
    assert panel().amount.text() == "£40,000 of £50,000"
    assert panel().again.isVisible()
    assert not panel().validate.isVisible()
    assert view.table.nothing.isVisible()


def test_a_claim_is_rejected_only_with_a_reason(office, inbox, panel, qtbot):
    made = office.claim()
    inbox(1).choose(made)
    click(panel().reject)
    click(panel().form.go)
    assert "Say why the claim on “Shared vetting” is rejected." in texts(panel().form)
    panel().form.form.editor("reason").setPlainText("No invoices")
    click(panel().form.go)
    qtbot.waitUntil(lambda: panel().state.accessibleName() == "Rejected")
    assert office.read(made).decisions[0].reason == "No invoices"
    qtbot.waitUntil(lambda: "Val Finance of Leeds City Council" in " ".join(texts(panel())))
    assert "No invoices" in " ".join(texts(panel()))
    assert not panel().reject.isVisible()
    assert panel().validate.isVisible()


def test_the_owner_cannot_be_chosen_to_confirm(office, inbox, panel):
    made = office.claim()
    inbox(1).choose(made)
    click(panel().validate)
    choose(panel().form.form.editor("validator"), "Olu Owner, Leeds City Council")
    click(panel().form.go)
    assert (
        "Olu Owner owns “Shared vetting”, so somebody else must confirm claims on it. Name "
        "another validator."
    ) in texts(panel().form)
    assert office.read(made).state is ClaimState.WAITING


def test_a_decision_made_meanwhile_is_told_and_not_overwritten(office, inbox, panel):
    made = office.claim()
    inbox(1).choose(made)
    click(panel().validate)
    other = open_programme(office.db.place, actor="Bo")
    reject_claim(other, made, VALIDATOR, "partial", "No invoices", decided_on=TODAY)
    other.close()
    click(panel().form.go)
    assert "was rejected by Val Finance meanwhile. Nothing was recorded" in " ".join(
        texts(panel().form)
    )
    assert [one.outcome for one in office.read(made).decisions] == ["rejected"]


def test_a_claim_is_withdrawn_with_a_reason(office, inbox, panel, qtbot):
    made = office.claim()
    inbox(1).choose(made)
    click(panel().withdraw)
    panel().form.form.editor("reason").setPlainText("Claimed by another project")
    click(panel().form.go)
    qtbot.waitUntil(lambda: panel().state.accessibleName() == "Withdrawn")
    assert office.read(made).decisions[0].officer == ""


def test_several_claims_are_validated_at_once(office, inbox, page, qtbot):
    first, second = office.claim(), office.claim(FLEET)
    view = inbox(2)
    view.table.grid.selectAll()
    click(button(view, "Validate…"))
    many = page.views["claims"].side.many_form
    assert "2 claims, £100,000 together. Each is confirmed at what was claimed." in texts(many)
    click(many.go)
    assert {office.read(key).state for key in (first, second)} == {ClaimState.VALIDATED}
    assert [office.read(key).decisions[0].officer for key in (first, second)] == [
        "Val Finance",
        "Viv Police",
    ]
    qtbot.waitUntil(page.detail.isHidden)


def test_only_claims_that_wait_are_validated_at_once(office, inbox, page, session):
    made = office.claim()
    reject_claim(office.db, made, VALIDATOR, "partial", "No invoices", decided_on=TODAY)
    waiting = office.claim(FLEET)
    view, warned = inbox(1), []
    session.warned.connect(warned.append)
    click(button(view, "State: Waiting"))
    view.table.choose((made,))
    view.decisions_asked.emit("validated", (made,))
    assert warned == ["None of these claims waits to be validated. Choose others."]
    view.table.grid.selectAll()
    click(button(view, "Validate…"))
    many = page.views["claims"].side.many_form
    assert "1 other of those chosen cannot be validated so." in many.told.text()
    click(many.go)
    assert office.read(waiting).state is ClaimState.VALIDATED
    assert office.read(made).state is ClaimState.REJECTED


def test_of_several_claims_none_is_decided_where_one_cannot_be(office, inbox, page, qtbot):
    made = office.claim()
    office.claim(FLEET, grade="insufficient")
    view = inbox(2)
    view.table.grid.selectAll()
    click(button(view, "Validate…"))
    side = page.views["claims"].side
    click(side.many_form.go)
    qtbot.waitUntil(lambda: len(texts(side.refused)) > 0)
    assert texts(side.refused) == [
        "Shared fleet, £50,000",
        (
            "A claim on “Shared fleet” cannot be validated on insufficient evidence. Ask for more "
            "evidence, or reject it."
        ),
    ]
    assert office.read(made).state is ClaimState.WAITING


def test_evidence_opens_as_a_copy_that_is_as_it_was_handed_in(
    office, inbox, panel, qtbot, monkeypatch
):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    made = office.claim()
    inbox(1).choose(made)
    click(button(panel(), "Open Invoice 2025.pdf"))
    qtbot.waitUntil(lambda: len(opened) == 1)
    assert Path(opened[0].toLocalFile()).read_bytes() == INVOICE.data


def test_a_copy_of_evidence_is_saved(office, inbox, panel, save_as, qtbot):
    made, path = office.claim(), save_as("Copy.pdf")
    inbox(1).choose(made)
    click(button(panel(), "Save a copy of Invoice 2025.pdf"))
    qtbot.waitUntil(path.exists)
    assert path.read_bytes() == INVOICE.data


def test_a_validator_who_left_is_told_of(office, inbox, panel):
    made = office.claim()
    office.change(OfficerRow, VALIDATOR, left_on=date(2026, 5, 1))
    inbox(1).choose(made)
    assert "Val Finance left the post on 1 May 2026. Somebody else must decide." in texts(panel())


def test_forms_are_made_for_the_validators_of_the_claims_chosen(office, inbox, page, session):
    office.claim()
    office.claim(FLEET)
    view, gone = inbox(2), []
    session.shown.connect(gone.append)
    view.table.grid.selectAll()
    click(button(view, "Make forms…"))
    assert gone == [Destination("packs", ("savings", (VALIDATOR, POLICE_VALIDATOR)))]


def test_a_claim_of_another_cohort_is_gone_to(office, page, panel, qtbot):
    made = office.claim(FLEET)
    page.scope.setCurrentIndex(0)
    page.open_record(("claims", made))
    qtbot.waitUntil(lambda: "claims" in page.views and panel().claim_id == made)
    assert page.cohort_id is None


def test_what_is_shown_is_exported(office, inbox, save_as, qtbot):
    office.claim()
    office.validate(office.claim(FLEET), officer=POLICE_VALIDATOR)
    view, path = inbox(1), save_as("Claims.xlsx")
    click(button(view, "Export…"))
    qtbot.waitUntil(path.exists)
    heading, row = load_workbook(str(path)).get_sheet_by_index(0).to_python()
    cells = dict(zip(heading, row, strict=True))
    assert (cells["Benefit"], cells["Claimed £"], cells["State"]) == (
        "Shared vetting",
        50_000,
        "Waiting",
    )
    assert (cells["Pot’s baseline £"], cells["Left in the pot £"]) == (150_000, 50_000)


def test_an_empty_inbox_says_what_comes_here(inbox):
    view = inbox(0)
    assert view.nothing.isVisible()
    assert view.nothing.sentence.text() == "Nothing has been claimed here yet."


def test_tab_goes_from_the_list_into_the_panel_that_it_opens(office, inbox, page, accessibility):
    office.claim()
    inbox(1)
    assert accessibility.unreachable(page) == []
    assert page.detail.isVisible()


def test_the_view_is_named_reached_and_legible(office, inbox, panel, problems):
    made = office.claim()
    office.validate(made, 4_000_000, reason="One invoice is for another year")
    office.claim(VETTING, 100, **AUTUMN)
    inbox(1).choose(2)
    click(panel().validate)
    assert problems() == []
