"""Sessions, their registers, and what everybody attended."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from cohort_desk.db.tables import AttendanceRow, ModuleRow, ParticipantRow
from cohort_desk.domain.attendance import Attendance, SessionFacts
from cohort_desk.domain.errors import EditedMeanwhile, NotFound, RuleBroken
from cohort_desk.domain.regulations.rules import AttendanceRules, Regulations
from cohort_desk.services.attendance import (
    add_session,
    attendance_of,
    copy_sessions,
    delete_sessions,
    edit_session,
    list_sessions,
    note_attendance,
    read_attendance,
    read_register,
    read_session,
    record,
    record_rest,
)
from cohort_desk.services.history import history_of, undo
from cohort_desk.services.regulations import follow, save_set

BEGUN = datetime(2026, 10, 19, 8, 30, tzinfo=UTC)
PRESENT, LATE, EXCUSED, ABSENT = Attendance
DAY = SessionFacts("Day 1", BEGUN, BEGUN + timedelta(hours=7), place="Sheffield")


@pytest.fixture
def cohort(db):
    """Aisha (1), Ben (2) and Chloe (3), who has withdrawn."""
    with db.begin("sample") as work:
        for number, name in enumerate(("Aisha Khan", "Ben Lee", "Chloe Moss"), start=1):
            given, family = name.split()
            work.session.add(
                ParticipantRow(
                    id=number,
                    cohort_id=1,
                    given_name=given,
                    family_name=family,
                    status="withdrawn" if number == 3 else "enrolled",
                )
            )
        work.session.add(
            ModuleRow(id=1, cohort_id=1, code="SYS", title="Systems", credits=20, position=0)
        )
    return db


@pytest.fixture
def day(cohort):
    return add_session(cohort, 1, DAY)


def version_of(db, session_id, person):
    entries = {entry.participant_id: entry for entry in read_register(db, session_id).entries}
    return entries[person].version


def test_the_next_session_is_a_week_after_the_last_and_as_long(cohort, day):
    second = read_session(cohort, add_session(cohort, 1))
    assert second.title == "Session 2"
    assert second.place == "Sheffield"
    assert second.starts_at - BEGUN == timedelta(weeks=1, hours=1)
    assert second.ends_at - second.starts_at == timedelta(hours=7)


def test_the_first_session_is_on_a_monday(cohort):
    first = read_session(cohort, add_session(cohort, 1))
    assert first.starts_at.weekday() == 0
    assert first.starts_at > datetime.now(UTC)


def test_a_session_is_changed_at_the_version_that_was_seen(cohort, day):
    seen = read_session(cohort, day)
    edit_session(cohort, day, seen.version, replace(DAY, title="Kick-off", module_id=1))
    assert (read_session(cohort, day).title, read_session(cohort, day).module) == (
        "Kick-off",
        "SYS",
    )
    with pytest.raises(EditedMeanwhile):
        edit_session(cohort, day, seen.version, DAY)
    with pytest.raises(RuleBroken, match="title"):
        edit_session(cohort, day, read_session(cohort, day).version, replace(DAY, title=""))


def test_a_series_is_copied_in_one_step(cohort, day):
    other = add_session(cohort, 1, replace(DAY, title="Clinic"))
    assert len(copy_sessions(cohort, [day, other], 3)) == 6
    titles = [line.title for line in list_sessions(cohort, 1)]
    assert titles == ["Day 1", "Clinic"] * 4
    undo(cohort)
    assert len(list_sessions(cohort, 1)) == 2
    with pytest.raises(RuleBroken, match="1 to 52"):
        copy_sessions(cohort, [day], 0)


def test_a_session_goes_with_its_register_and_comes_back_by_undo(cohort, day):
    record(cohort, day, 1, LATE)
    delete_sessions(cohort, [day])
    with cohort.read() as work:
        assert work.session.query(AttendanceRow).count() == 0
    with pytest.raises(NotFound):
        read_register(cohort, day)
    undo(cohort)
    assert read_session(cohort, day).counts == {LATE: 1}


def test_everybody_enrolled_is_on_the_register_and_can_be_recorded_at_once(cohort, day):
    assert [entry.name for entry in read_register(cohort, day).entries] == ["Aisha Khan", "Ben Lee"]
    record(cohort, day, 1, EXCUSED)
    note_attendance(cohort, day, 1, version_of(cohort, day, 1), " In  court ")
    assert record_rest(cohort, day) == 1
    entries = read_register(cohort, day).entries
    assert [(entry.status, entry.note) for entry in entries] == [
        (EXCUSED, "In court"),
        (PRESENT, ""),
    ]
    line = read_session(cohort, day)
    assert (line.counts, line.unrecorded) == ({EXCUSED: 1, PRESENT: 1}, 0)
    assert record_rest(cohort, day) == 0
    undo(cohort)
    assert read_session(cohort, day).unrecorded == 1


def test_a_record_is_changed_and_taken_out_at_the_version_that_was_seen(cohort, day):
    record(cohort, day, 1, PRESENT)
    with pytest.raises(EditedMeanwhile, match="Aisha Khan"):
        record(cohort, day, 1, ABSENT)
    record(cohort, day, 1, ABSENT, version_of(cohort, day, 1))
    record(cohort, day, 1, None, version_of(cohort, day, 1))
    assert read_session(cohort, day).recorded == 0
    steps = [entry.step for entry in history_of(cohort, "participant", 1)]
    assert steps[0] == "Attendance of Aisha Khan at Day 1"


def test_what_cannot_be_recorded(cohort, day):
    ahead = BEGUN - timedelta(days=1)
    with pytest.raises(RuleBroken, match="not begun"):
        record(cohort, day, 1, PRESENT, now=ahead)
    with pytest.raises(RuleBroken, match="not begun"):
        record_rest(cohort, day, now=ahead)
    with pytest.raises(RuleBroken, match="Record first"):
        note_attendance(cohort, day, 1, None, "In court")
    with pytest.raises(NotFound):
        record(cohort, day, 99, PRESENT)


def test_without_a_least_share_nobody_is_held_against_a_rule(cohort, day):
    record(cohort, day, 1, ABSENT)
    assert [one.meets for one in read_attendance(cohort, 1).people] == [None, None]


def test_only_required_sessions_that_have_begun_count(cohort, day):
    rules = Regulations(attendance=AttendanceRules(least=Decimal("0.8")))
    follow(cohort, 1, save_set(cohort, "Ours", rules), None)
    optional = add_session(cohort, 1, replace(DAY, title="Social", required=False))
    add_session(
        cohort,
        1,
        replace(
            DAY,
            starts_at=datetime.now(UTC) + timedelta(days=1),
            ends_at=datetime.now(UTC) + timedelta(days=2),
        ),
    )
    record(cohort, day, 1, PRESENT)
    record(cohort, day, 2, LATE)
    record(cohort, optional, 1, ABSENT)
    found = read_attendance(cohort, 1)
    assert found.sessions == 1
    assert [(one.share, one.meets) for one in found.people] == [(1, True), (Decimal("0.5"), False)]
    with cohort.read() as work:
        assert attendance_of(work, 1) == {1: 1, 2: Decimal("0.5")}
