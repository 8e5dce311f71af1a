"""What each step changed, undone and redone from its images; on both databases."""

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from cohort_desk.db.audit import examine
from cohort_desk.db.database import Database, Watcher
from cohort_desk.db.tables import AgencyRow, ParticipantRow, RoundRow, StepChangeRow
from cohort_desk.domain.errors import CannotUndo, EditedMeanwhile
from cohort_desk.services import history


def add_person(db, family="Khan", agency_id=None):
    with db.begin(f"adding of {family}") as work:
        row = ParticipantRow(
            cohort_id=1, given_name="Aisha", family_name=family, agency_id=agency_id
        )
        work.session.add(row)
        work.session.flush()
        return row.id


def rename(db, key, family, version=None):
    with db.begin(f"renaming to {family}") as work:
        work.need(ParticipantRow, key, version).family_name = family


def family_of(db, key):
    with db.read() as work:
        row = work.session.get(ParticipantRow, key)
        return row and (row.family_name, row.sort_name)


def test_steps_are_undone_and_redone_in_turn(any_db):
    key = add_person(any_db)
    rename(any_db, key, "Ó Briain")
    assert history.read_undo_state(any_db) == history.UndoState("renaming to Ó Briain", None)
    history.undo(any_db)
    assert family_of(any_db, key) == ("Khan", "khan, aisha")
    history.undo(any_db)
    assert family_of(any_db, key) is None
    with pytest.raises(CannotUndo, match="nothing to undo"):
        history.undo(any_db)
    history.redo(any_db)
    history.redo(any_db)
    assert family_of(any_db, key) == ("Ó Briain", "o briain, aisha")
    assert history.read_undo_state(any_db) == history.UndoState("renaming to Ó Briain", None)


def test_only_the_step_that_was_seen_is_undone_or_redone(any_db):
    key = add_person(any_db)
    rename(any_db, key, "Lee")
    seen = history.read_undo_state(any_db).undo_id
    rename(Database(any_db.engine, any_db.actor), key, "Moss")
    with pytest.raises(CannotUndo, match="now renaming to Moss, no longer renaming to Lee"):
        history.undo(any_db, seen=seen)
    assert family_of(any_db, key)[0] == "Moss"
    history.undo(any_db, seen=history.read_undo_state(any_db).undo_id)
    assert family_of(any_db, key)[0] == "Lee"
    again = history.read_undo_state(any_db).redo_id
    rename(Database(any_db.engine, any_db.actor), key, "Nash")
    with pytest.raises(CannotUndo, match="the step to redo is gone"):
        history.redo(any_db, seen=again)


def test_a_step_bears_the_name_that_its_transaction_gave_it(any_db):
    told = []
    any_db.listeners.append(told.append)
    with any_db.begin("adding of somebody", "Added somebody") as work:
        row = ParticipantRow(cohort_id=1, given_name="Aisha", family_name="Khan")
        work.session.add(row)
        work.session.flush()
        work.call(f"adding of person {row.id}", f"Added person {row.id}")
        key = row.id
    assert (told[-1].step, told[-1].said) == (f"adding of person {key}", f"Added person {key}")
    assert history.read_undo_state(any_db).undo == f"adding of person {key}"


def test_a_new_step_forgets_what_could_be_redone(db):
    key = add_person(db)
    history.undo(db)
    assert history.read_undo_state(db) == history.UndoState(None, "adding of Khan")
    other = add_person(db, "Lee")
    assert history.read_undo_state(db) == history.UndoState("adding of Lee", None)
    assert other != key


def test_an_older_step_is_not_undone_under_a_newer_one(any_db):
    key = add_person(any_db)
    rename(any_db, key, "Lee")
    rename(any_db, key, "Moss")
    first_rename = steps(any_db)[1]
    with pytest.raises(CannotUndo, match="renaming to Lee: a person"):
        history.undo_step(any_db, first_rename)
    assert family_of(any_db, key)[0] == "Moss"


def test_a_value_that_a_colleague_set_back_on_purpose_is_not_undone(any_db):
    key = add_person(any_db)
    bob = Database(any_db.engine, "Bob")
    rename(any_db, key, "Lee")
    rename(bob, key, "Khan")
    rename(bob, key, "Lee")
    with pytest.raises(CannotUndo, match="has been changed again"):
        history.undo(any_db)
    assert family_of(any_db, key)[0] == "Lee"


def test_a_step_that_cannot_be_undone_does_not_bar_those_before_it(any_db):
    first, second = add_person(any_db), add_person(any_db, "Lee")
    rename(any_db, second, "Moss")
    rename(Database(any_db.engine, "Bob"), second, "Nash")
    with pytest.raises(CannotUndo):
        history.undo(any_db)
    assert history.read_undo_state(any_db).undo == "adding of Lee"
    with pytest.raises(CannotUndo):
        history.undo(any_db)
    history.undo(any_db)
    assert family_of(any_db, first) is None


def test_what_a_colleague_has_undone_is_the_colleagues_to_redo(any_db):
    key = add_person(any_db)
    bob = Database(any_db.engine, "Bob")
    history.undo_step(bob, steps(any_db)[0])
    assert history.read_undo_state(any_db) == history.UndoState(None, None)
    assert history.read_undo_state(bob).redo == "adding of Khan"
    history.redo(bob)
    assert family_of(any_db, key) is not None
    assert history.read_undo_state(any_db).undo == "adding of Khan"


def test_a_code_that_one_agency_gave_up_and_another_took_goes_back(any_db):
    with any_db.begin("two agencies") as work:
        for key, code in ((1, "A"), (2, "B"), (3, "C")):
            name = f"Agency {key}"
            work.session.add(AgencyRow(id=key, name=name, name_key=name, sector="fire", code=code))
    with any_db.begin("codes handed on") as work:
        rows = {key: work.need(AgencyRow, key) for key in (1, 2, 3)}
        rows[3].code = None
        work.session.flush()
        rows[2].code = "C"
        work.session.flush()
        rows[1].code = "B"
        work.session.flush()
        work.session.add(
            AgencyRow(id=4, name="Agency 4", name_key="Agency 4", sector="fire", code="A")
        )
    history.undo(any_db)
    assert codes(any_db) == {1: "A", 2: "B", 3: "C"}
    history.redo(any_db)
    assert codes(any_db) == {1: "B", 2: "C", 3: None, 4: "A"}


def codes(db):
    with db.read() as work:
        return {row.id: row.code for row in work.session.scalars(select(AgencyRow))}


def test_a_row_that_came_back_is_not_taken_for_the_one_that_went(db):
    key = add_person(db)
    history.undo(db)
    history.redo(db)
    with pytest.raises(EditedMeanwhile):
        rename(db, key, "Lee", version=1)


def test_a_step_waits_for_another_on_the_server(pg_db):
    """What a step has read is still true when it writes: here, that a name is free."""
    started, second_may_read = threading.Event(), []

    def add_if_free(db):
        with db.begin("adding of Khan") as work:
            started.set()
            free = not work.session.scalars(select(ParticipantRow)).all()
            second_may_read.append(free)
            if free:
                work.session.add(ParticipantRow(cohort_id=1, family_name="Khan"))

    with pg_db.begin("adding of Khan") as work:
        other = threading.Thread(target=add_if_free, args=(Database(pg_db.engine, "Bob"),))
        other.start()
        assert not work.session.scalars(select(ParticipantRow)).all()
        assert not started.is_set()
        work.session.add(ParticipantRow(cohort_id=1, family_name="Khan"))
    other.join()
    assert second_may_read == [False]


def test_a_read_sees_one_state(any_db):
    add_person(any_db)
    count = select(func.count()).select_from(ParticipantRow)
    with any_db.read() as work:
        before = work.session.scalar(count)
        if not any_db.is_file:
            add_person(Database(any_db.engine, "Bob"), "Lee")
        assert work.session.scalar(count) == before


def test_errors_do_not_tell_what_was_written(any_db):
    def add_twice():
        with any_db.begin("two alike") as work:
            for _ in range(2):
                row = ParticipantRow(cohort_id=1, family_name="Secretson", email="s@example.org")
                work.session.add(row)

    with pytest.raises(IntegrityError) as caught:
        add_twice()
    assert "Secretson" not in str(caught.value)


def test_history_tells_that_settings_changed(db):
    with db.begin("a round") as work:
        work.session.add(
            RoundRow(
                id=1, cohort_id=1, name="One", position=1, recipe={}, created_at=datetime.now(UTC)
            )
        )
    with db.begin("change of settings") as work:
        work.need(RoundRow, 1).recipe = {"sizes": "4-7"}
    (newest, _) = history.history_of(db, "round", 1)
    assert [change.field for change in newest.changes] == ["Settings"]


def test_undo_leaves_other_columns_that_changed_since(db):
    key = add_person(db)
    rename(db, key, "Lee")
    rename_step = steps(db)[-1]
    with db.begin("a new job") as work:
        work.need(ParticipantRow, key).job_title = "Ward matron"
    history.undo_step(db, rename_step)
    with db.read() as work:
        row = work.session.get(ParticipantRow, key)
        assert (row.family_name, row.job_title) == ("Khan", "Ward matron")


def test_undoing_a_record_that_others_refer_to_is_refused(any_db):
    with any_db.begin("adding of an agency") as work:
        work.session.add(
            AgencyRow(id=1, name="Vale Council", name_key="vale", sector="local_government")
        )
    add_person(any_db, agency_id=1)
    with pytest.raises(CannotUndo, match="other records depend on it"):
        history.undo_step(any_db, steps(any_db)[0])
    with any_db.read() as work:
        assert work.session.get(AgencyRow, 1) is not None


def test_history_tells_old_and_new_of_each_field(any_db):
    key = add_person(any_db)
    rename(any_db, key, "Lee")
    history.undo(any_db)
    newest, middle, oldest = history.history_of(any_db, "participant", key)
    assert (newest.step, newest.actor) == ("Undo of renaming to Lee", "Ann")
    assert middle.changes == (history.FieldChange("Family name", "Khan", "Lee"),)
    assert history.FieldChange("Given name", "", "Aisha") in oldest.changes
    assert newest.at >= middle.at >= oldest.at


def test_a_failed_step_leaves_nothing(any_db):
    heard = []
    any_db.listeners.append(heard.append)

    def fail_halfway():
        with any_db.begin("half") as work:
            work.session.add(ParticipantRow(cohort_id=1, family_name="Half"))
            work.session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert heard == []
    assert steps(any_db) == []


def test_the_second_of_two_editors_is_told(any_db):
    key = add_person(any_db)
    rename(any_db, key, "Lee", version=1)
    with pytest.raises(EditedMeanwhile, match="Nothing was overwritten"):
        rename(any_db, key, "Moss", version=1)
    assert family_of(any_db, key)[0] == "Lee"


def test_writes_that_pass_the_journal_by_are_refused(db):
    with pytest.raises(RuntimeError, match="journal"), db.begin("bulk") as work:
        work.session.execute(update(ParticipantRow).values(family_name="X"))


def test_the_journal_cannot_be_rewritten(any_db):
    add_person(any_db)
    with pytest.raises(DBAPIError, match="append-only"), any_db.engine.begin() as connection:
        connection.execute(text("UPDATE step SET actor = 'Mallory'"))


def test_a_tampered_journal_does_not_add_up(db):
    add_person(db)
    add_person(db, "Lee")
    assert all(finding.in_order for finding in examine(db))
    with db.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER step_no_update"))
        connection.execute(text("UPDATE step SET actor = 'Mallory' WHERE id = 1"))
    (chain,) = [finding for finding in examine(db) if finding.check == "history"]
    assert (chain.in_order, chain.detail) == (False, "altered at step 1")


def test_another_window_hears_of_a_change_once(any_db):
    other = Database(any_db.engine, "Bob")
    watcher, heard = Watcher(other), []
    other.listeners.append(heard.append)
    add_person(any_db)
    watcher.poll()
    watcher.poll()
    assert [(news.kinds, news.foreign, news.said) for news in heard] == [
        (frozenset({"participant"}), True, "Ann: adding of Khan")
    ]
    add_person(other, "Lee")
    watcher.poll()
    assert [news.foreign for news in heard] == [True, False]
    watcher.close()


def steps(db):
    with db.read() as work:
        return list(work.session.scalars(select(StepChangeRow.step_id).order_by(StepChangeRow.id)))
