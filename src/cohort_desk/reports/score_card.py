"""The score card with its proof: what counts, how few it could be and why, and the way there."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from cohort_desk.domain.dates import written_moment
from cohort_desk.domain.forming.reasons.proof import CriterionProof, Share
from cohort_desk.domain.forming.request import Criterion, CriterionKind
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.words import counted
from cohort_desk.reports.charts.flowables import chart_parts
from cohort_desk.reports.charts.mix import agency_mix, in_pages, sector_mix
from cohort_desk.reports.document import PORTRAIT, Imprint, frame_size, write_document
from cohort_desk.reports.flowables import heading, paragraph
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.printable import NothingToPrint
from cohort_desk.reports.styles import (
    GAP,
    INTRODUCTION,
    MUTED,
    NOTE,
    PAGE_TITLE,
    SECTION,
    SUBSECTION,
    VERDICT,
)
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.reports.text import check_printable
from cohort_desk.services.groups.score_sheets import ScoreSheet

_ROOM = frame_size(PORTRAIT)[0]
_MOST_VALUES = 40
_MOST_RULES = 120
_KEPT_TOGETHER = 12
_SIZE = 8.5
_LEAST_ON_PAGE = 90
"""Points that a section needs on a page to begin there."""


def write_score_card(sheet: ScoreSheet, path: Path, report: Progress = unwatched) -> None:
    """Write the score card of groups as they stand, or of a proposal.

    Raises:
        NothingToPrint: there are no groups.
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    if not sheet.groups:
        raise NothingToPrint(
            f"“{sheet.round_name}” has no groups to score yet. Form its groups, then print."
        )
    check_printable(_texts(sheet), REGULAR)
    story = [
        heading(sheet.round_name, PAGE_TITLE),
        paragraph(f"{sheet.about}. {sheet.sizes}, {_people(sheet.people)}.", INTRODUCTION),
        heading(capitalised(sheet.badge), VERDICT),
        paragraph(sheet.proof.words),
        *_section("What counts", [_criteria(sheet)]),
        *_section("How the fewest comes about", _proof(sheet)),
        *_section("Group by group", [_groups(sheet)]),
        *_section("Rules", _rules(sheet)),
        *_section("How these groups came about", _origin(sheet)),
        *_mixes(sheet),
    ]
    title = f"Score card: {sheet.round_name}"
    imprint = Imprint(title, sheet.programme, sheet.cohort, sheet.about, sheet.stood_on)
    write_document(path, imprint, story, report=report, pages=len(story) // 8 + 1)


def capitalised(words: str) -> str:
    """Return the words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


def criterion_name(criterion: Criterion) -> str:
    """Return a criterion in a word or two, for the head of a column: "Agency", "Induction"."""
    return capitalised(criterion.column.replace("_", " ").strip())


def spread_words(share: Share, groups: int) -> str:
    """Return how a value's people lie at best: "4 groups with 2, 6 with 1"."""
    parts = ((share.over, share.each + 1), (groups - share.over, share.each))
    told = [f"{some} with {people}" for some, people in parts if some and people]
    if not told:
        return ""
    first, *others = told
    noun = "group" if first.startswith("1 ") else "groups"
    return ", ".join((first.replace(" with", f" {noun} with", 1), *others))


def _section(title: str, parts: Sequence[Flowable]) -> list[Flowable]:
    return [Spacer(1, GAP), CondPageBreak(_LEAST_ON_PAGE), heading(title, SECTION), *parts]


def _criteria(sheet: ScoreSheet) -> Flowable:
    columns = (
        Column("Criterion", NAME),
        Column("Importance", colour=MUTED),
        Column("Weight", at_right=True),
        Column("Counted", at_right=True),
        Column("Fewest possible", at_right=True),
        Column("Points", at_right=True),
        Column("Fewest points", at_right=True),
    )
    rows = [
        (
            one.criterion.label,
            one.criterion.importance.value,
            f"{one.criterion.weight}",
            f"{one.count:,}",
            f"{one.bound:,}",
            f"{one.criterion.weight * one.count:,}",
            f"{one.criterion.weight * one.bound:,}",
        )
        for one in sheet.score.criteria
    ]
    total = ("Together", "", "", "", "", f"{sheet.score.objective:,}", f"{sheet.score.bound:,}")
    return grid_table(Grid(columns, [*rows, total], _ROOM, size=_SIZE))


def _proof(sheet: ScoreSheet) -> list[Flowable]:
    story: list[Flowable] = []
    for one in sheet.proof.criteria:
        fewest = one.score.bound
        title = f"{one.score.criterion.label}: {one.score.count:,}; fewest possible {fewest:,}"
        parts: list[Flowable] = [heading(title, SUBSECTION), paragraph(one.words)]
        if one.shares:
            parts.append(_shares(one, sheet.proof.groups))
        parts += [Spacer(1, 2), paragraph(_rest(one), NOTE), Spacer(1, GAP / 2)]
        few = len(one.shares) <= _KEPT_TOGETHER
        story += [KeepTogether(parts)] if few else [CondPageBreak(_LEAST_ON_PAGE), *parts]
    return story or [paragraph("Nothing was asked for.")]


def _shares(one: CriterionProof, groups: int) -> Flowable:
    alone = one.score.criterion.kind is CriterionKind.NO_LONE_ONE
    shown = one.shares[:_MOST_VALUES]
    rows = [
        (
            share.value,
            f"{share.people:,}",
            "alone wherever they are" if alone else spread_words(share, groups),
            f"{share.least:,}",
        )
        for share in shown
    ]
    if rest := one.shares[_MOST_VALUES:]:
        people, least = sum(s.people for s in rest), sum(s.least for s in rest)
        rows.append((f"{len(rest)} more values", f"{people:,}", "", f"{least:,}"))
    rows.append(("Together", "", "", f"{one.least:,}"))
    columns = (
        Column(criterion_name(one.score.criterion), NAME),
        Column("People", at_right=True),
        Column("Spread evenly over the groups", colour=MUTED),
        Column("Fewest alone" if alone else "Fewest pairs", at_right=True),
    )
    widths = (_ROOM * 0.46, _ROOM * 0.1, _ROOM * 0.3, _ROOM * 0.14)
    return grid_table(Grid(columns, rows, _ROOM, size=_SIZE, air=0.4, widths=widths))


def _rest(one: CriterionProof) -> str:
    said: list[str] = []
    if one.shares and one.free:
        free = counted(one.free, "other value costs", "other values cost")
        said.append(f"{free} nothing at best.")
    if one.blank:
        nobody = counted(one.blank, "person has", "people have")
        said.append(f"{nobody} no value here and so match nobody.")
    return " ".join(said)


def _groups(sheet: ScoreSheet) -> Flowable:
    columns = (
        Column("Group", NAME),
        Column("People", at_right=True),
        *(Column(criterion_name(one.criterion), at_right=True) for one in sheet.score.criteria),
        Column("Worst in it", colour=MUTED),
    )
    rows = [
        (name, f"{people}", *(f"{count:,}" for count in scored.counts), scored.worst)
        for (name, people), scored in zip(sheet.groups, sheet.score.groups, strict=False)
    ]
    totals = [f"{one.count:,}" for one in sheet.score.criteria]
    rows.append(("Together", f"{sheet.people:,}", *totals, ""))
    return grid_table(Grid(columns, rows, _ROOM, size=_SIZE, air=0.4))


def _mixes(sheet: ScoreSheet) -> list[Flowable]:
    """Return how the groups are mixed, drawn: by sector, and where they are known by agency."""
    if not any(mix.sectors for mix in sheet.mixes):
        return []
    charts = in_pages(sector_mix, sheet.mixes, "Sectors in each group")
    if any(mix.agencies for mix in sheet.mixes):
        charts += in_pages(agency_mix, sheet.mixes, "Agencies in each group")
    title = [heading("How the groups are mixed", SECTION)]
    parts = [
        part
        for at, chart in enumerate(charts)
        for part in chart_parts(chart, _ROOM, before=() if at else title)
    ]
    return [Spacer(1, GAP), *parts]


def _rules(sheet: ScoreSheet) -> list[Flowable]:
    if not sheet.rules:
        return [paragraph("There are no rules on named people.")]
    broken = [rule for rule in sheet.rules if rule.broken]
    kept = [rule for rule in sheet.rules if not rule.broken]
    all_of_them = counted(len(sheet.rules), "rule", "rules")
    said = f"{all_of_them}: {len(kept):,} kept, {len(broken):,} broken."
    rows = [(rule.words, f"Broken: {rule.broken}") for rule in broken]
    rows += [(rule.words, "Kept") for rule in kept[: max(0, _MOST_RULES - len(broken))]]
    if len(rows) < len(sheet.rules):
        rows.append((f"{len(sheet.rules) - len(rows):,} more", "Kept"))
    columns = (Column("Rule", NAME), Column("Whether it holds"))
    widths = (_ROOM * 0.55, _ROOM * 0.45)
    table = grid_table(Grid(columns, rows, _ROOM, size=_SIZE, air=0.4, widths=widths))
    return [paragraph(said), table]


def _origin(sheet: ScoreSheet) -> list[Flowable]:
    lines = [("Sizes", f"{sheet.sizes}. Asked for: {sheet.sizes_asked}.")]
    if origin := sheet.origin:
        again = (
            "It was stopped before its end, so another run may end elsewhere."
            if origin.stopped
            else "The same people, settings, seed and number of steps give the same groups."
        )
        lines += [
            ("Formed", written_moment(origin.formed_at)),
            ("Seed", f"{origin.seed}"),
            ("Steps", f"{origin.steps:,}"),
            ("Again", again),
        ]
    else:
        lines.append(
            ("Formed", "Arranged or changed by hand, or people have come or gone since a search.")
        )
    if sheet.changed:
        lines.append(("Since then", " ".join(sheet.changed)))
    if sheet.note:
        lines.append(("Note", sheet.note))
    columns = (Column("What", colour=MUTED), Column("How"))
    widths = (_ROOM * 0.15, _ROOM * 0.85)
    return [grid_table(Grid(columns, lines, _ROOM, size=_SIZE, air=0.4, widths=widths))]


def _people(number: int) -> str:
    return counted(number, "person", "people")


def _texts(sheet: ScoreSheet) -> Iterator[str]:
    yield from (sheet.programme, sheet.cohort, sheet.round_name, sheet.note, sheet.badge)
    yield from sheet.changed
    yield from (name for name, _ in sheet.groups)
    yield from (text for mix in sheet.mixes for each in mix.agencies for text in each.texts)
    for rule in sheet.rules:
        yield from (rule.words, rule.broken)
    for one in sheet.proof.criteria:
        yield one.score.criterion.label
        yield from (share.value for share in one.shares)
