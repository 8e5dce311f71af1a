"""The one door to the database: transactions, steps, and news of what changed."""

import getpass
import uuid
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from cohort_desk.db import journal
from cohort_desk.db.engine import IMMEDIATE
from cohort_desk.db.failures import as_user_error
from cohort_desk.db.tables.base import Table
from cohort_desk.db.tables.history import StepChangeRow, StepRow
from cohort_desk.domain.errors import EditedMeanwhile, NotFound

_Row = TypeVar("_Row", bound=Table)
WRITE_LOCK = 0x43484454
# What BEGIN IMMEDIATE is to a file: what a step has read stays true until it has written, and
# steps are committed in the order of their numbers.
_ONE_WRITER = text("SELECT pg_advisory_xact_lock(:key)")


@dataclass(frozen=True, slots=True)
class Committed:
    """News of a commit: the kinds of record (table names) it changed, and by which step.

    Of an undo or redo `target_id` is the step undone or redone.
    `foreign` is true of a change that came from another window or machine; `said` is what to
    tell the user ("Moved Aisha Khan to Group 3"). `for_good` is true of a step that is never
    undone, as it added what is only ever added to.
    """

    kinds: frozenset[str]
    step_id: int
    step: str
    said: str
    kind: str
    foreign: bool
    target_id: int | None = None
    for_good: bool = False


class UnitOfWork:
    """One transaction in progress; `step` and `said` are what it is called once committed."""

    def __init__(self, session: Session, step: str = "", said: str = "") -> None:
        self.session = session
        self.step, self.said = step, said or step
        self.step_id: int | None = None

    def call(self, step: str, said: str = "") -> None:
        """Name the step anew, where its name rests on what only this transaction can know."""
        self.step, self.said = step, said or step

    def need(self, table: type[_Row], key: Any, version: int | None = None) -> _Row:
        """Return the row, at the version that the user saw if one is given.

        Raises:
            NotFound: the row has been deleted meanwhile.
            EditedMeanwhile: someone has changed it since that version.
        """
        row = self.session.get(table, key)
        if row is None:
            raise NotFound(f"That {table.noun} is no longer here: it has been deleted meanwhile.")
        if version is not None and getattr(row, journal.VERSION) != version:
            raise EditedMeanwhile(
                "Someone else changed this record meanwhile. Nothing was overwritten: "
                "look at the new values, then make your change again."
            )
        return row


class Database:
    """Opens transactions; after each commit it tells listeners what changed.

    `actor` is who the history names; `client` tells this window's steps from another's;
    `passed_over` are the steps that this window was told cannot be undone or redone.
    """

    def __init__(
        self, engine: Engine, actor: str | None = None, *, read_only: bool = False
    ) -> None:
        self.engine = engine
        self.read_only = read_only
        self.actor = actor or getpass.getuser()
        self.client = uuid.uuid4().hex
        self.listeners: list[Callable[[Committed], None]] = []
        self.passed_over: set[int] = set()
        self._sessions = sessionmaker(engine, autoflush=False)

    @property
    def is_file(self) -> bool:
        """Whether this is a programme file rather than a PostgreSQL database."""
        return self.engine.dialect.name == "sqlite"

    @property
    def place(self) -> Path | None:
        """Where the programme file is; None of a PostgreSQL database."""
        return Path(str(self.engine.url.database)) if self.is_file else None

    def close(self) -> None:
        """Let go of the file, or of the server's connections."""
        self.listeners.clear()
        self.engine.dispose()

    @contextmanager
    def read(self) -> Generator[UnitOfWork]:
        """Run queries in one transaction that sees one state and writes nothing.

        Raises:
            CohortDeskError: the file is held by another program, or the server is away.
        """
        try:
            with self._sessions() as session:
                if not self.is_file:
                    session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
                yield UnitOfWork(session)
        except DBAPIError as error:
            raise as_user_error(error, writing=False) from error

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
            work = UnitOfWork(session, step, said)
            yield work
            session.flush()
            if recorder.changes:
                taken = journal.Step(work.step, self.actor, self.client)
                work.step_id = journal.save(session, taken, recorder.changes)
        if work.step_id is not None:
            kinds = frozenset(change.table for change in recorder.changes)
            news = Committed(
                kinds,
                work.step_id,
                work.step,
                work.said,
                "do",
                foreign=False,
                for_good=journal.is_for_good(recorder.changes),
            )
            self.announce(news)

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
                connection = session.connection(execution_options={IMMEDIATE: True})
                if not self.is_file:
                    connection.execute(_ONE_WRITER, {"key": WRITE_LOCK})
                yield session, recorder
        except StaleDataError as error:
            raise EditedMeanwhile(
                "Someone else changed this record at the same moment. Nothing was overwritten: "
                "look at the new values, then make your change again."
            ) from error
        except DBAPIError as error:
            raise as_user_error(error, writing=True) from error


class Watcher:
    """Notices what other windows and machines commit, by asking now and then.

    On a file the question costs a few microseconds while nothing happens (`data_version`).
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._connection = db.engine.connect()
        self._data_version = self._ask_data_version()
        self._newest = self._newest_step()

    def poll(self) -> None:
        """Announce each foreign step since the last call to the database's listeners.

        Raises:
            CohortDeskError: the file is held by another program, or the server is away.
        """
        data_version = self._ask_data_version()
        if self._db.is_file and data_version == self._data_version:
            return
        with self._db.read() as work:
            news = self._news_since(work)
        self._data_version = data_version
        for each in news:
            self._db.announce(each)

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def _ask_data_version(self) -> int:
        if not self._db.is_file:
            return 0
        try:
            with self._connection.begin():
                return int(self._connection.exec_driver_sql("PRAGMA data_version").scalar_one())
        except DBAPIError as error:
            raise as_user_error(error, writing=False) from error

    def _newest_step(self) -> tuple[int, str]:
        with self._db.read() as work:
            newest = select(StepRow).order_by(StepRow.id.desc()).limit(1)
            step = work.session.scalar(newest)
            return (step.id, step.digest) if step else (0, "")

    def _news_since(self, work: UnitOfWork) -> list[Committed]:
        last_id, last_digest = self._newest
        since = select(StepRow).where(StepRow.id >= last_id).order_by(StepRow.id)
        steps = list(work.session.scalars(since))
        # The step seen last is still there, and the same, unless a backup was put in its place.
        restored = last_id > 0 and (not steps or steps[0].digest != last_digest)
        if steps:
            self._newest = (steps[-1].id, steps[-1].digest)
        elif restored:
            self._newest = self._newest_step()
        if restored:
            return [_restored(self._newest[0])]
        foreign = [s for s in steps if s.id > last_id and s.client != self._db.client]
        return [self._news(work, step) for step in foreign]

    def _news(self, work: UnitOfWork, step: StepRow) -> Committed:
        tables = work.session.scalars(
            select(StepChangeRow.table_name).where(StepChangeRow.step_id == step.id).distinct()
        )
        said = f"{step.actor}: {step.name}"
        return Committed(
            frozenset(tables),
            step.id,
            step.name,
            said,
            step.kind,
            foreign=True,
            target_id=step.target_id,
        )


def _restored(newest_step: int) -> Committed:
    """Return the news that a backup was put in place of everything."""
    kinds = frozenset(Table.metadata.tables)
    said = "Another window restored the programme from a backup"
    return Committed(kinds, newest_step, "restore", said, "do", foreign=True)
