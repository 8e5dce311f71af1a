"""The inbox tells what waits, for whom, how long, and how full its pot is."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cohort_desk.db.tables import OfficerRow, StoredFileRow
from cohort_desk.domain.errors import FileSpoilt
from cohort_desk.services.savings.claims.decisions import reject_claim
from cohort_desk.services.savings.claims.inbox import (
    EVERY_STATE,
    PotRoom,
    read_evidence,
    read_inbox,
)
from cohort_desk.services.savings.claims.records import LIVE
from savings_office import FLEET, POLICE_VALIDATOR, TODAY, VALIDATOR, VETTING

AUTUMN = {"from_on": date(2025, 10, 1), "to_on": date(2025, 12, 31)}


def test_a_claim_waits_with_all_that_its_validator_needs(office_anywhere):
    office = office_anywhere
    earlier = office.claim(VETTING, 100)
    office.validate(earlier, 100)
    made = office.claim(VETTING, 5_000_000, **AUTUMN)
    later = datetime.now(UTC).date() + timedelta(days=12)
    (waiting,) = read_inbox(office.db, today=later)
    assert waiting.claim.id == made
    assert 11 <= waiting.days <= 12
    assert (waiting.benefit, waiting.project) == ("Shared vetting", "One service")
    assert (waiting.cohort, waiting.owner) == ("2026 intake", "Olu Owner")
    assert waiting.quote == "projected to save c £150K annually"
    assert (waiting.baseline_value, waiting.unit) == ("400000", "£ a year")
    assert waiting.agencies == ("Leeds City Council", "West Yorkshire Police")
    assert waiting.pot == PotRoom(1, "Vetting budget", 15_000_000, 100, 5_000_100)
    assert waiting.pot.left == 9_999_900
    assert [claim.id for claim in waiting.earlier] == [earlier]
    assert (waiting.validator_agency, waiting.validator_left) == ("Leeds City Council", None)


def test_the_inbox_of_a_cohort_or_an_officer_holds_what_is_theirs(office):
    first, second = office.claim(VETTING), office.claim(FLEET)
    assert [one.claim.id for one in read_inbox(office.db)] == [first, second]
    assert [one.claim.id for one in read_inbox(office.db, cohort_id=2)] == [second]
    assert [one.claim.id for one in read_inbox(office.db, validator_id=VALIDATOR)] == [first]
    assert read_inbox(office.db, cohort_id=1, validator_id=POLICE_VALIDATOR) == ()


def test_what_was_decided_leaves_the_inbox_and_can_still_be_asked_for(office):
    rejected, validated = office.claim(VETTING), office.claim(FLEET)
    reject_claim(office.db, rejected, VALIDATOR, "partial", "No invoices", decided_on=TODAY)
    office.validate(validated, 100, officer=POLICE_VALIDATOR)
    assert read_inbox(office.db) == ()
    every = {one.claim.id: one for one in read_inbox(office.db, states=EVERY_STATE)}
    assert set(every) == {rejected, validated}
    assert (every[rejected].pot.others, every[rejected].pot.claimed) == (5_000_000, 5_000_000)
    assert (every[validated].pot.others, every[validated].pot.claimed) == (0, 5_000_000)
    assert {one.claim.id for one in read_inbox(office.db, states=LIVE)} == {validated}
    assert every[validated].days == 0


def test_a_validator_who_left_is_told_of(office):
    office.claim()
    office.change(OfficerRow, VALIDATOR, left_on=date(2026, 5, 1))
    (waiting,) = read_inbox(office.db)
    assert waiting.validator_left == date(2026, 5, 1)


def test_evidence_that_was_altered_is_not_shown_as_evidence(office):
    claim = office.read(office.claim())
    with office.db.begin_unjournalled() as work:
        work.session.get_one(StoredFileRow, claim.evidence[0].sha256).content = b"altered"
    with pytest.raises(FileSpoilt, match="no longer what was handed in"):
        read_evidence(office.db, claim.evidence[0].sha256)


def test_a_validator_is_told_what_to_look_at_twice(office):
    office.claim(pence=1_000_000)
    assert read_inbox(office.db, today=TODAY)[0].doubts == ()
    office.claim(FLEET, 1_000_000)
    office.claim(pence=1_000_000, from_on=date(2026, 4, 1), to_on=date(2026, 4, 30))
    doubts = {each.claim.id: each.doubts for each in read_inbox(office.db, today=TODAY)}
    assert doubts[2] == (
        "The file “Invoice 2025.pdf” already supports another claim, on “Shared vetting”.",
    )
    assert doubts[3][0] == (
        "£10,000 is claimed on this benefit in 2026/27, more than the £0 that is forecast for "
        "that year."
    )
