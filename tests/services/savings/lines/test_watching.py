"""Who is gone, what is overdue, what has not lasted, what is unsettled, and pots nearly full."""

from datetime import date

import pytest
from sqlalchemy import event

from cohort_desk.db.tables import ParticipantRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings.fields import BenefitEntry, OfficerFields
from cohort_desk.domain.savings.watching import Alarm
from cohort_desk.domain.savings.words import Rung
from cohort_desk.services.home.standing import read_standing
from cohort_desk.services.people import edit_person, withdraw_people
from cohort_desk.services.savings.benefits import entering as lines
from cohort_desk.services.savings.benefits import events, officers
from cohort_desk.services.savings.benefits.lists import list_benefits
from cohort_desk.services.savings.benefits.records import read_benefit
from cohort_desk.services.savings.benefits.watching import count_alarms, read_watch
from cohort_desk.ui.home.presenter.standing import oddities_of
from savings_office import FLEET, LEEDS, OWNER, POLICE, TODAY, VETTING, furnish


def version(db, benefit_id):
    return read_benefit(db, benefit_id, TODAY).line.version


@pytest.fixture
def owned(office):
    """Have both benefits owned by an officer who is a participant at Leeds."""
    with office.db.begin("a participant") as work:
        names = {"given_name": "Olu", "family_name": "Owner"}
        work.session.add(ParticipantRow(id=1, cohort_id=1, agency_id=LEEDS, **names))
    fields = OfficerFields(name="Olu Owner", agency_id=LEEDS, participant_id=1)
    officers.edit_officer(office.db, OWNER, 1, fields)
    return office


def orphans(office, cohort_id=None):
    return [(w.line.title, w.what) for w in read_watch(office.db, cohort_id, TODAY).orphans]


def test_an_owner_who_withdraws_from_the_course_leaves_orphans(owned):
    assert orphans(owned) == []
    withdraw_people(owned.db, [1])
    assert orphans(owned) == [
        ("Shared fleet", "Olu Owner withdrew from the course."),
        ("Shared vetting", "Olu Owner withdrew from the course."),
    ]
    assert [title for title, _what in orphans(owned, cohort_id=1)] == ["Shared vetting"]


def test_an_owner_who_goes_to_another_agency_leaves_orphans(owned):
    edit_person(owned.db, 1, 1, {"agency_id": POLICE})
    what = "Olu Owner has left Leeds City Council for West Yorkshire Police."
    assert orphans(owned)[0] == ("Shared fleet", what)


def test_orphans_are_reassigned_together_to_somebody_who_is_there(office):
    officers.mark_left(office.db, OWNER, 1, date(2026, 5, 3), TODAY)
    assert orphans(office)[1][1] == "Olu Owner left the post on 3 May 2026."
    with pytest.raises(RuleBroken, match=r"^Olu Owner left the post on 3 May 2026\. Choose"):
        lines.enter_benefits(
            office.db,
            [BenefitEntry(project_id=1, title="New", pence=1, first_year=2025, owner_id=OWNER)],
        )
    new = officers.add_officer(office.db, OfficerFields(name="Noor New", agency_id=LEEDS))
    assert lines.reassign(office.db, [1, 2], new) == 2
    assert orphans(office) == []


def test_the_watch_says_what_each_thing_is(office, enter):
    enter(title="Rough", approximate=True, basis="unknown")
    by_year = ((2025, 10_000_00), (2026, 20_000_00))
    enter(title="Rising", approximate=True, years=2, by_year=by_year)
    enter(title="Once", approximate=True, recurrent=False, pence=900_000, years=1)
    office.validate(office.claim(pence=14_000_000), pence=14_000_000)
    watch = read_watch(office.db, None, date(2027, 7, 1))
    assert [each.what for each in watch.unsettled] == [
        "The source says about £9,000.",
        "The source says about £30,000 over 2 years.",
        "The source says about £150,000 a year for 5 years. Gross or net not known.",
    ]
    assert [(each.line.id, each.what) for each in watch.unsustained] == [
        (VETTING, "Validated for 2025/26, but nothing for 2026/27.")
    ]
    assert [each.what for each in watch.pots_near] == [
        "£140,000 of £150,000 is claimed for 2025/26; £10,000 is left."
    ]
    overdue = {each.line.title: each.what for each in watch.overdue}
    assert overdue["Shared fleet"] == "An update was due on 1 September 2026."
    assert watch.count == len(watch.lines) + 1


def test_lists_are_the_same_on_a_file_and_on_postgresql(any_db):
    office = furnish(any_db)
    office.validate(office.claim(pence=6_000_000), pence=5_000_000)
    office.claim(FLEET, pence=1_000_000)
    events.override_status(any_db, FLEET, version(any_db, FLEET), "amber", "A post is still filled")
    events.write_update(any_db, VETTING, version(any_db, VETTING), "On the way")
    fleet, vetting = list_benefits(any_db, None, TODAY)
    assert (vetting.rung, vetting.claimed, vetting.validated) == (
        Rung.VALIDATED,
        6_000_000,
        5_000_000,
    )
    assert (fleet.rung, fleet.claimed, fleet.status.shown) == (Rung.CLAIMED, 1_000_000, "amber")
    assert vetting.agencies == ("Leeds City Council", "West Yorkshire Police")
    assert read_benefit(any_db, VETTING, TODAY).line == vetting
    officers.mark_left(any_db, OWNER, 1, date(2026, 5, 3), TODAY)
    assert len(read_watch(any_db, None, TODAY).orphans) == 2


def test_home_tells_of_a_cohorts_orphans_and_where_they_are_reassigned(office):
    officers.mark_left(office.db, OWNER, 1, date(2026, 5, 3), TODAY)
    with office.db.read() as work:
        assert count_alarms(work, 1, TODAY) == ((Alarm.ORPHANED, 1),)
    said = [each for each in oddities_of(read_standing(office.db, 1)) if each.page == "savings"]
    assert said[0].sentence == ("1 benefit lost its owner, who left the post, course or agency.")
    assert said[0].record == ("watch", Alarm.ORPHANED)


def test_an_office_has_one_officer_of_a_name_at_an_agency(office):
    with pytest.raises(RuleBroken) as refusal:
        officers.add_officer(office.db, OfficerFields(name=" olu  OWNER ", agency_id=LEEDS))
    assert str(refusal.value) == (
        "Leeds City Council has an officer Olu Owner already. Choose that one, or tell the two "
        "apart by name."
    )
    there = officers.add_officer(office.db, OfficerFields(name="Olu Owner", agency_id=POLICE))
    with office.db.read() as work:
        assert not officers.same_person(work, OWNER, there)


def test_one_participant_is_one_person_however_they_are_named(owned):
    with pytest.raises(RuleBroken, match=r"^Olu Owner is an officer already: Olu Owner\. "):
        officers.add_officer(
            owned.db, OfficerFields(name="O. Owner", agency_id=POLICE, participant_id=1)
        )


def test_a_list_takes_as_many_queries_for_many_benefits_as_for_few(office):
    def queries():
        asked = []
        note = lambda *_: asked.append(1)  # noqa: E731
        event.listen(office.db.engine, "before_cursor_execute", note)
        list_benefits(office.db, None, TODAY)
        event.remove(office.db.engine, "before_cursor_execute", note)
        return len(asked)

    few = queries()
    more = [
        BenefitEntry(project_id=1, title=f"B{number}", pence=100, first_year=2025, owner_id=OWNER)
        for number in range(40)
    ]
    lines.enter_benefits(office.db, more)
    assert queries() == few
