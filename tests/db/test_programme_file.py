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
from cohort_desk.db.failures import FileBusy
from cohort_desk.db.soundness import Soundness
from cohort_desk.db.tables import CohortRow
from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.services import programmes


@pytest.fixture
def closed(tmp_path):
    """The path of a sound, closed programme file."""
    path = tmp_path / "Leaders.cohort"
    programmes.create_programme(path, "Leaders", "2026 intake").engine.dispose()
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
        (make_missing, "Leaders.cohort", files.FileMissing, "is no longer in"),
        (make_foreign, "Leaders.cohort", files.NotAProgramme, "database of another program"),
        (make_newer, "Leaders.cohort", files.FileNewer, "newer version of Cohort Desk"),
        (damage, "Leaders.cohort", files.FileDamaged, "no good backup beside it"),
        (make_text, "Leaders.txt", files.NotAProgramme, "choose Import"),
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
    with pytest.raises((files.NotAProgramme, files.FileDamaged)):
        programmes.open_programme(closed, soundness=Soundness(closed))


def test_a_damaged_file_offers_its_newest_good_backup_and_is_restored_from_it(closed):
    older, newer, bad = (closed.with_name(f"Leaders (backup {n}).cohort") for n in (1, 2, 3))
    db = programmes.open_programme(closed)
    for age, backup in enumerate((older, newer)):
        programmes.save_copy(db, backup)
        os.utime(backup, (age, age))
    db.engine.dispose()
    damage(Path(shutil.copy(closed, bad)))
    damage(closed)
    with pytest.raises(files.FileDamaged) as caught:
        programmes.open_programme(closed)
    assert caught.value.backups == (newer, older)
    kept = programmes.restore(closed, newer)
    assert kept is not None
    assert kept.exists()
    db = programmes.open_programme(closed)
    assert programmes.read_programme(db).name == "Leaders"
    db.engine.dispose()


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
import sys
sys.path[:0] = sys.argv[2:]
from cohort_desk.db.failures import FileReadOnly
from cohort_desk.services import programmes
db = programmes.open_programme(sys.argv[1], actor="Nobody")
print(db.read_only, programmes.read_programme(db).name)
try:
    programmes.add_cohort(db, "2027 intake")
except FileReadOnly as error:
    print(error)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="POSIX permissions")
def test_a_read_only_file_opens_for_reading(closed):
    closed.chmod(0o444)
    closed.parent.chmod(0o555)
    # Root may write anywhere unless that right is taken from it.
    lesser = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*lesser, sys.executable, "-c", READ_ONLY, str(closed), *filter(None, sys.path)],
        capture_output=True,
        text=True,
        check=False,
    )
    closed.parent.chmod(0o755)
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    assert first == "True Leaders"
    assert "Save a Copy" in second


def test_an_older_file_is_backed_up_then_brought_up_to_date(closed, monkeypatch):
    altered(closed, "PRAGMA user_version = 0")
    db = programmes.open_programme(closed)
    db.engine.dispose()
    (backup,) = [f for f in closed.parent.iterdir() if "before update" in f.name]
    assert files.recognise(closed) == files.SCHEMA
    assert files.recognise(backup) == 0
    monkeypatch.setattr(files, "_is_writable", lambda _path: False)
    altered(closed, "PRAGMA user_version = 0")
    with pytest.raises(CohortDeskError, match="open the copy"):
        programmes.open_programme(closed)


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
    former.engine.dispose()


def test_new_and_copy_never_replace_what_is_there(closed, tmp_path):
    with pytest.raises(files.FileExists, match="It was kept"):
        programmes.create_programme(closed, "Other")
    with pytest.raises(RuleBroken, match="Give the programme a name"):
        programmes.create_programme(tmp_path / "New", "  ")
    with pytest.raises(CohortDeskError, match="no folder"):
        programmes.create_programme(tmp_path / "nowhere" / "New", "Name")
    db = programmes.open_programme(closed)
    with pytest.raises(CohortDeskError, match="open programme itself"):
        programmes.save_copy(db, closed)
    db.engine.dispose()
    assert sorted(f.name for f in tmp_path.iterdir()) == ["Leaders.cohort"]


def test_the_office_database_that_does_not_answer_is_explained(tmp_path):
    with pytest.raises(CohortDeskError, match="could not be reached"):
        programmes.open_programme(f"postgresql://nobody@/nothing?host={tmp_path}")


def test_a_second_programme_in_one_database_is_refused(pg_db, postgres_url):
    with pytest.raises(CohortDeskError, match="already holds the programme “Test programme”"):
        programmes.create_programme(postgres_url, "Other")
    with pg_db.read() as work:
        assert work.session.get(CohortRow, 1).name == "2026 intake"
