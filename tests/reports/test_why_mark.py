"""“Why this mark?” on paper."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from pypdf import PdfReader

from cohort_desk.domain.marks.ladder import Ladder, Rung, RungKind
from cohort_desk.reports.why_mark import write_why_mark
from cohort_desk.services.marks.ladders import CandidateLadder
from cohort_desk.services.marks.why import WhyMark

CRITERIA = Rung(
    RungKind.CRITERIA,
    "First marker: criteria",
    None,
    None,
    "A mark for each criterion of the marking guide.",
    "1.1",
    (("Problem (weight 1)", "60"), ("Evidence (weight 2)", "66")),
)
MARKER = Rung(
    RungKind.MARKER,
    "First marker’s mark",
    None,
    Decimal(64),
    "The mean of the criterion marks, each by its weight.",
    "1.1",
    (("state", "final"),),
)


@pytest.fixture
def lines(tmp_path):
    path = tmp_path / "Why.pdf"
    mark = CandidateLadder(1, "Aisha Khan", "C1001", "", 1, 1, 1, Ladder((CRITERIA, MARKER), ""))
    at = datetime(2026, 11, 14, 12, tzinfo=UTC)
    why = WhyMark("Programme", "2026 intake", "M1 Innovation", "Report", mark, "Rules", (), at)
    write_why_mark(why, path)
    return PdfReader(path).pages[0].extract_text()


def test_numbers_stand_on_lines_of_their_own_under_the_rule(lines):
    assert "by its weight.\nState: final\n" in lines
    assert "marking guide.\nProblem (weight 1): 60\nEvidence (weight 2): 66\n" in lines
