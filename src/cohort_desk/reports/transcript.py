"""A transcript on paper: modules, credits, marks and the award, as boards have ratified them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from reportlab.platypus import Flowable, Spacer

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.marks.numbers import written, written_cut
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.reports.document import Imprint, write_document
from cohort_desk.reports.flowables import heading, paragraph
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.parts import ROOM, facts, one_after_another, section, title
from cohort_desk.reports.styles import GAP, MUTED, NOTE, VERDICT
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.reports.text import check_printable
from cohort_desk.services.documents.transcripts import (
    SittingMark,
    Transcript,
    TranscriptAward,
    TranscriptModule,
)

TITLE = "Transcript"
_NOT_A_CERTIFICATE = (
    "A transcript of confirmed marks. It is not an award certificate, and says nothing of marks "
    "that no board has ratified."
)


def write_transcript(transcript: Transcript, path: Path, report: Progress = unwatched) -> None:
    """Write one participant's transcript.

    Raises:
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    write_transcripts((transcript,), path, report)


def write_transcripts(
    transcripts: Sequence[Transcript], path: Path, report: Progress = unwatched
) -> None:
    """Write the transcripts of a cohort as one document, each on pages of its own.

    Raises:
        NotFound: there are none.
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    if not transcripts:
        raise NotFound("There are no transcripts yet: no board has ratified any marks.")
    check_printable((text for each in transcripts for text in _texts(each)), REGULAR)
    first = transcripts[0]
    title = f"{TITLE}: {first.holder.name}" if len(transcripts) == 1 else f"{TITLE}s"
    note = f"Not an award certificate. Made {written_date(first.on)}"
    imprint = Imprint(title, first.holder.programme, first.holder.cohort, note, first.on)
    story = one_after_another([(each.holder.name, _story(each)) for each in transcripts])
    write_document(path, imprint, story, report=report, pages=len(transcripts))


def _story(transcript: Transcript) -> list[Flowable]:
    holder, award = transcript.holder, transcript.award
    return [
        *title(holder.name, f"{TITLE} · {holder.programme}"),
        heading(_verdict(award), VERDICT),
        paragraph(_decided(award)),
        paragraph(_NOT_A_CERTIFICATE, NOTE),
        *section("Particulars"),
        facts(_particulars(transcript), ("Particular", "Entry")),
        *section("Modules"),
        _modules(transcript.modules),
        *section("Marks of the assessments"),
        *_sittings(transcript.modules),
        *section("Key to the classes"),
        _key(transcript.key),
        Spacer(1, GAP / 2),
        paragraph(transcript.rounding, NOTE),
    ]


def _verdict(award: TranscriptAward) -> str:
    return f"Award: {award.outcome}" if award.given else f"No award yet: {award.outcome.lower()}"


def _decided(award: TranscriptAward) -> str:
    on = written_date(award.decided_on)
    if award.by_chair:
        return f"Decided by chair’s action for the {award.board} on {on}."
    return f"Decided by the {award.board} on {on}."


def _particulars(transcript: Transcript) -> Iterator[tuple[str, str]]:
    holder, award = transcript.holder, transcript.award
    yield "Reference", holder.reference
    yield "Agency", holder.agency
    yield "Cohort", _cohort(transcript)
    yield "Organisation", holder.organisation
    yield "Credits passed", str(transcript.credits)
    yield "Mean of the modules", "" if award.mean is None else written(award.mean)
    yield "Attendance", _percent(transcript.attendance)
    yield "Enrolment", "Withdrawn from the programme" if holder.withdrawn else ""


def _cohort(transcript: Transcript) -> str:
    starts_on = transcript.holder.starts_on
    began = f", which began on {written_date(starts_on)}" if starts_on else ""
    return f"{transcript.holder.cohort}{began}"


def _percent(share: Decimal | None) -> str:
    return "" if share is None else f"{written(share * 100, 0)} % of the required sessions"


def _modules(modules: Sequence[TranscriptModule]) -> Flowable:
    columns = (
        Column("Code", colour=MUTED),
        Column("Module", NAME),
        Column("Level", at_right=True),
        Column("Credits", at_right=True),
        Column("Mark", NAME, at_right=True),
        Column("Result"),
    )
    rows = [
        (
            each.code,
            each.title,
            str(each.level),
            str(each.credits),
            "–" if each.mark is None else written_cut(each.mark),
            each.result,
        )
        for each in modules
    ]
    return grid_table(Grid(columns, rows, ROOM))


def _sittings(modules: Sequence[TranscriptModule]) -> list[Flowable]:
    columns = (
        Column("Module", colour=MUTED),
        Column("Assessment", NAME),
        Column("Part of the module", at_right=True),
        Column("Sitting", at_right=True),
        Column("Mark", NAME, at_right=True),
    )
    rows = [_sitting(module, each) for module in modules for each in module.sittings]
    if not rows:
        return [paragraph("No mark of an assessment is confirmed.")]
    return [grid_table(Grid(columns, rows, ROOM))]


def _sitting(module: TranscriptModule, each: SittingMark) -> tuple[str, ...]:
    mark = written_cut(each.mark)
    return module.code, each.assessment, f"{each.share} %", str(each.sitting), mark


def _key(key: Sequence[tuple[str, str]]) -> Flowable:
    return facts(key, ("Class", "Mean of the modules"))


def _texts(transcript: Transcript) -> Iterator[str]:
    holder = transcript.holder
    yield from (holder.name, holder.reference, holder.agency)
    yield from (holder.programme, holder.organisation, holder.cohort, transcript.award.board)
    for module in transcript.modules:
        yield f"{module.code} {module.title}"
        yield from (each.assessment for each in module.sittings)
