"""Looking a programme through, on both databases."""

from contextlib import closing

from cohort_desk.db import driver
from cohort_desk.services import programmes


def test_a_sound_programme_is_in_order(any_db):
    for year in (2027, 2028):
        programmes.add_cohort(any_db, f"{year} intake")
    findings = programmes.check(any_db)
    assert all(finding.in_order for finding in findings)
    history = next(finding for finding in findings if finding.check == "history")
    assert history.detail == "2 steps, unbroken"


def test_a_step_that_was_taken_out_of_the_history_is_missed(db):
    for year in (2027, 2028):
        programmes.add_cohort(db, f"{year} intake")
    with closing(driver.connect(db.place)) as behind_its_back:
        behind_its_back.execute("DROP TRIGGER step_no_delete")
        behind_its_back.execute("DELETE FROM step WHERE id = 2")
    history = next(each for each in programmes.check(db) if each.check == "history")
    assert (history.in_order, history.detail) == (False, "altered: step 2 is missing")
