"""Peer ratings on paper: a blank form for each member, and a tutor's sheet with a page a group."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from reportlab.platypus import Flowable, PageBreak, Spacer

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.marks.numbers import written, written_cut
from cohort_desk.domain.modules.moments import written_in_london
from cohort_desk.domain.peers.flags import means_of
from cohort_desk.domain.peers.webpa import as_decimal, factors_of
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.submissions.words import assessment_name
from cohort_desk.reports.document import LANDSCAPE, PORTRAIT, Imprint, frame_size, write_document
from cohort_desk.reports.flowables import bullets, heading, paragraph, rule
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.printable import NothingToPrint
from cohort_desk.reports.styles import GAP, INTRODUCTION, NOTE, PAGE_TITLE, RULE, SECTION
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.reports.text import check_printable
from cohort_desk.services.peers import GroupContributions, PeerForm, PeerPaper

_SCORES = "0   1   2   3   4   5"
_SCALE = (
    "0 did nothing, 1 very little, 2 less than a fair share, 3 a fair share, 4 more, 5 far more "
    "than a fair share. Ring one number in each field."
)
_PRIVATE = "Only the office sees this form; the others in your group do not."
_LINES_FOR_REASONS = 6
_NAME_SHARE = 0.22


def write_forms(paper: PeerPaper, path: Path, report: Progress = unwatched) -> None:
    """Write a blank form for each member, a page each.

    Raises:
        NothingToPrint: nobody has anybody to rate.
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    if not paper.forms:
        raise NothingToPrint("No group has members who could rate each other yet.")
    check_printable(_form_texts(paper), REGULAR)
    story: list[Flowable] = []
    for form in paper.forms:
        story += [*([PageBreak()] if story else []), *_form(form, _name(paper))]
    title = f"Peer ratings: {_name(paper)}"
    imprint = Imprint(title, paper.programme, paper.cohort, _PRIVATE, paper.read_on)
    write_document(path, imprint, story, page_size=LANDSCAPE, report=report, pages=len(paper.forms))


def write_tutor_sheet(paper: PeerPaper, path: Path, report: Progress = unwatched) -> None:
    """Write what the ratings of each group come to, a page each.

    Raises:
        NothingToPrint: no group has members.
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    groups = [group for group in paper.groups if group.members]
    if not groups:
        raise NothingToPrint("No group of this assessment has members yet.")
    check_printable(_sheet_texts(paper), REGULAR)
    story: list[Flowable] = []
    for group in groups:
        story += [*([PageBreak()] if story else []), *_group(group)]
    title = f"Peer contribution: {_name(paper)}"
    note = f"As of {written_date(paper.read_on)}. For tutors only."
    imprint = Imprint(title, paper.programme, paper.cohort, note, paper.read_on)
    write_document(path, imprint, story, report=report, pages=len(groups))


def _name(paper: PeerPaper) -> str:
    found = paper.peer_round
    return assessment_name(found.module_code, found.title)


def _form(form: PeerForm, assessment: str) -> Iterator[Flowable]:
    room, _ = frame_size(LANDSCAPE)
    yield heading(assessment, PAGE_TITLE, level=2, bookmark=f"{form.rater}, {form.group}")
    until = f" Hand in by {written_in_london(form.closes_at)}." if form.closes_at else ""
    yield paragraph(
        f"{form.rater}, {form.group}. How much did each contribute?{until}", INTRODUCTION
    )
    names = [
        f"{one.name} (yourself)" if one.id == form.rater_id else one.name for one in form.people
    ]
    share = (1 - _NAME_SHARE) / max(1, len(form.criteria))
    yield grid_table(
        Grid(
            (Column("Member", NAME), *(Column(one.title) for one in form.criteria)),
            [(name, *(_SCORES for _ in form.criteria)) for name in names],
            room,
            size=11,
            air=0.9,
            widths=[room * _NAME_SHARE, *(room * share for _ in form.criteria)],
        )
    )
    yield Spacer(1, GAP / 2)
    yield paragraph(_SCALE, NOTE)
    described = [f"{one.title}: {one.description}" for one in form.criteria if one.description]
    yield Spacer(1, GAP / 2)
    yield from bullets(described, NOTE)
    yield Spacer(1, GAP)
    asked = "Reasons" if form.justify else "Reasons, if you like to give them"
    yield heading(asked, SECTION, level=3)
    for _ in range(_LINES_FOR_REASONS):
        yield Spacer(1, 2 * GAP)
        yield rule(colour=RULE)


def _group(group: GroupContributions) -> Iterator[Flowable]:
    room, _ = frame_size(PORTRAIT)
    yield heading(group.group, PAGE_TITLE, level=2)
    mark = (
        "No agreed mark yet."
        if group.agreed is None
        else f"Agreed mark {written_cut(group.agreed)}."
    )
    rated = f"{len(group.returns)} of {len(group.members)} have rated."
    state = "Ratings are closed." if group.closed else "Ratings are still open."
    yield paragraph(f"{mark} {rated} {state}", INTRODUCTION)
    yield grid_table(Grid(_SHARE_COLUMNS, list(_share_rows(group)), room))
    if group.result is not None and not group.result.conserved:
        mean = written(group.result.mean)
        yield Spacer(1, GAP / 2)
        yield paragraph(f"The members’ marks have a mean of {mean}: one was cut off at 0 or 100.")
    yield Spacer(1, GAP)
    yield heading("Who gave whom how much (mean over the criteria, of 5)", SECTION, level=3)
    yield _matrix(group, room)
    if group.flags or group.notes:
        yield Spacer(1, GAP)
        yield heading("Worth a second look", SECTION, level=3)
        yield from bullets([f"{flag.kind.value}: {flag.sentence}" for flag in group.flags])
        yield from bullets(group.notes)
    reasons = [
        f"{one.name}: {group.returns[one.id].justification}"
        for one in group.members
        if one.id in group.returns and group.returns[one.id].justification
    ]
    if reasons:
        yield Spacer(1, GAP)
        yield heading("Reasons given", SECTION, level=3)
        yield from bullets(reasons)


_SHARE_COLUMNS = (
    Column("Member", NAME),
    Column("Rated"),
    Column("Factor", at_right=True),
    Column("After ratings", at_right=True),
    Column("After penalty", at_right=True),
    Column("Override", at_right=True),
    Column("Counts", NAME, at_right=True),
)


def _share_rows(group: GroupContributions) -> Iterator[tuple[str, ...]]:
    factors = factors_of(group.settings, group.ids, group.sums)
    for member in group.members:
        share = group.result.shares[member.id] if group.result else None
        own, counts = group.overrides.get(member.id), group.final(member.id)
        yield (
            member.name,
            "Yes" if member.id in group.returns else "No",
            written(as_decimal(factors[member.id]), 4),
            written_cut(share.preliminary) if share else "–",
            written_cut(share.penalised) if share else "–",
            written(own.value) if own else "–",
            "–" if counts is None else written_cut(counts),
        )


def _matrix(group: GroupContributions, room: float) -> Flowable:
    means = means_of(group.scores)
    rows = [
        (
            rater.name,
            *(
                written(as_decimal(means[rater.id][rated.id]))
                if rated.id in means.get(rater.id, {})
                else ""
                for rated in group.members
            ),
        )
        for rater in group.members
    ]
    share = (1 - _NAME_SHARE) / len(group.members)
    widths = [room * _NAME_SHARE, *(room * share for _ in group.members)]
    columns = (
        Column("Rater", NAME),
        *(Column(one.name, at_right=True) for one in group.members),
    )
    return grid_table(Grid(columns, rows, room, size=8.5, widths=widths))


def _form_texts(paper: PeerPaper) -> Iterable[str]:
    yield from (paper.programme, paper.cohort, _name(paper))
    for form in paper.forms:
        yield from (form.rater, form.group)
        for criterion in form.criteria:
            yield from (criterion.title, criterion.description)


def _sheet_texts(paper: PeerPaper) -> Iterable[str]:
    yield from (paper.programme, paper.cohort, _name(paper))
    for group in paper.groups:
        yield group.group
        yield from (member.name for member in group.members)
        yield from (returned.justification for returned in group.returns.values())
