"""A participant's certificates as they were issued: the PDF in the store, never drawn anew."""

from cohort_desk.db.database import Database
from cohort_desk.db.tables import CertificateRow
from cohort_desk.domain.errors import NotFound
from cohort_desk.services.store import content


def read_certificate_of(db: Database, participant_id: int, certificate_id: int) -> bytes:
    """Return the PDF of a participant's certificate.

    Raises:
        NotFound: it is another's, or valid no more.
        FileSpoilt: the PDF is not as it was issued.
    """
    with db.read() as work:
        row = work.need(CertificateRow, certificate_id)
        if row.participant_id != participant_id or row.status != "valid":
            raise NotFound("That certificate is not valid any more. Ask the office for another.")
        digest = row.pdf_sha256
    return content(db, digest)
