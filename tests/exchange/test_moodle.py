"""The two files for Moodle, read as Moodle reads them."""

import csv

import pytest

from cohort_desk.domain.errors import CannotWrite, RuleBroken
from cohort_desk.exchange.moodle import write_moodle_groups, write_moodle_members
from cohort_desk.services.groups.enrolments import Enrolment, Enrolments

KNOWN_TO_IMPORT_GROUPS = {
    "groupname",
    "lang",
    "coursename",
    "idnumber",
    "groupidnumber",
    "description",
    "enrolmentkey",
    "groupingname",
    "enablemessaging",
}
AISHA = Enrolment("North, east", "Aisha", "Khan", "Aisha.Khan@avon.example", "C0001", "Avon Fire")
ZOE = Enrolment("South", "Zoë", 'Łukasik "Lu"', "zoe@bath.example", "", "Bath College")
RISKY = Enrolment("South", "=cmd()", "Reed", "tom@bath.example", "", "@Bath")


def enrolments(*people):
    return Enrolments(
        "2026 intake", "Projects", ("North, east", "South"), (2, 6), people, ("Ben Lee",)
    )


def rows_of(path):
    assert not path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_groups_file_has_only_fields_that_moodle_knows(tmp_path):
    path = tmp_path / "groups.csv"
    write_moodle_groups(enrolments(AISHA, ZOE, RISKY), path)
    first, second = rows_of(path)
    assert first.keys() <= KNOWN_TO_IMPORT_GROUPS
    names = first["groupname"], second["groupname"]
    assert names == ("Projects: North, east", "Projects: South")
    assert first["description"] == "Projects, 2026 intake: 2 people"  # Ben Lee has no e-mail
    assert {row["groupingname"] for row in (first, second)} == {"Projects"}


def test_the_members_file_enrols_everybody_and_names_the_same_groups(tmp_path):
    write_moodle_groups(enrolments(AISHA, ZOE), tmp_path / "groups.csv")
    write_moodle_members(enrolments(AISHA, ZOE), " LEAD-26 ", tmp_path / "members.csv")
    rows = rows_of(tmp_path / "members.csv")
    assert rows[0] == {
        "username": "aisha.khan@avon.example",
        "firstname": "Aisha",
        "lastname": "Khan",
        "email": "Aisha.Khan@avon.example",
        "idnumber": "C0001",
        "institution": "Avon Fire",
        "course1": "LEAD-26",
        "group1": "Projects: North, east",
        "cohort1": "2026 intake",
    }
    assert rows[1]["lastname"] == 'Łukasik "Lu"'
    named = {row["groupname"] for row in rows_of(tmp_path / "groups.csv")}
    assert {row["group1"] for row in rows} <= named


def test_no_cell_is_run_as_a_formula(tmp_path):
    write_moodle_members(enrolments(RISKY), "LEAD", tmp_path / "members.csv")
    [row] = rows_of(tmp_path / "members.csv")
    assert (row["firstname"], row["institution"]) == ("'=cmd()", "'@Bath")


def test_what_moodle_could_not_take_is_not_written(tmp_path):
    with pytest.raises(RuleBroken, match="short name"):
        write_moodle_members(enrolments(AISHA), "  ", tmp_path / "a.csv")
    with pytest.raises(RuleBroken, match="Nobody with an e-mail"):
        write_moodle_members(enrolments(), "LEAD", tmp_path / "a.csv")
    with pytest.raises(RuleBroken, match="no groups"):
        write_moodle_groups(Enrolments("C", "R", (), (), (), ()), tmp_path / "a.csv")
    with pytest.raises(CannotWrite, match="xlsx"):
        write_moodle_groups(enrolments(AISHA), tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_of_a_long_name_the_group_survives(tmp_path):
    long = Enrolments("C", "R" * 300, ("Group 12",), (1,), (), ("Ben Lee",))
    write_moodle_groups(long, tmp_path / "groups.csv")
    [row] = rows_of(tmp_path / "groups.csv")
    assert (len(row["groupname"]), row["groupname"][-10:]) == (254, ": Group 12")
