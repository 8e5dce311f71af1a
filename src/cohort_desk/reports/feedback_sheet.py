"""A feedback sheet on paper: the mark, what markers wrote, and what better work would be like."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportlab.platypus import Flowable, Spacer

from cohort_desk.domain.dates import written_date, written_moment
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.marks.ladder import Rung, RungKind
from cohort_desk.domain.marks.ladder_words import change_words
from cohort_desk.domain.marks.numbers import written, written_cut
from cohort_desk.domain.marks.reasons import OVERRIDDEN
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.submissions.words import sitting_name
from cohort_desk.domain.words import counted, listed
from cohort_desk.files import apart, make_folder
from cohort_desk.reports.document import Imprint, write_document
from cohort_desk.reports.flowables import bullets, heading, paragraph
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.parts import ROOM, dotted, one_after_another, section, texts, title
from cohort_desk.reports.styles import (
    BODY,
    GAP,
    MUTED,
    NOTE,
    SUBSECTION,
    VERDICT,
    TextStyle,
)
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.reports.text import check_printable
from cohort_desk.services.documents.feedback import CriterionFeedback, FeedbackSheet, Remark
from cohort_desk.services.packs.records import as_file_name

TITLE = "Feedback"
_POINT = TextStyle(REGULAR, BODY, after=1)


def write_feedback_sheet(sheet: FeedbackSheet, path: Path, report: Progress = unwatched) -> None:
    """Write the feedback on one person's work.

    Raises:
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    write_feedback_sheets((sheet,), path, report)


def write_feedback_sheets(
    sheets: Sequence[FeedbackSheet], path: Path, report: Progress = unwatched
) -> None:
    """Write the sheets of several people as one document, each on pages of its own.

    Raises:
        NotFound: there are none.
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    if not sheets:
        raise NotFound("There are no feedback sheets yet: no mark has been released.")
    check_printable((text for each in sheets for text in _texts(each)), REGULAR)
    first = sheets[0]
    whose = f": {first.holder.name}" if len(sheets) == 1 else f" on {first.assessment}"
    note = f"As released on {written_date(first.on)}"
    holder = first.holder
    imprint = Imprint(f"{TITLE}{whose}", holder.programme, holder.cohort, note, first.on)
    story = one_after_another([(each.holder.name, _story(each)) for each in sheets])
    write_document(path, imprint, story, report=report, pages=len(sheets))


def write_feedback_files(
    sheets: Sequence[FeedbackSheet], folder: Path, report: Progress = unwatched
) -> tuple[Path, ...]:
    """Write the sheets of several people into a folder, a file each; return the files.

    Raises:
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, a file or the disk refuses.
        Cancelled: `report` asked to stop; the files written so far are whole.
    """
    make_folder(folder)
    names = apart([file_name(each) for each in sheets])
    paths = tuple(folder / f"{name}.pdf" for name in names)
    for number, (sheet, path) in enumerate(zip(sheets, paths, strict=True), 1):
        write_feedback_sheet(sheet, path)
        report(number, len(sheets))
    return paths


def file_name(sheet: FeedbackSheet) -> str:
    """Return what the file of a sheet is called, without its ending."""
    code = sheet.module.split(" ", 1)[0]
    again = f" (sitting {sheet.sitting})" if sheet.sitting > 1 else ""
    return as_file_name(f"{code} {sheet.assessment}{again} {sheet.holder.name}")


def _story(sheet: FeedbackSheet) -> list[Flowable]:
    state = "confirmed by the board" if sheet.confirmed else "provisional, and may still change"
    return [
        *title(f"Feedback on {sheet.assessment}", _whose(sheet)),
        heading(f"Mark: {written_cut(sheet.mark)}", VERDICT),
        paragraph(f"{sheet.module} · {sitting_name(sheet.sitting)}. This mark is {state}."),
        *([paragraph(f"Members: {listed(sheet.members)}.", NOTE)] if sheet.members else []),
        *_handed_in(sheet),
        *_on_the_whole(sheet),
        *_by_criterion(sheet),
        *_how(sheet),
    ]


def _whose(sheet: FeedbackSheet) -> str:
    return dotted(sheet.holder.name, sheet.group, sheet.holder.cohort)


def _handed_in(sheet: FeedbackSheet) -> list[Flowable]:
    markers = counted(sheet.markers, "marker", "markers")
    if sheet.handed_in_at is None:
        return [paragraph(f"Marked by {markers}.", NOTE)]
    when = written_moment(sheet.handed_in_at)
    return [paragraph(f"Handed in on {when}; marked by {markers}.", NOTE)]


def _on_the_whole(sheet: FeedbackSheet) -> list[Flowable]:
    if not sheet.remarks:
        nothing = "The markers left no words on the work as a whole."
        return [*section("On the whole"), paragraph(nothing)]
    alone = len(sheet.remarks) == 1 and sheet.markers == 1
    return [*section("On the whole"), *_remarks(sheet.remarks, named=not alone)]


def _remarks(remarks: Sequence[Remark], *, named: bool) -> Iterator[Flowable]:
    for remark in remarks:
        if named:
            yield heading(_begun(remark.who), SUBSECTION)
        yield from texts(remark.text)


def _by_criterion(sheet: FeedbackSheet) -> list[Flowable]:
    if not sheet.criteria:
        return []
    whos = tuple(dict.fromkeys(who for each in sheet.criteria for who, _mark in each.marks))
    columns = (
        Column("Criterion", NAME),
        Column("Part", colour=MUTED, at_right=True),
        *(Column(_begun(who), at_right=True) for who in whos),
        Column("Band"),
    )
    rows = [_row(each, whos) for each in sheet.criteria]
    story: list[Flowable] = [*section("By criterion"), grid_table(Grid(columns, rows, ROOM))]
    told = [each for each in sheet.criteria if _on_criterion(each)]
    if told:
        story += section("What the work is like, and what the band above asks for")
    for each in told:
        story += [
            heading(each.title, SUBSECTION),
            *bullets(_on_criterion(each), _POINT),
            Spacer(1, GAP / 8),
        ]
    return story


def _row(each: CriterionFeedback, whos: Sequence[str]) -> tuple[str, ...]:
    marks = dict(each.marks)
    given = (written(marks[who]) if who in marks else "–" for who in whos)
    band = f"{each.band.label} ({each.band.range})" if each.band else ""
    return each.title, f"{each.share} %", *given, band


def _on_criterion(each: CriterionFeedback) -> list[str]:
    """Return what was written, the band's words, and those of the band above, for next time."""
    told = [f"{_begun(remark.who)}: {remark.text}" for remark in each.remarks]
    if each.band and each.band.descriptor:
        told.append(f"{each.band.label}: {each.band.descriptor}")
    if each.above and each.above.descriptor:
        told.append(f"To reach {each.above.label} next time: {each.above.descriptor}")
    return told


def _begun(who: str) -> str:
    """Return a role or a name as it begins a line."""
    return who[:1].upper() + who[1:]


def _how(sheet: FeedbackSheet) -> list[Flowable]:
    """Return how the mark came about from what the markers gave."""
    if not sheet.rungs:
        return []
    columns = (
        Column("Step", NAME),
        Column("Mark", at_right=True),
        Column("Rule", colour=MUTED),
    )
    rows = [(rung.title, change_words(rung), _ruled(rung)) for rung in sheet.rungs]
    return [*section("How the mark came about"), grid_table(Grid(columns, rows, ROOM, size=9))]


def _ruled(rung: Rung) -> str:
    """Return a step's rule, and of peers' ratings the person's own numbers, to check it by.

    Where a tutor's own figure stands, no number leads to it.
    """
    numbers = dict(rung.numbers)
    if rung.kind is not RungKind.PEER or rung.rule.startswith(OVERRIDDEN):
        return rung.rule
    weight, factor = numbers["weight of the ratings"], numbers["contribution factor"]
    return f"{rung.rule} Weight: {weight}; your factor: {factor}."


def _texts(sheet: FeedbackSheet) -> Iterator[str]:
    holder = sheet.holder
    yield from (holder.name, holder.programme, holder.cohort)
    yield from (sheet.module, sheet.assessment, sheet.group, *sheet.members)
    for remark in sheet.remarks:
        yield f"{remark.who} {remark.text}"
    for each in sheet.criteria:
        yield each.title
        yield from (f"{remark.who} {remark.text}" for remark in each.remarks)
        yield from (f"{band.label} {band.descriptor}" for band in (each.band, each.above) if band)
    for rung in sheet.rungs:
        yield f"{rung.title} {_ruled(rung)}"
