"""What goes with a pack as plain text, for whoever works without the app."""

from collections.abc import Iterator

from cohort_desk.domain.dates import written_date, written_moment
from cohort_desk.domain.marks.numbers import from_hundredths, written
from cohort_desk.domain.packs.contents import (
    ExaminerContent,
    MarkingContent,
    PackedAssessment,
    PackedGuide,
    PackKind,
    PeerContent,
    SavingsContent,
    SentPack,
)
from cohort_desk.domain.words import counted
from cohort_desk.exchange.packs.claim_sheets import instructions

TEXT_NAMES = {
    PackKind.MARKING: "Brief and rubric.txt",
    PackKind.PEERS: "How to rate.txt",
    PackKind.EXAMINER: "Modules and regulations.txt",
    PackKind.SAVINGS: "How to confirm.txt",
}
_WAYS_BACK = (
    "Open the pack in Cohort Desk, or fill in the sheet beside this file and send the sheet back. "
    "Change nothing else in the pack: its parts are signed."
)


def text_of(pack: SentPack) -> str:
    """Return the text that goes with a pack."""
    head = pack.head
    lines = [f"{head.programme}, {head.cohort}", f"For {head.reader}"]
    if head.due_at is not None:
        lines.append(f"Wanted back by {written_moment(head.due_at)}")
    lines.append("")
    match pack.content:
        case MarkingContent() as content:
            lines += _marking(content)
        case PeerContent() as content:
            lines += _peers(content)
        case ExaminerContent() as content:
            lines += _examiner(content)
        case SavingsContent() as content:
            lines += instructions(pack, content)[2:]
    return "\n".join(lines) + "\n"


def _marking(content: MarkingContent) -> Iterator[str]:
    submissions = counted(len(content.works), "submission", "submissions")
    yield f"{submissions} to mark, made from what was handed in by the day the pack was made."
    yield _WAYS_BACK
    for assessment in content.assessments:
        yield from _assessment(assessment)
        listed = [work for work in content.works if work.assessment == assessment.key]
        yield ""
        yield "WORKS"
        for work in listed:
            due = f", due {written_date(work.due_at.astimezone())}" if work.due_at else ""
            files = ", ".join(file.name for file in work.files) or "no file"
            yield f"  {work.shown} ({work.role} marker{due}): {files}"


def _assessment(assessment: PackedAssessment) -> Iterator[str]:
    yield ""
    heading = f"{assessment.module_code} {assessment.module_title}: {assessment.title}"
    yield heading
    yield "=" * len(heading)
    if assessment.word_limit:
        yield f"At most {assessment.word_limit:,} words."
    if assessment.brief:
        yield ""
        yield "BRIEF"
        yield assessment.brief
    if assessment.guide is None:
        yield ""
        yield "One mark from 0 to 100 for the submission as a whole."
    else:
        yield from _guide(assessment.guide)


def _guide(guide: PackedGuide) -> Iterator[str]:
    total = sum(criterion.weight for criterion in guide.criteria)
    yield ""
    yield guide.title.upper()
    if guide.notes:
        yield guide.notes
    for criterion in guide.criteria:
        yield ""
        yield f"{criterion.title} ({criterion.weight} of {total})"
        if criterion.description:
            yield f"  {criterion.description}"
        for band in criterion.bands:
            low, high = (written(from_hundredths(end)) for end in (band.low, band.high))
            yield f"  {low}–{high} {band.label}: {band.descriptor}".rstrip(": ")


def _peers(content: PeerContent) -> Iterator[str]:
    yield f"{content.assessment}: {content.group}"
    yield ""
    yield (
        "Rate what each member of your group contributed, from 0 (nothing) to 5 (as much as can "
        "be asked). Nobody may give everybody 0."
    )
    if content.justify:
        yield "Say in a few sentences why you rated as you did."
    yield _WAYS_BACK
    for criterion in content.criteria:
        yield ""
        yield f"{criterion.title}: {criterion.description}".rstrip(": ")


def _examiner(content: ExaminerContent) -> Iterator[str]:
    yield content.board
    submissions = counted(len(content.works), "submission", "submissions")
    yield (
        f"{submissions} of the moderation sample, to be read. "
        "Write your comments into the sheet beside this file and send the sheet back."
    )
    yield ""
    yield "MODULES"
    yield from content.modules
    yield ""
    yield "REGULATIONS"
    yield from content.regulations
