"""Which documents there are of somebody, since when, and why others are not there yet."""

from datetime import UTC, datetime

from cohort_desk.db.tables import SittingRow
from cohort_desk.services.documents.available import DocumentKind, documents_of

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
