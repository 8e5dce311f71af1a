"""Merging on the Packs page, with real clicks and keys."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from cohort_desk.exchange.packs import read_sent, save_return
from cohort_desk.exchange.sheets import read_workbook
from cohort_desk.services.marks.marking import put_feedback
from cohort_desk.services.marks.tasks import TaskKey
from cohort_desk.services.packs import open_pack_away

ANN = 1
PASSPHRASE = "seven quiet hills"  # noqa: S105 - of these tests alone
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def clashes(qtbot, page, office, come_back, give):
    """Both essays marked away as 64 and 66, and as 55 and 57 at the office meanwhile."""
    path = come_back(64, 66)
    give(office, 1, ANN, 55)
    give(office, 2, ANN, 57)
    page.file_dropped.emit(path)
    qtbot.waitUntil(lambda: page.is_merging and page.clash.isVisible())
    return page


def table(page):
    model = page.merging.model
    return [
        [model.data(model.index(row, column)) for column in (0, 2, 4, 5, 6)]
        for row in range(model.rowCount())
    ]


def test_dropped_pack_is_compared_and_merged_in_one_step(qtbot, page, come_back, mark_of, settled):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(come_back(64, 66)))])
    event = QDropEvent(
        QPointF(300, 300),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)
    qtbot.waitUntil(lambda: page.is_merging)
    assert table(page) == [
        ["C7001", "Taken", "", "64", "64"],
        ["C7002", "Taken", "", "66", "66"],
    ]
    assert page.detail.isHidden()
    QTest.mouseClick(page.merging.merge, Qt.MouseButton.LeftButton)
    settled()
    assert (mark_of(1), mark_of(2)) == (6400, 6600)
    qtbot.waitUntil(lambda: not page.is_merging)
    packs = page.list.model
    assert packs.data(packs.index(0, 1)) == "Returned"


def test_clashes_are_settled_from_the_keyboard_alone(qtbot, clashes, mark_of, settled):
    assert clashes.detail.title.text() == "Clash 1 of 2"
    assert [side.value.text() for side in (clashes.clash.base, clashes.clash.office)] == ["–", "55"]
    assert clashes.clash.away.value.text() == "64"
    QTest.keyClick(clashes.merging.table.grid, Qt.Key.Key_2, ALT)
    qtbot.waitUntil(lambda: clashes.detail.title.text() == "Clash 2 of 2")
    assert table(clashes)[0][1:] == ["Settled", "55", "64", "64"]
    QTest.keyClick(clashes.merging.table.grid, Qt.Key.Key_3, ALT)
    assert clashes.clash.other.hasFocus()
    QTest.keyClicks(clashes.clash.other, "60.5")
    QTest.keyClick(clashes.clash.other, Qt.Key.Key_Return)
    assert table(clashes)[1][1:] == ["Settled", "57", "66", "60.5"]
    assert clashes.merging.left.text() == ""
    clashes.merging.merge.setFocus()
    QTest.keyClick(clashes.merging.merge, Qt.Key.Key_Space)
    settled()
    qtbot.waitUntil(lambda: not clashes.is_merging)
    assert (mark_of(1), mark_of(2)) == (6400, 6050)


def test_a_clash_is_gone_back_to_and_chosen_anew(clashes):
    QTest.mouseClick(clashes.clash.keep, Qt.MouseButton.LeftButton)
    QTest.keyClick(clashes.merging.table.grid, Qt.Key.Key_Up, ALT)
    assert clashes.detail.title.text() == "Clash 1 of 2"
    assert clashes.clash.state.text() == "It will be “55”."
    QTest.mouseClick(clashes.clash.take, Qt.MouseButton.LeftButton)
    assert table(clashes)[0][1:] == ["Settled", "55", "64", "64"]


def test_what_is_no_mark_is_refused_beside_the_field(clashes):
    clashes.clash.other.setFocus()
    QTest.keyClicks(clashes.clash.other, "162")
    QTest.keyClick(clashes.clash.other, Qt.Key.Key_Return)
    assert "from 0 to 100" in clashes.clash.problem.text()
    assert table(clashes)[0][1] == "Clash"


def test_all_clashes_can_be_taken_at_once_and_left(qtbot, clashes, mark_of, settled):
    QTest.mouseClick(clashes.merging.take_all, Qt.MouseButton.LeftButton)
    assert [row[1] for row in table(clashes)] == ["Settled", "Settled"]
    QTest.mouseClick(clashes.merging.cancel, Qt.MouseButton.LeftButton)
    assert not clashes.is_merging
    settled()
    assert (mark_of(1), mark_of(2)) == (5500, 5700)


def test_unsettled_clashes_stay_as_at_the_office_and_that_is_said(
    qtbot, clashes, session, mark_of, settled
):
    with qtbot.waitSignal(session.said) as said:
        QTest.mouseClick(clashes.merging.merge, Qt.MouseButton.LeftButton)
    settled()
    assert "2 entries were left as at the office" in said.args[0]
    assert (mark_of(1), mark_of(2)) == (5500, 5700)


def test_change_meanwhile_shows_the_new_comparison(qtbot, clashes, session, give, settled):
    QTest.mouseClick(clashes.clash.take, Qt.MouseButton.LeftButton)
    give(session.db, 2, ANN, 59)
    with qtbot.waitSignal(session.warned) as warned:
        QTest.mouseClick(clashes.merging.merge, Qt.MouseButton.LeftButton)
    settled()
    assert "since you looked" in warned.args[0]
    assert clashes.is_merging
    assert [row[1:] for row in table(clashes)] == [
        ["Settled", "55", "64", "64"],
        ["Clash", "59", "66", "59"],
    ]


def test_filters_and_search_narrow_the_comparison(qtbot, clashes):
    clashes.merging.outcomes.choose(("Taken",))
    assert table(clashes) == []
    clashes.merging.outcomes.choose(())
    clashes.start_search()
    QTest.keyClicks(clashes.merging.search, "C7002")
    QTest.keyClick(clashes.merging.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [row[0] for row in table(clashes)] == ["C7002"])
    assert clashes.merging.table.count.text() == "1 of 2 entries"


def test_comparison_is_exported_as_it_is_shown(qtbot, clashes, session, tmp_path, settled):
    session.dialogs.ready["path_to_save"] = tmp_path / "Comparison.xlsx"
    clashes.merging.table.export_asked.emit()
    settled()
    (sheet,) = read_workbook(tmp_path / "Comparison.xlsx").sheets
    assert sheet.rows[1][:7] == ("C7001", "Essay", "Mark as a whole", "Clash", "", "55", "64")


@pytest.fixture
def two_texts(qtbot, page, office, sent, tmp_path):
    """Feedback written on both sides."""
    away = open_pack_away(read_sent(sent), tmp_path / "texts.cohort")
    put_feedback(away, TaskKey(1, 1), None, "Clear.", None)
    put_feedback(office, TaskKey(1, ANN), None, "Too long.", None)
    page.file_dropped.emit(save_return(away, tmp_path / "Texts.cohortpack"))
    away.close()
    qtbot.waitUntil(lambda: page.is_merging and page.clash.isVisible())
    return page


def test_two_texts_can_be_joined(two_texts):
    clash = two_texts.clash
    QTest.keyClick(two_texts.merging.table.grid, Qt.Key.Key_3, ALT)
    assert clash.both.hasFocus()
    assert clash.both.toPlainText() == "Too long.\n\nClear."
    QTest.mouseClick(clash.use, Qt.MouseButton.LeftButton)
    assert table(two_texts)[0][4] == "Too long.\n\nClear."


def test_sealed_return_asks_for_its_passphrase_until_it_is_right(
    qtbot, page, session, come_back, settled
):
    typed = iter(["wrong one here", PASSPHRASE])
    session.dialogs.ask_text = lambda *_args, **_more: next(typed)
    page.file_dropped.emit(come_back(64, passphrase=PASSPHRASE))
    qtbot.waitUntil(lambda: page.is_merging)
    settled()
    assert table(page)[0][3] == "64"


def test_file_that_is_no_pack_is_refused_in_a_sentence(qtbot, page, session, tmp_path):
    path = tmp_path / "Notes.cohortpack"
    path.write_text("not a pack", "utf-8")
    session.dialogs.ready["path_to_open"] = path
    with qtbot.waitSignal(session.warned) as warned:
        QTest.mouseClick(page.merge_button, Qt.MouseButton.LeftButton)
    assert "is not a pack of Cohort Desk" in warned.args[0]
    assert not page.is_merging


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_control_of_the_comparison_can_be_read_and_reached(
    clashes, accessibility, theme, mode
):
    theme.set_mode(mode)
    assert accessibility.problems(clashes) == []
