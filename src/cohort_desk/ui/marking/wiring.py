"""Puts the marking page and its presenters together."""

from typing import cast

from cohort_desk.services.marks.tasks import TaskKey
from cohort_desk.ui.kit.session import Session, Viewpoint
from cohort_desk.ui.marking.page import MarkingPage
from cohort_desk.ui.marking.presenter.desk import DeskPresenter
from cohort_desk.ui.marking.presenter.importing import ImportPresenter
from cohort_desk.ui.marking.presenter.queue import QueuePresenter
from cohort_desk.ui.marking.presenter.views import (
    VIEWS,
    Occasion,
    Part,
    ViewName,
    ViewsPresenter,
)
from cohort_desk.ui.marking.wiring_lists import open_lists


class QueuePart:
    """The queue as one of the views: it is the same for every sitting."""

    def __init__(self, queue: QueuePresenter) -> None:
        self._queue = queue

    def show(self, occasion: Occasion | None) -> None:  # the same for every sitting
        self._queue.refresh()

    def records_changed(self, kinds: frozenset[str]) -> None:
        self._queue.records_changed(kinds)


class MarkingPresenter:
    """Passes on what the session tells to whatever part of the page is seen."""

    def __init__(
        self,
        page: MarkingPage,
        queue: QueuePresenter,
        desk: DeskPresenter,
        views: ViewsPresenter,
    ) -> None:
        self._page, self._queue, self._desk, self._views = page, queue, desk, views

    def records_changed(self, kinds: frozenset[str]) -> None:
        # What the desk hides is read anew once it is seen again, not at each key on the desk.
        if self._page.shows_desk:
            self._desk.records_changed(kinds)
        else:
            self._views.records_changed(kinds)

    def show_cohort(self, cohort_id: int) -> None:
        """Show another cohort; what is on the desk is saved and put away first."""
        if self._page.shows_desk:
            self._desk.close()
        self._views.show_cohort(cohort_id)

    def take_view(self, viewpoint: Viewpoint) -> None:
        """Show what the chosen role sees."""
        self._queue.take_view(viewpoint.person_id if viewpoint.role == "tutor" else None)
        self._views.take_role(viewpoint.role)


def open_marking_page(session: Session) -> MarkingPage:
    """Return a marking page that is filled in and listening.

    `session.show("marking", TaskKey(…))` opens the desk; a view's name opens that view, and
    ("agreement", 3, 1) that view of assessment 3, sitting 1.
    """
    page = MarkingPage(session.settings)
    queue = QueuePresenter(page.queue, session)
    parts: dict[ViewName, Part] = {"queue": QueuePart(queue), **open_lists(page, session)}
    views = ViewsPresenter(page, session, parts)

    def leave_desk() -> None:
        page.show_desk(shown=False)
        views.refresh()

    desk = DeskPresenter(page.desk, session, leave_desk)
    whole = MarkingPresenter(page, queue, desk, views)
    page.keep(queue, desk, views, whole, *parts.values())

    def open_desk(key: TaskKey) -> None:
        page.show_desk(shown=True)
        desk.open(key)

    def open_record(record: object) -> None:
        if isinstance(record, TaskKey):
            open_desk(record)
        elif record in VIEWS:
            views.choose_view(cast("ViewName", record))
        elif isinstance(record, tuple):
            view, assessment_id, sitting = cast("tuple[ViewName, int, int]", record)
            views.go_to(view, (assessment_id, sitting))

    page.record_opened.connect(open_record)

    def open_line(submission_id: int) -> None:
        open_desk(queue.key_of(submission_id))

    page.queue.list.opened.connect(open_line)
    _connect_queue(page, queue, views)
    _connect_desk(page, desk)
    _connect_import(page, ImportPresenter(page, session), queue, views)
    page.view_chosen.connect(views.choose_view)
    page.occasion_chosen.connect(views.choose_occasion)
    session.news.changed.connect(whole.records_changed)
    session.cohort_changed.connect(whole.show_cohort)
    session.viewpoint_changed.connect(whole.take_view)
    whole.take_view(session.viewpoint)
    page.queue.list.table.start()
    return page


def _connect_queue(page: MarkingPage, queue: QueuePresenter, views: ViewsPresenter) -> None:
    panel = page.queue
    panel.tutor_chosen.connect(queue.choose)
    panel.list.narrowed.connect(queue.search)
    panel.kinds.chosen_changed.connect(queue.filter)
    panel.list.export_asked.connect(queue.export)
    for part in (page.agreement, page.queue):
        part.allotment_asked.connect(lambda: views.choose_view("allotment"))
    panel.tutors_asked.connect(lambda: views.choose_view("tutors"))

    def moderate(assessment_id: int, sitting: int) -> None:
        views.go_to("moderation", (assessment_id, sitting))

    panel.moderation_asked.connect(moderate)


def _connect_import(
    page: MarkingPage, importing: ImportPresenter, queue: QueuePresenter, views: ViewsPresenter
) -> None:
    page.keep(importing)
    panel = page.importing
    page.marks.import_asked.connect(lambda: importing.import_marks(views.occasion, queue.tutor_id))
    page.marks.sheet_asked.connect(lambda: importing.export_marks(views.occasion))
    page.allotment.import_asked.connect(lambda: importing.import_allotments(views.occasion))
    page.allotment.sheet_asked.connect(lambda: importing.export_allotments(views.occasion))
    panel.tutor_chosen.connect(importing.choose_tutor)
    panel.finish_changed.connect(importing.set_finish)
    panel.over_changed.connect(importing.set_over)
    panel.applied.connect(importing.apply)
    panel.left.connect(importing.leave)
    panel.list.narrowed.connect(importing.search)
    panel.kinds.chosen_changed.connect(importing.filter)
    panel.list.export_asked.connect(importing.export)


def _connect_desk(page: MarkingPage, desk: DeskPresenter) -> None:
    rubric = page.desk.rubric
    rubric.typed.connect(desk.typed)
    rubric.save_wanted.connect(desk.save)
    rubric.mine_kept.connect(desk.keep_mine)
    rubric.theirs_taken.connect(desk.take_theirs)
    rubric.finish_asked.connect(desk.finish)
    rubric.reopen_asked.connect(desk.reopen)
    rubric.next_asked.connect(desk.open_next)
    page.desk.left.connect(desk.close)
