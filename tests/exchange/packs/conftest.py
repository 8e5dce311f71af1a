"""A small marking pack of made-up works, and keys to sign with."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from cohort_desk.domain.packs.contents import (
    MarkingContent,
    PackedAssessment,
    PackedBand,
    PackedCriterion,
    PackedFile,
    PackedGuide,
    PackedWork,
    PackHead,
    PackKind,
    SentPack,
)
from cohort_desk.services.packs.keys import new_key

REPORT = b"%PDF-1.4 a report of a made-up group"
MADE = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def office_key():
    return new_key()


@pytest.fixture(scope="session")
def return_key():
    return new_key()


@pytest.fixture
def pack(return_key):
    """Two works of one rubric, one of which has been begun, and one that gets a single mark."""
    bands = (
        PackedBand("Pass", 5000, 10000, "Does what was asked"),
        PackedBand("Fail", 0, 4999, ""),
    )
    guide = PackedGuide(
        "Innovation report",
        "rubric",
        "Mark what is there.",
        (
            PackedCriterion("c1", "Problem", "Is it real?", 60, bands, ("Clear.",)),
            PackedCriterion("c2", "=Evidence", "", 40, bands, ()),
        ),
        ("Well written.",),
    )
    first = PackedAssessment(
        "a1",
        "INN",
        "Innovation",
        "Report",
        "Write it.",
        3000,
        "group",
        2,
        anonymous=True,
        guide=guide,
    )
    second = PackedAssessment(
        "a2", "INN", "Innovation", "Talk", "", None, "person", 1, anonymous=True, guide=None
    )
    file = PackedFile(
        "files/W1001/W1001 1.pdf", "W1001 1.pdf", sha256(REPORT).hexdigest(), len(REPORT)
    )
    works = (
        PackedWork("W1001", "W1001", "a1", 1, "first", MADE, (file,)),
        PackedWork("W1002", "W1002", "a1", 1, "second", None, ()),
        PackedWork("W1003", "C4711", "a2", 1, "first", None, ()),
    )
    cells = {
        "W1001/c1/mark": 6250,
        "W1001/c1/feedback": "A real problem.",
        "W1001/c2/mark": None,
        "W1001/c2/feedback": None,
        "W1001/feedback": None,
        "W1001/note": "Look again",
        "W1001/final": False,
        **dict.fromkeys([f"W1002/c{n}/{what}" for n in (1, 2) for what in ("mark", "feedback")]),
        "W1002/feedback": None,
        "W1002/note": None,
        "W1002/final": False,
        "W1003/mark": None,
        "W1003/feedback": None,
        "W1003/note": None,
        "W1003/final": False,
    }
    head = PackHead(
        "pack-1", PackKind.MARKING, "Tutor One", "Test programme", "2026 intake", MADE, MADE
    )
    content = MarkingContent((first, second), works)
    return SentPack(head, content, cells, return_key.secret, {file.path: REPORT})


@pytest.fixture
def renamed(pack):
    """Return a copy of the pack for another reader."""
    return lambda reader: replace(pack, head=replace(pack.head, reader=reader))
