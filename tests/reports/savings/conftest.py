"""An office whose savings are to be printed."""

import subprocess

import pytest

from cohort_desk.reports.savings.printing import write_report
from cohort_desk.services.savings.snapshots.snapshots import take
from savings_reports import FIRST, furnish_reports


@pytest.fixture
def office(db):
    return furnish_reports(db)


@pytest.fixture
def printed(office, tmp_path):
    """Makes a report and prints it; returns the file."""

    def make(kind, about, now=FIRST):
        made = take(office.db, kind, about, now)
        path = tmp_path / f"{made.id}.pdf"
        write_report(made, path)
        return path

    return make


@pytest.fixture
def words():
    """Reads a PDF as its lines stand in it, every run of white space one space."""

    def read(path):
        told = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
        return " ".join(told.stdout.decode().split())

    return read
