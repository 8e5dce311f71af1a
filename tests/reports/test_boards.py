"""The papers of a board: its sheet and its minutes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cohort_desk.db.tables import ParticipantRow
from cohort_desk.domain.awards.facts import Outcome
from cohort_desk.reports.board_sheet import write_board_sheet
from cohort_desk.reports.minutes import write_minutes
from cohort_desk.reports.printable import NothingToPrint
from cohort_desk.reports.text import Unprintable
from cohort_desk.services.boards import (
    BoardDetails,
    Ruling,
    Subject,
    add_board,
    add_comment,
    add_member,
    chairs_action,
    put_before,
    ratify,
    read_board,
    read_minutes,
    read_sheet,
    take_proposals,
)

TODAY = date(2026, 6, 24)


@pytest.fixture
def board(marked):
    """A board that has ratified."""
    db = marked.db
    details = BoardDetails("Board of June 2026", date(2026, 6, 23), "Room 4", "All went well.")
    made = add_board(db, 1, details)
    for name, role in (
        ("Prof Chair", "chair"),
        ("Dr One", "member"),
        ("Dr Out", "external"),
        ("Ms Notes", "secretary"),
    ):
        add_member(db, made, name, role, present=True)
    put_before(db, made, read_board(db, made).version)
    take_proposals(db, made)
    add_comment(db, made, "Dr Out", "Feedback is generous.")
    ratify(db, made, read_board(db, made).version, "Prof Chair")
    return made


def test_the_sheet_goes_by_candidate_number_and_names_who_is_near(marked, board, tmp_path, pages):
    path = tmp_path / "sheet.pdf"
    write_board_sheet(read_sheet(marked.db, 1, board), path, TODAY)
    page, *appendix = pages(path)
    assert "Board of June 2026" in page
    assert "How the marks are spread" in appendix[0]
    assert "6 candidates: pass 1, merit 2, distinction 1, referred 1, not yet 1." in page
    assert "C1002 62 62 (60, 64) 61 62 60 Merit Merit" in page
    assert page.index("N near a boundary, F failed") < page.index("C1001")
    assert "Mean 59.66: rounding half up at the award lifts it to 60, Merit." in page
    assert "Sample2" not in page
    write_board_sheet(read_sheet(marked.db, 1, board), path, TODAY, names=True)
    assert "C1002 Ben Sample2 62" in pages(path)[0]


def test_no_sheet_without_candidates(db, tmp_path):
    with pytest.raises(NothingToPrint, match="2026 intake has no candidates yet"):
        write_board_sheet(read_sheet(db, 1), tmp_path / "sheet.pdf", TODAY)


def test_the_minutes_say_who_was_there_and_what_was_decided(marked, board, tmp_path, pages):
    db, path = marked.db, tmp_path / "minutes.pdf"
    award = next(x for x in read_sheet(db, 1, board).lines if x.participant_id == 3).decision
    chairs_action(db, board, Subject(3), Ruling(Outcome.PASSED, reason="Misread"), award.id)
    amended = Ruling(mark=Decimal(70), reason="A page was found")
    chairs_action(db, board, Subject(2, assessment_id=1), amended, None)
    write_minutes(read_minutes(db, board), path, TODAY)
    text = " ".join(pages(path))
    assert "23 June 2026, Room 4. Ratified by Prof Chair" in text
    assert "Ms Notes Secretary Present" in text
    assert "3 members present; the quorum is 3, and a chair is there." in text
    assert "by Postgraduate certificate, version 1" in text
    assert read_board(db, board).digest[:8] in text
    assert "Distinction C1004 53 Referred" in text
    assert "Modules not simply passed, and reasons: • C1004: LE referred" in text
    assert "C1003 60 Merit" in text
    assert "C1002 62 Merit" in text
    assert "C1003, award: Merit → Pass. Misread (Ann," in text
    assert "C1002, LE · Report: Amended to 70. A page was found (Ann," in text
    assert "Dr Out, on The board: Feedback is generous. Not answered." in text
    assert "Signed Chair: Prof Chair Date External examiner: Dr Out Date" in text
    assert "Sample" not in text


def test_a_name_that_no_font_has_neither_stops_nor_shows_in_papers_by_number(
    marked, board, tmp_path, pages
):
    with marked.db.begin("correction of a name") as work:
        work.need(ParticipantRow, 2).given_name = "Horus 𓂀"
    sheet, minutes = read_sheet(marked.db, 1, board), read_minutes(marked.db, board)
    path = tmp_path / "paper.pdf"
    write_board_sheet(sheet, path, TODAY)
    assert "C1002" in pages(path)[0]
    write_minutes(minutes, path, TODAY)
    assert "C1002" in " ".join(pages(path))
    for write, paper in ((write_board_sheet, sheet), (write_minutes, minutes)):
        with pytest.raises(Unprintable, match="𓂀"):
            write(paper, path, TODAY, names=True)


def test_the_signatures_stand_on_no_page_alone(marked, board, tmp_path, pages):
    path, minutes = tmp_path / "minutes.pdf", read_minutes(marked.db, board)
    broken = 0
    for points in range(16, 34):
        notes = "\n".join(f"Point {at}." for at in range(points))
        write_minutes(replace(minutes, board=replace(minutes.board, notes=notes)), path, TODAY)
        *before, last = pages(path)
        broken += len(before)
        assert f"Point {points - 1}. Signed" in last
    assert broken


def test_the_signatures_stand_with_all_of_a_short_last_section(marked, board, tmp_path, pages):
    path, minutes = tmp_path / "minutes.pdf", read_minutes(marked.db, board)
    broken = 0
    for places in range(1, 40):
        place = "Sample City University, committee room of the second floor. " * places
        changed = replace(minutes.board, place=place, notes="One.\nTwo.\nThree.")
        write_minutes(replace(minutes, board=changed), path, TODAY)
        *before, last = pages(path)
        broken += len(before)
        assert "Notes One. Two. Three. Signed" in last
    assert broken


def test_minutes_before_ratification_are_a_draft(marked, tmp_path, pages):
    board = add_board(marked.db, 1, BoardDetails("Board of June 2026"))
    write_minutes(read_minutes(marked.db, board), tmp_path / "minutes.pdf", TODAY)
    [page] = pages(tmp_path / "minutes.pdf")
    assert "Draft: the board has not ratified." in page
    assert "Nothing was before the board." in page
