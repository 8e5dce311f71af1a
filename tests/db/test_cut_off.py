"""Steps taken off the end of the journal, and values that no column of a file should hold."""

from dataclasses import asdict
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import insert, select, text

from cohort_desk.db import journal
from cohort_desk.db.audit import examine
from cohort_desk.db.tables import AgencyRow, CohortRow, StepRow
from cohort_desk.domain.errors import NotFound, RecordDamaged
from cohort_desk.services.programmes import read_programme


def add_agency(db, name):
    with db.begin(f"addition of {name}") as work:
        work.session.add(AgencyRow(name=name, name_key=name.lower(), sector="police"))


@pytest.fixture
def kept(db):
    """A programme whose journal has five steps that no trigger keeps."""
    for number in range(1, 6):
        add_agency(db, f"Council {number}")
    alter(db, "DROP TRIGGER step_no_delete", "DROP TRIGGER step_change_no_delete")
    alter(db, "DROP TRIGGER step_change_no_update")
    return db


def alter(db, *statements):
    with db.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def found(db, check):
    (finding,) = [each for each in examine(db) if each.check == check]
    return finding


def test_a_journal_that_was_cut_short_says_how_many_steps_are_missing(kept):
    alter(
        kept,
        "DELETE FROM step_change WHERE step_id >= 4",
        "DELETE FROM step WHERE id >= 4",
        "DELETE FROM agency WHERE id >= 4",
    )
    assert found(kept, "records").in_order
    history = found(kept, "history")
    assert not history.in_order
    assert "2 steps are missing at the end, after step 3" in history.detail
    assert "2 changes are missing at the end" in history.detail
    add_agency(kept, "Council 6")
    assert "2 steps are missing, the first of them step 4" in found(kept, "history").detail


def test_a_count_that_was_set_back_is_told_too(kept):
    alter(kept, "UPDATE sqlite_sequence SET seq = 2 WHERE name = 'step'")
    assert "no longer knows how many steps it has had" in found(kept, "history").detail


def fail_half_way(db):
    """Write a step and its record, and fail before they are committed."""
    with db.begin("addition") as work:
        work.session.add(AgencyRow(name="Council 2", name_key="council 2", sector="police"))
        work.session.flush()
        values = {"at": datetime.now(UTC), **asdict(journal.Step("addition", "Ann", "a"))}
        work.session.connection().execute(insert(StepRow), {**values, "digest": "0"})
        raise NotFound("Something it needs is gone.")


def test_a_step_that_failed_leaves_no_gap_to_be_told(any_db):
    add_agency(any_db, "Council 1")
    with pytest.raises(NotFound):
        fail_half_way(any_db)
    add_agency(any_db, "Council 3")
    assert found(any_db, "history").in_order
    with any_db.read() as work:
        first, *_, last = work.session.scalars(select(StepRow.id).order_by(StepRow.id))
    assert last - first == (1 if any_db.is_file else 2)


def test_what_cannot_be_read_is_a_finding_and_no_end_of_the_check(kept):
    with kept.begin("first day of the cohort") as work:
        work.need(CohortRow, 1).starts_on = date(2026, 9, 1)
    alter(kept, "UPDATE cohort SET starts_on = 'never'", "UPDATE agency SET sector = 'fire'")
    records = found(kept, "records")
    assert "cohort 1 (cohort) cannot be read; last changed by step 6" in records.detail
    assert "agency 5 (agency) has sector fire" in records.detail
    with pytest.raises(RecordDamaged, match="restore the newest good backup"):
        read_programme(kept)


@pytest.mark.parametrize(
    "spoilt",
    [
        "UPDATE step SET at = 'never' WHERE id = 2",
        "UPDATE step_change SET after = '{' WHERE id = 2",
    ],
)
def test_a_journal_that_cannot_be_read_keeps_no_other_check_from_its_answer(kept, spoilt):
    alter(kept, "DROP TRIGGER step_no_update", spoilt)
    findings = {each.check: each for each in examine(kept)}
    assert not findings["history"].in_order
    assert "was changed outside Cohort Desk" in findings["history"].detail
    assert findings["files"].in_order
