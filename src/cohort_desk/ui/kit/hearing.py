"""Lets a page hear what the session tells, for as long as the page lives and no longer.

    hearing = Hearing(page, session)
    hearing.records_changed.connect(presenter.records_changed)
    hearing.cohort_changed.connect(show_cohort)            # a function of the wiring's own

A signal holds functions, and with them all that they name, until its sender dies, and the session
outlives the pages: another view of the programme deletes them. Presenters that name each other
outlive their page as well. This is the page's child, so nothing is heard after its end.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cohort_desk.ui.kit.session import Destination, Session, Viewpoint


class Hearing(QObject):
    """Passes the session's signals on to what belongs to a page."""

    records_changed = Signal(frozenset)
    cohort_changed = Signal(int)
    viewpoint_changed = Signal(Viewpoint)
    shown = Signal(Destination)

    def __init__(self, page: QWidget, session: Session) -> None:
        super().__init__(page)
        session.news.changed.connect(self.records_changed)
        session.cohort_changed.connect(self.cohort_changed)
        session.viewpoint_changed.connect(self.viewpoint_changed)
        session.shown.connect(self.shown)
