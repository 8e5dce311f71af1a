"""What a participant's home page says."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from cohort_desk.db.tables import AssessmentRow, ModuleRow, ParticipantRow, SittingRow
from cohort_desk.services.home.due import read_due
from cohort_desk.services.home.own import Own, OwnMark
from cohort_desk.services.submissions import Due, Owner, grant_extension
from cohort_desk.ui.home.presenter.own import own_page

ONE = Due(1, 1, Owner(participant_id=1))


def test_it_lists_what_is_to_be_handed_in_with_ones_own_deadline(db):
    now = datetime.now(UTC).replace(microsecond=0)
    with db.begin("work") as work:
        work.session.add(
            ModuleRow(id=1, cohort_id=1, code="M1", title="Leading", credits=20, position=1)
        )
        work.session.add(ParticipantRow(id=1, cohort_id=1, family_name="Khan"))
        for key, title, weeks in ((1, "Essay", 1), (2, "Reflection", 2), (3, "Talk", -1)):
            work.session.add(
                AssessmentRow(id=key, module_id=1, title=title, weight=100, position=key)
            )
            due = now + timedelta(weeks=weeks)
            work.session.add(SittingRow(assessment_id=key, number=1, deadline=due))
    grant_extension(db, ONE, now + timedelta(weeks=3), "Illness")
    due = read_due(db, 1)
    assert [(each.assessment, each.late) for each in due] == [
        ("Talk", True),
        ("Reflection", False),
        ("Essay", False),
    ]
    assert due[-1].deadline == now + timedelta(weeks=3)
    lines = [line.text for line in own_page(own(), due).due]
    assert lines[0].startswith("M1 · Talk: was due ")
    assert lines[1].startswith("M1 · Reflection: ")


def test_it_says_what_provisional_means_while_a_mark_is_so():
    provisional = own_page(own(OwnMark("M1", "Essay", 1, Decimal(61), confirmed=False)), ())
    assert provisional.marks[0].text == "M1 · Essay: 61 (provisional)"
    assert "may still change" in provisional.marks_note
    confirmed = own_page(own(OwnMark("M1", "Essay", 1, Decimal(61), confirmed=True)), ())
    assert confirmed.marks_note == ""


def own(*marks):
    return Own(1, "Ann Khan", "2026 intake", 1, None, (), marks, "", "")
