"""Which sittings use up an attempt."""

import pytest

from cohort_desk.domain.submissions.attempts import SittingUse, attempts_used


def sitting(number, basis="first", *, handed_in=True, over=True, deferred=False):
    return SittingUse(number, basis, handed_in=handed_in, over=over, deferred=deferred)


@pytest.mark.parametrize(
    ("sittings", "used"),
    [
        ([], 0),
        ([sitting(1)], 1),
        ([sitting(1, handed_in=False)], 1),
        ([sitting(1, handed_in=False, over=False)], 0),
        ([sitting(1, handed_in=True, over=False)], 1),
        ([sitting(1, handed_in=False, deferred=True)], 0),
        ([sitting(1), sitting(2, "referral", handed_in=False, over=False)], 1),
        ([sitting(1), sitting(2, "referral", handed_in=False)], 2),
        # A deferral gives another sitting in the place of the one before it.
        ([sitting(1, deferred=True), sitting(2, "deferral")], 1),
        ([sitting(1), sitting(2, "deferral")], 1),
        ([sitting(3, "deferral"), sitting(2, "referral", deferred=True), sitting(1)], 2),
    ],
)
def test_attempts_used(sittings, used):
    assert attempts_used(sittings) == used
