"""Certificates that are no longer valid are not printed or packed as if they were."""

import zipfile

import pytest

from cohort_desk.domain.errors import NotFound, RuleBroken
from cohort_desk.exchange.certificates import write_folder, write_zip
from cohort_desk.reports.certificates.issuing import write_prints
from cohort_desk.services.certificates.register import read_register
from cohort_desk.services.certificates.runs import Replaced
from cohort_desk.services.certificates.status import reissue, revoke
from pdf_checks import text_of

ADA, BEN, CY = 1, 2, 3
LEFT_OUT = "2 were left out as no longer valid: 1 revoked ({}-0001), 1 superseded ({}-0002)."


@pytest.fixture
def changed(office):
    """Ada's certificate revoked, Ben's superseded by the fourth, Cy's the third."""
    office.issue(ADA, BEN, CY)
    ada, ben, _ = read_register(office.db)
    revoke(office.db, ada.id, ada.version, "error", "Sent to another person")
    reissue(office.db, Replaced(ben.id, ben.version, "lost", "Spoilt"), "Ann", office.press)
    return office.db


@pytest.fixture
def ids(changed):
    return [entry.id for entry in read_register(changed)]


@pytest.fixture
def left_out(changed):
    year = read_register(changed)[0].serial.rpartition("-")[0]
    return LEFT_OUT.format(year, year)


def names(path):
    with zipfile.ZipFile(path) as archive:
        return [name.partition("-")[2][5:] for name in archive.namelist()]


def test_they_are_left_out_of_a_print_and_it_is_said_why(changed, ids, left_out, tmp_path):
    written = write_prints(changed, ids, tmp_path / "print.pdf")
    assert (list(written.ids), written.left_out) == (ids[2:], left_out)
    printed = text_of(tmp_path / "print.pdf")
    assert [name in printed for name in ("Ada", "Ben", "Cy")] == [False, True, True]


def test_they_are_left_out_of_a_zip_and_a_folder(changed, ids, left_out, tmp_path):
    written = write_zip(changed, ids, tmp_path / "all.zip")
    assert (list(written.ids), written.left_out) == (ids[2:], left_out)
    assert names(tmp_path / "all.zip") == ["0003 Cy Sample3.pdf", "0004 Ben Sample2.pdf"]
    assert len(write_folder(changed, ids, tmp_path / "all")) == 2


def test_asked_for_as_records_their_files_say_what_they_are(changed, ids, tmp_path):
    written = write_zip(changed, ids, tmp_path / "all.zip", records=True)
    assert (list(written.ids), written.left_out) == (ids, "")
    assert names(tmp_path / "all.zip")[:3] == [
        "0001 Ada Sample1 (revoked).pdf",
        "0002 Ben Sample2 (superseded).pdf",
        "0003 Cy Sample3.pdf",
    ]


@pytest.mark.parametrize("write", [write_prints, write_zip])
def test_one_alone_is_refused_with_the_reason(changed, ids, write, tmp_path):
    with pytest.raises(RuleBroken, match=r"0001 of Ada .* was revoked on .* \(Issued in error\)"):
        write(changed, ids[:1], tmp_path / "one")
    with pytest.raises(RuleBroken, match=r"None of these 2 .* 1 revoked .* saved as a record"):
        write(changed, ids[:2], tmp_path / "two")
    with pytest.raises(NotFound):
        write(changed, [*ids, 99], tmp_path / "none")
    assert not any((tmp_path / name).exists() for name in ("one", "two", "none"))
