"""An office whose savings are to be reported."""

import pytest

from savings_reports import furnish_reports


@pytest.fixture
def office(db):
    return furnish_reports(db)
