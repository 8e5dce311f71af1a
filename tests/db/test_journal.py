"""What each step changed, undone and redone from its images; on both databases."""

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from cohort_desk.db.audit import examine
from cohort_desk.db.database import Database, Watcher
from cohort_desk.db.tables import AgencyRow, ParticipantRow, StepChangeRow
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
    with pytest.raises(CannotUndo, match="renaming to Lee: a participant"):
        history.undo_step(any_db, first_rename)
    assert family_of(any_db, key)[0] == "Moss"


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
