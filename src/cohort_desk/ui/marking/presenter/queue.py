"""What the queue does: lists what one tutor is to mark, and how far they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.submissions.words import assessment_name
from cohort_desk.services.marks.queues import ModerationTask, Queue, QueueItem, Standing, read_queue
from cohort_desk.services.marks.tasks import TaskKey
from cohort_desk.services.marks.tutors import Tutor, list_tutors
from cohort_desk.ui.kit.desk import Desk
from cohort_desk.ui.kit.tokens import ToneName
from cohort_desk.ui.marking.presenter.narrowing import Narrowing, export_rows

KINDS = (("todo", "To do"), ("draft", "Draft"), ("final", "Final"))
_KIND_OF = {
    Standing.WAITING: "waiting",
    Standing.TO_MARK: "todo",
    Standing.BEGUN: "draft",
    Standing.FINISHED: "final",
    Standing.RATIFIED: "final",
}
_STAGES = {"draft": 0, "todo": 0, "waiting": 1, "final": 2}
_TONES: dict[Standing, ToneName] = {
    Standing.WAITING: "neutral",
    Standing.TO_MARK: "accent",
    Standing.BEGUN: "warning",
    Standing.FINISHED: "success",
    Standing.RATIFIED: "success",
}
_SHOWN_OF = frozenset(
    {
        "tutor",
        "allotment",
        "mark",
        "criterion_mark",
        "submission",
        "submission_file",
        "assessment",
        "sitting",
        "extension",
        "moderation",
        "sampled",
        "board",
    }
)


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A submission in the queue, in words."""

    id: int
    identity: str
    assessment: str
    role: str
    due: str
    overdue: bool
    state: str
    tone: ToneName
    mark: str
    files: str
    kind: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a tutor is: how many of how many are finished, and in words."""

    done: int
    total: int
    words: str


class QueueView(Protocol):
    """What the presenter needs of the queue."""

    def show_tutors(self, tutors: Sequence[tuple[int, str]], chosen: int) -> None: ...
    def show_queue(
        self, lines: Sequence[QueueLine], total: int, progress: Progress, counts: dict[str, int]
    ) -> None: ...
    def show_moderations(self, tasks: Sequence[ModerationTask]) -> None: ...
    def show_no_tutors(self) -> None: ...
    def show_nothing_allotted(self, name: str, *, own: bool) -> None: ...


class QueuePresenter:
    """Shows the queue of one tutor; an administrator chooses whose."""

    def __init__(self, view: QueueView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._tutor_id = 0
        self._own = False
        self._lines = Narrowing[QueueLine](
            lambda line: f"{line.identity} {line.assessment} {line.role} {line.state}",
            lambda line: line.kind,
        )
        self._progress = Progress(0, 0, "")

    @property
    def tutor_id(self) -> int:
        """Whose queue is shown, 0 for nobody's."""
        return self._tutor_id

    def take_view(self, tutor_id: int | None) -> None:
        """Show a tutor's own queue and no other, or (None) let one be chosen."""
        self._own = tutor_id is not None
        self._tutor_id = tutor_id or self._tutor_id
        self.refresh()

    def choose(self, tutor_id: int) -> None:
        self._tutor_id = tutor_id
        self.refresh()

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Redraw if anything in the list is among the records that changed."""
        if kinds & _SHOWN_OF:
            self.refresh()

    def refresh(self) -> None:
        """Read the tutors and the queue."""
        tutors = list_tutors(self._desk.db, cohort_id=self._desk.cohort_id)
        if not tutors:
            self._view.show_no_tutors()
            return
        if self._tutor_id not in {tutor.id for tutor in tutors}:
            self._tutor_id = _busiest(tutors)
        names = [] if self._own else [(each.id, each.name) for each in tutors]
        self._view.show_tutors(names, self._tutor_id)
        try:
            queue = read_queue(self._desk.db, self._tutor_id, self._desk.cohort_id)
        except NotFound:
            return  # deleted between the two readings: the news of it is on its way
        self._view.show_moderations(queue.moderations)
        if not queue.items:
            self._view.show_nothing_allotted(queue.tutor, own=self._own)
            return
        # What cannot be marked yet stands below what can, and above what is done.
        items = sorted(queue.items, key=lambda item: _STAGES[_KIND_OF[item.standing]])
        self._lines.take([queue_line(item) for item in items])
        self._progress = _progress(queue)
        self._show()

    def search(self, text: str) -> None:
        self._lines.search(text)
        self._show()

    def filter(self, kinds: tuple[object, ...]) -> None:
        self._lines.kinds = kinds
        self._show()

    def key_of(self, submission_id: int) -> TaskKey:
        """Return which marking a line of the queue is."""
        return TaskKey(submission_id, self._tutor_id)

    def export(self, title: str, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
        export_rows(self._desk, title, heads, rows)

    def _show(self) -> None:
        counts = {kind: self._lines.count(kind) for kind, _ in KINDS}
        self._view.show_queue(self._lines.shown(), len(self._lines.all), self._progress, counts)


def queue_line(item: QueueItem) -> QueueLine:
    """Return a submission in words."""
    return QueueLine(
        item.key.submission_id,
        item.identity,
        assessment_name(item.module, item.assessment),
        item.role.capitalize(),
        _due(item.due_at, overdue=item.overdue),
        item.overdue,
        item.standing.value,
        "danger" if item.overdue else _TONES[item.standing],
        "" if item.mark is None else written(item.mark),
        str(item.files) if item.files else "None",
        _KIND_OF[item.standing],
    )


def _due(due: datetime | None, *, overdue: bool) -> str:
    if due is None:
        return ""
    day = written_date(due.astimezone(LONDON))
    return f"{day}, overdue" if overdue else day


def _progress(queue: Queue) -> Progress:
    total = len(queue.items)
    words = f"{queue.finished} of {total} marked"
    if queue.overdue:
        words += f", {queue.overdue} overdue"
    return Progress(queue.finished, total, words)


def _busiest(tutors: Sequence[Tutor]) -> int:
    """Return whose queue to show first: whoever has most left to mark."""
    return max(tutors, key=lambda tutor: tutor.allotted - tutor.finished).id
