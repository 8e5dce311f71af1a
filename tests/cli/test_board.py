"""`cohort-desk board sheet`."""

import pytest
from python_calamine import CalamineWorkbook

from cohort_desk.cli.main import run
from cohort_desk.services.boards import (
    BoardDetails,
    add_board,
    put_before,
    read_board,
    take_proposals,
)


@pytest.fixture
def file(marked):
    """The path of a programme with a board that has decided."""
    board = add_board(marked.db, 1, BoardDetails("Board of June 2026"))
    put_before(marked.db, board, read_board(marked.db, board).version)
    take_proposals(marked.db, board)
    return marked.db.place


def test_the_sheet_as_json(ask, file):
    code, answer = ask("board", "sheet", file)
    assert code == 0
    assert answer["board"] == "Board of June 2026"
    assert len(answer["digest"]) == 64
    third = answer["candidates"][2]
    assert (third["candidate"], third["name"], third["decision"]) == ("C1003", None, "Merit")
    assert third["modules"][1]["assessments"] == {"Essay": "60", "Talk": "60"}
    assert third["near"] == ["Mean 59.66: rounding half up at the award lifts it to 60, Merit."]


def test_the_documents(ask, file, tmp_path):
    _code, answer = ask("board", "sheet", file, "--out", tmp_path / "out", "--names")
    names = [path.name for path in sorted((tmp_path / "out").iterdir())]
    assert names == ["board-sheet.pdf", "board-sheet.xlsx", "minutes.pdf"]
    assert answer["candidates"][0]["name"] == "Ada Sample1"
    book = CalamineWorkbook.from_path(tmp_path / "out" / "board-sheet.xlsx")
    heads, first, *_rest = book.get_sheet_by_name("Candidates").to_python()
    shown = dict(zip(heads, first, strict=True))
    assert (shown["Candidate"], shown["SY mark"], shown["Mean"]) == ("C1001", 72, 72)
    assert book.get_sheet_by_name("Near a boundary").to_python()[1][0] == "C1003"


@pytest.mark.parametrize("name", ["sheet.pdf", "Sheet.XLSX"])
def test_the_sheet_alone_in_a_file_of_its_own(ask, file, tmp_path, name):
    _code, answer = ask("board", "sheet", file, "--out", tmp_path / name)
    assert answer["written"] == [str(tmp_path / name)]
    assert (tmp_path / name).read_bytes()[:2] in {b"%P", b"PK"}


def test_the_sheet_on_the_terminal(file, capsys):
    assert run(["board", "sheet", str(file)]) == 0
    said = capsys.readouterr().out
    assert "C1004      45  55 (55, 55)  60  53    Referred" in said


def test_an_unknown_board_is_refused_with_those_there_are(ask, file):
    code, answer = ask("board", "sheet", file, "--board", "Board of May")
    assert code == 1
    assert "has no board “Board of May”. Its boards are: “Board of June 2026”." in answer["error"]
