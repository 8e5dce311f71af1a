"""Amounts in thousands and millions, and columns of savings that are known by their values."""

import pytest

from cohort_desk.domain.savings.sheets import SheetField
from cohort_desk.exchange.savings.headings import find_list
from cohort_desk.exchange.savings.mapping import left_out, mapping_of, propose
from cohort_desk.exchange.savings.rows import read_benefits
from cohort_desk.exchange.sheets import Sheet


def layout_of(*rows):
    width = max(map(len, rows))
    return find_list(Sheet("Savings", tuple((*row, *[""] * (width - len(row))) for row in rows)))


def read(*rows):
    layout = layout_of(*rows)
    return read_benefits(layout, mapping_of(propose(layout)))


@pytest.mark.parametrize(
    ("heading", "cell", "pounds", "recurrent"),
    [
        ("Amount (£k)", "150", 150_000, None),
        ("Amount (£000)", "1.5", 1_500, None),
        ("Amount £000s", "150", 150_000, None),
        ("£'000", "150", 150_000, None),
        ("£’000s pa", "150", 150_000, True),
        ("Savings £000s", "150", 150_000, None),
        ("Amount in thousands", "150", 150_000, None),
        ("Annual saving (£m)", "150", 150_000_000, True),
        ("Saving p.a. £k", "150", 150_000, True),
        ("Saving per year", "150", 150, True),
        ("Value in £ millions", "0.2", 200_000, None),
        ("Amount (£bn)", "1", 10**9, None),
        ("Amount (pence)", "150", 1.5, None),
        ("One-off saving (£k)", "2", 2_000, False),
        ("Amount (£)", "150", 150, None),
    ],
)
def test_the_heading_says_in_what_unit_and_how_often(heading, cell, pounds, recurrent):
    (row,) = read(("Project", "Benefit", heading), ("One service", "Vans", cell))
    assert row.wrong == ()
    assert row.pence == pounds * 100
    assert row.fields.get("recurrent") is recurrent
    told = "".join(row.remarks)
    assert (f"“{cell}” is £" in told) == (pounds != float(cell))
    assert ("says that it comes" in told) == (recurrent is not None)


@pytest.mark.parametrize(
    "heading", ["Amount ($k)", "Amount (£lakh)", "Amount (hundreds)", "Amount (€)"]
)
def test_a_unit_that_is_not_known_is_asked_about_never_guessed(heading):
    (row,) = read(("Project", "Benefit", heading), ("One service", "Vans", "150"))
    assert row.pence is None
    assert "is not in a unit that is known here" in row.wrong[0]
    assert "Write £, £k, £000 or £m in the heading" in row.wrong[0]


@pytest.mark.parametrize("where", ["above", "below"])
def test_a_line_beside_the_list_holds_for_all_amounts(where):
    line = ("All figures in £000",)
    rows = [("Project", "Benefit", "Amount", "One-off cost"), ("One service", "Vans", "150", "5")]
    row, *_ = read(*([line, *rows] if where == "above" else [*rows, line]))
    assert (row.pence, row.costs[0].pence) == (150_000_00, 5_000_00)
    assert "“150” is £150,000 (“All figures in £000”: thousands of pounds)." in row.remarks


def test_amounts_of_years_are_in_the_unit_of_their_headings():
    (row,) = read(
        ("Project", "Benefit", "2026/27 (£k)", "2027/28 £000"), ("A", "Vans", "150", "2.5")
    )
    assert row.by_year == ((2026, 150_000_00), (2027, 2_500_00))


def test_a_cell_with_a_unit_of_its_own_is_not_multiplied_again():
    whole, words, bare = read(
        ("Project", "Benefit", "Amount (£k)"),
        ("A", "Vans", "150k"),
        ("A", "Bikes", "c £150K annually"),
        ("A", "Carts", "about 150 a year"),
    )
    assert (whole.pence, words.pence, bare.pence) == (150_000_00, 150_000_00, None)
    assert "stands in a column that is in thousands of pounds" in bare.wrong[0]


@pytest.mark.parametrize("heading", ["Saving", "Savings", "Net benefit"])
def test_a_column_called_saving_is_the_amount_where_its_values_are(heading):
    rows = (
        ("Project", "Description", heading),
        ("A", "Vans", "c £150K annually"),
        ("A", "Bikes", "£12,500 one-off"),
        ("A", "Carts", "about 40k pa"),
    )
    column = propose(layout_of(*rows))[2]
    assert (column.field, column.why) == (SheetField.AMOUNT, "Its values are amounts")
    assert [(row.pence, row.fields["recurrent"], row.wrong) for row in read(*rows)] == [
        (150_000_00, True, ()),
        (12_500_00, False, ()),
        (40_000_00, True, ()),
    ]


def test_a_column_called_saving_stays_the_benefit_where_it_holds_words():
    columns = propose(
        layout_of(
            ("Project", "Saving", "Worth £"), ("A", "10 fewer vans", "£5"), ("A", "Paper", "£6")
        )
    )
    assert columns[1].field is SheetField.TITLE


def test_the_column_says_its_unit():
    column = propose(layout_of(("Project", "Benefit", "Amount (£000)"), ("A", "Vans", "1")))[2]
    assert column.why == "The heading says so, in thousands of pounds"


def test_a_row_of_totals_is_left_out_and_said():
    layout = layout_of(("Project", "Benefit", "Amount"), ("A", "Vans", "5"), ("Total", "", "5"))
    assert left_out(layout, mapping_of(propose(layout))) == "Left out: row 3, a total."
