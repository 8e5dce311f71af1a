"""The sheets in packs: what is filled in comes back, and what cannot be taken is said."""

import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import xlsxwriter

from cohort_desk.domain.packs.contents import (
    ExaminerContent,
    PackedMember,
    PackedPeerCriterion,
    PackKind,
    PeerContent,
    SampledCandidate,
    SampledWork,
)
from cohort_desk.exchange.packs import NotAPack, read_sheet, sheets
from cohort_desk.exchange.sheets import read_workbook


@pytest.fixture
def come_back(tmp_path):
    """Return what is read of the sheet of a pack whose cells hold what somebody filled in."""

    def read(pack, name="Marks.xlsx", **typed):
        path = tmp_path / name
        path.write_bytes(sheets.sheet_of(pack))
        for old, new in typed.pop("edits", ()):
            _edit(path, old, new)
        return read_sheet(path)

    return read


def _edit(path, old, new):
    """Type over a cell, as a spreadsheet program that minds no validation would."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    changed = {name: text.replace(old, new) for name, text in members.items()}
    assert changed != members
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in changed.items():
            archive.writestr(name, text)


def test_untouched_sheet_changes_nothing(pack, come_back):
    back = come_back(pack)
    assert back.key == "pack-1"
    assert back.unread == ()
    in_sheet = {key: value for key, value in pack.cells.items() if not key.endswith("/note")}
    assert dict(back.cells) == in_sheet


def test_marks_feedback_and_finished_come_back(pack, come_back):
    typed = {
        "W1001/c2/mark": 5875,
        "W1001/c2/feedback": "=Not a formula, and “quoted”",
        "W1001/feedback": "Two lines:\nthe second",
        "W1001/final": True,
        "W1003/mark": 0,
    }
    back = come_back(replace(pack, cells={**pack.cells, **typed}))
    assert {key: back.cells[key] for key in typed} == typed


def test_whole_mark_can_be_typed_only_where_there_is_no_rubric(pack, come_back):
    cells = come_back(pack).cells
    assert "W1003/mark" in cells
    assert "W1001/mark" not in cells


@pytest.mark.parametrize(
    ("typed", "why"),
    [("162.5", "from 0 to 100"), ("62.555", "two decimal places"), ("-1", "from 0 to 100")],
)
def test_mark_that_is_none_is_refused_with_its_cell(pack, come_back, typed, why):
    back = come_back(pack, edits=[("<v>62.5</v>", f"<v>{typed}</v>")])
    assert [(one.key, one.typed) for one in back.unread] == [("W1001/c1/mark", typed)]
    assert why in back.unread[0].why
    assert "W1001/c1/mark" not in back.cells


def test_text_too_long_for_a_sheet_is_left_as_it_is(pack, come_back):
    cells = {**pack.cells, "W1001/feedback": "x" * 40_000}
    assert "W1001/feedback" not in come_back(replace(pack, cells=cells)).cells


def test_only_what_is_to_be_filled_in_can_be_changed(pack, tmp_path):
    path = tmp_path / "Marks.xlsx"
    path.write_bytes(sheets.sheet_of(pack))
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    unlocked = {
        number
        for number, xf in enumerate(styles.split("cellXfs")[1].split("<xf ")[1:])
        if 'locked="0"' in xf
    }
    free = {
        cell
        for cell, style in re.findall(r'<c r="([A-Z]+\d+)" s="(\d+)"', sheet)
        if int(style) in unlocked
    }
    assert "<sheetProtection" in sheet
    assert free == {
        *(f"{column}{row}" for column in "FG" for row in (2, 3, 5, 6)),
        *("G4", "H4", "G7", "H7"),
        *("F8", "G8", "H8"),
    }
    assert '<dataValidation type="decimal"' in sheet
    assert 'error="A mark is a number from 0 to 100."' in sheet


def test_sheet_says_when_it_was_saved(pack, come_back):
    saved = ("2026-11-02T09:30:00Z</dcterms:modified>", "2026-11-08T17:05:00Z</dcterms:modified>")
    back = come_back(pack, edits=[saved])
    assert back.returned_at == datetime(2026, 11, 8, 17, 5, tzinfo=UTC)


def test_rubric_goes_with_the_marks(pack, tmp_path):
    path = tmp_path / "Marks.xlsx"
    path.write_bytes(sheets.sheet_of(pack))
    rubric = next(sheet for sheet in read_workbook(path).sheets if sheet.name == "Rubric")
    assert ("Report", "Problem", "50", "100", "Pass", "Does what was asked") in rubric.rows


def test_other_spreadsheets_are_refused(tmp_path):
    path = tmp_path / "Other.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write(0, 0, "Marks")
    with pytest.raises(NotAPack, match="not a sheet out of a pack"):
        read_sheet(path)


@pytest.fixture
def peer_pack(pack):
    content = PeerContent(
        "Report",
        "Group 3",
        (PackedMember("m1", "Ada One", rater=True), PackedMember("m2", "Ben Two", rater=False)),
        (PackedPeerCriterion("c1", "Ideas", "Brought some"),),
        self_too=False,
        justify=True,
        closes_at=None,
    )
    cells = {"m2/c1/score": None, "justification": None}
    head = replace(pack.head, kind=PackKind.PEERS, reader="Ada One")
    return replace(pack, head=head, content=content, cells=cells, files={})


def test_ratings_come_back(peer_pack, come_back):
    typed = {"m2/c1/score": 4, "justification": "Carried the talk"}
    assert come_back(replace(peer_pack, cells=typed)).cells == typed
    assert come_back(peer_pack).cells == peer_pack.cells


def test_rating_beyond_five_is_refused(peer_pack, come_back):
    back = come_back(replace(peer_pack, cells={**peer_pack.cells, "m2/c1/score": 9}))
    assert [(one.key, one.typed) for one in back.unread] == [("m2/c1/score", "9")]


def test_examiners_comments_come_back_and_empty_rows_do_not(pack, come_back):
    candidate = SampledCandidate("C4711", "62", ("Marker’s mark: 62",))
    work = SampledWork("W1001", "W1001", "Report", ("every fail",), ("62",), (candidate,), ())
    content = ExaminerContent("July board", ("INN Innovation",), ("Pass 50",), (work,))
    head = replace(pack.head, kind=PackKind.EXAMINER, reader="Prof. Far")
    typed = {
        "comment-1/about": "W1001",
        "comment-1/text": "Generous",
        "comment-3/about": None,
        "comment-3/text": "Well run",
    }
    examiner = replace(pack, head=head, content=content, cells=typed, files={})
    assert come_back(examiner).cells == typed
    assert come_back(replace(examiner, cells={})).cells == {}
