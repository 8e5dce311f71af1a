"""The chart of a benefit's cumulative net."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from chart_labels import check_labels
from cohort_desk.domain.savings.appraisal import Flows, appraise
from cohort_desk.domain.savings.rates import STANDARD
from cohort_desk.reports.charts.savings_net import cumulative_net, short_pounds, years_words

AMOUNTS = st.lists(st.integers(0, 10**13), min_size=1, max_size=40)


def appraisal(benefits, costs, cut=0):
    """Amounts in pounds from 2026."""
    by_year = [{2026 + at: each * 100 for at, each in enumerate(row)} for row in (benefits, costs)]
    return appraise(Flows(2026, *by_year), STANDARD, cut, 0)


def test_the_published_example_pays_back_in_three_and_a_third_years():
    chart = cumulative_net(appraisal([0, 30, 30, 30, 30, 30], [100]), 4)
    assert chart.summary == (
        "It pays back after 3.3 years (3.6 years discounted). By the end of 2031/32 the net "
        "comes to £50."
    )
    assert chart.rows[0] == ("2026/27", "£0", "£100", "−£100", "−£100")
    assert chart.rows[-1][3] == "£50"


def test_costs_that_never_come_back_are_said_to():
    chart = cumulative_net(appraisal([0, 30], [100]), 4)
    assert chart.summary.startswith("The costs never come back.")
    assert years_words(None) == "Never"


def test_without_a_cost_the_net_is_never_below_nothing():
    assert cumulative_net(appraisal([0, 30], []), 4).summary.startswith("The net is never below")
    assert years_words(Decimal()) == "At once"


@settings(max_examples=40, deadline=None)
@given(AMOUNTS, AMOUNTS, st.floats(170, 900))
def test_no_label_touches_another(benefits, costs, width):
    check_labels(cumulative_net(appraisal(benefits, costs), 4), width)


def test_amounts_on_the_axis_are_short():
    assert [short_pounds(each) for each in (0, 5_000, 25_000_000, -123_000_000_000)] == [
        "£0",
        "£50",
        "£250k",
        "−£1,230m",
    ]
