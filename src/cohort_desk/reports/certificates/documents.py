"""Certificates as documents: one by itself, or a batch to be printed."""

# ReportLab's stubs leave many parameters without a type.
# pyright: reportUnknownMemberType=false

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cohort_desk.domain.certificates.design import Design
from cohort_desk.domain.certificates.statement import Statement
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.words import counted
from cohort_desk.files import whole_file
from cohort_desk.reports.certificates.arrangement import Pictures
from cohort_desk.reports.certificates.page import draw_certificate
from cohort_desk.reports.certificates.sheet import sheet_of
from cohort_desk.reports.printable import NothingToPrint
from cohort_desk.reports.tagging import Attachment, TaggedCanvas
from cohort_desk.reports.tagging.metadata import About


@dataclass(frozen=True, slots=True)
class Drawn:
    """A certificate of a batch: what it says, and the design it was issued with."""

    statement: Statement
    design: Design


def certificate_pdf(
    statement: Statement,
    design: Design,
    pictures: Pictures,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """Return one certificate as a PDF, the same bytes for the same input.

    Args:
        statement: what it says.
        design: how it looks.
        pictures: those that the design names, by their SHA-256.
        attachments: files within it, which make it PDF/A-3a instead of 2a.

    Raises:
        Unprintable: no font has a character of what it says.
        RuleBroken: a wording of the design is none for such a certificate.
    """
    about = About(
        f"{design.title} {statement.serial}: {statement.name}",
        statement.organisation or statement.programme,
        " · ".join(part for part in (statement.programme, statement.cohort) if part),
        statement.issued_on,
    )
    size = sheet_of(design.orientation, design.border).size
    stream = io.BytesIO()
    canvas = TaggedCanvas(stream, about, size, attachments)
    draw_certificate(canvas, statement, design, pictures)
    canvas.save()
    return stream.getvalue()


def write_batch(
    items: Sequence[Drawn], pictures: Pictures, path: Path, report: Progress = unwatched
) -> None:
    """Write certificates as one PDF in the order given, with a bookmark for each.

    Raises:
        NothingToPrint: there are none.
        Unprintable: no font has a character of what one says; nothing was written.
        RuleBroken: a wording is none for its certificate; nothing was written.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    if not items:
        raise NothingToPrint("There is no certificate to print.")
    first = items[0]
    about = About(
        counted(len(items), "certificate", "certificates"),
        first.statement.organisation or first.statement.programme,
        " · ".join(part for part in (first.statement.programme, first.statement.cohort) if part),
        max(item.statement.issued_on for item in items),
    )
    size = sheet_of(first.design.orientation, first.design.border).size
    with whole_file(path) as part:
        canvas = TaggedCanvas(str(part), about, size)
        for number, item in enumerate(items, 1):
            draw_certificate(canvas, item.statement, item.design, pictures)
            report(number, len(items))
        canvas.save()
