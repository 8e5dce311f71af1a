"""A cohort of twelve from three agencies, and one round."""

from dataclasses import replace

import pytest

from cohort_desk.db.tables import AgencyRow, ParticipantRow
from cohort_desk.domain.forming.engine import form
from cohort_desk.domain.forming.sizes import Sizes
from cohort_desk.services.groups import (
    accept_proposal,
    add_round,
    keep_proposal,
    list_proposals,
    prepare_forming,
    read_settings,
    save_settings,
)

NAMES = (
    ("Aisha", "Khan"),
    ("Ben", "Lee"),
    ("Chloe", "Moss"),
    ("Dev", "Nair"),
    ("Ella", "Owen"),
    ("Finn", "Price"),
    ("Grace", "Quinn"),
    ("Hugo", "Reed"),
    ("Isla", "Shaw"),
    ("Jon", "Todd"),
    ("Kim", "Usher"),
    ("Liam", "Vance"),
)
AGENCIES = (
    ("Leeds City Council", "LCC", "local_government"),
    ("West Yorkshire Police", "WYP", "police"),
    ("Leeds Teaching Hospitals", "LTH", "health"),
)


@pytest.fixture
def cohort(db):
    """Aisha (1) to Liam (12), whose agencies alternate; Dev (4) reports to Aisha."""
    with db.begin("sample") as work:
        for number, (name, short_name, sector) in enumerate(AGENCIES, start=1):
            work.session.add(
                AgencyRow(id=number, name=name, name_key=name, short_name=short_name, sector=sector)
            )
        for number, (given, family) in enumerate(NAMES, start=1):
            work.session.add(
                ParticipantRow(
                    id=number,
                    cohort_id=1,
                    given_name=given,
                    family_name=family,
                    email=f"{given.lower()}@example.org",
                    agency_id=(number - 1) % 3 + 1,
                    gender="woman" if number % 2 else "man",
                    line_manager="aisha@example.org" if given == "Dev" else "",
                )
            )
    return db


@pytest.fixture
def round_id(cohort):
    """A round of groups of four."""
    round_id = add_round(cohort, 1)
    settings = read_settings(cohort, round_id)
    recipe = replace(settings.recipe, sizes=Sizes(3, 5, 4))
    save_settings(cohort, round_id, settings.version, recipe)
    return round_id


@pytest.fixture
def propose(cohort):
    """Forms a proposal for a round and returns it."""

    def form_and_keep(round_id, seed=1):
        preparation = prepare_forming(cohort, round_id)
        keep_proposal(cohort, preparation, form(preparation.request, seed=seed, steps=300))
        return list_proposals(cohort, round_id)[0]

    return form_and_keep


@pytest.fixture
def placed(cohort, round_id, propose):
    """The round once groups have been formed and accepted."""
    proposal = propose(round_id)
    accept_proposal(cohort, proposal.id, proposal.version)
    return round_id
