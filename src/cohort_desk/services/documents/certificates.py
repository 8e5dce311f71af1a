"""A participant's certificates as they were issued: the PDF in the store, never drawn anew."""

from cohort_desk.db.database import Database
from cohort_desk.db.tables import CertificateRow
from cohort_desk.domain.errors import NotFound
from cohort_desk.services.certificates.bases import Bases
from cohort_desk.services.certificates.entries import standing
from cohort_desk.services.store import content

NO_LONGER_STANDS = (
    "What {serial} certifies was changed after it was issued, so it does not hold any more. Ask "
    "the office."
)


def read_certificate_of(db: Database, participant_id: int, certificate_id: int) -> bytes:
    """Return the PDF of a participant's certificate.

    Raises:
        NotFound: it is another's, valid no more, or for what was changed since.
        FileSpoilt: the PDF is not as it was issued.
    """
    with db.read() as work:
        row = work.need(CertificateRow, certificate_id)
        if row.participant_id != participant_id or row.status != "valid":
            raise NotFound("That certificate is not valid any more. Ask the office for another.")
        if not any(stands for _, stands in standing(Bases(work), [row])):
            raise NotFound(NO_LONGER_STANDS.format(serial=row.serial))
        digest = row.pdf_sha256
    return content(db, digest)
