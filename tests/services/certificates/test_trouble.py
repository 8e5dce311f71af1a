"""A full disk, a folder or a file that refuses: a sentence, nothing half-written, no gap."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import event

import cohort_desk
from cohort_desk.domain.errors import Cancelled, CannotWrite, FileSpoilt
from cohort_desk.exchange.certificates import write_folder, write_zip
from cohort_desk.services.certificates import carrying_out
from cohort_desk.services.certificates.issuing import issue, resume_batch
from cohort_desk.services.certificates.register import read_register
from cohort_desk.services.certificates.requests import BatchStopped
from cohort_desk.services.people import edit_person, read_person
from cohort_desk.services.programmes import check

ADA, BEN, CY, DEE, EVE, FAY = range(1, 7)
needs_permissions = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="POSIX permissions")

_WRITES = """
import resource, signal, sys
from pathlib import Path
from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.exchange.certificates import write_zip
from cohort_desk.reports.certificates.issuing import write_prints
from cohort_desk.services.certificates.register import read_register
from cohort_desk.services.programmes import open_programme
db = open_programme(Path(sys.argv[1]))
ids = [entry.id for entry in read_register(db)]
if sys.argv[3] != "0":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
for name, write in (("all.zip", write_zip), ("print.pdf", write_prints)):
    try:
        write(db, ids, Path(sys.argv[2]) / name)
    except CohortDeskError as error:
        print(error)
"""


def written(db, folder, limit, *lesser):
    """Have another process write a ZIP and a PDF, and return what it says."""
    source = str(Path(cohort_desk.__file__).parents[1])
    done = subprocess.run(
        [*lesser, sys.executable, "-c", _WRITES, str(db.place), str(folder), str(limit)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": source},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture
def issued(office):
    """The office once it has issued awards to Ada, Ben and Cy."""
    office.issue(ADA, BEN, CY)
    return office


def ids(db):
    return [entry.id for entry in read_register(db)]


def test_a_full_disk_while_issuing_keeps_whole_chunks(office, monkeypatch):
    monkeypatch.setattr(carrying_out, "AT_ONCE", 2)

    @event.listens_for(office.db.engine, "begin")
    def fill_the_disk(connection):
        if len(drawn) > 2:
            pages = connection.connection.driver_connection.execute("PRAGMA page_count").fetchone()
            connection.connection.driver_connection.execute(f"PRAGMA max_page_count = {pages[0]}")

    drawn = []
    with pytest.raises(BatchStopped, match=r"full.*2 of 4 certificates were issued") as stopped:
        issue(
            office.db,
            office.request(ADA, BEN, CY, EVE),
            office.press,
            lambda done, _total: drawn.append(done),
        )
    event.remove(office.db.engine, "begin", fill_the_disk)
    with office.db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert [entry.serial[-4:] for entry in read_register(office.db)] == ["0001", "0002"]
    assert all(finding.in_order for finding in check(office.db))
    assert len(resume_batch(office.db, stopped.value.batch, office.press).certificate_ids) == 4


def test_a_full_disk_leaves_no_half_a_file(issued, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "all.zip").write_text("as it was")
    said = written(issued.db, tmp_path / "out", 4096)
    assert len(said) == 2
    assert all(
        "Nothing was written, and a file already there is as it was" in each for each in said
    )
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["all.zip"]
    assert (tmp_path / "out" / "all.zip").read_text() == "as it was"


@needs_permissions
def test_a_folder_that_refuses_is_named(issued, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    out.chmod(0o555)
    # Root may write anywhere unless that right is taken from it.
    lesser = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
    said = written(issued.db, out, 0, *lesser)
    out.chmod(0o755)
    assert len(said) == 2
    assert all(f"cannot be written in {out}" in each for each in said)
    assert list(out.iterdir()) == []


def test_a_zip_holds_each_as_it_was_signed_under_a_name_of_its_own(issued, tmp_path):
    write_zip(issued.db, ids(issued.db), tmp_path / "all.zip")
    write_zip(issued.db, ids(issued.db), tmp_path / "again.zip")
    assert (tmp_path / "all.zip").read_bytes() == (tmp_path / "again.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert archive.testzip() is None
        names = [name.partition("-")[2] for name in archive.namelist()]
        assert [name[10:] for name in names] == [
            "Ada Sample1.pdf",
            "Ben Sample2.pdf",
            "Cy Sample3.pdf",
        ]
        assert all(archive.read(name).startswith(b"%PDF-") for name in archive.namelist())


def test_names_that_no_file_can_have_are_made_such(office, tmp_path):
    person = read_person(office.db, ADA)
    names = {"given_name": 'A/B: "C"' * 9, "family_name": "漢" * 90}
    edit_person(office.db, ADA, person.version, names)
    office.issue(ADA)
    (path,) = write_folder(office.db, ids(office.db), tmp_path / "out")
    assert path.read_bytes().startswith(b"%PDF-")
    assert len(path.name.encode()) <= 210
    assert not set(path.name) & set('/\\:*?"<>|')


def test_a_cancelled_zip_leaves_nothing(issued, tmp_path):
    def stop(done, _total):
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_zip(issued.db, ids(issued.db), tmp_path / "out.zip", stop)
    assert not [path for path in tmp_path.iterdir() if "zip" in path.name]


def test_a_pdf_that_was_altered_in_the_store_is_not_handed_out(issued, tmp_path):
    with issued.db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE stored_file SET content = x'00' WHERE size > 1000")
    with pytest.raises(FileSpoilt):
        write_zip(issued.db, ids(issued.db), tmp_path / "out.zip")
    assert not (tmp_path / "out.zip").exists()
    with pytest.raises(CannotWrite):
        write_zip(issued.db, ids(issued.db), tmp_path / "missing" / "out.zip")
