"""Where a cohort stands."""

import shutil
from datetime import UTC, datetime, timedelta

from cohort_desk.db.tables import (
    AgencyRow,
    AssessmentRow,
    GroupRow,
    MembershipRow,
    ModuleRow,
    ParticipantRow,
    RoundRow,
    SittingRow,
    SubmissionRow,
)
from cohort_desk.domain.awards.facts import Outcome
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.services.boards import Ruling, Subject, chairs_action, list_boards, read_sheet
from cohort_desk.services.certificates.register import read_register
from cohort_desk.services.home.standing import read_standing
from cohort_desk.services.programmes import open_programme
from cohort_desk.ui.home.presenter.standing import oddities_of


def test_counts_leave_out_who_has_withdrawn_and_other_cohorts(any_db):
    assert read_standing(any_db, 1).people == 0
    with any_db.begin("arrivals") as work:
        work.session.add(AgencyRow(id=1, name="Vale", name_key="vale", sector="police"))
        for key, status, agency in (
            (1, "enrolled", 1),
            (2, "enrolled", None),
            (3, "withdrawn", None),
        ):
            work.session.add(
                ParticipantRow(
                    id=key, cohort_id=1, family_name="Khan", status=status, agency_id=agency
                )
            )
        work.session.add(
            RoundRow(
                id=1, cohort_id=1, name="One", position=1, recipe={}, created_at=datetime.now(UTC)
            )
        )
        work.session.add(GroupRow(id=1, round_id=1, name="Group 1", position=1))
        for person in (1, 3):
            work.session.add(MembershipRow(round_id=1, participant_id=person, group_id=1))
    standing = read_standing(any_db, 1)
    assert (standing.people, standing.withdrawn, standing.agencies) == (2, 1, 1)
    assert (standing.without_agency, standing.same_names) == (1, 2)
    assert [(each.placed, each.version) for each in standing.rounds] == [(1, 0)]
    assert standing.recent[0].step == "Arrivals"


def test_who_has_completed_is_counted_like_who_is_enrolled(any_db):
    with any_db.begin("end of the year") as work:
        for status in ("enrolled", "completed", "completed", "withdrawn"):
            work.session.add(ParticipantRow(cohort_id=1, family_name="Khan", status=status))
    standing = read_standing(any_db, 1)
    assert (standing.people, standing.completed, standing.withdrawn) == (3, 2, 1)
    assert (standing.without_agency, standing.same_names) == (3, 3)


def test_what_is_not_due_yet_is_not_missing(any_db):
    now = datetime.now(UTC)
    with any_db.begin("work") as work:
        work.session.add(
            ModuleRow(id=1, cohort_id=1, code="M1", title="Leading", credits=20, position=1)
        )
        for key in (1, 2, 3):
            work.session.add(ParticipantRow(id=key, cohort_id=1, family_name="Khan"))
        for key, title, weeks in ((1, "Essay", -1), (2, "Reflection", 9), (3, "Talk", None)):
            work.session.add(
                AssessmentRow(id=key, module_id=1, title=title, weight=100, position=key)
            )
            due = None if weeks is None else now + timedelta(weeks=weeks)
            work.session.add(SittingRow(assessment_id=key, number=1, deadline=due))
        for key in (1, 2):
            handed_in = {"participant_id": 1, "code": f"W{key}", "submitted_at": now}
            work.session.add(SubmissionRow(assessment_id=key, sitting=1, **handed_in))
    progress = read_standing(any_db, 1).progress
    assert (progress.submitted, progress.due, progress.due_later) == (2, 4, 5)
    assert [(late.name, late.count) for late in progress.not_handed_in] == [("Essay", 2)]


def test_a_certificate_whose_award_was_changed_since_is_odd(sample_file, tmp_path):
    db = open_programme(shutil.copy(sample_file, tmp_path / "Sample.cohort"))
    entry = next(each for each in read_register(db) if each.stands and each.kind is Kind.AWARD)
    assert read_standing(db, entry.cohort_id).fallen == 0
    board = list_boards(db, entry.cohort_id)[0]
    lines = read_sheet(db, entry.cohort_id, board.id).lines
    (decided,) = [e.decision for e in lines if e.participant_id == entry.participant_id]
    ruling = Ruling(Outcome.FAIL, reason="Plagiarism found")
    chairs_action(db, board.id, Subject(entry.participant_id), ruling, decided.id)
    standing = read_standing(db, entry.cohort_id)
    assert standing.fallen == 1
    first = oddities_of(standing)[0]
    assert first.sentence == "1 valid certificate certifies what was changed since."
    assert (first.page, first.record) == ("certificates", "fallen")
    db.close()
