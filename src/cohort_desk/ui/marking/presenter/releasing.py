"""What the release view does: what participants see of each sitting, and what is against more."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cohort_desk.domain.errors import CohortDeskError, NotFound
from cohort_desk.domain.marks.states import Visibility
from cohort_desk.domain.progress import Progress
from cohort_desk.domain.submissions.words import assessment_name
from cohort_desk.domain.words import counted
from cohort_desk.services.documents.feedback import FeedbackSheet, read_feedback_sheets
from cohort_desk.services.marks.releasing import (
    OF_THE_SITTING,
    Obstacle,
    Release,
    ReleaseLine,
    read_release,
    release,
)
from cohort_desk.services.modules import list_modules
from cohort_desk.ui.kit.desk import Desk
from cohort_desk.ui.kit.tokens import ToneName
from cohort_desk.ui.marking.presenter.narrowing import Narrowing, export_rows
from cohort_desk.ui.marking.presenter.views import Occasion

_SEEN: dict[Visibility, tuple[str, ToneName]] = {
    Visibility.HIDDEN: ("Hidden", "neutral"),
    Visibility.PROVISIONAL: ("Provisional", "warning"),
    Visibility.CONFIRMED: ("Confirmed", "success"),
}


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A sitting: what participants see of it, and what is against their seeing more."""

    id: int
    name: str
    submissions: str
    seen: str
    tone: ToneName
    against: str
    obstacles: tuple[tuple[str, str], ...]
    visibility: Visibility


class ReleaseView(Protocol):
    """What the presenter needs of the view."""

    def show_releases(self, rows: Sequence[ReleaseRow], total: int) -> None: ...
    def show_record(self, row: ReleaseRow) -> None: ...
    def show_nothing(self) -> None: ...
    def show_problem(self, sentence: str) -> None: ...


class ReleasePresenter:
    """Shows every sitting of the cohort."""

    def __init__(self, view: ReleaseView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._occasions: list[Occasion] = []
        self._read: dict[int, Release] = {}
        self._names: dict[int, str] = {}
        self._rows = Narrowing[ReleaseRow](lambda row: f"{row.name} {row.seen}")
        self._opened = -1

    def show(self, occasion: Occasion | None) -> None:
        """Show all sittings."""
        if occasion is None:
            self._view.show_nothing()
            return
        names = {
            (assessment.id, sitting.number): assessment_name(
                module.code, assessment.title, sitting.number
            )
            for module in list_modules(self._desk.db, self._desk.cohort_id)
            for assessment in module.assessments
            for sitting in assessment.sittings
        }
        self._occasions = list(names)
        try:
            reads = [read_release(self._desk.db, *each) for each in self._occasions]
        except NotFound:
            return  # deleted meanwhile: the news of it is on its way
        self._read = dict(enumerate(reads))
        self._names = dict(enumerate(names.values()))
        self._rows.take([self._row(number) for number in self._read])
        self._show()
        if self._opened in self._read:
            self.open(self._opened)

    def records_changed(self, _kinds: frozenset[str]) -> None:
        """Read anew: almost everything can stand in the way of a mark."""
        self.show((0, 0) if self._occasions else None)

    def search(self, text: str) -> None:
        self._rows.search(text)
        self._show()

    def open(self, key: int) -> None:
        """Show what is against showing the marks of one sitting."""
        if key in self._read:
            self._opened = key
            self._view.show_record(self._row(key))

    def closed(self) -> None:
        self._opened = -1

    def set_visibility(self, visibility: Visibility) -> None:
        """Show, confirm or hide the marks of the sitting that is open."""
        read = self._read.get(self._opened)
        if read is None:
            return
        try:
            release(self._desk.db, self._occasions[self._opened], visibility, read.version)
        except CohortDeskError as error:
            self._view.show_problem(str(error))

    def write_feedback(self, path: Path, report: Progress) -> None:
        """Write the feedback of the sitting that is open, as one document, off the window's thread.

        Raises:
            CohortDeskError: nothing of it is shown, or the file cannot be written.
        """
        from cohort_desk.reports.feedback_sheet import (  # noqa: PLC0415 - slow
            write_feedback_sheets,
        )

        write_feedback_sheets(self._feedback(), path, report)

    def save_feedback(self) -> None:
        """Ask for a folder, and write everybody's feedback into it, a file each."""
        name = self._names.get(self._opened)
        folder = self._desk.dialogs.folder("Save feedback in") if name else None
        if folder is None:
            return

        def write(report: Progress) -> object:
            from cohort_desk.reports.feedback_sheet import (  # noqa: PLC0415 - slow
                write_feedback_files,
            )

            return len(write_feedback_files(self._feedback(), folder, report))

        def saved(files: object) -> None:
            if isinstance(files, int):
                self._desk.say(f"Saved {counted(files, 'file', 'files')} in {folder.name}.")

        self._desk.runner.run(f"Saving feedback on {name}", write, done=saved, writes=False)

    def _feedback(self) -> tuple[FeedbackSheet, ...]:
        if self._opened not in self._read:
            raise NotFound("That sitting is no longer here: it has been deleted meanwhile.")
        return read_feedback_sheets(self._desk.db, *self._occasions[self._opened])

    def export(self, title: str, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
        export_rows(self._desk, title, heads, rows)

    def _show(self) -> None:
        self._view.show_releases(self._rows.shown(), len(self._rows.all))

    def _row(self, number: int) -> ReleaseRow:
        read = self._read[number]
        expected = [line for line in read.lines if line.expected]
        seen, tone = _SEEN[read.visibility]
        return ReleaseRow(
            number,
            self._names[number],
            f"{len(expected):,}",
            seen,
            tone,
            _against(expected),
            tuple((line.name, " ".join(line.against)) for line in expected if line.against),
            read.visibility,
        )


def _against(expected: Sequence[ReleaseLine]) -> str:
    """Return what stands in the way by its kinds: "8 not agreed, 2 held, peer ratings open"."""
    if not expected:
        return "Nothing has been handed in"
    counts = Counter(kind for line in expected for kind in line.obstacles)
    parts = [
        kind.value if kind in OF_THE_SITTING else f"{counts[kind]:,} {kind.value}"
        for kind in Obstacle
        if counts[kind]
    ]
    words = ", ".join(parts)
    return words[:1].upper() + words[1:] if parts else "Nothing"
