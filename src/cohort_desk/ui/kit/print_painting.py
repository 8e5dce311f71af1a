"""Sends a document to a printer, page by page; on any thread.

    print_job(job, open_printer, report)

The pages are drawn by pypdfium2 as they stand in the PDF.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.page_ranges import pages_in
from cohort_desk.domain.progress import Progress
from cohort_desk.services.pdfium import PDFIUM, open_pdf
from cohort_desk.ui.kit.print_job import PrintChoices, PrintJob, Sides

_POINTS = 72
_DPI = 300
_DUPLEX = {
    Sides.ONE: QPrinter.DuplexMode.DuplexNone,
    Sides.LONG_EDGE: QPrinter.DuplexMode.DuplexLongSide,
    Sides.SHORT_EDGE: QPrinter.DuplexMode.DuplexShortSide,
}

MakePrinter = Callable[[PrintChoices], QPrinter]


class CannotPrint(CohortDeskError):
    """The printer takes no more, or there is none."""


def printers() -> tuple[str, ...]:
    """Return the names of the computer's printers, the usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    names: list[str] = list(QPrinterInfo.availablePrinterNames())
    return tuple(sorted(names, key=lambda name: (name != usual, name.casefold())))


def open_printer(choices: PrintChoices) -> QPrinter:
    """Return the printer that is to be drawn on.

    Raises:
        CannotPrint: the computer has no printer, or none of that name any more.
    """
    info = (
        QPrinterInfo.printerInfo(choices.printer)
        if choices.printer
        else QPrinterInfo.defaultPrinter()
    )
    if info.isNull():
        raise CannotPrint(_missing(choices.printer))
    return QPrinter(info, QPrinter.PrinterMode.HighResolution)


def print_job(job: PrintJob, make_printer: MakePrinter, report: Progress) -> None:
    """Send a document to its printer, page by page.

    Raises:
        RuleBroken: the pages chosen are not in it.
        CannotPrint: there is no such printer, or it refuses.
        Cancelled: `report` asked to stop; the printer was told to drop what it had.
    """
    pages = pages_in(job.choices.pages, job.paper.page_count)
    printer = make_printer(job.choices)
    _set_up(printer, job, job.paper.sizes[pages[0] - 1])
    with PDFIUM:
        document = open_pdf(job.paper.content)
    try:
        _send(job, printer, document, pages, report)
    finally:
        with PDFIUM:
            document.close()


def _send(
    job: PrintJob, printer: QPrinter, document: Any, pages: tuple[int, ...], report: Progress
) -> None:
    rounds = 1 if printer.supportsMultipleCopies() else job.choices.copies
    total = len(pages) * rounds
    painter = QPainter()
    if not painter.begin(printer):
        raise CannotPrint(_refused(job))
    done = 0
    try:
        for done, number in enumerate(pages * rounds):
            report(done, total)
            if done and not printer.newPage():
                break
            _paint(painter, printer, document, number - 1)
        else:
            done = total
    finally:
        if done < total:
            printer.abort()
        painter.end()
    if done < total:
        raise CannotPrint(_refused(job))
    report(total, total)


def _set_up(printer: QPrinter, job: PrintJob, first: tuple[float, float]) -> None:
    width, height = first
    choices = job.choices
    printer.setDocName(job.paper.title)
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QSizeF(*sorted((width, height))), QPageSize.Unit.Point))
    turned = QPageLayout.Orientation.Landscape
    printer.setPageOrientation(turned if width > height else QPageLayout.Orientation.Portrait)
    printer.setDuplex(_DUPLEX[choices.sides])
    modes = QPrinter.ColorMode
    printer.setColorMode(modes.GrayScale if choices.grey else modes.Color)
    if printer.supportsMultipleCopies():
        printer.setCopyCount(choices.copies)


def _paint(painter: QPainter, printer: QPrinter, document: Any, number: int) -> None:
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    lying = paper.width() > paper.height()
    image = page_image(document, number, min(printer.resolution(), _DPI), lying=lying)
    if printer.colorMode() == QPrinter.ColorMode.GrayScale:
        image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    painter.drawImage(QRectF(paper), image)


def page_image(document: Any, number: int, dpi: int, *, lying: bool) -> QImage:
    """Return a page as a picture; one that lies otherwise than the paper is turned.

    A printer keeps the paper of its first page.
    """
    with PDFIUM:
        width, height = document.get_page_size(number)
        page = document[number]
        turned = 0 if (width > height) == lying else 90
        bitmap = page.render(scale=dpi / _POINTS, rotation=turned)
        size = bitmap.width, bitmap.height
        image = QImage(bitmap.buffer, *size, bitmap.stride, QImage.Format.Format_BGR888).copy()
        page.close()
    return image


def _missing(printer: str) -> str:
    if printer:
        return f"The printer “{printer}” is not set up on this computer any more. Choose another."
    return "No printer is set up on this computer. Save the document as a PDF instead."


def _refused(job: PrintJob) -> str:
    named = f"“{job.choices.printer}”" if job.choices.printer else "The printer"
    return f"{named} did not take “{job.paper.title}”. See whether it is on, then print again."
