"""The form in which a finance officer confirms claims: a workbook to fill in anywhere.

It opens on what to do; then there is a row for each claim, the evidence with its SHA-256, and a
hidden sheet that names the pack. Only six cells of a row can be changed, and they say what they
take; what a row is about stands to their left. It prints on A4, one page wide.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.packs.contents import PackedClaim, PackedFile, SavingsContent, SentPack
from cohort_desk.domain.packs.decided import LONGEST_REASON, REJECT, VALIDATE
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.words import EFFECTS, EVIDENCE, MATURITIES
from cohort_desk.domain.words import counted
from cohort_desk.exchange.tables_out import guarded

CLAIMS_SHEET = "Claims"
KEY, CLAIMED = "Key", "Claimed £"
DECISION, AMOUNT, GRADE = "Decision", "Amount confirmed £", "Evidence grade"
REASON, BY, DAY = "Reason", "Confirmed by", "Date"
FILLED_IN = (DECISION, AMOUNT, GRADE, REASON, BY, DAY)
_TOLD = {
    "Claim": 6,
    "Saving and project": 26,
    "Period and agency": 15,
    CLAIMED: 12,
    "How it is reckoned": 23,
    "Evidence": 21,
    "Service and amount": 13,
}
_ENTRIES = {DECISION: 10, AMOUNT: 12, GRADE: 12, REASON: 20, BY: 13, DAY: 11}
_STATE = "State"
_A4, _MARGIN = 9, 0.4
_MONEY, _DAY = "#,##0.00", "dd/mm/yyyy"
_WIDTH = 90
_HEADINGS_HEIGHT = 32
_SHOWN_OF_HASH = 12


def lay_claims(book: Any, pack: SentPack, content: SavingsContent) -> None:
    """Lay the form out in a workbook, all but the hidden sheet."""
    _instructions(book, pack, content)
    _claims(book, pack, content)
    _evidence(book, content)


def instructions(pack: SentPack, content: SavingsContent) -> tuple[str, ...]:
    """Return what whoever fills the form in has to know, a paragraph each."""
    head = pack.head
    due = f" Please send it back by {written_date(_day(head.due_at))}." if head.due_at else ""
    total = pounds(sum(claim.pence for claim in content.claims))
    claims = counted(len(content.claims), "claim", "claims")
    enclosed = any(file.path for claim in content.claims for file in claim.evidence)
    where = (
        "The files came with this form, in the folder “files”."
        if enclosed
        else "The files are kept by the office: ask for those that you want to see."
    )
    made = f"For {head.reader}, {content.agency}. Made on {written_date(_day(head.made_at))}.{due}"
    what = (
        f"{claims} of money saved, {total} together, wait for your decision. Go to the sheet "
        f"“{CLAIMS_SHEET}”: each row is one claim, and the cells to fill in are yellow."
    )
    grade = (
        "Evidence grade: what you think of the evidence. Nothing can be validated on evidence that "
        f"is {EVIDENCE['insufficient'].lower()}."
    )
    name = (
        f"Confirmed by: your name, {head.reader}. Nobody else can decide these claims, nor can you "
        "decide one that you made yourself or whose saving you own: tell the office."
    )
    evidence = (
        f"Evidence: its files are listed on the sheet “Evidence”. {where} The SHA-256 shows that a "
        "file is the one that was handed in."
    )
    back = (
        "Save the form as a spreadsheet (.xlsx or .ods, not .csv) and send it to the office. What "
        "you decide is entered as it stands, and corrected only by another decision."
    )
    return (
        f"{head.programme}, {head.cohort}",
        made,
        what,
        f"Decision: choose {VALIDATE} or {REJECT}.",
        "Amount confirmed: pounds and pence, at most what is claimed. Leave it empty to reject.",
        grade,
        "Reason: needed to reject. Say so too where you confirm less than is claimed.",
        name,
        "Date: the day of your decision.",
        "Leave a row empty to decide it later; the form can be sent back more than once.",
        evidence,
        back,
    )


def claim_words(claim: PackedClaim) -> tuple[str, ...]:
    """Return what stands left of the cells to fill in, but for the amount that is claimed."""
    page = f" (page {claim.page})" if claim.page else ""
    quote = f"\nThe report: “{claim.quote}”{page}" if claim.quote else ""
    period = f"{written_date(claim.from_on)} to {written_date(claim.to_on)}"
    return (
        claim.key,
        f"{claim.title}\nProject: {claim.project}{quote}",
        f"{period}\n{claim.agency}",
        "\n".join(_reckoned(claim)),
        "\n".join(_evidence_of(claim)),
        f"Service: {EFFECTS[claim.effect].lower()}\nAmount: {MATURITIES[claim.maturity].lower()}",
    )


def _reckoned(claim: PackedClaim) -> Iterator[str]:
    if claim.moved_pence:
        yield f"Gross {pounds(claim.gross_pence)}"
        yield f"Less {pounds(claim.moved_pence)} of cost that is not saved"
    else:
        yield f"Gross {pounds(claim.gross_pence)}, no cost taken off"
    yield f"Baseline: {claim.baseline}" if claim.baseline else "No baseline"
    yield f"Pot: {claim.pot}" if claim.pot else "No pot: releases no cash"
    if claim.note:
        yield f"Note: {claim.note}"
    for doubt in claim.doubts:
        yield f"Look twice: {doubt}"


def _evidence_of(claim: PackedClaim) -> Iterator[str]:
    yield f"Graded {EVIDENCE[claim.grade].lower()} by the claimant"
    for file in claim.evidence:
        yield f"{file.name} (SHA-256 {file.sha256[:_SHOWN_OF_HASH]}…)"


def _instructions(book: Any, pack: SentPack, content: SavingsContent) -> None:
    title = book.add_format({"bold": True, "font_size": 16, "text_wrap": True})
    text = book.add_format({"font_size": 11, "text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("Instructions")
    sheet.set_column(0, 0, _WIDTH)
    sheet.write(0, 0, "Savings to confirm", title)
    sheet.set_row(0, 26)
    for at, line in enumerate(instructions(pack, content), start=1):
        sheet.write(at, 0, guarded(line), text)
        sheet.set_row(at, 17 * (1 + len(line) // _WIDTH))
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)


def _claims(book: Any, pack: SentPack, content: SavingsContent) -> None:
    sheet = _sheet(book, CLAIMS_SHEET, {KEY: 8, **_TOLD, **_ENTRIES, _STATE: 11}, pack)
    sheet.set_column(0, 0, 8, None, {"hidden": True})
    top = {"valign": "top", "text_wrap": True}
    fixed = book.add_format(
        {"font_color": "#2D3748", "border": 1, "border_color": "#CBD5E0", **top}
    )
    money = book.add_format(
        {"num_format": _MONEY, "bold": True, "border": 1, "border_color": "#CBD5E0", **top}
    )
    entry = {"locked": False, "bg_color": "#FFFBE6", "border": 1, **top}
    formats = {AMOUNT: {"num_format": _MONEY}, DAY: {"num_format": _DAY}}
    entries = {each: book.add_format({**entry, **formats.get(each, {})}) for each in FILLED_IN}
    first = 1 + list(_TOLD).index(CLAIMED)
    for row, claim in enumerate(content.claims, start=1):
        words = claim_words(claim)
        cells = [claim.key, *words[: first - 1], claim.pence, *words[first - 1 :]]
        for at, value in enumerate(cells):
            if at == first:
                sheet.write_number(row, at, claim.pence / 100, money)
            else:
                sheet.write(row, at, guarded(value), fixed)
        begin = len(cells)
        for at, heading in enumerate(FILLED_IN, start=begin):
            sheet.write_blank(row, at, None, entries[heading])
            sheet.data_validation(row, at, row, at, _takes(heading, claim, pack))
        sheet.write_formula(row, begin + len(FILLED_IN), _state(row + 1, begin), fixed, "")
        sheet.set_row(row, _height(cells, first))


def _evidence(book: Any, content: SavingsContent) -> None:
    columns = {"Claim": 8, "File": 44, "Size in bytes": 14, "SHA-256": 68, "Enclosed as": 44}
    sheet = _sheet(book, "Evidence", columns, None)
    text = book.add_format({"valign": "top", "text_wrap": True})
    hash_ = book.add_format({"valign": "top", "font_name": "Courier New", "font_size": 9})
    row = 0
    for claim in content.claims:
        for file in claim.evidence:
            row += 1
            for at, value in enumerate(_evidence_row(claim, file)):
                sheet.write(row, at, guarded(value), hash_ if value == file.sha256 else text)


def _evidence_row(claim: PackedClaim, file: PackedFile) -> tuple[str | int, ...]:
    return claim.key, file.name, file.size, file.sha256, file.path or "Not enclosed"


def _sheet(book: Any, name: str, columns: dict[str, int], pack: SentPack | None) -> Any:
    heading = book.add_format(
        {"bold": True, "bg_color": "#E8ECF4", "border": 1, "valign": "top", "text_wrap": True}
    )
    sheet = book.add_worksheet(name)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.freeze_panes(1, 2 if pack else 0)
    for at, (words, width) in enumerate(columns.items()):
        sheet.write(0, at, words, heading)
        sheet.set_column(at, at, width)
    sheet.set_row(0, _HEADINGS_HEIGHT)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(_MARGIN, _MARGIN, 0.6, 0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if pack:
        # An ampersand begins a code in a header; two are one.
        of, for_ = (each.replace("&", "&&") for each in (pack.head.programme, pack.head.reader))
        sheet.set_header(f"&L{of[:100]}&RFor {for_[:100]}")
    sheet.set_footer("&L&A&RPage &P of &N")
    return sheet


def _takes(heading: str, claim: PackedClaim, pack: SentPack) -> dict[str, Any]:
    """Return what a cell takes, with the note that shows while it is chosen."""
    claimed = pounds(claim.pence)
    match heading:
        case "Decision":
            takes = {"validate": "list", "source": [VALIDATE, REJECT]}
            told = f"{VALIDATE} or {REJECT} {claim.key}, {claimed}."
        case "Amount confirmed £":
            takes = {
                "validate": "decimal",
                "criteria": "between",
                "minimum": 0,
                "maximum": claim.pence / 100,
            }
            told = f"Pounds and pence, at most {claimed}. Empty to reject."
        case "Evidence grade":
            takes = {"validate": "list", "source": list(EVIDENCE.values())}
            told = "What you think of the evidence."
        case "Reason":
            takes = {"validate": "length", "criteria": "<=", "value": LONGEST_REASON}
            told = f"At most {LONGEST_REASON} characters. Needed to reject."
        case "Confirmed by":
            takes = {"validate": "length", "criteria": "<=", "value": 200}
            told = f"The name of {pack.head.reader}."
        case _:
            made = _day(pack.head.made_at)
            takes = {"validate": "date", "criteria": ">=", "value": made}
            told = f"The day of the decision, from {written_date(made)} on."
    error = {"error_title": heading[:32], "error_message": told[:250]}
    return {**takes, "input_title": heading[:32], "input_message": told[:250], **error}


def _state(row: int, begin: int) -> str:
    """Return the formula that says whether a row is filled in; the app looks for itself."""
    decision, amount, grade, reason, by, day = (
        f"{chr(ord('A') + begin + at)}{row}" for at in range(len(FILLED_IN))
    )
    lacks = (
        f'OR({decision}="",{grade}="",{by}="",{day}="",'
        f'AND({decision}="{VALIDATE}",{amount}=""),AND({decision}="{REJECT}",{reason}=""))'
    )
    empty = f"COUNTA({decision}:{day})=0"
    return f'=IF({empty},"To be decided",IF({lacks},"Not complete","Complete"))'


def _height(cells: list[Any], money: int) -> int:
    """Return how tall a row is in points, for what it says to be read without pulling at it."""
    widths = [8, *_TOLD.values()]
    lines = max(
        sum(1 + len(line) // max(widths[at] - 1, 1) for line in str(value).split("\n"))
        for at, value in enumerate(cells)
        if at != money
    )
    return min(15 * lines + 3, 400)


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()
