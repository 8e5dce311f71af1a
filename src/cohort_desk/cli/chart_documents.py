"""The documents of charts that commands write: a cohort's progress, and the report on its marks."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from cohort_desk.cli.kinds import Kind, Source
from cohort_desk.domain.progress import Progress
from cohort_desk.reports.marks_report import write_marks_report
from cohort_desk.reports.progress import write_progress
from cohort_desk.services.boards.distribution import read_distributions
from cohort_desk.services.boards.marks_report import for_others, read_marks_report
from cohort_desk.services.home.standing import read_standing
from cohort_desk.services.programmes import count_people, read_programme


def _progress(source: Source, path: Path, report: Progress) -> None:
    standing = read_standing(source.db, source.cohort.id)
    write_progress(standing, read_programme(source.db).name, path, _today(), report)


def _marks(source: Source, path: Path, report: Progress) -> None:
    write_marks_report(read_marks_report(source.db, source.cohort.id), path, _today(), report)


def _marks_for_others(source: Source, path: Path, report: Progress) -> None:
    found = for_others(read_marks_report(source.db, source.cohort.id))
    write_marks_report(found, path, _today(), report)


def _has_people(source: Source) -> bool:
    return count_people(source.db).get(source.cohort.id, 0) > 0


def _has_marks(source: Source) -> bool:
    found = read_distributions(source.db, source.cohort.id)
    return any(each.count for each in found.all)


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


CHART_KINDS: Mapping[str, Kind] = {
    "progress": Kind(
        "how far the cohort has come, on a page (PDF)",
        "progress.pdf",
        _progress,
        of_round=False,
        there=_has_people,
    ),
    "marks-report": Kind(
        "how marks are spread and how markers differ, markers by letters (PDF)",
        "marks-report.pdf",
        _marks,
        of_round=False,
        there=_has_marks,
    ),
    "marks-for-others": Kind(
        "how marks are spread, rounded so that nobody’s mark can be told (PDF)",
        "marks-for-others.pdf",
        _marks_for_others,
        of_round=False,
        there=_has_marks,
    ),
}
"""What can be drawn of a cohort, by the name that commands use."""
