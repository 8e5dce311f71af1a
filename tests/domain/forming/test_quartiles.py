"""Quartiles, held against numpy's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.forming.quartiles import binned, is_binned

YEARS = [str(year) for year in range(1, 9)]


@given(st.lists(st.floats(-1e6, 1e6) | st.integers(0, 40), min_size=9, unique=True), st.data())
def test_each_number_stands_for_the_quarter_that_numpy_puts_it_in(different, data):
    again = data.draw(st.lists(st.sampled_from(different)))
    numbers = data.draw(st.permutations(different + again))
    edges = np.quantile([float(number) for number in numbers], [0.25, 0.5, 0.75])
    expected = [f"quarter {np.searchsorted(edges, float(number)) + 1}" for number in numbers]
    assert binned([str(number) for number in numbers]) == expected


def test_more_than_eight_different_numbers_are_put_into_quarters_and_blanks_stay_blank():
    texts = [*YEARS, "", "9", "9.0"]
    assert is_binned(texts)
    quarters = [text[-1:] for text in binned(texts)]
    assert quarters == ["1", "1", "1", "2", "2", "3", "3", "4", "", "4", "4"]


@pytest.mark.parametrize(
    "texts", [[], [*YEARS, "8.0", ""], [*YEARS, "9", "ten"], [*YEARS, "9", "nan"]]
)
def test_few_numbers_and_words_stay_as_they_are(texts):
    assert not is_binned(texts)
    assert binned(texts) == texts
