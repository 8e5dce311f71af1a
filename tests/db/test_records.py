"""A record that another program changed is found, and named."""

import subprocess

import pytest
from sqlalchemy import text

from cohort_desk.db.audit import examine
from cohort_desk.db.database import Database
from cohort_desk.db.replay import replay
from cohort_desk.db.tables import AgencyRow, StepRow, TutorRow


def add_agency(db, name="Northtown Council"):
    with db.begin(f"addition of {name}") as work:
        row = AgencyRow(name=name, name_key=name.lower(), sector="police")
        work.session.add(row)
        work.session.flush()
        return row.id


def records(db):
    (found,) = [finding for finding in examine(db) if finding.check == "records"]
    return found


def change_outside(db, statement):
    with db.engine.begin() as connection:
        connection.execute(text(statement))


def test_records_that_only_steps_changed_are_in_order(any_db):
    agency_id = add_agency(any_db)
    with any_db.begin("change of sector") as work:
        work.need(AgencyRow, agency_id).sector = "fire"
    with any_db.begin("deletion") as work:
        work.session.delete(work.need(AgencyRow, agency_id))
    with any_db.read() as work:
        newest = max(work.session.query(StepRow.id))[0]
    replay(any_db, newest, "undo")
    assert (records(any_db).in_order, records(any_db).detail) == (
        True,
        "as the history left them",
    )


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE agency SET sector = 'fire'",
            (
                "agency 1 (agency) has sector fire, where police was written; "
                "last changed by step 1, addition of Northtown Council"
            ),
        ),
        ("DELETE FROM agency", "agency 1 (agency) is missing; last changed by step 1"),
        (
            (
                "INSERT INTO agency (id, name, name_key, short_name, sector, kind, code_scheme,"
                " region, notes, version) VALUES (7, 'X', 'x', '', 'fire', '', '', '', '', 1)"
            ),
            "agency 7 (agency) was added by no step",
        ),
    ],
)
def test_a_record_changed_outside_is_named(any_db, statement, said):
    before = Database(any_db.engine, "Alice")
    add_agency(before)
    with any_db.read() as work:
        offset = work.session.scalar(text("SELECT max(id) FROM step")) - 1
    change_outside(any_db, statement)
    found = records(any_db)
    assert not found.in_order
    assert said.replace("step 1", f"step {1 + offset}") in found.detail


def test_what_the_sqlite3_shell_altered_is_found(db):
    """The system's own shell, on a file that nobody has open."""
    with db.begin("addition of a tutor") as work:
        work.session.add(TutorRow(name="Tutor A"))
    db.close()
    altered = "UPDATE tutor SET name = 'Tutor B'"
    subprocess.run(["sqlite3", str(db.place), altered], check=True)
    found = records(db)
    assert found.detail.endswith(
        "tutor 1 (tutor) has name Tutor B, where Tutor A was written; "
        "last changed by step 1, addition of a tutor"
    )
