"""`cohort-desk marks`: shown, taken from a sheet, written into one."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cohort_desk.db.tables import (
    AllotmentRow,
    AssessmentRow,
    ModuleRow,
    ParticipantRow,
    SittingRow,
    StoredFileRow,
    SubmissionFileRow,
    SubmissionRow,
    TutorRow,
)
from cohort_desk.services import programmes

NOW = datetime.now(UTC)
NAMES = ("Khan", "Lee", "Moss")


@pytest.fixture
def essays(programme):
    """A programme with three essays, handed in and allotted to Will Marsh."""
    db = programmes.open_programme(Path(programme))
    with db.begin("essays") as work:
        add = work.session.add
        add(ModuleRow(id=1, cohort_id=1, code="M1", title="Leading", credits=20, position=1))
        add(AssessmentRow(id=1, module_id=1, title="Essay", weight=1, position=1))
        add(SittingRow(assessment_id=1, number=1, deadline=NOW))
        add(TutorRow(id=1, name="Will Marsh", email="will@example.org"))
        add(StoredFileRow(sha256="a" * 64, size=3, stored_at=NOW, content=b"PDF"))
        for number, name in enumerate(NAMES, start=1):
            add(ParticipantRow(id=number, cohort_id=1, family_name=name))
            add(
                SubmissionRow(
                    id=number,
                    assessment_id=1,
                    participant_id=number,
                    code=f"W100{number}",
                    submitted_at=NOW,
                    finalised_at=NOW,
                )
            )
            add(
                SubmissionFileRow(
                    submission_id=number,
                    sha256="a" * 64,
                    name="essay.pdf",
                    number=1,
                    added_at=NOW,
                    added_by=name,
                )
            )
            add(AllotmentRow(submission_id=number, tutor_id=1, role="first"))
    db.close()
    return programme


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "essay.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(
            [("Name", "Grade"), ("Khan", "62,5"), ("Lee", "absent"), ("Moss", "")]
        )
    return path


def shown(answer):
    return {each["name"]: each["mark"] for each in answer["assessments"][0]["marks"]}


def test_a_dry_run_and_then_an_import(ask, essays, sheet):
    take = (
        "marks",
        "import",
        essays,
        sheet,
        "--assessment",
        "essay",
        "--tutor",
        "Will@Example.org",
    )
    code, answer = ask(*take, "--dry-run")
    assert (code, answer["dry_run"], answer["imported"]) == (0, True, None)
    assert [row["outcome"] for row in answer["rows"]] == ["New", "Refused", "Empty"]
    assert answer["rows"][0]["cells"] == [{"what": "Mark", "old": "", "new": "62.5"}]
    assert shown(ask("marks", "show", essays, "--tutor", "Will Marsh")[1])["Khan"] is None
    assert ask(*take)[1]["imported"] == 1
    assert ask(*take)[1]["imported"] == 0, "the same once more changes nothing"
    assert shown(ask("marks", "show", essays)[1])["Khan"] is None, "a draft is its marker's alone"
    assert shown(ask("marks", "show", essays, "--tutor", "Will Marsh")[1])["Khan"] == "62.5"
    ask(*take, "--finish")
    sheet.write_text("Name,Grade\nKhan,63\n", "utf-8")
    assert ask(*take, "--finish")[1]["imported"] == 1
    answer = ask("marks", "show", essays, "--assessment", "M1 Essay")[1]
    assert shown(answer)["Khan"] == "63"
    assert answer["assessments"][0]["marks"][0]["state"] == "Agreed"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_written_can_be_taken_back(ask, essays, sheet, tmp_path, ending):
    tutor = ("--assessment", "Essay", "--tutor", "Will Marsh")
    ask("marks", "import", essays, sheet, *tutor)
    out = tmp_path / f"out.{ending}"
    code, answer = ask("marks", "export", essays, *tutor, "--out", out)
    assert (code, answer["written"]) == (0, str(out))
    rows = ask("marks", "import", essays, out, *tutor, "--dry-run")[1]["rows"]
    assert [row["outcome"] for row in rows] == ["Same", "Empty", "Empty"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--assessment", "Poem", "--tutor", "Will Marsh"], "There are: Essay."),
        (["--assessment", "Essay", "--tutor", "Nobody"], "There are: Will Marsh."),
        (["--assessment", "Essay", "--tutor", "Will Marsh", "--sitting", "2"], "That sitting"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(ask, essays, sheet, arguments, sentence):
    code, answer = ask("marks", "import", essays, sheet, *arguments)
    assert code == 1
    assert sentence in answer["error"]
