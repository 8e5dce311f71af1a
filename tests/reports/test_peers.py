"""Peer ratings on paper."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from cohort_desk.domain.peers.flags import Flag, FlagKind
from cohort_desk.domain.peers.webpa import PeerSettings, contributions
from cohort_desk.reports.peers import write_forms, write_tutor_sheet
from cohort_desk.reports.printable import NothingToPrint
from cohort_desk.services.peers import (
    FormCriterion,
    GroupContributions,
    Member,
    PeerForm,
    PeerPaper,
    PeerRound,
    Returned,
    RoundState,
    Terms,
)

NOW = datetime(2026, 11, 14, 12, tzinfo=UTC)
MEMBERS = (Member(1, "Aisha Khan"), Member(2, "Zoë Łukasz"), Member(3, "Chloe Moss"))
SUMS = {1: {2: 3, 3: 5}, 2: {1: 4, 3: 4}}


def a_form(member):
    return PeerForm(
        peer_round_id=1,
        assessment_id=1,
        assessment="Project report",
        group_id=1,
        group="Group 1",
        rater_id=member.id,
        rater=member.name,
        with_self=False,
        justify=True,
        opens_at=None,
        closes_at=NOW,
        closed=False,
        criteria=(FormCriterion(1, "Share of the work", "Took on a fair part."),),
        people=tuple(one for one in MEMBERS if one != member),
        given={},
        justification="",
        returned=None,
    )


@pytest.fixture
def paper():
    settings = PeerSettings()
    found = PeerRound(
        1, 1, 1, "Project report", "INN", 1, Terms(settings), None, RoundState.OPEN, (), ()
    )
    group = GroupContributions(
        peer_round_id=1,
        group_id=1,
        group="Group 1",
        assessment="Project report",
        settings=settings,
        closed=False,
        criteria={1: "Share of the work"},
        members=MEMBERS,
        returns={1: Returned(NOW, "By our board of tasks.", "desk", 1)},
        overrides={},
        scores={
            rater: {one: {1: score} for one, score in to.items()} for rater, to in SUMS.items()
        },
        sums=SUMS,
        agreed=Decimal(60),
        result=contributions(settings, (1, 2, 3), SUMS, Decimal(60)),
        flags=(Flag(FlagKind.LOW, 2, None, "Zoë Łukasz gets 2 of 5."),),
        notes=("Ratings of Eve Ash do not count.",),
        ratified="",
    )
    forms = tuple(a_form(member) for member in MEMBERS)
    return PeerPaper("Test programme", "2026 intake", found, forms, (group,), date(2026, 11, 14))


def test_a_form_for_each_names_the_others_and_says_nothing_of_what_anybody_gave(
    paper, tmp_path, pages
):
    write_forms(paper, tmp_path / "a.pdf")
    first, second, third = pages(tmp_path / "a.pdf")
    assert "Aisha Khan, Group 1. How much did each contribute? Hand in by 14 November 2026" in first
    assert "Zoë Łukasz 0 1 2 3 4 5" in first
    assert "Aisha Khan 0 1" not in first
    assert "Page 3 of 3" in third
    assert "By our board of tasks" not in first + second + third


def test_the_tutors_sheet_has_marks_flags_and_reasons(paper, tmp_path, pages):
    write_tutor_sheet(paper, tmp_path / "a.pdf")
    (text,) = pages(tmp_path / "a.pdf")
    assert "Agreed mark 60. 1 of 3 have rated." in text
    assert "Chloe Moss No 1.125 63.75 57.37 – 57.37" in text
    for said in ("Rated low", "Eve Ash do not count", "By our board of tasks."):
        assert said in text


def test_without_groups_there_is_nothing_to_print(paper, tmp_path):
    for write in (write_forms, write_tutor_sheet):
        with pytest.raises(NothingToPrint):
            write(replace(paper, forms=(), groups=()), tmp_path / "a.pdf")
