"""Handing in, versions, lateness, closing and opening again."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from cohort_desk.db.tables import (
    AllotmentRow,
    BoardRow,
    MarkRow,
    RegulationSetRow,
    SittingRow,
    SnapshotMarkRow,
    TutorRow,
)
from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.domain.submissions.kinds import Upload, check_upload
from cohort_desk.services.history import undo
from cohort_desk.services.store import content
from cohort_desk.services.submissions import (
    Due,
    Owner,
    finalise,
    grant_extension,
    hand_in,
    list_submissions,
    read_due,
    read_submission,
    read_uploads,
    reopen,
    withdraw_file,
)

PROJECT, ESSAY = 1, 2
REPORT = Due(PROJECT, 1, Owner(group_id=1))
ESSAY_OF_AISHA = Due(ESSAY, 1, Owner(participant_id=1))


def pdf(name="report.pdf", text=b"one"):
    return Upload(name, b"%PDF-1.7 " + text)


def office(folder):
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(f"{folder}document.xml", "<document/>")
    return made.getvalue()


def move_deadline(db, now, days, closes=None):
    with db.begin("deadline") as work:
        row = work.need(SittingRow, (PROJECT, 1))
        row.deadline = now + timedelta(days=days)
        row.closes_at = None if closes is None else now + timedelta(days=closes)


def test_the_same_name_again_is_the_next_version_and_the_first_stays(any_desk):
    desk = any_desk
    made = hand_in(desk, REPORT, [pdf(), pdf("sheet.pdf")])
    assert hand_in(desk, REPORT, [pdf("Report.PDF", b"two")]) == made
    line = read_submission(desk, made)
    assert [(file.name, file.number) for file in line.files] == [
        ("report.pdf", 2),
        ("sheet.pdf", 1),
    ]
    (older,) = line.older
    assert content(desk, older.sha256) == b"%PDF-1.7 one"
    assert line.submitted_by == "Ann, on behalf of Group 1"


def test_the_very_same_file_twice_changes_nothing(desk):
    made = hand_in(desk, REPORT, [pdf(), pdf()])
    assert len(read_submission(desk, made).files) == 1
    with pytest.raises(RuleBroken, match=r"report.pdf has been handed in already"):
        hand_in(desk, REPORT, [pdf()])
    with pytest.raises(RuleBroken, match="Two different files are called"):
        hand_in(desk, REPORT, [pdf("a.pdf"), pdf("a.pdf", b"other")])


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (Upload("report.pdf", b""), "0 bytes"),
        (Upload("notes.exe", b"MZ"), "of a kind that is not taken"),
        (Upload("report.pdf", office("word/")), "it looks like a Word file"),
        (Upload("report.docx", b"PK\x03\x04 cut off"), "may be damaged"),
        (Upload("report.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "protected by a password"),
        (Upload("x" * 300 + ".pdf", b"%PDF-1.7"), "at most 250 characters"),
    ],
)
def test_what_a_marker_could_not_open_is_not_taken(desk, upload, said):
    with pytest.raises(RuleBroken, match=said):
        hand_in(desk, REPORT, [upload])
    assert read_due(desk, REPORT).id is None


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", office("word/")),
        ("a.pptx", office("ppt/")),
        ("a.xlsx", office("xl/")),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("a.PNG", b"\x89PNG\r\n\x1a\n"),
        ("a.webp", b"RIFF0000WEBP"),
    ],
)
def test_what_offices_use_is_taken(name, data):
    check_upload(Upload(name, data))


def test_files_are_read_from_this_computer(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    heard = []
    (found,) = read_uploads([tmp_path / "a.pdf"], lambda *done: heard.append(done))
    assert (found, heard) == (Upload("a.pdf", b"%PDF-1.7"), [(1, 1)])


def test_of_several_files_none_is_taken_if_one_cannot_be(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "empty.pdf").write_bytes(b"")
    with pytest.raises(RuleBroken, match=r"^Nothing was taken: empty\.pdf is empty \(0 bytes\)\.$"):
        read_uploads([tmp_path / "a.pdf", tmp_path / "empty.pdf"])


def test_handing_in_is_refused_outside_the_window(desk, now):
    move_deadline(desk, now, -3, closes=-1)
    with pytest.raises(RuleBroken, match="Handing in closed on"):
        hand_in(desk, REPORT, [pdf()])
    with pytest.raises(RuleBroken, match="Handing in opened on"):
        hand_in(desk, ESSAY_OF_AISHA, [pdf()], received_at=now - timedelta(days=30))
    with pytest.raises(RuleBroken, match="later than now"):
        hand_in(desk, ESSAY_OF_AISHA, [pdf()], received_at=now + timedelta(days=1))
    with desk.begin("an opening") as work:
        work.need(SittingRow, (ESSAY, 1)).opens_at = now + timedelta(days=1)
    with pytest.raises(RuleBroken, match="Handing in opens on"):
        hand_in(desk, ESSAY_OF_AISHA, [pdf()])


def test_a_sitting_without_an_opening_believes_no_receipt_of_years_ago(desk, now):
    with desk.begin("no opening") as work:
        work.need(SittingRow, (ESSAY, 1)).opens_at = None
    with pytest.raises(RuleBroken, match="1 January 1990, 12:00 is too long ago") as caught:
        hand_in(desk, ESSAY_OF_AISHA, [pdf()], received_at=datetime(1990, 1, 1, 12, tzinfo=UTC))
    assert caught.value.field == "received_at"
    assert hand_in(desk, ESSAY_OF_AISHA, [pdf()], received_at=now - timedelta(days=30))


def test_late_work_is_taken_until_the_window_closes_and_is_final_at_once(desk, now):
    move_deadline(desk, now, -2, closes=5)
    made = hand_in(desk, REPORT, [pdf()])
    line = read_submission(desk, made)
    assert line.late.days == 2
    assert line.closed_at
    with pytest.raises(RuleBroken, match="This submission is finalised"):
        hand_in(desk, REPORT, [pdf(text=b"two")])


def test_what_came_in_time_may_be_entered_later(desk, now):
    move_deadline(desk, now, -2, closes=-1)
    made = hand_in(desk, REPORT, [pdf()], received_at=now - timedelta(days=3))
    assert not read_submission(desk, made).late


def test_a_withdrawn_file_brings_the_version_before_back(desk):
    made = hand_in(desk, REPORT, [pdf()])
    hand_in(desk, REPORT, [pdf(text=b"two")])
    (newest,) = read_submission(desk, made).files
    withdraw_file(desk, newest.id, newest.version)
    (left,) = read_submission(desk, made).files
    assert left.number == 1
    withdraw_file(desk, left.id, left.version)
    line = read_submission(desk, made)
    assert (line.files, line.submitted_at, len(line.older)) == ((), None, 2)
    hand_in(desk, REPORT, [pdf(text=b"two")])
    assert [file.number for file in read_submission(desk, made).files] == [3]


def test_final_by_word_and_open_again_with_a_reason(desk):
    made = hand_in(desk, REPORT, [pdf()])
    line = read_submission(desk, made)
    finalise(desk, made, line.version)
    with pytest.raises(EditedMeanwhile):
        reopen(desk, made, line.version, "The annex is missing")
    line = read_submission(desk, made)
    with pytest.raises(RuleBroken, match=r"is final, so report.pdf stays"):
        withdraw_file(desk, line.files[0].id, line.files[0].version)
    with pytest.raises(RuleBroken, match="Say why"):
        reopen(desk, made, line.version, " ")
    reopen(desk, made, line.version, "The annex is missing")
    line = read_submission(desk, made)
    assert (line.closed_at, line.reopened_why) == (None, "The annex is missing")
    hand_in(desk, REPORT, [pdf("annex.pdf")])


def test_nothing_is_final_without_a_file(desk):
    made = hand_in(desk, REPORT, [pdf()])
    (file,) = read_submission(desk, made).files
    withdraw_file(desk, file.id, file.version)
    with pytest.raises(RuleBroken, match="no file to finalise"):
        finalise(desk, made, read_submission(desk, made).version)


def mark(db, submission_id, final_at=None):
    with db.begin("mark") as work:
        work.session.add(TutorRow(id=1, name="Tom Tutor"))
        work.session.add(AllotmentRow(submission_id=submission_id, tutor_id=1, role="first"))
        row = MarkRow(submission_id=submission_id, tutor_id=1, direct=6000, final_at=final_at)
        work.session.add(row)


def test_a_later_deadline_takes_no_file_under_a_final_mark(desk, now):
    made = hand_in(desk, REPORT, [pdf()])
    move_deadline(desk, now, -1)
    mark(desk, made, now)
    grant_extension(desk, REPORT, now + timedelta(days=2), "A flood")
    line = read_submission(desk, made)
    assert line.closed_at is not None
    with pytest.raises(RuleBroken, match=r"A final mark exists.* Open the mark again first"):
        hand_in(desk, REPORT, [pdf("other.pdf")])
    with pytest.raises(RuleBroken, match=r"A final mark exists.* Open the mark again first"):
        withdraw_file(desk, line.files[0].id, line.files[0].version)
    move_deadline(desk, now, 3)
    with pytest.raises(RuleBroken, match="A final mark exists"):
        hand_in(desk, REPORT, [pdf("other.pdf")])
    assert [file.name for file in read_submission(desk, made).files] == ["report.pdf"]


def test_a_later_deadline_opens_nothing_that_is_being_marked_but_an_administrator_may(desk, now):
    made = hand_in(desk, REPORT, [pdf()])
    move_deadline(desk, now, -1)
    mark(desk, made)
    grant_extension(desk, REPORT, now + timedelta(days=2), "A flood")
    with pytest.raises(RuleBroken, match="An administrator can open it again"):
        hand_in(desk, REPORT, [pdf("other.pdf")])
    reopen(desk, made, read_submission(desk, made).version, "The wrong file")
    hand_in(desk, REPORT, [pdf("other.pdf")])
    assert len(read_submission(desk, made).files) == 2


def test_what_has_a_final_mark_stays_closed(desk, now):
    made = hand_in(desk, REPORT, [pdf()])
    finalise(desk, made, read_submission(desk, made).version)
    mark(desk, made, now)
    with pytest.raises(RuleBroken, match="A final mark exists"):
        reopen(desk, made, read_submission(desk, made).version, "The annex is missing")


def test_what_is_ratified_is_left_alone(desk, now):
    made = hand_in(desk, REPORT, [pdf()])
    with desk.begin("board") as work:
        add = work.session.add
        add(RegulationSetRow(id=1, name="x", number=1, rules={}, made_at=now, made_by="Ann"))
        add(BoardRow(id=1, cohort_id=1, name="Spring board", frozen_at=now, ratified_at=now))
        add(
            SnapshotMarkRow(
                board_id=1,
                participant_id=1,
                assessment_id=PROJECT,
                submission_id=made,
                value=6000,
                ladder={},
            )
        )
    until = now + timedelta(days=12)
    with pytest.raises(RuleBroken, match="ratified by the board “Spring board”"):
        grant_extension(desk, REPORT, until, "Flood")
    with pytest.raises(RuleBroken, match="ratified"):
        hand_in(desk, REPORT, [pdf(text=b"two")])


def test_the_deadline_makes_it_final_for_all(desk, now):
    made = hand_in(desk, REPORT, [pdf()], received_at=now - timedelta(days=5))
    assert read_submission(desk, made).closed_at is None
    move_deadline(desk, now, -1)
    assert read_submission(desk, made).closed_at


def test_undoing_takes_the_hand_in_back_but_not_under_what_stands_on_it(desk):
    hand_in(desk, REPORT, [pdf()])
    undo(desk)
    assert [line.id for line in list_submissions(desk, PROJECT)] == [None, None]
