"""Tables as spreadsheets: whole, and harmless."""

import csv

import pytest
from python_calamine import CalamineWorkbook

from cohort_desk.domain.errors import Cancelled, CannotWrite
from cohort_desk.exchange.tables_out import TableOut, write_table

ROWS = (
    ("Aisha Khan", '=HYPERLINK("http://example.org")', 7),
    ("O’Neill", "+44 114 496 0000", -5),
    ("Chloë", "-5", None),
    ("@SUM(A1)", "\t=1", 1.5),
)
TABLE = TableOut("People: autumn/2026", ("Name", "Phone", "=Years"), ROWS)


def as_it_stands(path):
    """Return the cells as any other program finds them."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))
    (sheet,) = CalamineWorkbook.from_path(path).sheet_names
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
    return [[f"{cell:g}" if isinstance(cell, float) else cell for cell in row] for row in rows]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_table_has_its_formulas_disarmed(tmp_path, ending):
    path = tmp_path / f"people{ending}"
    write_table(TABLE, path)
    assert as_it_stands(path) == [
        ["Name", "Phone", "'=Years"],
        ["Aisha Khan", '\'=HYPERLINK("http://example.org")', "7"],
        ["O’Neill", "'+44 114 496 0000", "-5"],
        ["Chloë", "-5", ""],
        ["'@SUM(A1)", "'\t=1", "1.5"],
    ]
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_cancelled_table_leaves_the_old_file_as_it_was(tmp_path, ending):
    path = tmp_path / f"people{ending}"
    path.write_text("old", encoding="utf-8")

    def stop(_done, _total):
        raise Cancelled("Stopped at your request.")

    with pytest.raises(Cancelled):
        write_table(TABLE, path, stop)
    assert path.read_text(encoding="utf-8") == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_other_endings_and_places_are_explained(tmp_path):
    with pytest.raises(CannotWrite, match=r"not as “\.doc”"):
        write_table(TABLE, tmp_path / "people.doc")
    with pytest.raises(CannotWrite, match="Choose another folder"):
        write_table(TABLE, tmp_path / "nowhere" / "people.xlsx")
