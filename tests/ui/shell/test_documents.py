"""Programmes as documents of the window, driven as an administrator drives them."""

import shutil
import threading
from contextlib import closing

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from cohort_desk.db import driver
from cohort_desk.db.database import Committed, Database
from cohort_desk.db.engine import open_file_engine
from cohort_desk.db.tables import ParticipantRow
from cohort_desk.services import programmes
from cohort_desk.ui.kit.print_job import Paper, PrintChoices
from cohort_desk.ui.kit.settings_store import SettingsStore
from cohort_desk.ui.shell.documents import Documents
from cohort_desk.ui.shell.window import MainWindow


@pytest.fixture
def closed(tmp_path):
    path = tmp_path / "Leaders.cohort"
    programmes.create_programme(path, "Leaders", "2026 intake").close()
    return path


@pytest.fixture
def documents(qtbot, tmp_path, answers):
    settings = SettingsStore(tmp_path / "settings.json")
    window = MainWindow(settings)
    qtbot.addWidget(window)
    made = Documents(window, settings, answers(), tmp_path / "samples")
    made.window = window
    made.show_start()
    window.show()
    yield made
    window.close()


def say(documents, **answers):
    documents._dialogs.ready.update(answers)


def add_person(db, family):
    with db.begin(f"adding of {family}", f"Added {family}") as work:
        work.session.add(ParticipantRow(cohort_id=1, family_name=family))


def families(db):
    with db.read() as work:
        return sorted(row.family_name for row in work.session.query(ParticipantRow))


def toasts(documents):
    return [toast.text for toast in documents.window.toasts.toasts()]


def test_a_new_programme_is_named_saved_and_remembered(qtbot, documents, tmp_path):
    say(documents, path_to_save=tmp_path / "Fresh.cohort")
    qtbot.keyClicks(documents.start.new_form.editor("name"), "Leading Together")
    qtbot.mouseClick(documents.start.create_button, Qt.MouseButton.LeftButton)
    window = documents.window
    assert window.windowTitle() == "Leading Together – Cohort Desk"
    assert window.current_key == "home"
    documents.close()
    (recent,) = documents._recent.all()
    assert recent.source == str(tmp_path / "Fresh.cohort")
    (card,) = [b for b in documents.start.findChildren(QPushButton) if "Leading" in b.text()]
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert window.windowTitle() == "Leading Together – Cohort Desk"


def test_what_cannot_be_opened_is_said_on_the_start_page(documents, tmp_path):
    documents.open(str(tmp_path / "Gone.cohort"))
    assert documents.start.problem.isVisible()
    assert "is no longer in" in documents.start.problem.text()
    documents.start.address.setText("our server")
    documents.start._connect()
    assert "begins with postgresql://" in documents.start.problem.text()


def test_what_is_open_stays_open_when_another_cannot_be_opened(documents, closed, tmp_path):
    documents.open(str(closed))
    documents.open(str(tmp_path / "Gone.cohort"))
    assert documents._dialogs.asked[-1][0] == "tell"
    assert documents.window.windowTitle() == "Leaders – Cohort Desk"


def test_a_damaged_file_is_replaced_by_its_backup_on_request(qtbot, documents, closed):
    shutil.copy(closed, closed.with_name("Leaders (backup 2026-11-01 120000).cohort"))
    closed.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4096)
    documents.open(str(closed))
    assert documents.start.isVisible()
    say(documents, confirm=True)
    documents.open(str(closed))
    qtbot.waitUntil(lambda: documents.window.windowTitle() == "Leaders – Cohort Desk")
    assert any(path.name.startswith("Leaders (before restore") for path in closed.parent.iterdir())


def test_a_step_is_told_undone_from_its_message_and_redone_from_the_menu(qtbot, documents, closed):
    documents.open(str(closed))
    db, window = documents.open_programme.db, documents.window
    add_person(db, "Khan")
    qtbot.waitUntil(lambda: toasts(documents) == ["Added Khan"])
    assert window.commands.action("undo").text() == "Undo adding of Khan"
    (toast,) = window.toasts.toasts()
    qtbot.mouseClick(toast.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: families(db) == [])
    qtbot.waitUntil(lambda: window.commands.action("redo").text() == "Redo adding of Khan")
    window.commands.action("redo").trigger()
    qtbot.waitUntil(lambda: families(db) == ["Khan"])
    qtbot.waitUntil(lambda: "Redid adding of Khan" in toasts(documents))
    window.commands.action("undo").trigger()
    qtbot.waitUntil(lambda: families(db) == [])


def test_the_menu_undoes_no_other_step_than_it_names(qtbot, documents, closed):
    documents.open(str(closed))
    db, undo = documents.open_programme.db, documents.window.commands.action("undo")
    add_person(db, "Khan")
    qtbot.waitUntil(lambda: undo.text() == "Undo adding of Khan")
    twin = Database(open_file_engine(closed), db.actor)
    add_person(twin, "Lee")
    twin.close()
    undo.trigger()
    qtbot.waitUntil(lambda: undo.text() == "Undo adding of Lee")
    assert families(db) == ["Khan", "Lee"]
    assert any("no longer adding of Khan" in text for text in toasts(documents))
    undo.trigger()
    undo.trigger()
    qtbot.waitUntil(lambda: families(db) == [])


def test_a_message_goes_once_its_step_is_undone_from_the_menu(qtbot, documents, closed):
    documents.open(str(closed))
    add_person(documents.open_programme.db, "Khan")
    qtbot.waitUntil(lambda: toasts(documents) == ["Added Khan"])
    documents.window.commands.action("undo").trigger()
    qtbot.waitUntil(lambda: toasts(documents) == ["Undid adding of Khan"])


def test_what_another_window_does_shows_here(qtbot, documents, closed):
    documents.open(str(closed))
    other = Database(open_file_engine(closed), "Bob")
    add_person(other, "Lee")
    other.close()
    documents.open_programme._look_outside()
    qtbot.waitUntil(lambda: toasts(documents) == ["Bob: adding of Lee"])
    home = documents.window.go("home")
    assert any("1 person" in each.text() for each in home.findChildren(QLabel))


def test_copies_and_restoring(qtbot, documents, closed, tmp_path):
    documents.open(str(closed))
    say(documents, path_to_save=tmp_path / "Kept.cohort")
    documents.window.commands.action("file.backup").trigger()
    qtbot.waitUntil(lambda: toasts(documents) == ["Backed up as “Kept.cohort”"])
    add_person(documents.open_programme.db, "Khan")
    say(documents, path_to_open=tmp_path / "Kept.cohort", confirm=True)
    documents.window.commands.action("file.restore").trigger()
    qtbot.waitUntil(lambda: any("former content is kept" in text for text in toasts(documents)))
    assert families(documents.open_programme.db) == []


def test_what_cannot_be_restored_is_open_again_as_it_was(qtbot, documents, closed, tmp_path):
    (tmp_path / "Notes.cohort").write_text("no programme", "utf-8")
    documents.open(str(closed))
    add_person(documents.open_programme.db, "Khan")
    say(documents, path_to_open=tmp_path / "Notes.cohort", confirm=True)
    documents.window.commands.action("file.restore").trigger()
    qtbot.waitUntil(lambda: documents._dialogs.asked[-1][0] == "tell")
    assert "“Notes.cohort” is damaged" in documents._dialogs.asked[-1][1]
    assert documents.window.windowTitle() == "Leaders – Cohort Desk"
    assert families(documents.open_programme.db) == ["Khan"]


def test_new_keeps_what_is_open_until_another_is(qtbot, documents, closed):
    documents.open(str(closed))
    documents.window.commands.action("file.new").trigger()
    back = documents.start.back
    assert back.text() == "Back to Leaders"
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert documents.window.go("home").isVisible()


def test_a_file_that_cannot_be_written_says_so_and_where_to_go(documents, closed):
    documents._show(Database(open_file_engine(closed), read_only=True), str(closed))
    assert "read-only: use File › Save a Copy" in documents.window.foot.text()


def test_an_empty_office_database_is_left_alone_until_a_programme_is_named(documents, postgres_url):
    documents.open(postgres_url)
    assert "no programme in that database yet" in documents.start.problem.text()
    say(documents, ask_text="Shared programme")
    documents.open(postgres_url)
    assert documents.window.windowTitle() == "Shared programme – Cohort Desk"
    assert documents.window.foot.text() == "The office’s database"
    assert not documents.window.commands.action("file.backup").isEnabled()


@pytest.fixture
def locked_url(postgres_server):
    """The address of a database that wants a password, without it."""
    with psycopg.connect(postgres_server("postgres"), autocommit=True) as server:
        server.execute("CREATE ROLE office LOGIN SUPERUSER PASSWORD 'open sesame'")
        server.execute("CREATE DATABASE locked")
        yield postgres_server("locked").replace("//postgres@", "//office@")
        server.execute("DROP DATABASE locked WITH (FORCE)")
        server.execute("DROP ROLE office")


def test_a_password_is_asked_for_and_never_kept(documents, locked_url, tmp_path):
    documents.open(locked_url)
    assert "did not accept the password" in documents.start.problem.text()
    with_password = programmes.with_password(locked_url, "open sesame")
    programmes.create_programme(with_password, "Shared programme").close()
    say(documents, ask_text="open sesame")
    documents.open(locked_url)
    assert documents.window.windowTitle() == "Shared programme – Cohort Desk"
    documents.window.close()
    assert "sesame" not in (tmp_path / "settings.json").read_text("utf-8")


def test_a_password_among_an_addresss_settings_is_not_kept_either(documents, locked_url, tmp_path):
    address = f"{locked_url}&password=open+sesame"
    programmes.create_programme(address, "Shared programme").close()
    documents.open(address)
    documents.open_programme._choose_cohort(1)
    documents.window.close()
    kept = (tmp_path / "settings.json").read_text("utf-8")
    assert "sesame" not in kept
    assert "Shared programme" in kept
    assert "cohort of postgresql" in kept


def test_closing_in_the_middle_of_writing_asks_first(qtbot, documents, closed):
    documents.open(str(closed))
    window, go_on = documents.window, threading.Event()
    window.dialogs = documents._dialogs
    say(documents, confirm=False)

    def write_slowly(report):
        while not go_on.is_set():
            report(1, 2)

    window.runner.run("Importing 10,000 people", write_slowly, done=lambda _: None)
    assert not window.close()
    assert documents._dialogs.asked[-1] == ("confirm", "Close in the middle of work?")
    say(documents, confirm=True)
    assert window.close()


def test_a_file_held_by_another_program_is_a_message_and_the_watch_goes_on(
    qtbot, documents, closed
):
    documents.open(str(closed))
    opened, window = documents.open_programme, documents.window
    with opened._watcher._connection.begin():
        opened._watcher._connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    with closing(driver.connect(closed)) as other:
        other.execute("BEGIN EXCLUSIVE")
        opened._look_outside()
        opened._look_outside()
    (told,) = toasts(documents)
    assert told.startswith("Another program is holding this file, so this could not be read.")
    other = Database(open_file_engine(closed), "Bob")
    add_person(other, "Lee")
    other.close()
    opened._look_outside()
    qtbot.waitUntil(lambda: "Bob: adding of Lee" in toasts(documents))
    assert window.isVisible()


def test_tab_to_the_list_of_pages_does_not_leave_a_page_that_is_not_listed(
    qtbot, documents, closed
):
    documents.open(str(closed))
    window = documents.window
    window.go("import")
    window.navigation.list.setFocus(Qt.FocusReason.TabFocusReason)
    assert window.current_key == "import"
    qtbot.keyClick(window.navigation.list, Qt.Key.Key_Down)
    assert window.current_key == "home"


def test_restoring_says_what_the_backup_holds(documents, closed, tmp_path):
    other = programmes.create_programme(tmp_path / "Other.cohort", "Another programme")
    add_person(other, "Khan")
    other.close()
    documents.open(str(closed))
    asked = []
    documents._dialogs.confirm = lambda _title, text, _verb, **_: asked.append(text)
    say(documents, path_to_open=tmp_path / "Other.cohort")
    documents.window.commands.action("file.restore").trigger()
    (text,) = asked
    assert text.startswith("That is another programme than “Leaders”.")
    assert "“Another programme” with 1 person, last changed" in text
    assert documents.open_programme.programme.name == "Leaders"


def test_a_spreadsheet_is_opened_on_the_import_page_though_it_was_never_shown(
    qtbot, documents, closed, tmp_path
):
    sheet = tmp_path / "nominees.csv"
    sheet.write_text("Name,E-mail\nAnn Lee,ann@example.org\n", encoding="utf-8")
    documents.open(str(closed))
    documents.open_programme.session.show("import", sheet)
    page = documents.window.go("import")
    qtbot.waitUntil(lambda: page.file.name.text() == "nominees.csv")


def test_closing_over_documents_that_wait_to_be_printed_asks_first(documents, closed):
    documents.open(str(closed))
    prints = documents.open_programme.session.prints
    prints.add(Paper("Group lists", b""), PrintChoices())
    assert documents.window.top.prints_button.text() == "1 to print"
    say(documents, confirm=False)
    documents.window.close()
    assert documents.window.isVisible()
    assert documents._dialogs.asked == [("confirm", "Close with documents still to print?")]
    say(documents, confirm=True)
    documents.window.close()
    assert not documents.window.isVisible()
    assert prints.jobs == ()


def test_the_steps_of_a_batch_of_certificates_are_told_by_one_message(documents, closed):
    documents.open(str(closed))
    kinds = frozenset({"certificate", "stored_file"})
    for step, serials in enumerate(("A-1 to A-25", "A-26 to A-50"), 1):
        said = f"issued {serials}"
        news = Committed(kinds, step, "issue", said, "do", foreign=False, for_good=True)
        documents.open_programme.session.news.committed.emit(news)
    assert toasts(documents) == ["Issued A-26 to A-50"]
    assert documents.window.toasts.toasts()[0].action is None


def test_the_box_at_the_top_follows_a_cohort_that_was_chosen_elsewhere(documents, closed):
    with closing(programmes.open_programme(closed)) as db:
        other = programmes.add_cohort(db, "2027 intake")
    documents.open(str(closed))
    session, box = documents.open_programme.session, documents.window.top.cohorts
    assert (session.cohort_id, box.currentText()) == (other, "2027 intake")
    session.choose_cohort(1)
    assert box.currentText() == "2026 intake"
