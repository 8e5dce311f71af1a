"""Reading spreadsheets as offices send them, and refusing what is none."""

import datetime as dt
import random
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from cohort_desk.exchange.errors import UnreadableFile
from cohort_desk.exchange.sheets import read_workbook
from cohort_desk.exchange.tables_out import TableOut, write_table

DATA = Path(__file__).parents[1] / "data" / "imports"
LIST = "Name;Agency\r\nSiobhán O’Neill;Vale NHS\r\nChloë Müller;Port Authority\r\n"
ROWS = (("Name", "Agency"), ("Siobhán O’Neill", "Vale NHS"), ("Chloë Müller", "Port Authority"))


def xlsx(path, *sheets):
    """Write a workbook of (name, {cell: value}) sheets."""
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        for name, cells in sheets:
            sheet = book.add_worksheet(name)
            for cell, value in cells.items():
                sheet.write(cell, value)
    return path


def ods(path, rows):
    """Write the smallest OpenDocument sheet that says what the rows say."""
    table = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
    namespace = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{namespace}:office:1.0" '
        f'xmlns:table="{namespace}:table:1.0" xmlns:text="{namespace}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="People">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return path


def ods_cell(text, more=""):
    return (
        f'<table:table-cell office:value-type="string"{more}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("cp1252", "cp1252"),
    ],
)
def test_every_usual_encoding_of_a_csv_is_found(tmp_path, encoding, found):
    path = tmp_path / "list.csv"
    path.write_bytes(LIST.encode(encoding))
    book = read_workbook(path)
    assert (book.encoding, book.delimiter, book.sheets[0].rows) == (found, ";", ROWS)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_under_a_title_and_beside_commas_in_names(tmp_path, delimiter):
    path = tmp_path / "list.txt"
    lines = ["Nominees, autumn intake", "", delimiter.join(["Name", "Agency", "Grade"])]
    lines += [delimiter.join([f'"Khan {n}, Aisha"', "Vale NHS", "7"]) for n in range(5)]
    path.write_text("\n".join(lines), encoding="utf-8")
    rows = read_workbook(path).sheets[0].rows
    assert rows[2:4] == (("Name", "Agency", "Grade"), ("Khan 0, Aisha", "Vale NHS", "7"))


def test_unquoted_commas_in_names_do_not_hide_the_semicolons(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Name;Agency\nKhan, Aisha;Vale\nMason, Lewis;Vale\n", encoding="utf-8")
    assert read_workbook(path).delimiter == ";"


def test_the_user_may_know_better(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes("Name,Town\nŁukasz,Łódź\n".encode("cp1250"))
    rows = read_workbook(path, encoding="cp1250", delimiter=",").sheets[0].rows
    assert rows[1] == ("Łukasz", "Łódź")
    with pytest.raises(UnreadableFile, match="not written in Unicode"):
        read_workbook(path, encoding="utf-8")


def test_excels_hint_about_the_delimiter_is_no_row(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("sep=|\nName|Agency, place\nKhan|Vale, north\n", encoding="utf-8")
    assert read_workbook(path).sheets[0].rows[0] == ("Name", "Agency, place")


def test_numbers_and_dates_of_a_workbook_read_as_they_look(tmp_path):
    cells = {
        "B2": "  Ref\u00a0no ",
        "C2": "Joined",
        "D2": "Share",
        "B3": 12345,
        "C3": dt.date(2015, 4, 3),
        "D3": 0.1,
        "D4": True,
    }
    book = read_workbook(xlsx(tmp_path / "list.xlsx", ("Notes", {}), ("People", cells)))
    assert [sheet.name for sheet in book.sheets] == ["Notes", "People"]
    assert book.sheets[1].rows == (
        ("", "", "", ""),
        ("", "Ref no", "Joined", "Share"),
        ("", "12345", "2015-04-03", "0.1"),
        ("", "", "", "Yes"),
    )


def test_cells_merged_downwards_count_for_each_of_their_rows(tmp_path):
    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("People")
        sheet.merge_range("B2:D3", "Nominations")
        for column, cells in enumerate((("Name", "Ann", "Bob", "", "Cy"), ("Agency",)), start=1):
            sheet.write_column(3, column, cells)
        sheet.merge_range("C5:C8", "Vale Council")
    rows = read_workbook(path).sheets[0].rows
    assert [row[1:3] for row in rows] == [
        ("", ""),
        ("Nominations", ""),
        ("", ""),
        ("Name", "Agency"),
        ("Ann", "Vale Council"),
        ("Bob", "Vale Council"),
        ("", ""),
        ("Cy", "Vale Council"),
    ]


def test_our_own_guard_against_formulas_is_no_part_of_a_value(tmp_path):
    written = [["=1+1", "+44 1", "-Bob", "@sum", "-5", "'tis", "O'Neill"]]
    for name in ("list.csv", "list.xlsx"):
        write_table(TableOut("People", list("ABCDEFG"), written), tmp_path / name)
        assert list(map(list, read_workbook(tmp_path / name).sheets[0].rows[1:])) == written


def test_old_excel_and_opendocument_are_read(tmp_path):
    rows = read_workbook(DATA / "old_excel.xls").sheets[0].rows
    assert rows[1] == ("12345", "Khan, Aisha", "aisha.khan@example.org")
    path = ods(tmp_path / "list.ods", [[ods_cell("Name")], [ods_cell("Aisha Khan")]])
    assert read_workbook(path).sheets[0].rows == (("Name",), ("Aisha Khan",))


def test_a_workbook_under_another_ending_is_still_a_workbook(tmp_path):
    path = xlsx(tmp_path / "list.xlsx", ("People", {"A1": "Name", "A2": "Khan"}))
    assert read_workbook(path.rename(tmp_path / "list.csv")).sheets[0].name == "People"


def test_what_stands_far_to_the_right_is_no_part_of_the_list(tmp_path):
    cells = {"A1": "Name", "A2": "Khan", "XFD2": "stray"}
    book = read_workbook(xlsx(tmp_path / "wide.xlsx", ("People", cells)))
    assert book.sheets[0].rows == (("Name",), ("Khan",))


def damaged(path):
    whole = xlsx(path, ("People", {"A1": "Name"})).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def far_away(path):
    """A stray cell for which the reader would ask for 550 GB and abort the process."""
    return xlsx(path, ("People", {"A1": "Name", "XFD1048576": "x"}))


def far_away_ods(path):
    gap = '<table:table-cell table:number-columns-repeated="16000"/>'
    return ods(path, [[ods_cell("Name")]] + [[gap, ods_cell("x")]] * 600)


def bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(410):
                part.write(b" " * 1024**2)
    return path


def archive_of_pictures(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("photo.jpg", "x")
    return path


def holding(data):
    def write(path):
        path.write_bytes(data)
        return path

    return write


@pytest.mark.parametrize(
    ("name", "make", "sentence"),
    [
        ("gone.xlsx", lambda path: path, "is no longer in"),
        ("folder.xlsx", lambda path: path.mkdir() or path, "is a folder"),
        ("empty.csv", holding(b""), "is empty"),
        ("blank.csv", holding(b"\xef\xbb\xbf ,,,\r\n,,,\r\n"), "is empty"),
        ("blank.xlsx", lambda path: xlsx(path, ("A", {}), ("B", {})), "no rows in any sheet"),
        ("scan.xlsx", holding(b"%PDF-1.7 ..."), "is a PDF, not a spreadsheet"),
        ("photo.csv", holding(b"\x89PNG\r\n\x1a\n" + bytes(99)), "is a picture"),
        ("system.xls", holding(b"<html><table><tr><td>Name</table>"), "is a web page"),
        ("notes.xlsx", holding(b"{\\rtf1 hello}"), "is a text document"),
        ("half.xlsx", damaged, "is damaged: part of it is missing"),
        ("half.xls", holding(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), "is damaged"),
        ("photos.xlsx", archive_of_pictures, "is an archive or a document"),
        ("bomb.xlsx", bomb, "unpacks to more than 400 MB"),
        ("far.xlsx", far_away, "reaches to row 1,048,576 and column 16,384"),
        ("far.ods", far_away_ods, "reaches to row 601 and column 16,001"),
        ("binary.csv", holding(bytes(range(256)) * 9), "nor a text with columns"),
        ("quote.csv", holding(b'Name,Notes\nKhan,"likes tea\nMason,\n'), "In row 2 of “quote.csv”"),
    ],
)
def test_what_cannot_be_read_is_explained(tmp_path, name, make, sentence):
    path = make(tmp_path / name)
    with pytest.raises(UnreadableFile) as caught:
        read_workbook(path)
    text = str(caught.value)
    assert sentence in text
    assert f"“{name}”" in text
    assert text.endswith(".")


def test_a_password_is_asked_to_be_taken_off():
    with pytest.raises(UnreadableFile, match="save a copy without the password"):
        read_workbook(DATA / "protected.xlsx")


def test_a_file_that_may_not_be_read_is_explained(tmp_path, monkeypatch):
    path = xlsx(tmp_path / "held.xlsx", ("People", {"A1": "Name"}))

    def refuse(_path):
        raise PermissionError(13, "Permission denied")

    # Root may read everything, and only Windows locks open files, so the system's answer is forged.
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UnreadableFile, match="Close it in the spreadsheet program"):
        read_workbook(path)


def test_a_list_of_everybody_in_the_country_is_too_large(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as stream:
        stream.truncate(60 * 1024**2)
    with pytest.raises(UnreadableFile, match="larger than 50 MB"):
        read_workbook(path)
    path.write_text("Name\n" + "Khan\n" * 100_001, encoding="utf-8")
    with pytest.raises(UnreadableFile, match="more than 100,000 rows"):
        read_workbook(path)


def test_no_damage_is_beyond_a_sentence(tmp_path):
    """Old Excel's reader panics on some of these; the random numbers are the same each run."""
    dice = random.Random(1)  # noqa: S311 - no secret
    whole = [(DATA / "old_excel.xls").read_bytes()]
    whole.append(xlsx(tmp_path / "list.xlsx", ("People", {"A1": "Name"})).read_bytes())
    path, refused = tmp_path / "damaged.xls", 0
    for _ in range(300):
        data = bytearray(dice.choice(whole))
        for _ in range(dice.choice((1, 20, 200))):
            data[dice.randrange(len(data))] = dice.randrange(256)
        path.write_bytes(data)
        try:
            read_workbook(path)
        except UnreadableFile as error:
            refused += "damaged.xls" in str(error)
    assert refused > 200


def test_a_workbook_is_read_by_what_it_is_whatever_it_is_called(tmp_path):
    named = tmp_path / "really_old.xlsx"
    named.write_bytes((DATA / "old_excel.xls").read_bytes())
    assert read_workbook(named).sheets == read_workbook(DATA / "old_excel.xls").sheets
    open_document = ods(tmp_path / "open.xlsx", [[ods_cell("Name")], [ods_cell("Aisha Khan")]])
    assert read_workbook(open_document).sheets[0].rows == (("Name",), ("Aisha Khan",))
