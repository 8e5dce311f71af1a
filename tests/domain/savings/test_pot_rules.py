"""A pot never gives more than it was, and says who has claimed it."""

from datetime import date

import pytest

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings.pots import check_baseline, check_pot, check_room


def refused(check, *arguments):
    with pytest.raises(RuleBroken) as caught:
        check(*arguments)
    return caught.value.field, str(caught.value)


def test_what_fits_a_pot_to_the_penny_is_taken():
    check_room("Vetting", "2025/26", 15_000_000, {"One service": 9_000_000}, 6_000_000)


def test_a_claim_beyond_a_pot_is_told_who_claimed_and_what_is_left():
    claimed = {"Fleet": 2_000_000, "One service": 10_000_000}
    assert refused(check_room, "Vetting", "2025/26", 15_000_000, claimed, 3_000_001) == (
        "gross",
        (
            "The pot “Vetting” was £150,000 in 2025/26, and £120,000 of it is claimed already: "
            "£100,000 by One service and £20,000 by Fleet. £30,000.01 more would exceed it: "
            "£30,000 is left. Claim £30,000 at most, or correct another claim first."
        ),
    )


def test_a_pot_that_is_full_has_nothing_left():
    assert refused(check_room, "Vetting", "2025/26", 100, {"One service": 100}, 1)[1] == (
        "The pot “Vetting” was £1 in 2025/26, and £1 of it is claimed already: £1 by One "
        "service. £0.01 more would exceed it: £0 is left. Correct another claim first."
    )


def test_a_claim_larger_than_an_untouched_pot_is_told_so():
    assert refused(check_room, "Vetting", "2025/26", 15_000_000, {}, 16_000_000) == (
        "gross",
        (
            "The pot “Vetting” was £150,000 in 2025/26, so £160,000 cannot come out of it. Claim "
            "£150,000 at most."
        ),
    )


def test_many_projects_on_a_pot_are_told_in_short():
    claimed = {f"Project {number}": number * 100 for number in range(1, 7)}
    assert (
        "£6 by Project 6, £5 by Project 5, £4 by Project 4 and £6 by 3 others"
        in (refused(check_room, "Vetting", "2025/26", 2_100, claimed, 1)[1])
    )


def test_a_baseline_never_goes_below_what_is_claimed_in_a_year():
    claimed = {"2024/25": {"Fleet": 500}, "2025/26": {"Fleet": 300, "One service": 400}}
    check_baseline("Vetting", 700, claimed)
    assert refused(check_baseline, "Vetting", 699, claimed) == (
        "baseline_pence",
        (
            "£7 is claimed on the pot “Vetting” in 2025/26: £4 by One service and £3 by Fleet. Its "
            "baseline cannot be £6.99. Correct the claims first."
        ),
    )
    check_baseline("Vetting", 1, {})


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        (("", 1, date(2025, 4, 1), "Accounts"), "name"),
        (("Vetting", 0, date(2025, 4, 1), "Accounts"), "baseline_pence"),
        (("Vetting", 1, None, "Accounts"), "baseline_on"),
        (("Vetting", 1, date(2025, 4, 1), ""), "baseline_source"),
    ],
)
def test_a_pot_needs_its_name_and_its_whole_baseline(fields, field):
    assert refused(check_pot, *fields)[0] == field
