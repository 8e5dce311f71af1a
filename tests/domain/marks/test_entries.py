"""Marks as people write them."""

from decimal import Decimal

import pytest

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.entries import read_mark


@pytest.mark.parametrize(
    ("text", "maximum", "mark"),
    [
        ("62", "", "62"),
        (" 62.5 ", "", "62.5"),
        ("62,5", "", "62.5"),
        ("62%", "", "62"),
        ("62.50000", "100.00", "62.5"),
        ("62 %", "50", "62"),
        ("31", "50", "62"),
        ("1", "3", "33.33"),
        ("2", "3,0", "66.67"),
        ("31/50", "", "62"),
        ("31 out of 50", "", "62"),
        ("0", "", "0"),
        ("100", "", "100"),
    ],
)
def test_a_mark_is_understood(text, maximum, mark):
    assert read_mark(text, maximum) == Decimal(mark)


@pytest.mark.parametrize("text", ["", "  ", "-", "–"])
def test_an_empty_cell_gives_no_mark(text):
    assert read_mark(text) is None


@pytest.mark.parametrize(
    ("text", "maximum", "sentence"),
    [
        ("105", "", "A mark is from 0 to 100; 105 is not."),
        ("-3", "", "A mark is from 0 to 100; -3 is not."),
        ("51", "50", "“51” is out of range: it is not from 0 to 50."),
        ("6/0", "", "“6/0” is out of range: it is not from 0 to 0."),
        ("62.125", "", "“62.125” has more than 2 decimal places. Round it first."),
        (
            "Absent",
            "",
            "“Absent” is not a mark. Work that was not handed in has none; leave the cell empty.",
        ),
        ("Pass", "", "“Pass” is not a mark. Write a number from 0 to 100."),
        ("1.234,5", "", "“1.234,5” is not a mark. Write a number from 0 to 100."),
        ("62 63", "", "“62 63” is not a mark. Write a number from 0 to 100."),
    ],
)
def test_what_is_no_mark_is_refused_with_a_sentence(text, maximum, sentence):
    with pytest.raises(RuleBroken) as caught:
        read_mark(text, maximum)
    assert str(caught.value) == sentence
