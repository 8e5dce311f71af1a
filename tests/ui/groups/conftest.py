"""A groups page on a programme with 24 people of six agencies."""

from types import SimpleNamespace

import pytest

from cohort_desk.domain.forming.engine import form
from cohort_desk.services.agencies import add_agency
from cohort_desk.services.groups import (
    accept_proposal,
    add_round,
    keep_proposal,
    list_proposals,
    prepare_forming,
)
from cohort_desk.services.people import add_person
from cohort_desk.ui.groups.wiring import open_groups_page

SECTORS = ("police", "fire", "health", "local_government", "education", "housing")


@pytest.fixture
def people(db):
    """Twenty-four people, four of each agency; their ids."""
    agencies = [
        add_agency(db, {"name": f"{sector.title()} agency", "sector": sector}) for sector in SECTORS
    ]
    return [
        add_person(
            db,
            1,
            {
                "given_name": f"Person{number:02}",
                "family_name": "Sample",
                "agency_id": agencies[number % len(agencies)],
                "grade": str(3 + number % 3),
            },
        )
        for number in range(24)
    ]


@pytest.fixture
def heard(session):
    """What has been said, and to which pages the user was led."""
    heard = SimpleNamespace(said=[], shown=[])
    session.said.connect(heard.said.append)
    session.shown.connect(heard.shown.append)
    return heard


@pytest.fixture
def grouped(db, people):
    """A round whose four groups of six are as good as can be; its id."""
    round_id = add_round(db, 1, "Induction")
    preparation = prepare_forming(db, round_id)
    keep_proposal(db, preparation, form(preparation.request, steps=100))
    proposal = list_proposals(db, round_id)[0]
    accept_proposal(db, proposal.id, proposal.version)
    return round_id


@pytest.fixture
def open_page(qtbot, session):
    """Open the page; it is shown at the size of a small laptop's window."""

    def open_now():
        page = open_groups_page(session)
        qtbot.addWidget(page)
        page.resize(1070, 700)
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        return page

    return open_now


@pytest.fixture
def show_view():
    """Go to one of the page's views by its tab's name."""

    def show(page, name):
        names = [page.tabs.tabText(at) for at in range(page.tabs.count())]
        page.tabs.setCurrentIndex(names.index(name))

    return show
