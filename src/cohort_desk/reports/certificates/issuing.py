"""Issues certificates with everything put together: drawn, the tokens attached, signed, kept."""

from collections.abc import Sequence
from pathlib import Path

from cohort_desk.db.database import Database
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.reports.certificates.documents import Drawn, certificate_pdf, write_batch
from cohort_desk.reports.certificates.room import check_fits, check_wording_fits
from cohort_desk.reports.printable import Unprintable, unprintable_names
from cohort_desk.reports.signing import Unsignable, sign_pdf
from cohort_desk.reports.tagging import Attachment
from cohort_desk.services.certificates import issuing, status
from cohort_desk.services.certificates.batches import read_printed
from cohort_desk.services.certificates.handing_out import HandedOut, to_hand_out
from cohort_desk.services.certificates.ready import ReadyLine, read_ready
from cohort_desk.services.certificates.requests import (
    Issued,
    NotMade,
    Press,
    Request,
    ToDraw,
)
from cohort_desk.services.certificates.runs import Replaced
from cohort_desk.services.signing import Signer


def press_of(signer: Signer) -> Press:
    """Return what draws and signs certificates with the programme's unlocked key."""

    def make(drawing: ToDraw) -> bytes:
        attached = _attached(drawing)
        try:
            check_fits(drawing.statement, drawing.design, drawing.pictures)
            pdf = certificate_pdf(drawing.statement, drawing.design, drawing.pictures, attached)
            return sign_pdf(pdf, signer)
        except (Unprintable, Unsignable, RuleBroken) as error:
            raise NotMade(str(error)) from error

    return Press(signer, make, unprintable_names, check_wording_fits)


def issue_certificates(
    db: Database, request: Request, signer: Signer, report: Progress = unwatched
) -> Issued:
    """Issue certificates; see `services.certificates.issuing.issue`.

    Raises:
        CohortDeskError: as `issue` does.
    """
    return issuing.issue(db, request, press_of(signer), report)


def resume_batch(db: Database, batch: str, signer: Signer, report: Progress = unwatched) -> Issued:
    """Issue what is missing of a batch; see `services.certificates.issuing.resume_batch`.

    Raises:
        CohortDeskError: as that does.
    """
    return issuing.resume_batch(db, batch, press_of(signer), report)


def reissue_certificate(
    db: Database,
    replaced: Replaced,
    issued_by: str,
    signer: Signer,
    design_id: int | None = None,
) -> int:
    """Issue a certificate anew; see `services.certificates.status.reissue`.

    Raises:
        CohortDeskError: as that does.
    """
    return status.reissue(db, replaced, issued_by, press_of(signer), design_id)


def ready_certificates(
    db: Database, cohort_id: int, kind: Kind, module_id: int | None = None
) -> tuple[ReadyLine, ...]:
    """Return everybody of a cohort and how far they are, names that cannot be printed too.

    Raises:
        NotFound: the cohort or the module has been deleted meanwhile.
    """
    return read_ready(db, cohort_id, kind, module_id, unprintable_names)


def write_prints(
    db: Database, certificate_ids: Sequence[int], path: Path, report: Progress = unwatched
) -> HandedOut:
    """Write certificates that were issued as one PDF for a printer, in the order given.

    They are drawn by the designs they were issued with; each PDF as signed is left as it is. Those
    that are no longer valid are left out, and told by what is returned.

    Raises:
        NotFound: one of them is not in the register.
        RuleBroken: none of them is valid any more.
        FileSpoilt: a design, or a picture of it, is damaged.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    handed_out = to_hand_out(db, certificate_ids)
    printed = read_printed(db, handed_out.ids)
    pictures = {key: data for each in printed for key, data in each.pictures.items()}
    drawn = [Drawn(each.statement, each.design) for each in printed]
    write_batch(drawn, pictures, path, report)
    return handed_out


def _attached(drawing: ToDraw) -> tuple[Attachment, ...]:
    return (
        Attachment(
            "statement.jws",
            "application/jose",
            drawing.jws.encode(),
            "What this certificate says, signed by the programme",
        ),
        Attachment(
            "credential.jwt",
            "application/vc+jwt",
            drawing.credential.encode(),
            "The same as an Open Badges 3.0 credential",
        ),
    )
