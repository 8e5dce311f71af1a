"""The score card on paper: its figures are those of the groups, counted again by hand."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from cohort_desk.domain.forming.engine import form
from cohort_desk.domain.forming.live import LiveBoard
from cohort_desk.domain.forming.reasons.proof import prove
from cohort_desk.domain.forming.request import (
    Criterion,
    CriterionKind,
    FormingRequest,
    Importance,
    Member,
    Recipe,
)
from cohort_desk.domain.forming.sizes import Sizes
from cohort_desk.reports.printable import NothingToPrint
from cohort_desk.reports.score_card import write_score_card
from cohort_desk.services.groups.score_sheets import Origin, ScoreSheet, SheetRule

AGENCIES = ("Avon Fire", "Avon Fire", "Avon Fire", "Bath College", "Bath College", "Mendip Homes")
NOW = date(2026, 11, 14)


@pytest.fixture
def sheet():
    """24 people of three agencies in six groups of four, proven best."""
    members = tuple(
        Member(n, f"Person {n}", {"agency": AGENCIES[n % 6], "grade": str(n % 2)})
        for n in range(24)
    )
    criteria = (
        Criterion(CriterionKind.MIX, "agency", Importance.MUST),
        Criterion(CriterionKind.BALANCE, "grade", Importance.MEDIUM),
    )
    request = FormingRequest(members, Recipe(Sizes(4, 4, 4), criteria))
    outcome = form(request, seed=7, steps=300)
    return ScoreSheet(
        programme="Test programme",
        cohort="2026 intake",
        round_name="Projects",
        about="The groups as they stand on 14 November 2026",
        stood_on=NOW,
        groups=tuple((f"Group {n + 1}", 4) for n in range(6)),
        sizes="6 groups of 4",
        sizes_asked="4 to 4 people in a group, 4 preferred",
        badge="Proven best",
        score=LiveBoard(request, outcome.groups).score(),
        proof=prove(members, outcome.score),
        rules=(
            SheetRule("Ann Lee and Ben Roy apart (line manager)", ""),
            SheetRule("Cy Doe and Di Fox together", "Cy Doe and Di Fox are not in one group"),
        ),
        origin=None,
    ), [[members[i].values for i in ids] for ids in outcome.groups]


def pairs(values):
    return sum(n * (n - 1) // 2 for n in Counter(values).values())


def test_every_figure_is_what_counting_by_hand_gives(tmp_path, sheet, pages):
    card, groups = sheet
    write_score_card(card, tmp_path / "a.pdf")
    text = " ".join(pages(tmp_path / "a.pdf"))
    agency = sum(pairs(one["agency"] for one in group) for group in groups)
    grade = sum(pairs(one["grade"] for one in group) for group in groups)
    # 12, 8 and 4 people over 6 groups: 6·C(2,2), 4·C(1,2) + 2·C(2,2), none.
    assert agency == 6 + 2
    assert grade == 2 * 6
    assert "Proven best" in text
    assert f"Same-agency pairs must 10 {agency} 8 {agency * 10} 80" in text
    assert f"Together {10 * agency + 2 * grade} {80 + 24}" in text
    assert "Avon Fire 12 6 groups with 2 6" in text
    assert "Bath College 8 2 groups with 2, 4 with 1 2" in text
    assert "1 other value costs nothing at best." in text
    for number, group in enumerate(groups, 1):
        counts = [pairs(one[column] for one in group) for column in ("agency", "grade")]
        assert f"Group {number} 4 {counts[0]} {counts[1]}" in text
    assert f"Together 24 {agency} {grade}" in text


def test_rules_are_told_the_broken_ones_first_and_in_words(tmp_path, sheet, pages):
    write_score_card(sheet[0], tmp_path / "a.pdf")
    text = " ".join(pages(tmp_path / "a.pdf"))
    assert "2 rules: 1 kept, 1 broken." in text
    assert text.index("Broken: Cy Doe and Di Fox are not in one group") < text.index(
        "Ann Lee and Ben Roy apart (line manager) Kept"
    )


def test_what_finds_the_same_groups_again_is_told_unless_they_were_changed(tmp_path, sheet, pages):
    card, _ = sheet
    write_score_card(card, tmp_path / "a.pdf")
    assert "Arranged or changed by hand" in " ".join(pages(tmp_path / "a.pdf"))
    formed = Origin(datetime(2026, 11, 14, 9, 5, tzinfo=UTC), seed=7, steps=1300, stopped=False)
    write_score_card(replace(card, origin=formed), tmp_path / "b.pdf")
    text = " ".join(pages(tmp_path / "b.pdf"))
    assert "6 groups of 4. Asked for: 4 to 4 people in a group, 4 preferred." in text
    assert "Seed 7 Steps 1,300 Again The same people, settings, seed and number of steps" in text
    stopped = replace(formed, stopped=True)
    write_score_card(replace(card, origin=stopped), tmp_path / "c.pdf")
    assert "may end elsewhere" in " ".join(pages(tmp_path / "c.pdf"))


def test_hundreds_of_values_and_rules_stay_readable(tmp_path, sheet, pages):
    card, _ = sheet
    [agency, grade] = card.proof.criteria
    many = replace(agency, shares=agency.shares * 150)
    rules = tuple(SheetRule(f"Rule {n} holds", "") for n in range(500))
    proof = replace(card.proof, criteria=(many, grade))
    write_score_card(replace(card, proof=proof, rules=rules), tmp_path / "a.pdf")
    texts = pages(tmp_path / "a.pdf")
    assert "260 more values" in " ".join(texts)
    assert "380 more Kept" in " ".join(texts)
    assert len(texts) < 8


def test_without_groups_there_is_nothing_to_print(tmp_path, sheet):
    with pytest.raises(NothingToPrint):
        write_score_card(replace(sheet[0], groups=()), tmp_path / "a.pdf")
