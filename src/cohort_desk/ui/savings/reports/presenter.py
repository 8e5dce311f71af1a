"""The reports on savings: listed, made, and printed again as they were."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, cast

from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.words import counted
from cohort_desk.exchange.tables_out import write_table
from cohort_desk.files import apart
from cohort_desk.services.programmes import read_programme
from cohort_desk.services.savings.snapshots.snapshots import (
    Kind,
    MadeReport,
    Snapshot,
    list_snapshots,
    read_snapshot,
    take,
)
from cohort_desk.services.savings.snapshots.subjects import Subject, Subjects, read_subjects
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk
from cohort_desk.ui.kit.elsewhere import LatestReading
from cohort_desk.ui.savings.reports.words import Wanted, as_table, file_name

PDF_OUT = "PDF (*.pdf)"
ALL_COHORTS = Subject(0, "All cohorts")
_Made = tuple[MadeReport, ...]
_Write = Callable[[Path, Progress], object]


class ReportsView(Protocol):
    """What the presenter needs of its view."""

    def show_reports(self, shown: Sequence[MadeReport], total: int) -> None: ...
    def show_report(self, made: MadeReport) -> None: ...
    def offer_subjects(self, kind: str, subjects: Sequence[Subject]) -> None: ...
    def show_problem(self, sentence: str) -> None: ...
    def show_paper(self, title: str, write: _Write) -> None: ...
    def close_form(self) -> None: ...


class ReportsPresenter:
    """Answers the view of reports."""

    def __init__(self, view: ReportsView, desk: Desk, cohort: Callable[[], int | None]) -> None:
        self._view, self._desk, self._cohort = view, desk, cohort
        self._reading = LatestReading("Reading the reports on savings", desk)
        self._subjects = LatestReading("Reading what there can be a report on", desk)
        self._all: _Made = ()
        self._wanted = Wanted()

    @property
    def _shown(self) -> _Made:
        return tuple(made for made in self._all if self._wanted.has(made))

    def refresh(self) -> None:
        """Read which reports there are."""
        db, cohort_id = self._desk.db, self._cohort()
        self._reading.ask(lambda _report: list_snapshots(db, cohort_id), self._take, at_once=False)

    def narrow(self, wanted: Wanted) -> None:
        """Show those that are looked for."""
        self._wanted = wanted
        self._show()

    def choose(self, snapshot_id: int) -> None:
        """Show what is known of a report."""
        for made in self._all:
            if made.id == snapshot_id:
                self._view.show_report(made)

    def offer(self, kind: str) -> None:
        """Offer what a report of a kind can be on."""
        db, cohort_id = self._desk.db, self._cohort()

        def read(_report: Progress) -> tuple[Subjects, tuple[Subject, ...]]:
            cohorts = read_programme(db).cohorts
            mine = (Subject(each.id, each.name) for each in cohorts if cohort_id in {None, each.id})
            return read_subjects(db, cohort_id), (ALL_COHORTS, *mine)

        def show(found: tuple[Subjects, tuple[Subject, ...]]) -> None:
            subjects, cohorts = found
            self._view.offer_subjects(
                kind,
                {
                    "portfolio": cohorts if subjects.any else (),
                    "agency": subjects.agencies,
                    "project": subjects.projects,
                }[kind],
            )

        self._subjects.ask(read, show, at_once=False)

    def make(self, kind: str, subject: Subject) -> None:
        """Make a report as of now, and show it."""
        about = None if subject == ALL_COHORTS else subject.id
        self._make(kind, about, self._view.show_problem)

    def make_again(self, snapshot_id: int) -> None:
        """Make the same report as of today."""
        for made in self._all:
            if made.id == snapshot_id:
                self._make(made.kind, made.about_id, self._desk.warn)

    def preview(self, snapshot_id: int) -> None:
        """Show a report on paper as it was made."""
        title = next((made.title for made in self._all if made.id == snapshot_id), "Report")
        db = self._desk.db

        def write(path: Path, report: Progress) -> None:
            _write(read_snapshot(db, snapshot_id), path, report)

        self._view.show_paper(title, write)

    def save(self, ids: Sequence[int]) -> None:
        """Save reports as they were made: one where the user says, several into a folder."""
        chosen = [made for made in self._all if made.id in ids]
        if len(chosen) == 1:
            name = file_name(chosen[0])
            path = self._desk.dialogs.path_to_save("Save the report", name, PDF_OUT)
            paths = [path] if path else []
        else:
            folder = self._desk.dialogs.folder("Save the reports in")
            names = apart([file_name(made).removesuffix(".pdf") for made in chosen])
            paths = [folder / f"{name}.pdf" for name in names] if folder else []
        if paths:
            self._save(chosen, paths)

    def export(self) -> None:
        """Save the list that is shown as a sheet."""
        dialogs, shown = self._desk.dialogs, self._shown
        path = dialogs.path_to_save("Export the list of reports", "Reports.xlsx", SHEETS_OUT)
        if path is None:
            return
        self._desk.runner.run(
            "Exporting the list of reports",
            lambda report: write_table(as_table(shown), path, report),
            done=lambda _: self._desk.say(f"Saved {len(shown):,} rows in {path.name}."),
            failed=lambda error: self._desk.warn(str(error)),
            writes=False,
        )

    def _make(self, kind: str, about_id: int | None, refuse: Callable[[str], None]) -> None:
        db = self._desk.db

        def work(_report: Progress) -> Snapshot:
            return take(db, cast("Kind", kind), about_id)

        def show(answer: object) -> None:
            self._view.close_form()
            self.refresh()
            self._preview(cast("Snapshot", answer))

        self._desk.runner.run(
            "Making the report",
            work,
            done=show,
            failed=lambda error: refuse(str(error)),
            quiet=True,
        )

    def _save(self, chosen: Sequence[MadeReport], paths: Sequence[Path]) -> None:
        db = self._desk.db

        def write(report: Progress) -> None:
            for number, (made, path) in enumerate(zip(chosen, paths, strict=True), 1):
                _write(read_snapshot(db, made.id), path)
                report(number, len(chosen))

        where = paths[0].name if len(paths) == 1 else paths[0].parent.name
        told = f"Saved {counted(len(paths), 'report', 'reports')} in {where}."
        self._desk.runner.run(
            "Saving reports",
            write,
            done=lambda _: self._desk.say(told),
            failed=lambda error: self._desk.warn(str(error)),
            writes=False,
        )

    def _preview(self, snapshot: Snapshot) -> None:
        self._view.show_paper(
            snapshot.made.title, lambda path, report: _write(snapshot, path, report)
        )

    def _take(self, made: _Made) -> None:
        self._all = made
        self._show()

    def _show(self) -> None:
        self._view.show_reports(self._shown, len(self._all))


def _write(snapshot: Snapshot, path: Path, report: Progress = unwatched) -> None:
    # Only once something is printed: what draws paper is slow to load.
    from cohort_desk.reports.savings.printing import write_report  # noqa: PLC0415

    write_report(snapshot, path, report)
