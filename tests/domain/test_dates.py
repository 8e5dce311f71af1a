"""How dates and moments are written, and dates read."""

from datetime import UTC, date, datetime

import pytest

from cohort_desk.domain.dates import read_date, written_date, written_moment


def test_a_date_is_written_with_the_month_in_words():
    assert written_date(date(2026, 11, 4)) == "4 November 2026"
    assert [written_date(date(2026, month, 1)).split()[1][:3] for month in (1, 6, 12)] == [
        "Jan",
        "Jun",
        "Dec",
    ]


def test_a_moment_is_written_in_the_time_of_this_computer():
    here = datetime(2026, 11, 14, tzinfo=UTC).astimezone().tzinfo
    moment = datetime(2026, 11, 14, 9, 5, tzinfo=here).astimezone(UTC)
    assert written_moment(moment) == "14 November 2026, 09:05"


@pytest.mark.parametrize(
    "typed", ["24 December 2026", " 24th dec 2026 ", "24/12/2026", "24.12.2026", "2026-12-24"]
)
def test_a_date_is_read_as_people_write_it(typed):
    assert read_date(typed) == date(2026, 12, 24)


@pytest.mark.parametrize("typed", ["", "Christmas", "31/2/2026", "24/12/2026 noon", "24/12/26"])
def test_what_is_no_date_is_not_read_as_one(typed):
    assert read_date(typed) is None
