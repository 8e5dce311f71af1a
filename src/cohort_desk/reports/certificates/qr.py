"""The QR code of a certificate, drawn as one path."""

# ReportLab's stubs leave many parameters without a type.
# pyright: reportUnknownMemberType=false

from itertools import groupby

import segno
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from cohort_desk.domain.certificates.design import Design
from cohort_desk.domain.certificates.statement import Statement

QUIET = 4
"""Modules that stay white on each side, by ISO/IEC 18004."""


def qr_text(statement: Statement, design: Design) -> str:
    """Return what the code holds: serial and verification code, or an address with both.

    Without an address its letters are those of the alphanumeric mode, which makes it coarse and
    so easily read from print.
    """
    if design.verify_address:
        return f"{design.verify_address}?serial={statement.serial}&code={statement.code}"
    return f"{statement.serial} {statement.code}"


def draw_qr(canvas: Canvas, text: str, x: float, y: float, side: float) -> None:
    """Draw the code in black with its quiet zone in a square, from its lower left corner."""
    rows = segno.make(text, error="m", micro=False).matrix
    modules = len(rows) + 2 * QUIET
    drawn: list[str] = []
    for down, row in enumerate(rows):
        across = QUIET
        for dark, same in groupby(row):
            count = len(list(same))
            if dark:
                drawn.append(f"{across} {modules - QUIET - 1 - down} {count} 1 re")
            across += count
    canvas.saveState()
    canvas.transform(side / modules, 0, 0, side / modules, x, y)
    canvas.setFillGray(0)
    canvas.drawPath(PDFPathObject(drawn), stroke=0, fill=1)
    canvas.restoreState()
