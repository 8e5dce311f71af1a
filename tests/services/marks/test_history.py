"""No mark changes without a row of history, whatever way it comes."""

import ast
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

import cohort_desk.services
from cohort_desk.db.audit import examine
from cohort_desk.db.journal import row_key
from cohort_desk.db.tables import (
    AgreementRow,
    CriterionMarkRow,
    MarkRow,
    StepChangeRow,
    StepRow,
)
from cohort_desk.services import history
from cohort_desk.services.marks.agreeing import (
    Settlement,
    read_agreements,
    settle,
    unsettle,
)
from cohort_desk.services.marks.desk import open_desk
from cohort_desk.services.marks.marking import finish, put_feedback, put_mark, put_note
from cohort_desk.services.marks.moderating import draw_sample, send_back
from cohort_desk.services.marks.reopening import reopen_mark
from cohort_desk.services.marks.tasks import TaskKey

TABLES = (MarkRow, CriterionMarkRow, AgreementRow)
WILL, XENA, YUSUF = 2, 3, 4
SERVICES = Path(cohort_desk.services.__file__).parent


def snapshot(db):
    """Every row of the tables of marks, by table and key."""
    with db.read() as work:
        return {
            (table.__tablename__, row_key(row)): {
                column.name: str(getattr(row, column.name)) for column in table.__table__.c
            }
            for table in TABLES
            for row in work.session.scalars(select(table))
        }


def newest(db):
    with db.read() as work:
        return work.session.scalar(select(func.max(StepRow.id))) or 0


def journalled_since(db, step_id):
    with db.read() as work:
        rows = work.session.scalars(select(StepChangeRow).where(StepChangeRow.step_id > step_id))
        return {(row.table_name, tuple(row.row_key)) for row in rows}


def paths(report):
    """Every service that writes marks, in an order in which each may be called."""
    will, xena = TaskKey(report, WILL), TaskKey(report, XENA)

    def settle_anew(db):
        settle(db, report, Settlement(Decimal(54), "Both read it again", "Will and Xena"))

    for key, mark in ((will, 50), (xena, 58)):
        for criterion in (1, 2, 3):
            yield lambda db, k=key, c=criterion, m=mark: put_mark(db, k, c, Decimal(m), None)
    yield lambda db: put_feedback(db, will, 1, "Good.", open_desk(db, will).criteria[0].version)
    yield lambda db: put_feedback(db, will, None, "Good.", None)
    yield lambda db: put_note(db, will, "Mine", open_desk(db, will).version)
    yield lambda db: finish(db, will)
    yield lambda db: finish(db, xena)
    yield settle_anew
    yield lambda db: unsettle(db, report, read_agreements(db, 1).lines[1].version)
    yield settle_anew
    yield lambda db: reopen_mark(db, will, "A slip of the pen")
    yield history.undo
    yield lambda db: send_back(db, draw_sample(db, (1, 1), YUSUF, 7), 1, "Read it together.")


def test_every_service_that_changes_a_mark_leaves_a_step(office, report):
    changed = 0
    for path in paths(report):
        before, step = snapshot(office), newest(office)
        path(office)
        after = snapshot(office)
        differing = {key for key in before | after if before.get(key) != after.get(key)}
        assert differing <= journalled_since(office, step)
        changed += len(differing)
    assert changed > 20
    assert all(finding.in_order for finding in examine(office))


@pytest.mark.parametrize("table", TABLES)
def test_marks_cannot_be_written_past_the_journal(office, report, table):
    with (
        pytest.raises(RuntimeError, match="so that the journal sees them"),
        office.begin("sly") as work,
    ):
        work.session.execute(update(table).values(version=7))


def test_no_service_opens_a_door_past_the_journal():
    """Bulk writes, raw connections and unjournalled transactions stay in the layer below."""
    doors = {"begin_unjournalled", "exec_driver_sql", "bulk_update_mappings", "bulk_save_objects"}
    found = {
        (path.name, node.attr)
        for path in (SERVICES / "marks").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in doors
    }
    assert found == set()


def test_a_marker_reads_the_history_of_their_own_marking_alone(office, report):
    will, xena = TaskKey(report, WILL), TaskKey(report, XENA)
    version = put_mark(office, will, 1, Decimal("62.5"), None)
    put_mark(office, will, 1, Decimal(64), version)
    put_mark(office, xena, 1, Decimal(71), None)
    entries = history.history_of(office, "mark", open_desk(office, will).mark_id)
    told = [(c.field, c.old, c.new) for entry in entries for c in entry.changes if c.new]
    assert told == [("Mark", "62.5", "64"), ("Mark", "", "62.5")]
    with office.read() as work:
        names = list(work.session.scalars(select(StepRow.name)))
    assert not any("71" in name for name in names), "other windows read the names of steps"
