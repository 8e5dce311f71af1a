"""Files that are written whole or not at all."""

import os
import subprocess
import sys

import pytest

from cohort_desk.domain.errors import Cancelled, CannotWrite, FileExists
from cohort_desk.files import whole_file


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_two_writers_of_one_place_do_not_meet(tmp_path):
    path = tmp_path / "list.csv"
    with whole_file(path) as one:
        with whole_file(path) as other:
            other.write_text("second", "utf-8")
        one.write_text("first", "utf-8")
        assert path.read_text("utf-8") == "second"
    assert path.read_text("utf-8") == "first"
    assert names(tmp_path) == ["list.csv"]


def test_a_fresh_file_never_takes_the_place_of_one_made_meanwhile(tmp_path):
    path = tmp_path / "list.csv"

    def write_while_another_does():
        with whole_file(path, fresh=True) as part:
            part.write_text("mine", "utf-8")
            path.write_text("theirs", "utf-8")

    with pytest.raises(FileExists, match="It was kept"):
        write_while_another_does()
    assert path.read_text("utf-8") == "theirs"
    assert names(tmp_path) == ["list.csv"]


def test_what_breaks_off_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("old", "utf-8")

    def break_off():
        with whole_file(path) as part:
            part.write_text("new", "utf-8")
            raise Cancelled("Stopped at your request.")

    with pytest.raises(Cancelled):
        break_off()
    assert path.read_text("utf-8") == "old"
    assert names(tmp_path) == ["list.csv"]


REFUSED = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from cohort_desk.domain.errors import CannotWrite
from cohort_desk.files import whole_file
try:
    with whole_file(Path(sys.argv[1]) / "list.csv"):
        print("begun")
except CannotWrite as error:
    print(error)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="POSIX permissions")
def test_a_folder_that_refuses_does_so_before_the_work(tmp_path):
    tmp_path.chmod(0o555)
    # Root may write anywhere unless that right is taken from it.
    lesser = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*lesser, sys.executable, "-c", REFUSED, tmp_path, *filter(None, sys.path)],
        capture_output=True,
        text=True,
        check=True,
    )
    tmp_path.chmod(0o755)
    assert done.stdout.startswith("“list.csv” cannot be written in")
    assert names(tmp_path) == []


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(CannotWrite, match=r"no folder .*nowhere"):
        whole_file(tmp_path / "nowhere" / "list.csv").__enter__()
