"""Who can be given a certificate, who cannot and why."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from cohort_desk.db.tables import AttendanceRow, TaughtSessionRow
from cohort_desk.domain.awards.facts import Outcome
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.regulations.rules import AttendanceRules, Regulations
from cohort_desk.reports.certificates.issuing import ready_certificates
from cohort_desk.services.boards import (
    Ruling,
    Subject,
    chairs_action,
    list_boards,
    read_sheet,
)
from cohort_desk.services.certificates.ready import State, list_subjects, read_ready
from cohort_desk.services.people import edit_person, read_person
from cohort_desk.services.regulations import follow, read_regulations, save_set

READY, NOT_READY, ISSUED = State


def lines(db, kind=Kind.AWARD, module_id=None):
    return {line.participant_id: line for line in read_ready(db, 1, kind, module_id)}


def test_an_award_is_ready_once_a_board_has_ratified_a_pass(ratified):
    found = lines(ratified)
    assert [(line.state, line.outcome) for line in found.values()] == [
        (READY, "Distinction"),
        (READY, "Merit"),
        (READY, "Merit"),
        (NOT_READY, "Referred"),
        (READY, "Pass"),
        (NOT_READY, "Not yet"),
    ]
    assert found[4].reason == "The Summer board decided “Referred”."


def test_nothing_is_ready_before_a_board_has_ratified(marked):
    found = lines(marked.db)
    assert {line.state for line in found.values()} == {NOT_READY}
    assert found[1].reason == "No board has ratified this person’s award yet."


def test_a_module_is_ready_for_those_who_passed_it(ratified):
    found = lines(ratified, Kind.MODULE, 1)
    assert [key for key, line in found.items() if line.state is READY] == [1, 2, 3, 5, 6]
    assert found[4].reason == "LE: “Referred” with a mark of 45, by the Summer board."


def test_a_chairs_action_counts_at_once(ratified):
    board = list_boards(ratified, 1)[0]
    (dee,) = [each for each in read_sheet(ratified, 1, board.id).lines if each.participant_id == 4]
    ruling = Ruling(Outcome.PASSED, reason="A mark was copied wrongly")
    chairs_action(ratified, board.id, Subject(4), ruling, dee.decision.id)
    assert lines(ratified)[4].state is READY


def test_an_issued_one_is_told_with_its_serial(office):
    office.issue(1)
    found = lines(office.db)
    assert found[1].state is ISSUED
    assert found[1].serial.endswith("-0001")
    assert found[2].state is READY


def test_a_name_that_no_font_can_print_is_told_with_the_character(ratified):
    person = read_person(ratified, 2)
    edit_person(ratified, 2, person.version, {"given_name": "B\U000131a3n"})
    refused = ready_certificates(ratified, 1, Kind.AWARD)
    (line,) = [each for each in refused if each.participant_id == 2]
    assert line.state is State.NOT_READY
    assert line.reason == (
        "This name has characters that no font here can print: 𓆣 U+131A3. "
        "Give it in another spelling, such as in Latin letters."
    )


def test_attendance_is_ready_when_enough_of_the_sessions_were_attended(ratified):
    _hold_sessions(ratified, {1: "pppp", 2: "ppaa", 3: "plee", 4: "aaaa"})
    _require(ratified, Decimal("0.75"))
    found = lines(ratified, Kind.ATTENDANCE)
    assert {key: line.state for key, line in found.items() if key in (1, 2, 3)} == {
        1: READY,
        2: NOT_READY,
        3: READY,
    }
    assert found[2].reason == "Attended 50% of the sessions that count; 75% are needed."
    assert found[5].reason == "No session is recorded that this person attended."


def test_attendance_waits_for_the_last_session(ratified):
    _hold_sessions(ratified, {1: "pp"}, ahead=timedelta(days=3))
    assert lines(ratified, Kind.ATTENDANCE)[1].reason.startswith(
        "The last session is still to come: Day 2"
    )


def test_subjects_are_counted(office):
    office.issue(1)
    award, *modules, attendance = list_subjects(office.db, 1)
    assert (award.ready, award.issued, award.people) == (3, 1, 6)
    assert [subject.title for subject in modules] == [
        "LE Module LE",
        "SY Module SY",
        "IN Module IN",
    ]
    assert attendance.ready == 0


def _hold_sessions(db, records, ahead=timedelta(days=-9)):
    statuses = {"p": "present", "l": "late", "e": "excused", "a": "absent"}
    count = max(map(len, records.values()))
    with db.begin("sessions") as work:
        for number in range(1, count + 1):
            ends = datetime.now(UTC) + ahead - timedelta(days=count - number)
            work.session.add(
                TaughtSessionRow(
                    id=number,
                    cohort_id=1,
                    title=f"Day {number}",
                    starts_at=ends - timedelta(hours=6),
                    ends_at=ends,
                )
            )
        for person, own in records.items():
            for number, letter in enumerate(own, 1):
                status = statuses[letter]
                row = {"session_id": number, "participant_id": person, "status": status}
                work.session.add(AttendanceRow(**row))


def _require(db, least):
    rules = Regulations(attendance=AttendanceRules(least=least))
    version = read_regulations(db, 1).version
    follow(db, 1, save_set(db, "With attendance", rules), version)
