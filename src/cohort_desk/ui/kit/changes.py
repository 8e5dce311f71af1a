"""Carries news of committed changes onto the UI thread.

news = ChangeNews(db)
news.changed.connect(presenter.records_changed)       # frozenset of table names
news.committed.connect(window.say_what_happened)      # Committed, with its sentence
news.stop()                                           # before the database is closed
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from cohort_desk.db.database import Committed, Database


class ChangeNews(QObject):
    """Emits on the UI thread, after the action that committed has run its course."""

    changed = Signal(frozenset)
    committed = Signal(object)
    _heard = Signal(object)

    def __init__(self, db: "Database") -> None:
        super().__init__()
        self._heard.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self._listeners = db.listeners
        self._listener = self._heard.emit
        self._listeners.append(self._listener)

    def stop(self) -> None:
        """Hear no more of this database."""
        self._listeners.remove(self._listener)

    def _pass_on(self, news: "Committed") -> None:
        self.changed.emit(news.kinds)
        self.committed.emit(news)
