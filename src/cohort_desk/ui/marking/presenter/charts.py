"""What the charts of marking show: how marks are spread, and how markers mark and differ."""

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Protocol

from cohort_desk.domain.progress import Progress
from cohort_desk.services.marks.consistency import Consistency, anonymous, read_consistency
from cohort_desk.services.marks.distribution import Distribution, read_distribution
from cohort_desk.ui.kit.desk import Desk
from cohort_desk.ui.marking.presenter.reading import ListReading
from cohort_desk.ui.marking.presenter.views import Occasion

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cohort_desk.db.database import Database
    from cohort_desk.reports.charts.chart import Chart, Titled

_SHOWN_OF = frozenset(
    {
        "mark",
        "criterion_mark",
        "agreement",
        "allotment",
        "tutor",
        "submission",
        "sitting",
        "cohort_regulations",
    }
)
_NONE_YET = "There is nothing to draw yet."


class ChartsView(Protocol):
    """What the presenter needs of the view."""

    def show_charts(self, charts: "Sequence[Titled]", *, names: bool, may_name: bool) -> None: ...
    def show_nothing(self, sentence: str, explanation: str) -> None: ...


class ChartsPresenter:
    """Shows one sitting at a time; a tutor sees the other markers without their names."""

    def __init__(self, view: ChartsView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._occasion: Occasion | None = None
        self._tutor_id: int | None = None
        self._names = True
        self._found: tuple[Distribution, Consistency] | None = None
        self._reading = ListReading("Reading the marks", desk)

    def take_tutor(self, tutor_id: int | None) -> None:
        """Show what a tutor may see, or everything; whoever shows the view then calls `show`."""
        self._tutor_id = tutor_id

    def show(self, occasion: Occasion | None) -> None:
        """Show a sitting; None if the cohort has no assessment yet."""
        self._occasion = occasion
        if occasion is None:
            self._reading.drop()
            self._view.show_nothing(_NONE_YET, "This cohort has no assessments yet.")
            return
        tutor_id = self._tutor_id

        def read(db: "Database") -> tuple[Distribution, Consistency]:
            return read_distribution(db, *occasion), read_consistency(db, *occasion, tutor_id)

        self._reading.ask(read, self._take)

    def records_changed(self, kinds: frozenset[str]) -> None:
        if kinds & _SHOWN_OF:
            self.show(self._occasion)

    def show_names(self, *, shown: bool) -> None:
        """Show the markers by name, or by letters."""
        self._names = shown
        if self._found:
            self._take(self._found)

    def write(self, path: "Path", report: Progress, *, others: bool = False) -> None:
        """Write the report on the cohort's marks, with names as they are shown, or for others."""
        # Only once something is printed.
        from cohort_desk.reports.marks_report import write_marks_report  # noqa: PLC0415
        from cohort_desk.services.boards.marks_report import (  # noqa: PLC0415
            for_others,
            read_marks_report,
        )

        found = read_marks_report(self._desk.db, self._desk.cohort_id, names=self._names)
        today = datetime.now(UTC).astimezone().date()
        write_marks_report(for_others(found) if others else found, path, today, report)

    def _take(self, found: tuple[Distribution, Consistency]) -> None:
        self._found = found
        spread, consistency = found
        if not spread.count and not consistency.markers:
            why = (
                "Marks are drawn once every marker of a work has finished, so that no marker sees "
                "another’s before."
            )
            self._view.show_nothing(_NONE_YET, why)
            return
        may_name = self._tutor_id is None
        if may_name and not self._names:
            consistency = anonymous(consistency)
        self._view.show_charts(_charts(spread, consistency), names=self._names, may_name=may_name)


def _charts(spread: Distribution, consistency: Consistency) -> "list[Titled]":
    made: list[Titled] = [
        ("Marks", partial(_distribution, spread)),
        ("What each marker gave", partial(_markers, consistency)),
    ]
    if consistency.pairs:
        made.append(("First and second markers", partial(_pairs, consistency)))
    return made


def _distribution(found: Distribution) -> "Chart":
    from cohort_desk.reports.charts.histogram import mark_distribution  # noqa: PLC0415 - as above

    return mark_distribution(found, f"Agreed marks: {found.name}")


def _markers(found: Consistency) -> "Chart":
    from cohort_desk.reports.charts.strips import marker_strips  # noqa: PLC0415 - as above

    return marker_strips(found)


def _pairs(found: Consistency) -> "Chart":
    from cohort_desk.reports.charts.strips import pair_strips  # noqa: PLC0415 - as above

    return pair_strips(found)
