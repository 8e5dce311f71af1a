import pytest

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings.money import pounds, read_pounds


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("£150,000", 15_000_000),
        ("150000.50", 15_000_050),
        ("150000.5", 15_000_050),
        ("150k", 15_000_000),
        ("1.5m", 150_000_000),
        ("£ 12", 1_200),
        ("−£60,000", -6_000_000),
        ("-60000", -6_000_000),
        ("0", 0),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed, pence):
    assert read_pounds("pence", typed) == pence


@pytest.mark.parametrize("typed", ["", "lots", "12.345", "12 or 13", "--4", ",", "£"])
def test_what_is_no_amount_is_refused_with_an_example(typed):
    with pytest.raises(RuleBroken) as refused:
        read_pounds("pence", typed)
    assert (
        str(refused.value) == f"“{typed}” is not an amount. Write it in pounds, such as £150,000."
    )


def test_an_amount_beyond_any_budget_is_refused():
    with pytest.raises(RuleBroken, match="£10,000,000,000,000 is more than any budget"):
        read_pounds("pence", "10,000,000m")


@pytest.mark.parametrize("pence", [0, 1, 99, 100, 15_000_000, -50, 10**15 - 1])
def test_what_is_written_is_read_back(pence):
    assert read_pounds("pence", pounds(pence)) == pence
