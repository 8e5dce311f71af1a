"""The form that a finance officer fills in: what can be changed, how it prints, what comes back."""

import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from xml.sax.saxutils import escape

import pytest
import xlsxwriter

from claims_office import filled, type_into
from cohort_desk.domain.packs.contents import PackedClaim, PackedFile, PackKind, SavingsContent
from cohort_desk.domain.packs.decided import FormDecision
from cohort_desk.exchange.packs import NotAPack, read_returned, sheets
from cohort_desk.exchange.sheets import read_workbook

HASH = "3f2a" * 16
_META = (
    '<m:document-meta xmlns:m="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><m:meta><dc:date>2026-07-08T17:05:00.123'
    "</dc:date></m:meta></m:document-meta>"
)
CLAIM = PackedClaim(
    key="C7",
    title="=Shared vetting",
    project="One CRB service",
    quote="projected to save c £150K annually",
    page="12",
    from_on=date(2026, 4, 1),
    to_on=date(2026, 9, 30),
    agency="Leeds City Council",
    pence=12_000_050,
    gross_pence=13_000_050,
    moved_pence=1_000_000,
    baseline="240 checks on 1 April 2025 (Register)",
    pot="Vetting budget, £500,000 a year",
    grade="partial",
    effect="better",
    maturity="may",
    note="As in the ledger",
    evidence=(PackedFile("", "Ledger.pdf", HASH, 4711),),
)


@pytest.fixture
def form(pack):
    """A form with two claims, which Joan Ledger is to confirm."""
    head = replace(pack.head, kind=PackKind.SAVINGS, reader="Joan Ledger", due_at=None)
    other = replace(CLAIM, key="C9", pence=1, gross_pence=1, moved_pence=0, baseline="", pot="")
    content = SavingsContent("Leeds City Council", (CLAIM, other))
    cells = {"C7/decision": None, "C9/decision": None}
    return replace(pack, head=head, content=content, cells=cells, files={})


@pytest.fixture
def path(form, tmp_path):
    made = tmp_path / "Form.xlsx"
    made.write_bytes(sheets.sheet_of(form))
    return made


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_row_says_all_that_the_claim_rests_on(path):
    rows = next(sheet for sheet in read_workbook(path).sheets if sheet.name == "Claims").rows
    assert rows[0][1:] == (
        "Claim",
        "Saving and project",
        "Period and agency",
        "Claimed £",
        "How it is reckoned",
        "Evidence",
        "Service and amount",
        "Decision",
        "Amount confirmed £",
        "Evidence grade",
        "Reason",
        "Confirmed by",
        "Date",
        "State",
    )
    told = "\n".join(rows[1][1:8])
    assert (
        told
        == f"""C7
=Shared vetting
Project: One CRB service
The report: “projected to save c £150K annually” (page 12)
1 April 2026 to 30 September 2026
Leeds City Council
120000.5
Gross £130,000.50
Less £10,000 of cost that is not saved
Baseline: 240 checks on 1 April 2025 (Register)
Pot: Vetting budget, £500,000 a year
Note: As in the ledger
Graded partial by the claimant
Ledger.pdf (SHA-256 {HASH[:12]}…)
Service: better
Amount: may change"""
    )
    evidence = next(sheet for sheet in read_workbook(path).sheets if sheet.name == "Evidence").rows
    assert evidence[1] == ("C7", "Ledger.pdf", "4711", HASH, "Not enclosed")


def test_title_that_looks_like_a_formula_is_none(path):
    assert "<f>=" not in parts(path)["xl/worksheets/sheet2.xml"]
    assert "'=Shared vetting" in parts(path)["xl/sharedStrings.xml"]


def test_only_the_six_cells_of_a_row_can_be_changed_and_they_say_what_they_take(path):
    files = parts(path)
    sheet, styles = files["xl/worksheets/sheet2.xml"], files["xl/styles.xml"]
    unlocked = {
        number
        for number, xf in enumerate(styles.split("cellXfs")[1].split("<xf ")[1:])
        if 'locked="0"' in xf
    }
    cells = re.findall(r'<c r="([A-Z]+\d+)" s="(\d+)"', sheet)
    assert {cell for cell, style in cells if int(style) in unlocked} == {
        f"{column}{row}" for column in "IJKLMN" for row in (2, 3)
    }
    assert all("<sheetProtection" in files[f"xl/worksheets/sheet{at}.xml"] for at in range(1, 5))
    assert sheet.count("<dataValidation ") == 12
    assert '"Validate,Reject"' in sheet
    assert '"Sufficient,Partial,Insufficient"' in sheet
    assert 'error="Pounds and pence, at most £120,000.50. Empty to reject."' in sheet


def test_form_prints_on_a4_landscape_one_page_wide_with_its_headings(path):
    files = parts(path)
    wanted = '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>'
    assert wanted in files["xl/worksheets/sheet2.xml"]
    assert ">Claims!$1:$1</definedName>" in files["xl/workbook.xml"]


def test_form_opens_on_what_to_do(path):
    (first, *_others) = read_workbook(path).sheets
    told = "\n".join(row[0] for row in first.rows)
    assert first.name == "Instructions"
    assert "For Joan Ledger, Leeds City Council. Made on 2 November 2026." in told
    assert "2 claims of money saved, £120,000.51 together" in told
    assert "ask for those that you want to see" in told


def test_same_form_gives_the_same_bytes(form, path):
    assert sheets.sheet_of(form) == path.read_bytes()


def test_untouched_form_says_nothing(path):
    back = read_returned(path)
    assert (back.key, back.cells, back.unread) == ("pack-1", {}, ())


@pytest.mark.parametrize(
    ("amount", "pence"),
    [("£1,200.50", 120_050), (1200.5, 120_050), (1200, 120_000), ("1200.50", 120_050), (0.1, 10)],
)
def test_amounts_come_back_as_they_were_typed(path, amount, pence):
    typed = filled(amount, day="14/11/2026", reason="Less")
    cells = read_returned(type_into(path, {1: typed})).cells
    assert FormDecision.of(cells["C7/decision"]) == FormDecision(
        "validated", pence, "sufficient", date(2026, 11, 14), "Less", 12_000_050
    )


def test_date_that_the_spreadsheet_program_understood_comes_back(path):
    cells = read_returned(type_into(path, {1: filled(1, day=46_340)})).cells
    assert FormDecision.of(cells["C7/decision"]).decided_on == date(2026, 11, 14)


def test_half_filled_row_is_kept_with_what_it_lacks(path):
    back = read_returned(type_into(path, {1: {"decision": "Validate", "amount": "some"}}))
    assert back.cells == {}
    (unread,) = back.unread
    assert (unread.key, unread.typed) == ("C7/decision", "Validate, some")
    assert "“some” is no amount of money" in unread.why
    assert "Date is empty" in unread.why


def test_form_saved_as_ods_is_read_as_well(path, tmp_path):
    ods = tmp_path / "Form.ods"
    typed = type_into(path, {2: filled("£0.01", day=46_340, reason="All of it")})
    save_as_ods(read_workbook(typed), ods)
    back = read_returned(ods)
    assert (back.key, back.unread) == ("pack-1", ())
    assert FormDecision.of(back.cells["C9/decision"]).pence == 1
    assert back.returned_at == datetime(2026, 7, 8, 16, 5, 0, 123_000, tzinfo=UTC)


def save_as_ods(book, path):
    """Write a workbook's texts as OpenDocument, which LibreOffice makes of it."""
    tables = "".join(
        f'<table:table table:name="{sheet.name}">'
        + "".join(
            f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"
            for row in sheet.rows
        )
        + "</table:table>"
        for sheet in book.sheets
    )
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content{spaces} office:version="1.2"><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
        archive.writestr("meta.xml", _META)


def _ods_cell(text):
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def test_form_saved_as_csv_is_refused_with_what_to_do(tmp_path):
    path = tmp_path / "Form.csv"
    path.write_text("Claim,Decision\nC7,Validate\n", "utf-8")
    with pytest.raises(NotAPack, match=r"a table saved as text.*Ask for the form saved as \.xlsx"):
        read_returned(path)


@pytest.mark.parametrize(
    ("name", "headings", "told"),
    [
        ("Sheet1", ["Claim"], "the sheet to fill in is gone or was renamed"),
        ("Claims", ["Key", "Claim"], "lacks the columns “Decision”, “Amount confirmed £”"),
    ],
)
def test_form_without_what_was_to_be_filled_in_is_refused(tmp_path, name, headings, told):
    path = tmp_path / "Form.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet(name).write_row(0, 0, headings)
        book.add_worksheet("Pack").write_row(0, 0, ["Cohort Desk pack", "pack-1", "Joan Ledger"])
    with pytest.raises(NotAPack, match=told):
        read_returned(path)
