"""Passes on news of changes to a page only while it is in sight; the rest waits for its return.

    news = NewsInSight(page, session.news)
    news.changed.connect(presenter.records_changed)

A page that somebody has left is then not read anew at every mark that is saved elsewhere.
"""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from cohort_desk.ui.kit.changes import ChangeNews


class NewsInSight(QObject):
    """Says what changed, at once or when the page is next shown."""

    changed = Signal(frozenset)

    def __init__(self, page: QWidget, news: ChangeNews) -> None:
        super().__init__(page)
        self._page = page
        self._waiting: frozenset[str] = frozenset()
        news.changed.connect(self._pass_on)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self._waiting:
            waiting, self._waiting = self._waiting, frozenset()
            self.changed.emit(waiting)
        return super().eventFilter(watched, event)

    def _pass_on(self, kinds: frozenset[str]) -> None:
        if self._page.isVisible():
            self.changed.emit(kinds)
        else:
            self._waiting |= kinds
