"""Adding and changing people, one undoable step each."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from cohort_desk.db.tables import ParticipantRow
from cohort_desk.domain.errors import EditedMeanwhile, NotFound, RuleBroken
from cohort_desk.services.agencies import add_agency, list_agencies
from cohort_desk.services.history import history_of, read_undo_state, undo
from cohort_desk.services.people import (
    add_person,
    edit_person,
    enrol_people_again,
    find_people,
    read_people,
    read_person,
    set_for_people,
    withdraw_people,
)


@pytest.fixture
def aisha(any_db):
    return add_person(
        any_db,
        1,
        {"given_name": "Aisha", "family_name": "Khan", "email": "A.Khan@Example.org"},
    )


def test_a_person_is_added_tidied_and_enrolled(any_db, aisha):
    person = read_person(any_db, aisha)
    assert (person.name, person.email, person.status) == (
        "Aisha Khan",
        "a.khan@example.org",
        "enrolled",
    )
    assert person.placements == ()


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"given_name": "Ann"}, "family_name", "Family name is needed"),
        ({"family_name": "Lee", "email": "a.khan@EXAMPLE.org"}, "email", "Aisha Khan already has"),
        ({"family_name": "Lee", "years_of_service": "99"}, "years_of_service", "0 to 70"),
    ],
)
def test_a_bad_record_is_explained_and_nothing_is_written(any_db, aisha, values, field, sentence):
    with pytest.raises(RuleBroken, match=sentence) as caught:
        add_person(any_db, 1, values)
    assert caught.value.field == field
    assert list(find_people(any_db, 1)) == [aisha]


def test_an_edit_keeps_the_old_value_in_the_history(any_db, aisha):
    edit_person(any_db, aisha, 1, {"grade": "Band 8", "given_name": "Aisha"})
    entry = history_of(any_db, "participant", aisha)[0]
    assert [(c.field, c.old, c.new) for c in entry.changes] == [("Grade", "", "Band 8")]
    assert entry.actor == "Ann"


def test_one_may_keep_ones_own_email(any_db, aisha):
    edit_person(any_db, aisha, 1, {"email": "A.KHAN@example.org", "team": "Red"})
    assert read_person(any_db, aisha).team == "Red"


def test_an_edit_of_what_someone_else_changed_is_refused(any_db, aisha):
    edit_person(any_db, aisha, 1, {"grade": "Band 8"})
    with pytest.raises(EditedMeanwhile):
        edit_person(any_db, aisha, 1, {"team": "Red"})
    person = read_person(any_db, aisha)
    assert (person.grade, person.team) == ("Band 8", "")


def test_withdrawing_and_enrolling_again_can_be_undone_by_name(any_db, aisha):
    assert withdraw_people(any_db, [aisha]) == 1
    assert read_undo_state(any_db).undo == "withdrawal of Aisha Khan"
    assert withdraw_people(any_db, [aisha]) == 0
    assert enrol_people_again(any_db, [aisha]) == 1
    undo(any_db)
    assert read_person(any_db, aisha).status == "withdrawn"


def test_a_field_is_set_for_many_in_one_step(any_db, aisha):
    others = [add_person(any_db, 1, {"family_name": f"Lee {n}"}) for n in range(3)]
    agency = add_agency(any_db, {"name": "South Yorkshire Police", "sector": "police"})
    everyone = [aisha, *others]
    reports = []
    changed = set_for_people(
        any_db, everyone, "agency_id", agency, lambda *so_far: reports.append(so_far)
    )
    assert changed == 4
    assert reports[-1] == (4, 4)
    assert {p.agency for p in read_people(any_db, everyone).values()} == {"South Yorkshire Police"}
    undo(any_db)
    assert {p.agency for p in read_people(any_db, everyone).values()} == {""}


def test_a_public_body_becomes_an_agency_in_the_step_that_chooses_it(any_db, aisha):
    for change in (
        lambda: add_person(any_db, 1, {"family_name": "Lee", "agency_id": "Sheffield CC"}),
        lambda: edit_person(any_db, aisha, 1, {"agency_id": "Sheffield CC"}),
        lambda: set_for_people(any_db, [aisha], "agency_id", "Sheffield CC"),
    ):
        change()
        assert [each.name for each in list_agencies(any_db, 1)] == ["Sheffield City Council"]
        undo(any_db)
        assert list_agencies(any_db, 1) == ()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"email": "not an address"}, "email"),
        ({"email": "a.khan@example.org"}, "email"),
        ({"agency_id": "Nowhere Council"}, "agency_id"),
    ],
)
def test_a_refused_person_leaves_no_agency_behind(any_db, aisha, values, field):
    with pytest.raises(RuleBroken) as caught:
        add_person(any_db, 1, {"family_name": "Lee", "agency_id": "Sheffield CC", **values})
    assert caught.value.field == field
    assert list_agencies(any_db, 1) == ()


def test_what_no_longer_exists_is_said(any_db, aisha):
    with pytest.raises(NotFound, match="agency is no longer here"):
        set_for_people(any_db, [aisha], "agency_id", 9)
    with pytest.raises(NotFound):
        read_person(any_db, 99)
    assert read_people(any_db, [99, aisha]).keys() == {aisha}


def test_of_two_who_save_one_email_at_the_same_moment_one_is_told(pg_db):
    lee = {"family_name": "Lee", "email": "lee@example.org"}
    with ThreadPoolExecutor() as pool:
        with pg_db.begin("addition of another Lee") as work:
            work.session.add(ParticipantRow(cohort_id=1, **lee))
            work.session.flush()
            second = pool.submit(add_person, pg_db, 1, lee)
            wait_for_a_lock(pg_db)
        with pytest.raises(RuleBroken, match="Lee already has this e-mail"):
            second.result(timeout=10)
    assert len(find_people(pg_db, 1)) == 1


def wait_for_a_lock(db):
    """Wait until some other transaction waits for this one."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    with db.engine.connect() as connection:
        while not connection.scalar(waiting):
            connection.rollback()
