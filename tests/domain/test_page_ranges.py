"""Pages as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.page_ranges import pages_in


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", (1, 2, 3, 4, 5)),
        ("2", (2,)),
        ("1-3, 5", (1, 2, 3, 5)),
        ("4 – 5; 1", (1, 4, 5)),
        ("3-", (3, 4, 5)),
        ("-2", (1, 2)),
        ("2,2,1-2,", (1, 2)),
    ],
)
def test_pages_are_read_in_the_documents_order_and_each_once(text, pages):
    assert pages_in(text, 5) == pages


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("two", "“two” is no page or range of pages. Write them as 1-3, 5, 8-."),
        ("-", "“-” is no page or range of pages. Write them as 1-3, 5, 8-."),
        ("1, 3-2", "“3-2” runs backwards. Write the smaller page first."),
        ("4-9", "“4-9” is outside the document, which has pages 1 to 5."),
        ("0", "“0” is outside the document, which has pages 1 to 5."),
    ],
)
def test_what_cannot_be_meant_is_refused_by_its_own_part(text, said):
    with pytest.raises(RuleBroken) as refused:
        pages_in(text, 5)
    assert (refused.value.field, str(refused.value)) == ("pages", said)


@given(st.sets(st.integers(1, 60), min_size=1))
def test_any_set_of_pages_can_be_written(wanted):
    assert set(pages_in(", ".join(map(str, wanted)), 60)) == wanted
