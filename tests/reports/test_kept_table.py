"""No row of a table stands alone on its last page."""

from datetime import date

import pytest

from cohort_desk.reports.document import Imprint, write_document
from cohort_desk.reports.flowables import paragraph
from cohort_desk.reports.tables import Column, Grid, grid_table

IMPRINT = Imprint("Some list", "Test programme", "2026 intake", "As of today", date(2026, 11, 14))
A_PAGE = 41


@pytest.mark.parametrize("rows", range(A_PAGE - 6, A_PAGE + 6))
@pytest.mark.parametrize("pages_before", [0, 2])
def test_the_last_page_has_some_rows_or_all(tmp_path, pages, rows, pages_before):
    count = rows + pages_before * A_PAGE
    numbers = [(f"Row {number:03}.",) for number in range(count)]
    table = grid_table(Grid((Column("Number"),), numbers, 400))
    write_document(tmp_path / "t.pdf", IMPRINT, [table, paragraph("The end.")])
    told = pages(tmp_path / "t.pdf")
    on_each = [page.count("Row ") for page in told]
    assert sum(on_each) == count
    assert all(each >= 3 for each in on_each if each)
    assert all(page.count("Number") == 1 for page, each in zip(told, on_each, strict=True) if each)
