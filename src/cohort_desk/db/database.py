"""The one door to the database: transactions, steps, and news of what changed."""

import getpass
import uuid
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from cohort_desk.db import journal
from cohort_desk.db.engine import IMMEDIATE
from cohort_desk.db.failures import as_user_error
from cohort_desk.db.tables.base import Table
from cohort_desk.db.tables.history import StepChangeRow, StepRow
from cohort_desk.domain.errors import EditedMeanwhile, NotFound

_Row = TypeVar("_Row", bound=Table)


@dataclass(frozen=True, slots=True)
class Committed:
    """News of a commit: the kinds of record (table names) it changed, and by which step.

    `foreign` is true of a change that came from another window or machine; `said` is what to
    tell the user ("Moved Aisha Khan to Group 3").
    """

    kinds: frozenset[str]
    step_id: int
    step: str
    said: str
    kind: str
    foreign: bool


class UnitOfWork:
    """One transaction in progress."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.step_id: int | None = None

    def need(self, table: type[_Row], key: Any, version: int | None = None) -> _Row:
        """Return the row, at the version that the user saw if one is given.

        Raises:
            NotFound: the row has been deleted meanwhile.
            EditedMeanwhile: someone has changed it since that version.
        """
        row = self.session.get(table, key)
        if row is None:
            noun = table.__tablename__.replace("_", " ")
            raise NotFound(f"That {noun} no longer exists; someone has deleted it meanwhile.")
        if version is not None and getattr(row, journal.VERSION) != version:
            raise EditedMeanwhile(
                "Someone else changed this record meanwhile. Nothing was overwritten: "
                "look at the new values, then make your change again."
            )
        return row


class Database:
    """Opens transactions; after each commit it tells listeners what changed.

    `actor` is who the history names; `client` tells this window's steps from another's.
    """

    def __init__(
        self, engine: Engine, actor: str | None = None, *, read_only: bool = False
    ) -> None:
        self.engine = engine
        self.read_only = read_only
        self.actor = actor or getpass.getuser()
        self.client = uuid.uuid4().hex
        self.listeners: list[Callable[[Committed], None]] = []
        self._sessions = sessionmaker(engine, autoflush=False)

    @property
    def is_file(self) -> bool:
        """Whether this is a programme file rather than a PostgreSQL database."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Generator[UnitOfWork]:
        """Run queries in one transaction that sees one state and writes nothing."""
        try:
            with self._sessions() as session:
                yield UnitOfWork(session)
        except OperationalError as error:
            raise as_user_error(error) from error

    @contextmanager
    def begin(self, step: str, said: str = "") -> Generator[UnitOfWork]:
        """Run one user action: commit with its journal on success, roll back on any exception.

        Args:
            step: its name as the Edit menu shows it after "Undo", such as
                "move of Aisha Khan to Group 3".
            said: what the user is told once it is done; the step's name if left out.

        Raises:
            EditedMeanwhile: a row was changed by someone else; nothing was written.
            CohortDeskError: the file is busy, read-only or full; nothing was written.
        """
        with self._transaction() as (session, recorder):
            work = UnitOfWork(session)
            yield work
            session.flush()
            if recorder.changes:
                taken = journal.Step(step, self.actor, self.client)
                work.step_id = journal.save(session, taken, recorder.changes)
        if work.step_id is not None:
            kinds = frozenset(change.table for change in recorder.changes)
            self.announce(Committed(kinds, work.step_id, step, said or step, "do", foreign=False))

    @contextmanager
    def begin_unjournalled(self) -> Generator[UnitOfWork]:
        """Run one transaction on what is no user's step: the journal itself, remembered layouts."""
        with self._transaction() as (session, _recorder):
            yield UnitOfWork(session)

    def announce(self, news: Committed) -> None:
        """Tell every listener; on whichever thread committed."""
        for listener in self.listeners:
            listener(news)

    @contextmanager
    def _transaction(self) -> Generator[tuple[Session, journal.Recorder]]:
        recorder = journal.Recorder()
        try:
            with self._sessions.begin() as session:
                recorder.watch(session)
                session.connection(execution_options={IMMEDIATE: True})
                yield session, recorder
        except StaleDataError as error:
            raise EditedMeanwhile(
                "Someone else changed this record at the same moment. Nothing was overwritten: "
                "look at the new values, then make your change again."
            ) from error
        except OperationalError as error:
            raise as_user_error(error) from error


class Watcher:
    """Notices what other windows and machines commit, by asking now and then.

    On a file the question costs a few microseconds while nothing happens (`data_version`).
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._connection = db.engine.raw_connection()
        self._data_version = self._ask_data_version()
        self._last_step = self._newest_step()

    def poll(self) -> None:
        """Announce each foreign step since the last call to the database's listeners."""
        if self._db.is_file:
            data_version = self._ask_data_version()
            if data_version == self._data_version:
                return
            self._data_version = data_version
        newest = self._newest_step()
        if newest < self._last_step:
            self._last_step = newest
            self._db.announce(_restored(newest))
        for news in self._foreign_steps():
            self._db.announce(news)

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def _ask_data_version(self) -> int:
        if not self._db.is_file:
            return 0
        cursor = self._connection.cursor()
        try:
            row: Any = cursor.execute("PRAGMA data_version").fetchone()  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType, reportAttributeAccessIssue, reportOptionalMemberAccess]
            return int(row[0])
        finally:
            cursor.close()

    def _newest_step(self) -> int:
        with self._db.read() as work:
            return work.session.scalar(select(func.max(StepRow.id))) or 0

    def _foreign_steps(self) -> list[Committed]:
        with self._db.read() as work:
            steps = work.session.scalars(
                select(StepRow).where(StepRow.id > self._last_step).order_by(StepRow.id)
            ).all()
            if not steps:
                return []
            self._last_step = steps[-1].id
            foreign = [step for step in steps if step.client != self._db.client]
            return [self._news(work, step) for step in foreign]

    def _news(self, work: UnitOfWork, step: StepRow) -> Committed:
        tables = work.session.scalars(
            select(StepChangeRow.table_name).where(StepChangeRow.step_id == step.id).distinct()
        )
        said = f"{step.actor}: {step.name}"
        return Committed(frozenset(tables), step.id, step.name, said, step.kind, foreign=True)


def _restored(newest_step: int) -> Committed:
    """Return the news that a backup was put in place of everything."""
    kinds = frozenset(Table.metadata.tables)
    said = "Another window restored the programme from a backup"
    return Committed(kinds, newest_step, "restore", said, "do", foreign=True)
