"""Every state a file can be in when it is opened: the sentence shown, and nothing written."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from cohort_desk.db import driver
from cohort_desk.db import programme_file as files
from cohort_desk.db.database import Watcher
from cohort_desk.db.file_trouble import file_trouble
from cohort_desk.db.soundness import Soundness
from cohort_desk.db.tables import CohortRow
from cohort_desk.domain import errors
from cohort_desk.domain.errors import CohortDeskError, FileBusy, RuleBroken
from cohort_desk.services import programmes


@pytest.fixture
def closed(tmp_path):
    """The path of a sound, closed programme file."""
    path = tmp_path / "Leaders.cohort"
    programmes.create_programme(path, "Leaders", "2026 intake").close()
    return path


def altered(path, *statements):
    with closing(driver.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
    return path


def damage(path):
    content = bytearray(path.read_bytes())
    for page in range(2, 12):
        content[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    path.write_bytes(content)
    return path


def make_missing(path):
    path.unlink()


def make_foreign(path):
    path.unlink()
    altered(path, "CREATE TABLE recipe (id INTEGER)")


def make_newer(path):
    altered(path, "PRAGMA user_version = 99")


def make_text(path):
    path.unlink()
    path.with_suffix(".txt").write_text("Name,Agency", encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "name", "kind", "sentence"),
    [
        (make_missing, "Leaders.cohort", errors.FileMissing, "is no longer in"),
        (make_foreign, "Leaders.cohort", errors.NotAProgramme, "database of another program"),
        (make_newer, "Leaders.cohort", errors.FileNewer, "newer version of Cohort Desk"),
        (damage, "Leaders.cohort", errors.FileDamaged, "no good backup beside it"),
        (make_text, "Leaders.txt", errors.NotAProgramme, "choose Import"),
    ],
)
def test_what_cannot_be_opened_is_explained_and_left_alone(closed, spoil, name, kind, sentence):
    spoil(closed)
    folder = closed.parent
    before = {file: file.read_bytes() for file in folder.iterdir()}
    with pytest.raises(kind, match=sentence):
        programmes.open_programme(folder / name)
    assert {file: file.read_bytes() for file in folder.iterdir()} == before


@pytest.mark.parametrize("spoil", [make_foreign, damage])
def test_a_look_begun_before_the_opening_finds_the_same(closed, spoil):
    spoil(closed)
    with pytest.raises((errors.NotAProgramme, errors.FileDamaged)):
        programmes.open_programme(closed, soundness=Soundness(closed))


def test_a_damaged_file_offers_its_newest_good_backup_and_is_restored_from_it(closed):
    older, newer, bad = (
        closed.with_name(f"Leaders (backup 2026-11-0{n} 090000).cohort") for n in (1, 2, 3)
    )
    db = programmes.open_programme(closed)
    for age, backup in enumerate((older, newer)):
        programmes.save_copy(db, backup)
        os.utime(backup, (age, age))
    db.close()
    damage(Path(shutil.copy(closed, bad)))
    damage(closed)
    with pytest.raises(errors.FileDamaged) as caught:
        programmes.open_programme(closed)
    assert caught.value.backups == (newer, older)
    kept = programmes.restore(closed, newer)
    assert kept is not None
    assert kept.exists()
    db = programmes.open_programme(closed)
    assert programmes.read_programme(db).name == "Leaders"
    db.close()


def test_a_file_held_by_another_program_is_not_waited_for_long(closed, monkeypatch):
    monkeypatch.setattr(driver, "PATIENCE_S", 0.0)
    with closing(driver.connect(closed)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(FileBusy, match="Another program is holding"):
            programmes.open_programme(closed)


def test_a_change_to_a_busy_file_is_refused_whole(db):
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    with closing(driver.connect(programmes.file_of(db))) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(FileBusy, match="was not saved"):
            programmes.add_cohort(db, "2027 intake")
    assert len(programmes.read_programme(db).cohorts) == 1


READ_ONLY = """
from cohort_desk.domain.errors import FileReadOnly
db = programmes.open_programme(sys.argv[1], actor="Nobody")
print(db.read_only, programmes.read_programme(db).name)
try:
    programmes.add_cohort(db, "2027 intake")
except FileReadOnly as error:
    print(error)
"""
REFUSED = """
from cohort_desk.domain.errors import CohortDeskError
try:
    programmes.open_programme(sys.argv[1])
except CohortDeskError as error:
    print(type(error).__name__, error)
"""
needs_permissions = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="POSIX permissions")


def said_where_nothing_can_be_written(script, path):
    """Run a script on a file whose folder is read-only, and return the lines it prints."""
    preamble = "import sys; sys.path[:0] = sys.argv[2:]\n"
    preamble += "from cohort_desk.services import programmes\n"
    for file in path.parent.iterdir():
        file.chmod(0o444)
    path.parent.chmod(0o555)
    # Root may write anywhere unless that right is taken from it.
    lesser = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*lesser, sys.executable, "-c", preamble + script, str(path), *filter(None, sys.path)],
        capture_output=True,
        text=True,
        check=False,
    )
    path.parent.chmod(0o755)
    for file in path.parent.iterdir():
        file.chmod(0o644)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@needs_permissions
def test_a_read_only_file_opens_for_reading(closed):
    first, second = said_where_nothing_can_be_written(READ_ONLY, closed)
    assert first == "True Leaders"
    assert "Save a Copy" in second


KILLED = """
import os, sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from cohort_desk.db import driver
connection = driver.connect(Path(sys.argv[1]))
connection.execute("PRAGMA cache_size = 2")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE cohort SET name = hex(randomblob(3000))")
connection.execute("CREATE TABLE filling (content)")
connection.executemany("INSERT INTO filling VALUES (hex(randomblob(3000)))", [()] * 50)
os._exit(9)
"""


@pytest.fixture
def crashed(closed):
    """The path of a programme file whose writer was killed: its journal lies beside it."""
    subprocess.run([sys.executable, "-c", KILLED, closed, *filter(None, sys.path)], check=False)
    assert journal_of(closed).stat().st_size > 4096
    return closed


def journal_of(path):
    return path.with_name(f"{path.name}-journal")


def test_what_a_crash_left_half_done_is_taken_back_on_opening(crashed):
    db = programmes.open_programme(crashed)
    assert [c.name for c in programmes.read_programme(db).cohorts] == ["2026 intake"]
    assert not journal_of(crashed).exists()
    db.close()


@needs_permissions
def test_where_a_crash_cannot_be_mended_the_way_on_is_told(crashed):
    (line,) = said_where_nothing_can_be_written(REFUSED, crashed)
    assert line.startswith("FileUnfinished “Leaders.cohort” was not closed properly")
    assert "together with “Leaders.cohort-journal” to a folder of your own" in line


@pytest.mark.parametrize(
    ("code", "kind", "sentence"),
    [
        (10 | 1 << 8, errors.DiskFailed, "network drive with “Leaders.cohort” did not answer"),
        (13, errors.DiskFull, "Free some space"),
        (14, CohortDeskError, "Check that you may read it"),
    ],
)
def test_what_the_driver_reports_is_put_in_words(closed, code, kind, sentence):
    reported = driver.OperationalError("as SQLite says it")
    reported.sqlite_errorcode = code
    found = file_trouble(closed, reported, writing=False)
    assert isinstance(found, kind)
    assert sentence in str(found)


def test_a_backup_is_never_put_beside_the_journal_of_what_it_replaces(closed, crashed):
    backup = closed.with_name("Leaders (backup 2026-11-01 090000).cohort")
    programmes.create_programme(backup, "Leaders", "From the backup").close()
    content = crashed.read_bytes()
    crashed.write_bytes(b"\xff" * 100 + content[100:])
    left_over = journal_of(crashed).read_bytes()
    kept = programmes.restore(crashed, backup)
    assert not journal_of(crashed).exists()
    assert journal_of(kept).read_bytes() == left_over
    db = programmes.open_programme(crashed)
    assert [c.name for c in programmes.read_programme(db).cohorts] == ["From the backup"]
    db.close()


def test_a_new_file_is_never_put_beside_the_journal_of_one_that_is_gone(crashed):
    crashed.unlink()
    programmes.create_programme(crashed, "Anew").close()
    assert not journal_of(crashed).exists()
    (left_over,) = (f for f in crashed.parent.iterdir() if f.name.endswith("-journal"))
    assert left_over.name.startswith("Leaders (left over ")


def test_only_backups_count_as_backups(closed):
    names = ("Leaders (north).cohort", "Leaders (copy 2026-11-01 090000).cohort")
    for name in (*names, "Leaders (before update 2026-11-01 090000) (2).cohort"):
        shutil.copy(closed, closed.with_name(name))
    (found,) = files.sound_backups(closed)
    assert found.name == "Leaders (before update 2026-11-01 090000) (2).cohort"


def test_backups_of_one_second_have_names_of_their_own(closed):
    made = set()
    for _ in range(5):
        backup = files.backup_path(closed)
        files.copy_file(closed, backup)
        made.add(backup)
    assert len(made) == 5
    assert set(files.sound_backups(closed)) == made


def test_a_copy_over_an_open_programme_is_seen_by_its_window(db, tmp_path):
    other = programmes.create_programme(tmp_path / "Other.cohort", "Other", "2020 intake")
    programmes.save_copy(db, other.place, replace=True)
    assert [c.name for c in programmes.read_programme(other).cohorts] == ["2026 intake"]
    programmes.add_cohort(other, "2027 intake")
    again = programmes.open_programme(other.place)
    assert len(programmes.read_programme(again).cohorts) == 2
    again.close()
    other.close()


def test_a_copy_over_a_programme_that_is_being_written_is_refused(db, closed, monkeypatch):
    monkeypatch.setattr(driver, "PATIENCE_S", 0.0)
    with closing(driver.connect(closed)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(FileBusy, match=r"holding “Leaders\.cohort”"):
            programmes.save_copy(db, closed, replace=True)
    assert files.recognise(closed) == files.SCHEMA
    assert {f.name for f in closed.parent.iterdir()} == {"Leaders.cohort", "Test.cohort"}


def test_a_backup_is_not_put_into_a_programme_that_is_being_written(db, closed, monkeypatch):
    backup = programmes.save_copy(db, closed.with_name("Backup.cohort"))
    before = {file.name for file in closed.parent.iterdir()}
    monkeypatch.setattr(driver, "PATIENCE_S", 0.0)
    with closing(driver.connect(closed)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(FileBusy, match=r"holding “Leaders\.cohort”"):
            programmes.restore(closed, backup)
    assert {file.name for file in closed.parent.iterdir()} == before


def test_a_copy_that_cannot_be_put_in_place_leaves_nothing(db, tmp_path):
    (tmp_path / "Folder.cohort").mkdir()
    with pytest.raises(CohortDeskError, match=r"“Folder\.cohort” is a folder"):
        programmes.save_copy(db, tmp_path / "Folder.cohort", replace=True)
    with pytest.raises(CohortDeskError, match="no folder"):
        programmes.save_copy(db, tmp_path / "nowhere" / "Copy.cohort", replace=True)
    assert {f.name for f in tmp_path.iterdir()} == {"Folder.cohort", "Test.cohort"}


def test_an_older_file_is_backed_up_then_brought_up_to_date(closed):
    altered(closed, "PRAGMA user_version = 0")
    db = programmes.open_programme(closed)
    db.close()
    (backup,) = [f for f in closed.parent.iterdir() if "before update" in f.name]
    assert files.recognise(closed) == files.SCHEMA
    assert files.recognise(backup) == 0


@needs_permissions
def test_an_older_file_that_cannot_be_written_is_left_as_it_is(closed):
    altered(closed, "PRAGMA user_version = 0")
    (line,) = said_where_nothing_can_be_written(REFUSED, closed)
    assert "Copy it to a folder of your own and open the copy" in line
    assert files.recognise(closed) == 0


def test_an_open_file_is_restored_under_its_windows(db, tmp_path):
    backup = programmes.save_copy(db, tmp_path / "Backup")
    programmes.add_cohort(db, "2027 intake")
    watcher, heard = Watcher(db), []
    db.listeners.append(heard.append)
    kept = programmes.restore(programmes.file_of(db), backup)
    watcher.poll()
    watcher.close()
    (news,) = heard
    assert "cohort" in news.kinds
    assert "restored the programme" in news.said
    assert [c.name for c in programmes.read_programme(db).cohorts] == ["2026 intake"]
    former = programmes.open_programme(kept)
    assert [c.name for c in programmes.read_programme(former).cohorts] == [
        "2027 intake",
        "2026 intake",
    ]
    former.close()


def test_new_and_copy_never_replace_what_is_there(closed, tmp_path):
    with pytest.raises(errors.FileExists, match="It was kept"):
        programmes.create_programme(closed, "Other")
    with pytest.raises(RuleBroken, match="Give the programme a name"):
        programmes.create_programme(tmp_path / "New", "  ")
    with pytest.raises(CohortDeskError, match="no folder"):
        programmes.create_programme(tmp_path / "nowhere" / "New", "Name")
    taken = tmp_path / "Taken.cohort"
    programmes.create_programme(taken, "Taken").close()
    db = programmes.open_programme(closed)
    with pytest.raises(CohortDeskError, match="open programme itself"):
        programmes.save_copy(db, closed)
    with pytest.raises(CohortDeskError, match="It was kept"):
        programmes.save_copy(db, taken)
    assert programmes.glance_at(taken).programme == "Taken"
    programmes.save_copy(db, taken, replace=True)
    assert programmes.glance_at(taken).programme == "Leaders"
    db.close()
    assert sorted(f.name for f in tmp_path.iterdir()) == ["Leaders.cohort", "Taken.cohort"]


def test_the_office_database_that_does_not_answer_is_explained(tmp_path):
    with pytest.raises(CohortDeskError, match="could not be reached"):
        programmes.open_programme(f"postgresql://nobody@/nothing?host={tmp_path}")


def test_a_second_programme_in_one_database_is_refused(pg_db):
    url = pg_db.engine.url.render_as_string(hide_password=False)
    with pytest.raises(CohortDeskError, match="already holds the programme “Test programme”"):
        programmes.create_programme(url, "Other")
    with pg_db.read() as work:
        assert work.session.get(CohortRow, 1).name == "2026 intake"
