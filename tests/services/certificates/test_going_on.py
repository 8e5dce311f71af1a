"""Batches that were cut short, after certificates of before had been revoked."""

import pytest

from cohort_desk.domain.errors import Cancelled
from cohort_desk.services.certificates import carrying_out
from cohort_desk.services.certificates.batches import list_batches
from cohort_desk.services.certificates.issuing import issue, resume_batch
from cohort_desk.services.certificates.register import (
    of_person,
    read_certificates,
    read_register,
)
from cohort_desk.services.certificates.status import revoke

ADA, BEN, CY, EVE = 1, 2, 3, 5


def test_a_batch_goes_on_to_those_whose_older_certificate_was_revoked(office, monkeypatch):
    def stop_in_the_second_chunk(done, _total):
        if done == 2:
            raise Cancelled

    monkeypatch.setattr(carrying_out, "AT_ONCE", 2)
    office.issue(BEN, CY, EVE)
    for entry in read_register(office.db):
        revoke(office.db, entry.id, entry.version, "error", "Printed with a wrong logo")
    people = (ADA, BEN, CY, EVE)
    with pytest.raises(Cancelled):
        issue(office.db, office.request(*people), office.press, stop_in_the_second_chunk)
    batch, _older = list_batches(office.db)
    assert (batch.issued, batch.left, batch.finished) == (2, 2, False)
    # What is revoked since the batch began is not issued again unasked.
    ben = next(each for each in of_person(office.db, BEN) if each.status == "valid")
    revoke(office.db, ben.id, ben.version, "lost", "Fell into a puddle")
    resumed = resume_batch(office.db, batch.id, office.press)
    holders = [
        each.participant_id for each in read_certificates(office.db, resumed.certificate_ids)
    ]
    assert holders == [ADA, BEN, CY, EVE]
    assert list_batches(office.db)[0].finished
