"""Making, listing and withdrawing packs on the page, and saving the return in a working file."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from cohort_desk.exchange.packs import is_sealed, read_returned, read_sent
from cohort_desk.services.packs import list_packs, open_pack_away
from cohort_desk.ui.kit.background import TaskRunner
from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.kit.settings_store import SettingsStore
from cohort_desk.ui.packs.wiring import open_packs_page

PASSPHRASE = "seven quiet hills"  # noqa: S105 - of these tests alone


def rows(page):
    model = page.list.model
    return [
        [model.data(model.index(row, column)) for column in (0, 1, 3)]
        for row in range(model.rowCount())
    ]


def told(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_empty_page_says_what_packs_are_and_begins(qtbot, page):
    assert "No packs have been sent out." in told(page)
    start = page.findChildren(type(page.make_button))
    (begin,) = [one for one in start if one.text() == "Make packs…" and one is not page.make_button]
    QTest.mouseClick(begin, Qt.MouseButton.LeftButton)
    assert page.make.isVisible()
    readers = page.make.readers
    assert [readers.item(at).text() for at in range(readers.count())] == [
        "Ann Able\n2 submissions: Essay",
        "Bo Best\n1 submission: Essay",
    ]
    assert page.make.make.text() == "Make 2 packs…"


def test_packs_for_several_tutors_go_into_a_folder(qtbot, page, session, tmp_path, settled):
    session.dialogs.ready["folder"] = tmp_path / "out"
    QTest.mouseClick(page.make_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.make.make, Qt.MouseButton.LeftButton)
    settled()
    qtbot.waitUntil(lambda: len(rows(page)) == 2)
    assert {row[0] for row in rows(page)} == {"Ann Able", "Bo Best"}
    assert page.detail.isHidden()
    assert len(list((tmp_path / "out").glob("*.cohortpack"))) == 2


def test_sealed_pack_for_one_tutor_by_keyboard(qtbot, page, session, tmp_path, settled):
    session.dialogs.ready["path_to_save"] = tmp_path / "Bo.cohortpack"
    page.start_making()
    readers = page.make.readers
    readers.setFocus()
    readers.setCurrentRow(0)
    QTest.keyClick(readers, Qt.Key.Key_Space)
    assert page.make.make.text() == "Make 1 pack…"
    QTest.keyClicks(page.make.passphrase, PASSPHRASE)
    QTest.keyClicks(page.make.again, "seven quiet hill")
    QTest.mouseClick(page.make.make, Qt.MouseButton.LeftButton)
    assert "The two passphrases differ" in told(page.make)
    QTest.keyClicks(page.make.again, "s")
    page.make.make.setFocus()
    QTest.keyClick(page.make.make, Qt.Key.Key_Space)
    settled()
    qtbot.waitUntil(lambda: rows(page) == [["Bo Best", "Out", "1 submission: Essay"]])
    assert is_sealed(tmp_path / "Bo.cohortpack")
    assert read_sent(tmp_path / "Bo.cohortpack", PASSPHRASE).head.reader == "Bo Best"


def test_short_passphrase_is_refused_beside_the_field(qtbot, page, session, tmp_path, settled):
    session.dialogs.ready["folder"] = tmp_path
    page.start_making()
    for field in (page.make.passphrase, page.make.again):
        QTest.keyClicks(field, "short")
    QTest.mouseClick(page.make.make, Qt.MouseButton.LeftButton)
    settled()
    qtbot.waitUntil(lambda: "at least 8 characters" in told(page.make))
    assert list(tmp_path.glob("*.cohortpack")) == []
    assert list_packs(session.db, 1) == ()


def test_withdrawn_pack_is_said_to_be(qtbot, page, session, sent):
    assert sent.exists()
    qtbot.waitUntil(lambda: len(rows(page)) == 1)
    session.dialogs.ready["confirm"] = True
    page.list.table.take_focus()
    QTest.keyClick(page.list.table.grid, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: rows(page)[0][1] == "Withdrawn")
    assert page.context.text() == "0 packs out"


def test_pack_tells_its_history_beside_the_list(qtbot, page, session, sent):
    assert sent.exists()
    qtbot.waitUntil(lambda: len(rows(page)) == 1)
    page.list.table.take_focus()
    assert page.pack.isVisible()
    assert page.detail.title.text() == "Pack for Ann Able"
    assert "2 submissions: Essay" in told(page.pack)
    assert "Pack for Ann Able" in told(page.pack.history)
    session.dialogs.ready["confirm"] = True
    QTest.mouseClick(page.pack.withdraw, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Withdrawal of the pack for Ann Able" in told(page.pack.history))
    assert page.pack.withdraw.isHidden()


def test_empty_page_says_so_above_too(page):
    assert page.context.text() == "No packs yet"
    assert "No packs have been sent out." in told(page)


@pytest.fixture
def away_session(sent, tmp_path, answers):
    db = open_pack_away(read_sent(sent), tmp_path / "away.cohort")
    made = Session(db, TaskRunner(), SettingsStore(tmp_path / "away.json"), answers())
    made.choose_cohort(1)
    yield made
    assert made.runner.stop_all()
    made.news.stop()
    db.close()


def test_working_file_says_what_it_is_and_saves_the_return(
    qtbot, away_session, give, tmp_path, accessibility
):
    page = open_packs_page(away_session)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    assert "This is not the office’s programme" in told(page)
    assert "0 of 2 submissions finished. 0 entries have changed" in told(page)
    give(away_session.db, 1, 1, 64)
    qtbot.waitUntil(lambda: "1 entry has changed" in told(page))
    away_session.dialogs.ready["path_to_save"] = tmp_path / "Back.cohortpack"
    with qtbot.waitSignal(away_session.said) as said:
        QTest.mouseClick(page.away.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not away_session.runner.tasks())
    assert said.args[0] == "Saved Back.cohortpack. Send it to the office."
    assert read_returned(tmp_path / "Back.cohortpack").cells["W7001/mark"] == 6400
    assert accessibility.problems(page) == []


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_control_can_be_read_and_reached(page, sent, accessibility, theme, mode):
    assert sent.exists()
    theme.set_mode(mode)
    page.start_making()
    assert accessibility.problems(page) == []
