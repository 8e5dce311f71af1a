"""Which documents there are of somebody, since when, and why others are not there yet."""

import shutil
from datetime import UTC, datetime

import pytest

from cohort_desk.db.tables import CertificateRow, SittingRow
from cohort_desk.domain.awards.facts import Outcome
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.errors import NotFound
from cohort_desk.services.boards import Ruling, Subject, chairs_action, list_boards, read_sheet
from cohort_desk.services.certificates.register import read_register
from cohort_desk.services.documents.available import DocumentKind, documents_of
from cohort_desk.services.documents.certificates import read_certificate_of
from cohort_desk.services.people import edit_person, read_person
from cohort_desk.services.programmes import open_programme

_ORDER = ("Award certificate", "Module certificate", "Certificate of attendance")
ADA, BEN, CY, DEE, EVE, FAY = range(1, 7)


def of_kind(db, person, kind):
    return [each for each in documents_of(db, person) if each.kind is kind]


def test_before_anything_is_shown_each_says_what_it_waits_for(marked):
    marked.hide()
    missing = {each.kind: each.missing for each in documents_of(marked.db, ADA)}
    assert set(missing) == set(DocumentKind)
    assert missing[DocumentKind.SUMMARY] == "The group has no project yet."
    assert missing[DocumentKind.STATEMENT] == "No mark has been released yet."
    assert "4 assessments to come" in missing[DocumentKind.FEEDBACK]
    assert "a board has to ratify" in missing[DocumentKind.TRANSCRIPT]
    assert missing[DocumentKind.CERTIFICATE] == "It is issued once a board has ratified the award."


def test_with_the_board_come_transcript_and_the_promise_of_a_certificate(ratified):
    (transcript,) = of_kind(ratified.db, ADA, DocumentKind.TRANSCRIPT)
    assert (transcript.missing, transcript.since) == ("", datetime.now(UTC).date())
    (certificate,) = of_kind(ratified.db, ADA, DocumentKind.CERTIFICATE)
    assert "the office issues the certificate next" in certificate.missing
    (certificate,) = of_kind(ratified.db, FAY, DocumentKind.CERTIFICATE)
    assert "has made no award yet" in certificate.missing


def test_feedback_is_there_since_its_marks_were_last_shown(marked):
    marked.hide()
    with marked.db.begin("shown") as work:
        work.session.get_one(SittingRow, (1, 1)).visibility = "provisional"
    shown, to_come = of_kind(marked.db, ADA, DocumentKind.FEEDBACK)
    assert (shown.key, shown.about, shown.since) == (1, "Provisional", datetime.now(UTC).date())
    assert "3 assessments to come" in to_come.missing
    (statement,) = of_kind(marked.db, ADA, DocumentKind.STATEMENT)
    assert statement.about == "1 of 4 marks released"


def test_certificates_are_those_issued_and_valid_the_awards_first(sample_file, tmp_path):
    db = open_programme(shutil.copy(sample_file, tmp_path / "Sample.cohort"))
    with db.read() as work:
        rows = work.session.query(CertificateRow).all()
        several = max({row.participant_id for row in rows}, key=lambda key: _count(rows, key))
    found = [each for each in of_kind(db, several, DocumentKind.CERTIFICATE) if not each.missing]
    assert len(found) > 1
    assert [each.title.split(":")[0] for each in found] == sorted(
        (each.title.split(":")[0] for each in found), key=_ORDER.index
    )
    assert len({each.short for each in found}) == len(found)
    content = read_certificate_of(db, several, found[0].key)
    assert content.startswith(b"%PDF")
    with pytest.raises(NotFound, match="not valid any more"):
        read_certificate_of(db, several + 1, found[0].key)
    db.close()


def test_a_certificate_to_another_name_says_so(sample_file, tmp_path):
    db = open_programme(shutil.copy(sample_file, tmp_path / "Sample.cohort"))
    awards = [each for each in read_register(db) if each.kind is Kind.AWARD and each.stands]
    entry = next(each for each in awards if not each.name_now)
    person = read_person(db, entry.participant_id)
    before, *_ = of_kind(db, person.id, DocumentKind.CERTIFICATE)
    assert before.about == f"Serial {entry.serial}"
    edit_person(db, person.id, person.version, {"family_name": "Newname"})
    after, *_ = of_kind(db, person.id, DocumentKind.CERTIFICATE)
    assert after.about == (
        f"Serial {entry.serial} · The name has changed since: it says {entry.name}"
    )
    db.close()


def test_a_certificate_of_an_award_that_was_changed_is_left_out_with_the_reason(
    sample_file, tmp_path
):
    db = open_programme(shutil.copy(sample_file, tmp_path / "Sample.cohort"))
    entry = next(each for each in read_register(db) if each.stands and each.kind is Kind.AWARD)
    holder, board = entry.participant_id, list_boards(db, entry.cohort_id)[0]
    lines = read_sheet(db, entry.cohort_id, board.id).lines
    (decided,) = [each.decision for each in lines if each.participant_id == holder]
    before = of_kind(db, holder, DocumentKind.CERTIFICATE)
    assert entry.id in {each.key for each in before}
    ruling = Ruling(Outcome.FAIL, reason="Plagiarism found")
    chairs_action(db, board.id, Subject(holder), ruling, decided.id)
    first, *others = of_kind(db, holder, DocumentKind.CERTIFICATE)
    assert first.key == 0
    assert first.missing.startswith(f"What {entry.serial} certifies was changed")
    assert others == before[1:]
    with pytest.raises(NotFound, match="was changed after it was issued"):
        read_certificate_of(db, holder, entry.id)
    db.close()


def _count(rows, participant_id):
    return sum(row.participant_id == participant_id and row.status == "valid" for row in rows)
