"""The groups of a round as a table, or as a workbook: lists, groups side by side, score card."""

from itertools import zip_longest
from pathlib import Path

from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.sectors import sector_label
from cohort_desk.domain.words import counted
from cohort_desk.exchange.tables_out import TableOut, write_table, write_workbook
from cohort_desk.services.groups.lists import GroupList
from cohort_desk.services.groups.score_sheets import ScoreSheet

_HEADINGS = ("Group", "Name", "Agency", "Sector", "Job title", "E-mail")
_SCORED = ("What", "Which", "Weight", "Counted", "Fewest possible", "Points", "In words")


def write_group_table(listing: GroupList, path: Path, report: Progress = unwatched) -> None:
    """Write the groups as .csv or .xlsx, in their order; `report` counts people.

    Raises:
        CannotWrite: another ending, or the place cannot be written to.
    """
    write_table(_lists(listing), path, report)


def write_group_workbook(
    listing: GroupList, score: ScoreSheet | None, path: Path, report: Progress = unwatched
) -> None:
    """Write the groups as .xlsx: a row for each person, a column for each group, the score card.

    Args:
        listing: the groups.
        score: of these very groups; None leaves its sheet out, as of an older version.
        path: the file.
        report: counts rows.

    Raises:
        CannotWrite: the place cannot be written to.
    """
    tables = [_lists(listing), _side_by_side(listing)]
    if score is not None:
        tables += [_score(score), _proof(score)]
    write_workbook(tables, path, report)


def _lists(listing: GroupList) -> TableOut:
    rows = [
        (
            group.name,
            member.name,
            member.agency,
            sector_label(member.sector) if member.sector else "",
            member.job_title,
            member.email,
        )
        for group in listing.groups
        for member in group.members
    ]
    return TableOut("Groups", _HEADINGS, rows)


def _side_by_side(listing: GroupList) -> TableOut:
    columns = [
        [f"{m.name}, {m.agency_short or m.agency}".rstrip(", ") for m in group.members]
        for group in listing.groups
    ]
    rows = list(zip_longest(*columns, fillvalue=""))
    return TableOut("Side by side", [group.name for group in listing.groups], rows, filtered=False)


def _score(score: ScoreSheet) -> TableOut:
    card = score.score
    rows: list[tuple[str | int, ...]] = [
        ("All", score.about, "", card.objective, card.bound, card.objective, score.badge)
    ]
    rows += [
        (
            "Criterion",
            one.criterion.label,
            one.criterion.weight,
            one.count,
            one.bound,
            one.criterion.weight * one.count,
            one.words,
        )
        for one in card.criteria
    ]
    for (name, people), scored in zip(score.groups, card.groups, strict=False):
        points = sum(
            one.criterion.weight * count
            for one, count in zip(card.criteria, scored.counts, strict=True)
        )
        told = f"{counted(people, 'person', 'people')}; {scored.worst}".removesuffix("; ")
        rows.append(("Group", name, "", sum(scored.counts), "", points, told))
    rows += [
        ("Rule", rule.words, "", "", "", "", f"Broken: {rule.broken}" if rule.broken else "Kept")
        for rule in score.rules
    ]
    return TableOut("Score card", _SCORED, rows)


def _proof(score: ScoreSheet) -> TableOut:
    headings = ("Criterion", "Value", "People", "Groups", "In each", "One more in", "Fewest pairs")
    rows = [
        (
            one.score.criterion.label,
            share.value,
            share.people,
            score.proof.groups,
            share.each,
            share.over,
            share.least,
        )
        for one in score.proof.criteria
        for share in one.shares
    ]
    return TableOut("Proof", headings, rows)
