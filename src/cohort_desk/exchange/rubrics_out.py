"""Writes a marking guide as a workbook that `rubrics` reads again, and the empty template."""

from pathlib import Path

from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.modules.guides import Criterion, Guide
from cohort_desk.domain.modules.starter import STANDARD_BANDS
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.exchange.tables_out import TableOut, Value, write_table, write_workbook

_HEADINGS = ("Criterion", "Weight", "What it looks at", "Band", "From", "To", "Descriptor")
_EXAMPLE = "Use of evidence"


def write_rubric(guide: Guide, path: Path, report: Progress = unwatched) -> None:
    """Write a guide: a row for each band, and in a workbook a sheet of its comments.

    Raises:
        CannotWrite: the ending is neither .xlsx nor .csv, or the place cannot be written to.
    """
    rows = [row for criterion in guide.criteria for row in _rows(criterion)]
    bands = TableOut("Criteria", _HEADINGS, rows, kept_in_view=1, filtered=False)
    if path.suffix.lower() != ".xlsx":
        write_table(bands, path, report)
        return
    write_workbook((bands, _comments(guide)), path, report)


def write_template(path: Path, report: Progress = unwatched) -> None:
    """Write a rubric to fill in: one criterion as an example, with the standard bands.

    Raises:
        CannotWrite: the ending is neither .xlsx nor .csv, or the place cannot be written to.
    """
    write_rubric(Guide("", criteria=(Criterion(_EXAMPLE, 25, "", STANDARD_BANDS),)), path, report)


def _rows(criterion: Criterion) -> list[tuple[Value, ...]]:
    own = (criterion.title, criterion.weight, criterion.description)
    if not criterion.bands:
        return [(*own, "", "", "", "")]
    return [
        (
            *(own if at == 0 else (criterion.title, "", "")),
            *(band.label, _mark(written(band.low)), _mark(written(band.high)), band.descriptor),
        )
        for at, band in enumerate(criterion.bands)
    ]


def _mark(text: str) -> Value:
    """Return a mark as the number that a spreadsheet shows."""
    return float(text) if "." in text else int(text)


def _comments(guide: Guide) -> TableOut:
    of_whole = [("", comment.text) for comment in guide.comments]
    of_criteria = [
        (criterion.title, comment.text)
        for criterion in guide.criteria
        for comment in criterion.comments
    ]
    return TableOut("Comments", ("Criterion", "Comment"), of_whole + of_criteria, filtered=False)
