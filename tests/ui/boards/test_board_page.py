"""The Board page, driven as the secretary of a board drives it."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
)

from cohort_desk.services.boards import (
    BoardDetails,
    add_board,
    add_member,
    list_boards,
    list_comments,
    put_before,
    read_board,
    read_sheet,
    take_proposals,
)
from cohort_desk.services.history import undo
from cohort_desk.ui.boards.sheet.ladder_box import MarkBox, MarkButton
from cohort_desk.ui.boards.wiring import open_boards_page
from cohort_desk.ui.kit.print_preview import PrintPreview
from cohort_desk.ui.kit.states import EmptyState

ADA, BEN, CY, DEE, EVE, FAY = range(1, 7)


@pytest.fixture
def board(marked):
    """A board with a quorum and the marks before it."""
    made = add_board(marked.db, 1, BoardDetails("Board of June 2026"))
    for name, role in (("Prof Chair", "chair"), ("Dr One", "member"), ("Dr Out", "external")):
        add_member(marked.db, made, name, role, present=True)
    put_before(marked.db, made, read_board(marked.db, made).version)
    return made


@pytest.fixture
def page(qtbot, session, board):
    return opened(qtbot, session)


def opened(qtbot, session):
    session.told = []
    session.warned.connect(session.told.append)
    page = open_boards_page(session)
    qtbot.addWidget(page)
    page.resize(1280, 760)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    return page


def line(db, board, person):
    return next(x for x in read_sheet(db, 1, board).lines if x.participant_id == person)


def decided(db, board):
    lines = read_sheet(db, 1, board).lines
    return [each.decision.words if each.decision else "" for each in lines]


def press(page, *keys):
    for key in keys:
        QTest.keyClick(page.sheet.table.grid, key)


def shown(widget):
    return " ".join(box.text() for box in widget.findChildren(QLabel) if box.isVisible())


def cells(page):
    model = page.sheet.model
    rows, columns = range(model.rowCount()), range(model.columnCount())
    return [[model.index(row, column).data() for column in columns] for row in rows]


def test_a_board_is_set_up_from_nothing(qtbot, marked, session, answers):
    session.dialogs = answers(ask_text="Board of June 2026")
    page = opened(qtbot, session)
    assert page.next_button.isHidden()
    QTest.mouseClick(page.findChild(EmptyState).action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(list_boards(marked.db, 1)))
    assert page.meeting.isVisible()
    QTest.keyClicks(page.meeting.new_name, "Prof Chair")
    QTest.keyClick(page.meeting.new_name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Prof Chair" in ticks(page))
    QTest.mouseClick(ticks(page)["Prof Chair"], Qt.MouseButton.LeftButton, pos=QPoint(8, 12))
    qtbot.waitUntil(lambda: list_boards(marked.db, 1)[0].quorum.chair)
    missing = "1 member present; the quorum is 3, so 2 more are needed."
    qtbot.waitUntil(lambda: missing in shown(page.meeting))
    QTest.keyClicks(page.meeting.new_name, "prof chair")
    QTest.mouseClick(page.meeting.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "prof chair sits on this board already." in shown(page.meeting))


def test_a_cohort_without_a_board_has_no_order_of_columns_remembered(qtbot, marked, session):
    page = opened(qtbot, session)
    page.sheet.table._columns.save()
    assert session.settings.get("list.board sheet") is None


def ticks(page):
    boxes = page.meeting.findChildren(QCheckBox)
    return {box.text(): box for box in boxes if box.isVisible()}


def test_letters_decide_and_go_on_to_the_next_candidate(qtbot, marked, board, page):
    page.sheet.table.take_focus()
    press(page, Qt.Key.Key_A, Qt.Key.Key_M, Qt.Key.Key_A, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: decided(marked.db, board)[3] == "Referred")
    assert decided(marked.db, board)[:4] == ["Distinction", "Merit", "Merit", "Referred"]
    assert page.sheet.table.current() == EVE
    qtbot.waitUntil(lambda: "Decided 4 of 6 candidates." in page.context.text())
    press(page, Qt.Key.Key_Up, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: decided(marked.db, board)[3] == "")


def test_another_decision_than_proposed_asks_why_beside_the_marks(qtbot, marked, board, page):
    page.sheet.table.take_focus()
    press(page, Qt.Key.Key_P)
    form = page.candidate.form
    qtbot.waitUntil(form.isVisible)
    assert "The rules propose distinction. Say why the board decides otherwise." in shown(form)
    assert QApplication.focusWidget() is form.reason
    assert decided(marked.db, board)[0] == ""
    QTest.keyClicks(form.reason, "The project was helped along")
    QTest.keyClick(form.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: decided(marked.db, board)[0] == "Pass")
    assert form.isHidden()
    qtbot.waitUntil(lambda: "Not as proposed" in cells(page)[0])
    assert QApplication.focusWidget() is page.sheet.table.grid


def test_esc_leaves_the_reason_and_decides_nothing(qtbot, marked, board, page):
    page.sheet.table.take_focus()
    press(page, Qt.Key.Key_F)
    form = page.candidate.form
    qtbot.waitUntil(form.isVisible)
    QTest.keyClick(form.reason, Qt.Key.Key_Escape)
    assert form.isHidden()
    assert page.detail.isVisible()
    assert decided(marked.db, board)[0] == ""


def test_proposals_are_taken_for_those_chosen_or_for_all(qtbot, marked, board, page, session):
    page.sheet.table.choose((BEN, CY))
    page.sheet.table.grid.setFocus()
    press(page, Qt.Key.Key_M)
    assert "Choose one candidate to decide by a letter" in session.told[-1]
    press(page, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: decided(marked.db, board)[1:3] == ["Merit", "Merit"])
    page.sheet.strip.take_all.click()
    qtbot.waitUntil(lambda: all(decided(marked.db, board)))
    qtbot.waitUntil(page.sheet.strip.take_all.isHidden)
    undo(marked.db)
    qtbot.waitUntil(page.sheet.strip.take_all.isVisible)


def test_filters_tell_how_many_and_names_are_hidden_until_asked_for(qtbot, page):
    assert [row[0] for row in cells(page)] == [f"C100{n}" for n in range(1, 7)]
    assert "Sample" not in str(cells(page))
    chips = {chip.property("words"): chip for chip in page.sheet.flags.findChildren(QToolButton)}
    assert chips["Near a boundary"].text() == "Near a boundary  1"
    QTest.mouseClick(chips["Near a boundary"], Qt.MouseButton.LeftButton)
    assert [row[0] for row in cells(page)] == ["C1003"]
    QTest.mouseClick(chips["Late"], Qt.MouseButton.LeftButton)
    assert [row[0] for row in cells(page)] == ["C1003", "C1005"]
    QTest.mouseClick(page.sheet.names, Qt.MouseButton.LeftButton)
    assert "Names are shown" in page.sheet.names.text()
    assert [row[1] for row in cells(page)] == ["Cy Sample3", "Eve Sample5"]
    page.sheet.flags.choose(())
    QTest.keyClicks(page.sheet.search, "ben")
    QTest.keyClick(page.sheet.search, Qt.Key.Key_Return)
    assert [row[0] for row in cells(page)] == ["C1002"]


def test_a_click_on_a_mark_shows_its_ladder(qtbot, page):
    page.sheet.table.choose((EVE,))
    box = page.candidate.findChildren(MarkBox)[0]
    assert box.ladder.isHidden()
    QTest.mouseClick(box.toggle, Qt.MouseButton.LeftButton)
    said = shown(box.ladder)
    assert "Late penalty 58 → 55.1" in said
    assert "(Clause 4.1)" in said
    assert "Rounding 55.1 → 55" in said


def test_a_mark_is_amended_with_a_reason(qtbot, marked, board, page):
    page.sheet.table.choose((CY,))
    box = page.candidate.findChildren(MarkBox)[0]
    box.amend_asked.emit()
    form = page.candidate.form
    assert (form.mark.text(), form.title.text()) == ("59", "Amend: LE · Report")
    form.mark.setText("sixty")
    form.save.click()
    assert "“sixty” is no number." in shown(form)
    form.mark.setText("63")
    form.save.click()
    assert "Say why the mark is amended." in shown(form)
    QTest.keyClicks(form.reason, "A page was found")
    form.save.click()
    qtbot.waitUntil(lambda: line(marked.db, board, CY).mean == 61)
    qtbot.waitUntil(lambda: cells(page)[2][1] == "63")


def test_ratifying_says_what_stands_in_the_way_then_what_it_does(qtbot, marked, board, page):
    page.next_button.click()
    said = shown(page.ratifying)
    assert "6 candidates have no decision: C1001, C1002, C1003, C1004, C1005 and 1 more." in said
    assert page.ratifying.go.isHidden()
    page.sheet.strip.take_all.click()
    qtbot.waitUntil(lambda: all(decided(marked.db, board)))
    page.next_button.click()
    qtbot.waitUntil(lambda: "23 marks are locked." in shown(page.ratifying))
    assert "The external examiner has not been consulted." in shown(page.ratifying)
    assert page.ratifying.go.text() == "Ratify 6 candidates"
    assert page.ratifying.chair.currentText() == "Prof Chair"
    QTest.mouseClick(page.ratifying.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: read_board(marked.db, board).ratified_at is not None)
    qtbot.waitUntil(lambda: "Locked: only a chair’s action changes it." in shown(page.sheet.strip))
    page.sheet.table.choose((ADA,))
    press(page, Qt.Key.Key_F)
    assert line(marked.db, board, ADA).outcome == "Distinction"
    page.next_button.click()
    qtbot.waitUntil(page.next_button.isHidden)
    with marked.db.read() as work:
        assert work.session.connection().exec_driver_sql(
            "SELECT participant_id, basis FROM submission WHERE sitting = 2"
        ).all() == [(DEE, "referral")]


def test_a_chairs_action_keeps_the_old_decision_in_sight(qtbot, marked, board, page):
    take_proposals(marked.db, board)
    qtbot.waitUntil(page.sheet.strip.take_all.isHidden)
    page.next_button.click()
    page.ratifying.go.click()
    qtbot.waitUntil(lambda: read_board(marked.db, board).ratified_at is not None)
    qtbot.waitUntil(lambda: "Locked" in shown(page.sheet.strip))
    page.sheet.table.choose((CY,))
    buttons = {b.accessibleName(): b for b in page.candidate.findChildren(type(page.next_button))}
    QTest.mouseClick(buttons["Chair’s action: award"], Qt.MouseButton.LeftButton)
    form = page.candidate.form
    form.outcome.setCurrentText("Pass")
    form.save.click()
    assert "Say why the decision is amended." in shown(form)
    QTest.keyClicks(form.reason, "The mean was misread")
    form.save.click()
    qtbot.waitUntil(lambda: line(marked.db, board, CY).outcome == "Pass")
    qtbot.waitUntil(lambda: "Chair’s action: Pass. The mean was misread" in shown(page.candidate))
    assert "Merit. (Ann" in shown(page.candidate)


def test_what_has_changed_since_is_said_and_put_right(qtbot, marked, board, page, session):
    session.dialogs.ready["confirm"] = True
    marked.mark(BEN, 1, 65)
    qtbot.waitUntil(page.sheet.strip.again.isVisible)
    assert "1 thing has changed since the marks were put before the board." in shown(page)
    page.sheet.strip.changes.click()
    assert page.tabs.tabText(3) == "Changes since (1)"
    model = page.changes.model
    row = [model.index(0, column).data() for column in range(model.columnCount())]
    assert row == ["C1002", "LE Report", "62", "65", "First marker’s mark: 62 → 65."]
    page.show_view("sheet")
    page.sheet.strip.again.click()
    qtbot.waitUntil(lambda: line(marked.db, board, BEN).modules[0].mark == 65)
    qtbot.waitUntil(page.sheet.strip.again.isHidden)


def test_the_examiners_comments_are_answered_on_their_cards(qtbot, marked, board, page):
    page.show_view("comments")
    page.comments.form.set_values({"examiner": "Dr Out"})
    page.comments.add.click()
    assert "Type what the examiner said." in shown(page.comments)
    page.comments.form.editor("text").setPlainText("Marks are high.")
    page.comments.add.click()
    qtbot.waitUntil(lambda: "1 comment" in shown(page.comments))
    [card] = page.comments.cards.values()
    card.response.setCurrentIndex(card.response.findData("disagree"))
    card.save.click()
    assert "Say why, so that the examiner can follow it." in card.problem.text()
    QTest.keyClicks(card.answer, "They follow the rubric")
    QTest.keyClick(card.answer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: list_comments(marked.db, board)[0].answered)
    qtbot.waitUntil(lambda: "answered by" in shown(page.comments))


def test_the_minutes_are_shown_and_the_sheet_is_saved(qtbot, page, session, tmp_path):
    path = tmp_path / "Sheet.xlsx"
    page.print_asked.emit("minutes")
    qtbot.waitUntil(lambda: page.findChild(PrintPreview) is not None)
    page.findChild(PrintPreview).close()
    session.dialogs.ready["path_to_save"] = path
    page.sheet.export_asked.emit()
    qtbot.waitUntil(path.exists)


def test_a_large_cohort_is_read_and_ratified_beside_the_window(
    qtbot, marked, board, session, monkeypatch
):
    monkeypatch.setattr("cohort_desk.ui.boards.presenter.board.READ_AT_ONCE", 0)
    take_proposals(marked.db, board)
    page = opened(qtbot, session)
    qtbot.waitUntil(lambda: len(cells(page)) == 6)
    page.next_button.click()
    qtbot.waitUntil(page.ratifying.go.isVisible)
    page.ratifying.go.click()
    qtbot.waitUntil(lambda: "Locked" in shown(page.sheet.strip))
    assert page.detail.isHidden()


@pytest.mark.parametrize("view", ["sheet", "meeting", "changes", "comments"])
def test_every_view_can_be_read_aloud_and_worked_by_tab(qtbot, marked, page, accessibility, view):
    marked.mark(BEN, 1, 65)
    qtbot.waitUntil(page.sheet.strip.again.isVisible)
    page.show_view(view)
    if view == "sheet":
        page.sheet.table.choose((CY,))
    assert accessibility.problems(page) == []


def test_the_sheet_can_be_read_in_the_dark(page, theme, accessibility):
    theme.set_mode("dark")
    page.sheet.table.choose((CY,))
    assert accessibility.too_pale(page) == []


@pytest.mark.parametrize("scale", [100, 150])
def test_a_candidate_fits_the_panel_at_any_text_size(qtbot, page, theme, scale):
    theme.set_scale(scale)
    page.sheet.table.choose((CY,))
    for box in page.candidate.findChildren(MarkBox):
        box.toggle.click()
    panel = page.detail.findChild(QScrollArea)
    qtbot.waitUntil(lambda: page.candidate.width() == panel.viewport().width())
    assert panel.horizontalScrollBar().maximum() == 0
    assert all(
        page.candidate.rect().contains(QRect(made.mapTo(page.candidate, QPoint()), made.size()))
        for made in page.candidate.findChildren(QPushButton)
        if made.isVisible()
    )


def test_a_long_title_of_a_mark_is_cut_short_and_told_whole(qtbot):
    made = MarkButton("Report", "59")
    qtbot.addWidget(made)
    made.show()
    whole = made.sizeHint()
    made.resize(whole)
    assert (made.text(), made.toolTip()) == ("Report  59", "")
    made.resize(whole.width() - 12, whole.height())
    assert made.sizeHint() == whole
    assert made.text().endswith("…  59")
    assert made.toolTip() == "Report  59"


def test_a_cohort_without_a_board_says_what_one_is_for(qtbot, marked, session):
    page = opened(qtbot, session)
    assert page.context.text() == "Where awards are decided, and marks ratified and locked"


def test_the_marks_before_the_board_are_drawn(qtbot, page):
    page.open_record("charts")
    views = page.charts.views
    qtbot.waitUntil(lambda: views[0].chart is not None)
    assert views[0].chart.title == "Marks: Mean of all modules"
    drawn = sum(int(row[-1]) for row in views[0].chart.rows)
    assert views[0].chart.summary.startswith(f"{drawn} marks, mean")
