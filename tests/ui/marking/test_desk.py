"""The desk: nothing typed is lost, nothing of another marker is seen, finishing asks for all."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from cohort_desk.db.tables import SubmissionFileRow
from cohort_desk.domain.errors import FileBusy
from cohort_desk.services.history import undo
from cohort_desk.services.marks.desk import open_desk
from cohort_desk.services.marks.marking import put_feedback, put_mark
from cohort_desk.services.marks.tasks import TaskKey
from cohort_desk.services.store import keep
from cohort_desk.ui.kit.session import Viewpoint
from cohort_desk.ui.marking.presenter import desk_fields


@pytest.fixture
def key(allotted):
    return TaskKey(allotted.works[0], allotted.first)


@pytest.fixture
def desk(page, key):
    page.open_record(key)
    return page.desk


def given(office, key):
    return [each.value for each in open_desk(office.db, key).criteria]


def everything_said(widget):
    """All text of a window that is seen or read aloud."""
    texts = []
    for each in [widget, *widget.findChildren(QWidget)]:
        texts += [each.accessibleName(), each.accessibleDescription(), each.toolTip()]
        found = QAccessible.queryAccessibleInterface(each)
        texts += [found.text(QAccessible.Text.Name), found.text(QAccessible.Text.Value)]
        if isinstance(each, QLabel | QLineEdit):
            texts.append(each.text())
        if isinstance(each, QPlainTextEdit):
            texts.append(each.toPlainText())
    return "\n".join(texts)


def test_a_band_is_saved_without_being_asked_and_undone(qtbot, allotted, desk, key):
    bands = desk.rubric.cards_of("Problem").bands
    qtbot.keyClick(bands, Qt.Key.Key_2)
    assert desk.rubric.saved.text() == "Saving…"
    qtbot.waitUntil(lambda: desk.rubric.saved.text().startswith("Saved "))
    assert given(allotted, key) == [Decimal(65), None, None]
    undo(allotted.db)
    qtbot.waitUntil(lambda: desk.rubric.cards_of("Problem").mark.text() == "")


def test_leaving_the_desk_saves_what_was_typed(qtbot, allotted, page, desk, key):
    qtbot.keyClick(desk.rubric.cards_of("Problem").bands, Qt.Key.Key_1)
    qtbot.mouseClick(desk.back, Qt.MouseButton.LeftButton)
    assert not page.shows_desk
    assert given(allotted, key)[0] == 85


def test_the_total_follows_each_key(qtbot, desk):
    for title in ("Problem", "Evidence"):
        qtbot.keyClick(desk.rubric.cards_of(title).bands, Qt.Key.Key_3)
    assert desk.rubric.total.text() == ""
    assert desk.rubric.done.text() == "2 of 3 criteria marked"
    qtbot.keyClick(desk.rubric.cards_of("Value").bands, Qt.Key.Key_1)
    assert desk.rubric.total.text() == "62.5"
    foretold = "If this were the agreed mark, it would be 63 after rounding."
    qtbot.waitUntil(lambda: desk.rubric.preview.text() == foretold)


def test_what_is_no_mark_is_explained_and_stays(qtbot, allotted, desk, key):
    card = desk.rubric.cards_of("Problem")
    qtbot.keyClicks(card.mark, "101")
    qtbot.waitUntil(lambda: "from 0 to 100" in card.problem.text())
    assert card.mark.text() == "101"
    assert given(allotted, key) == [None, None, None]


def test_enter_does_not_leave_a_mark_that_cannot_be_saved(qtbot, allotted, desk, key):
    card = next(iter(desk.rubric.cards.values()))
    qtbot.keyClick(card.bands, Qt.Key.Key_M)
    qtbot.keyClicks(card.mark, "101")
    qtbot.keyClick(card.mark, Qt.Key.Key_Return)
    assert card.is_open
    assert card.mark.hasFocus()
    assert "101" in card.problem.text()
    assert "Not saved" in card.head.accessibleName()
    qtbot.keyClicks(card.mark, "61")
    qtbot.keyClick(card.mark, Qt.Key.Key_Return)
    assert not card.is_open
    assert "Not saved" not in card.head.accessibleName()


def test_finishing_goes_to_what_is_missing(qtbot, allotted, desk, key):
    qtbot.keyClick(desk.rubric.cards_of("Problem").bands, Qt.Key.Key_2)
    desk.rubric.finish.click()
    assert desk.rubric.cards_of("Evidence").bands.hasFocus()
    assert desk.rubric.cards_of("Evidence").problem.text() == "This still needs a mark."
    assert desk.rubric.saved.text() == "Not finished: 2 marks are missing."
    assert open_desk(allotted.db, key).final_at is None


def test_the_second_marker_sees_nothing_of_the_first(session, allotted, mark, open_page):
    mark(allotted.first, 0, 73, 74, 77, words="Most convincing indeed.")
    session.take_view(Viewpoint("tutor", allotted.second))
    page = open_page(session)
    page.open_record(TaskKey(allotted.works[0], allotted.second))
    said = everything_said(page).replace(allotted.codes[0], "")
    assert "Second marker" in said
    for secret in ("73", "74", "77", "74.5", "Most convincing", "Ann Stone", "Adams", "Zoltan"):
        assert secret not in said, secret


def test_both_see_both_once_both_have_finished(page, allotted, mark):
    mark(allotted.first, 0, 73, 74, 77, words="Most convincing indeed.")
    mark(allotted.second, 0, 72)
    page.open_record(TaskKey(allotted.works[0], allotted.second))
    said = everything_said(page)
    assert "First marker, Ann Stone: 74" in said
    assert "Most convincing indeed." in said
    assert "Agreed mark: 73.25." in page.desk.rubric.locked.text()


def test_two_sessions_at_one_cell_are_both_shown(qtbot, allotted, desk, key):
    card = desk.rubric.cards_of("Problem")
    qtbot.keyClicks(card.mark, "72")
    put_mark(allotted.db, key, allotted.criteria[0], Decimal(58), None)
    qtbot.waitUntil(card.mark_clash.isVisible)
    assert "to “58” while you typed “72”" in card.mark_clash.sentence.text()
    assert given(allotted, key)[0] == 58
    card.mark_clash.mine.click()
    assert given(allotted, key)[0] == 72
    assert card.mark_clash.isHidden()
    assert card.mark.text() == "72"


def test_the_other_sessions_mark_can_be_taken(qtbot, allotted, desk, key):
    card = desk.rubric.cards_of("Problem")
    qtbot.keyClicks(card.mark, "72")
    put_mark(allotted.db, key, allotted.criteria[0], Decimal(58), None)
    qtbot.waitUntil(card.mark_clash.isVisible)
    card.mark_clash.theirs.click()
    assert card.mark.text() == "58"
    assert given(allotted, key)[0] == 58


def test_words_and_mark_of_one_criterion_do_not_clash(qtbot, allotted, desk, key):
    card = desk.rubric.cards_of("Problem")
    qtbot.keyClicks(card.mark, "72")
    put_feedback(allotted.db, key, allotted.criteria[0], "From the other desk.", None)
    qtbot.waitUntil(lambda: given(allotted, key)[0] == 72)
    assert card.mark_clash.isHidden()
    assert card.words.toPlainText() == "From the other desk."


def test_typing_on_while_saving_loses_no_space(qtbot, allotted, desk, key):
    card = desk.rubric.cards_of("Problem")
    qtbot.keyClicks(card.words, "Well put ")
    qtbot.waitUntil(lambda: open_desk(allotted.db, key).criteria[0].feedback == "Well put")
    qtbot.waitUntil(lambda: desk.rubric.saved.text().startswith("Saved "))
    qtbot.keyClicks(card.words, "together.")
    assert card.words.toPlainText() == "Well put together."


def test_a_refused_save_keeps_what_was_typed_and_tries_again(qtbot, page, allotted, monkeypatch):
    def busy(*_arguments):
        raise FileBusy("Another program holds the file.")

    key, desk = TaskKey(allotted.works[0], allotted.first), page.desk
    page.open_record(key)
    card = desk.rubric.cards_of("Problem")
    with monkeypatch.context() as at_first:
        at_first.setattr(desk_fields, "put_mark", busy)
        qtbot.keyClicks(card.mark, "64")
        qtbot.waitUntil(lambda: desk.rubric.saved.text().startswith("Not saved: Another program"))
    assert card.mark.text() == "64"
    qtbot.keyClicks(card.mark, ".5")
    qtbot.waitUntil(lambda: given(allotted, key)[0] == Decimal("64.5"))


def test_a_final_mark_is_read_only_until_it_is_reopened(qtbot, session, allotted, mark, open_page):
    key = mark(allotted.first, 0, 66)
    session.dialogs.ready["ask_text"] = "A page was overlooked"
    page = open_page(session)
    page.open_record(key)
    card = page.desk.rubric.cards_of("Problem")
    assert card.mark.isReadOnly()
    assert "1–9" not in page.desk.rubric.keys.text()
    page.desk.split.setSizes([900, 320])
    done = page.desk.rubric.done
    qtbot.waitUntil(lambda: done.width() >= done.sizeHint().width())
    qtbot.keyClick(card.bands, Qt.Key.Key_1)
    assert card.mark.text() == "66"
    page.desk.rubric.reopen.click()
    assert not card.mark.isReadOnly()
    assert "1–9" in page.desk.rubric.keys.text()
    assert open_desk(allotted.db, key).final_at is None


def test_a_damaged_report_is_told_and_can_still_be_marked(qtbot, page, allotted, key):
    with allotted.db.begin("damage") as work:
        row = work.session.query(SubmissionFileRow).filter_by(submission_id=key.submission_id).one()
        row.sha256 = keep(work, "Report.pdf", b"%PDF-1.4 and then nothing")
    with qtbot.waitSignal(page.desk.report.pdf.refused) as why:
        page.open_record(key)
    assert "damaged" in why.args[0]
    assert page.desk.rubric.cards_of("Problem").bands.hasFocus()


def test_every_control_of_the_desk_is_named_reachable_and_dark_enough(
    qtbot, allotted, desk, page, accessibility
):
    qtbot.waitUntil(lambda: desk.report.pdf.page_count == 2)
    assert accessibility.problems(page) == []
