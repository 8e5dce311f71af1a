"""How dates and moments are written."""

from datetime import UTC, date, datetime

from cohort_desk.domain.dates import written_date, written_moment


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
