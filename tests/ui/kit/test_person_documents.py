"""A person's documents in words."""

from datetime import date

from cohort_desk.services.documents.available import Document, DocumentKind
from cohort_desk.ui.kit.person_documents import document_line


def test_a_button_says_which_certificate_it_prints():
    kind, since = DocumentKind.CERTIFICATE, date(2026, 11, 14)
    module = Document(
        kind, "Module certificate: LE", 1, "Serial 1", since, short="Certificate of LE"
    )
    award = Document(kind, "Award certificate", 2, since=since, short="Award certificate")
    transcript = Document(DocumentKind.TRANSCRIPT, "Transcript")
    assert [document_line(each).verb for each in (module, award, transcript)] == [
        "Print certificate of LE",
        "Print award certificate",
        "Print transcript",
    ]
    assert document_line(module).told == "Since 14 November 2026 · Serial 1"
