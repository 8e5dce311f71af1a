"""Taking in a folder of reports: whose each file is, and what is taken."""

import pytest

from cohort_desk.db.tables import ParticipantRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.submissions.kinds import Upload
from cohort_desk.domain.submissions.matching import whose, words_of
from cohort_desk.services.history import undo
from cohort_desk.services.submissions import (
    Due,
    Owner,
    finalise,
    hand_in,
    list_submissions,
    plan_folder,
    read_submission,
    take_folder,
)

PROJECT, ESSAY = 1, 2
ONE, TWO = Owner(group_id=1), Owner(group_id=2)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Group 1 report", ("one",)),
        ("group01_final", ("one",)),
        ("Group 12", ("twelve",)),
        ("Groups", ()),
        ("W1234", ("one",)),
        ("w 1234 v2", ("one",)),
        ("Groups 1 and Group 12", ("twelve",)),
        ("Group 1 and Group 2", ("one", "two")),
    ],
)
def test_a_name_tells_whose_a_file_is_or_that_it_does_not(name, expected):
    names = {"one": ["Group 1", "W1234"], "two": ["Group 2"], "twelve": ["Group 12"]}
    assert whose([name], names).owners == expected


def test_words_are_compared_without_accents_and_case():
    assert words_of("Siobhán O’Neill_007") == ("siobhan", "oneill", "7")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "Reports"
    (made / "Group 2").mkdir(parents=True)
    (made / "Group 1 report.pdf").write_bytes(b"%PDF-1.7 one")
    (made / "Group 2" / "report.pdf").write_bytes(b"%PDF-1.7 two")
    (made / "notes.txt").write_bytes(b"Hello")
    (made / "final.pdf").write_bytes(b"%PDF-1.7 whose?")
    (made / "Group 1 empty.pdf").write_bytes(b"")
    (made / ".DS_Store").write_bytes(b"x")
    return made


def chosen(plan):
    return {file.path: file.owner for file in plan.files if file.owner and not file.problem}


def test_a_folder_is_planned_before_anything_is_taken(desk, folder):
    plan = plan_folder(desk, (PROJECT, 1), [folder])
    told = {file.shown: (file.owner, file.problem.split(":")[0]) for file in plan.files}
    assert told == {
        "Group 1 empty.pdf": (ONE, "The file is empty (0 bytes)."),
        "Group 1 report.pdf": (ONE, ""),
        str(folder.joinpath("Group 2/report.pdf").relative_to(folder)): (TWO, ""),
        "final.pdf": (None, "The name tells nobody it could belong to. Choose whose it is."),
        "notes.txt": (None, "Not of a kind that is taken"),
    }
    assert plan.without({}) == ("Group 1", "Group 2")
    assert {line.id for line in list_submissions(desk, PROJECT)} == {None}


def test_what_was_chosen_is_taken_in_one_step_with_progress(desk, folder):
    plan, heard = plan_folder(desk, (PROJECT, 1), [folder]), []
    choice = {**chosen(plan), folder / "final.pdf": TWO}
    assert take_folder(desk, plan, choice, lambda *done: heard.append(done)) == 2
    one, two = list_submissions(desk, PROJECT)
    assert [file.name for file in one.files] == ["Group 1 report.pdf"]
    assert [file.name for file in two.files] == ["final.pdf", "report.pdf"]
    assert heard[-1] == (3, 3)
    undo(desk)
    assert {line.id for line in list_submissions(desk, PROJECT)} == {None}


def test_one_bad_file_takes_nothing(desk, folder):
    plan = plan_folder(desk, (PROJECT, 1), [folder])
    (folder / "Group 2" / "report.pdf").write_bytes(b"no longer a PDF")
    with pytest.raises(RuleBroken, match=r"report.pdf cannot be read as a PDF file"):
        take_folder(desk, plan, chosen(plan))
    assert {line.id for line in list_submissions(desk, PROJECT)} == {None}


def test_what_is_final_is_planned_as_refused(desk, folder):
    made = hand_in(desk, Due(PROJECT, 1, ONE), [Upload("a.pdf", b"%PDF-1.7")])
    finalise(desk, made, read_submission(desk, made).version)
    plan = plan_folder(desk, (PROJECT, 1), [folder])
    (report,) = [file for file in plan.files if file.shown == "Group 1 report.pdf"]
    assert "finalised" in report.problem


def test_people_are_found_by_reference_and_by_turned_name(desk, tmp_path):
    with desk.begin("reference") as work:
        work.need(ParticipantRow, 2).reference = "LCC-0042"
    folder = tmp_path / "Essays"
    folder.mkdir()
    (folder / "Khan_Aisha_essay.pdf").write_bytes(b"%PDF-1.7")
    (folder / "lcc0042.pdf").write_bytes(b"%PDF-1.7")
    plan = plan_folder(desk, (ESSAY, 1), [folder])
    assert [file.owner.participant_id for file in plan.files] == [1, 2]


def test_folders_without_files_are_refused(desk, folder, tmp_path):
    empty = tmp_path / "Empty"
    empty.mkdir()
    with pytest.raises(RuleBroken, match="There are no files"):
        plan_folder(desk, (PROJECT, 1), [empty])
    with pytest.raises(RuleBroken, match="Choose at least one"):
        take_folder(desk, plan_folder(desk, (PROJECT, 1), [folder]), {})
