"""What a tutor's home page says: how far they are, what is next."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cohort_desk.domain.dates import written_moment
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.submissions.words import assessment_name
from cohort_desk.domain.words import counted
from cohort_desk.services.marks.queues import Queue, QueueItem, Standing, read_queue

if TYPE_CHECKING:
    from cohort_desk.db.database import Database

_SHOWN_OF = frozenset(
    {"allotment", "mark", "submission", "tutor", "moderation", "sampled", "board", "assessment"}
)
_MOST = 12


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the queue; `key` is what the marking page opens."""

    identity: str
    about: str
    state: str
    due: str
    overdue: bool
    key: object


class QueueView(Protocol):
    """What the presenter needs of its page."""

    def show_nothing(self, tutor: str) -> None: ...
    def show_queue(self, line: str, share: float, tasks: tuple[Task, ...], more: int) -> None: ...


class QueuePresenter:
    """Keeps a tutor's home page current."""

    def __init__(self, view: QueueView, db: "Database", cohort_id: int, tutor_id: int) -> None:
        self._view, self._db = view, db
        self._cohort_id, self._tutor_id = cohort_id, tutor_id

    def show_cohort(self, cohort_id: int) -> None:
        self._cohort_id = cohort_id
        self.refresh()

    def records_changed(self, kinds: frozenset[str]) -> None:
        if kinds & _SHOWN_OF:
            self.refresh()

    def refresh(self) -> None:
        try:
            queue = read_queue(self._db, self._tutor_id, self._cohort_id)
        except NotFound:
            self._view.show_nothing("")
            return
        if not queue.items:
            self._view.show_nothing(queue.tutor)
            return
        ready = [item for item in queue.items if item.standing is not Standing.RATIFIED]
        share = queue.finished / len(queue.items)
        tasks = tuple(_task(item) for item in ready[:_MOST])
        self._view.show_queue(_line(queue), share, tasks, len(ready) - len(tasks))


def _line(queue: Queue) -> str:
    works = counted(len(queue.items), "submission", "submissions")
    line = f"{queue.tutor} · {queue.finished:,} of {works} finished"
    return f"{line} · {queue.overdue:,} overdue" if queue.overdue else line


def _task(item: QueueItem) -> Task:
    role = f"{item.role} marker"
    due = f"due {written_moment(item.due_at)}" if item.due_at else "no date set"
    return Task(
        item.identity,
        f"{assessment_name(item.module, item.assessment)} · {role}",
        item.standing.value,
        f"{due}, overdue" if item.overdue else due,
        item.overdue,
        item.key,
    )
