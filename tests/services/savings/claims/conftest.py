"""An office with two projects whose benefits come out of one pot."""

import pytest

from savings_office import furnish


@pytest.fixture
def office(db):
    """The office on a programme file."""
    return furnish(db)


@pytest.fixture
def office_anywhere(any_db):
    """The same on a file and on PostgreSQL."""
    return furnish(any_db)
