"""Marking packs: what is in them, and what must not be."""

import io
import re
import zipfile
import zlib
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from pypdf import PdfReader

from cohort_desk.db.tables import AllotmentRow, SubmissionRow
from cohort_desk.domain.errors import CannotUndo, CannotWrite, RuleBroken
from cohort_desk.exchange.packs import post, read_pack
from cohort_desk.services.history import read_undo_state, undo
from cohort_desk.services.marks.queues import read_queue
from cohort_desk.services.packs import (
    MarkingWish,
    away_pack,
    list_packs,
    offers,
    prepare_marking_pack,
    withdraw_pack,
)
from cohort_desk.services.programmes import check

NAMES = (
    "Aishatu Khandoker",
    "Benedikt Leeworth",
    "Chloemarie Mosswood",
    "Devendra Nairavan",
    "Ellamae Owenthorpe",
    "Finnegan Pricelow",
)
AGENCIES = ("Leeds City Council", "West Yorkshire Police")
PRIYA, TOM = 1, 2
PROJECT, ESSAY = 1, 2
ONE, AISHAS = 1, 3
IDEAS, EVIDENCE = 1, 2


def everything_in(content):
    """Return all that can be read in some bytes: unpacked, inflated, and as text of pages."""
    found = [content]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                found += [name.encode(), *everything_in(archive.read(name))]
    if content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        found.append(repr(reader.metadata).encode())
        found += [page.extract_text().encode() for page in reader.pages]
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
            try:
                found.append(zlib.decompress(stream))
            except zlib.error:
                found.append(stream)
    return found


def told(words, content):
    """Return which of the words anything in the bytes tells, in any of the usual encodings."""
    everything = [part.lower() for part in everything_in(content)]
    return [
        word
        for word in words
        for code in ("utf-8", "utf-16-le", "utf-16-be")
        if any(word.lower().encode(code) in part for part in everything)
    ]


def others(*besides):
    people = [word for name in NAMES for word in (name, *name.split())]
    mails = [f"{name.split()[0].lower()}@example.org" for name in NAMES]
    groups = ["Group 1", "Group 2", "Essay AK", "Essay BL"]
    return sorted({*people, *mails, *AGENCIES, *groups} - set(besides))


def test_pack_holds_only_the_tutors_own_works(send):
    content = read_pack(send(PRIYA)).sent.content
    assert [(work.key, work.shown) for work in content.works] == [
        ("W5001", "W5001"),
        ("W5002", "W5002"),
        ("W5003", "C1001"),
    ]
    assert {each.title for each in content.assessments} == {"Project report", "Essay"}


@pytest.mark.parametrize("tutor", [PRIYA, TOM])
def test_nobody_elses_name_is_anywhere_in_the_bytes(send, tutor):
    path = send(tutor)
    other = {
        PRIYA: ["Tomasina Reidhall", "tomasina@uni.example"],
        TOM: ["Priyanka Shahzad", "priyanka@uni.example"],
    }
    assert told([*others(), *other[tutor]], path.read_bytes()) == []


def test_the_search_would_find_a_name(send, desk):
    """The search of the test above finds what is there: the reader, the texts, what was filed."""
    content = send(PRIYA).read_bytes()
    assert told(["Priyanka Shahzad", "The text of W5001", "A clear idea."], content)
    with desk.read() as work:
        assert work.session.get(SubmissionRow, ONE).submitted_by == "Aishatu Khandoker"


def test_files_keep_their_pages_and_lose_their_author(send):
    sent = read_pack(send(PRIYA)).sent
    file = sent.content.works[0].files[0]
    assert file.name == "W5001 1.pdf"
    reader = PdfReader(io.BytesIO(sent.files[file.path]))
    assert "The text of W5001" in reader.pages[0].extract_text()
    assert not reader.metadata.author


def test_only_the_wanted_assessments_are_packed(send):
    works = read_pack(send(PRIYA, ESSAY)).sent.content.works
    assert [work.key for work in works] == ["W5003"]


def test_finished_work_stays_at_the_office(desk, send, mark):
    mark(desk, ONE, PRIYA, {IDEAS: Decimal(60), EVIDENCE: Decimal(50)}, done=True)
    assert [work.key for work in read_pack(send(PRIYA, PROJECT)).sent.content.works] == ["W5002"]


def test_work_not_handed_in_is_left_out_and_said(desk):
    with desk.begin("reopening") as work:
        row = work.session.get(SubmissionRow, AISHAS)
        row.reopened_at = datetime.now(UTC)
    prepared = prepare_marking_pack(desk, MarkingWish(1, PRIYA))
    assert "W5003" not in [work.key for work in prepared.sent.content.works]
    assert prepared.warnings == (
        "1 allotted submission is not handed in yet, and so not in the pack.",
    )


def test_conflict_of_interest_keeps_work_out(desk, declare):
    declare(PRIYA, 2)  # of which Aisha is, and somebody in either group
    with pytest.raises(RuleBroken, match=r"has nothing to mark there.*conflict of interest"):
        prepare_marking_pack(desk, MarkingWish(1, PRIYA))


def test_offers_count_what_is_left_to_mark(desk, mark):
    mark(desk, ONE, PRIYA, {IDEAS: Decimal(60), EVIDENCE: Decimal(50)}, done=True)
    assert [(one.tutor, one.works, one.assessments) for one in offers(desk, 1)] == [
        ("Priyanka Shahzad", 2, ("Project report", "Essay")),
        ("Tomasina Reidhall", 3, ("Project report", "Essay")),
    ]


def test_pack_is_out_until_due_then_overdue_and_can_be_withdrawn(desk, send):
    with desk.begin("dues") as work:
        for row in work.session.query(AllotmentRow).all():
            row.due_at = datetime.now(UTC) + timedelta(days=1)
    send(PRIYA)
    (pack,) = list_packs(desk, 1)
    assert (pack.reader, pack.status) == ("Priyanka Shahzad", "Out")
    later = datetime.now(UTC) + timedelta(days=2)
    assert list_packs(desk, 1, later)[0].status == "Overdue"
    withdraw_pack(desk, pack.id, pack.version)
    assert list_packs(desk, 1, later)[0].status == "Withdrawn"


def test_away_file_is_the_tutors_queue_and_nothing_else(desk, send, away, mark):
    mark(desk, ONE, PRIYA, {IDEAS: Decimal("62.5")}, feedback="So far so good")
    db = away(send(PRIYA))
    (cohort, tutor) = (1, 1)
    items = read_queue(db, tutor, cohort).items
    assert sorted((item.identity, item.assessment) for item in items) == [
        ("C1001", "Essay"),
        ("W5001", "Project report"),
        ("W5002", "Project report"),
    ]
    found = away_pack(db)
    assert (found.head.reader, found.head.programme) == ("Priyanka Shahzad", "Test programme")
    assert (found.works, found.finished, found.changed) == (3, 0, 0)
    assert told(others(), db.place.read_bytes()) == []


def test_away_file_is_sound_and_undo_does_not_reach_its_making(send, away):
    db = away(send(PRIYA))
    assert [finding.check for finding in check(db) if not finding.in_order] == []
    assert read_undo_state(db).undo is None
    with pytest.raises(CannotUndo, match="nothing to undo"):
        undo(db)


def test_pack_that_cannot_be_written_is_not_kept(desk, tmp_path):
    prepared = prepare_marking_pack(desk, MarkingWish(1, PRIYA))
    with pytest.raises(CannotWrite, match="There is no folder"):
        post(desk, prepared, tmp_path / "gone" / "Pack.cohortpack")
    assert list_packs(desk, 1) == ()


def test_office_programme_is_no_away_file(desk):
    assert away_pack(desk) is None
