"""Shows a PDF as it will be printed, and prints it or saves it, inside the app.

preview = PrintPreview(path.read_bytes(), "Group lists", parent)      # a dialog
preview.open()

The pages are drawn by pypdfium2; Qt's print preview shows them and sends them to the printer.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QKeySequence, QPageLayout, QPageSize, QPainter, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cohort_desk.domain.errors import CannotWrite
from cohort_desk.files import whole_file
from cohort_desk.services.pdfium import PDFIUM
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.dialogs import PDF, Dialogs, QtDialogs
from cohort_desk.ui.kit.widgets import button, icon_button, label

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument  # pyright: ignore[reportMissingTypeStubs]

SCREEN_DPI = 150
_POINTS = 72
_SIZE = QSize(1000, 720)
_ZOOM = 1.2


class PrintPreview(QDialog):
    """A window with the pages of a PDF: page keys turn them, Ctrl+P prints, Ctrl+S saves."""

    def __init__(
        self, content: bytes, title: str, parent: QWidget | None, dialogs: Dialogs | None = None
    ) -> None:
        super().__init__(parent)
        self._content = content
        self._title = title
        self._dialogs = dialogs or QtDialogs(self)
        self._pages = _open(self._content)
        self.page_count = len(self._pages)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE)
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        _lay_paper(self._printer, self._pages)
        self.preview = QPrintPreviewWidget(self._printer)
        self.preview.setAccessibleName(f"Pages of {title}")
        self.preview.paintRequested.connect(self._paint)
        self.where = label("", "muted")
        self._lay_out()
        self.preview.previewChanged.connect(self._say_where)
        self.preview.updatePreview()
        self.preview.fitToWidth()

    def turn(self, pages: int) -> None:
        """Go on by so many pages, or back."""
        at = self.preview.currentPage() + pages
        self.preview.setCurrentPage(min(max(at, 1), self.page_count))
        self._say_where()

    def print_pages(self) -> None:
        """Ask which printer, and print."""
        dialog = QPrintDialog(self._printer, self)
        dialog.setWindowTitle(f"Print {self._title}")
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._paint(self._printer)
            self.accept()

    def save_pdf(self) -> None:
        """Ask where, and write the PDF as it is shown."""
        path = self._dialogs.path_to_save("Save as PDF", f"{self._title}.pdf", PDF)
        if path is None:
            return
        try:
            with whole_file(path) as part:
                part.write_bytes(self._content)
        except CannotWrite as error:
            self._dialogs.tell("That did not work", str(error))
        else:
            self.accept()

    def _paint(self, printer: QPrinter) -> None:
        painter = QPainter(printer)
        dpi = min(printer.resolution(), SCREEN_DPI * 2)
        for number in range(self.page_count):
            if number:
                printer.newPage()
            paper = printer.pageLayout().fullRectPixels(printer.resolution())
            painter.drawImage(QRectF(paper), _drawn(self._pages, number, dpi))
        painter.end()

    def _say_where(self) -> None:
        at = self.preview.currentPage()
        self.where.setText(f"Page {at} of {self.page_count}")

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(tokens.S)
        back, on = (
            icon_button("Previous page", "chevron-left"),
            icon_button("Next page", "chevron-right"),
        )
        back.clicked.connect(lambda: self.turn(-1))
        on.clicked.connect(lambda: self.turn(1))
        smaller, larger = button("Smaller"), button("Larger")
        smaller.clicked.connect(lambda: self.preview.zoomOut(_ZOOM))
        larger.clicked.connect(lambda: self.preview.zoomIn(_ZOOM))
        whole, wide = button("Whole page"), button("Page width")
        whole.clicked.connect(self.preview.fitInView)
        wide.clicked.connect(self.preview.fitToWidth)
        save = button("Save as PDF…", "download")
        save.clicked.connect(self.save_pdf)
        printing = button("Print…", "printer", look="primary")
        printing.clicked.connect(self.print_pages)
        for widget in (back, self.where, on, smaller, larger, whole, wide):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(save)
        bar.addWidget(printing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.L, tokens.L, tokens.L, tokens.L)
        layout.setSpacing(tokens.M)
        layout.addLayout(bar)
        layout.addWidget(self.preview, 1)
        QShortcut(QKeySequence.StandardKey.Print, self, self.print_pages)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save_pdf)
        QShortcut(QKeySequence(Qt.Key.Key_PageDown), self, lambda: self.turn(1))
        QShortcut(QKeySequence(Qt.Key.Key_PageUp), self, lambda: self.turn(-1))


def _open(content: bytes) -> "PdfDocument":
    # Only once something is printed.
    from pypdfium2 import PdfDocument  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs]

    with PDFIUM:
        return PdfDocument(content)


def _lay_paper(printer: QPrinter, pages: Any) -> None:
    with PDFIUM:
        upright = QSizeF(*sorted(pages.get_page_size(0)))
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point))
    turned = QPageLayout.Orientation.Landscape
    printer.setPageOrientation(turned if _lies(pages, 0) else QPageLayout.Orientation.Portrait)


def _drawn(pages: Any, number: int, dpi: int) -> QImage:
    # A printer keeps the paper of its first page, so a page that lies the other way is turned.
    turned = 0 if _lies(pages, number) == _lies(pages, 0) else 90
    with PDFIUM:
        page = pages[number]
        bitmap = page.render(scale=dpi / _POINTS, rotation=turned)
        size = bitmap.width, bitmap.height
        image = QImage(bitmap.buffer, *size, bitmap.stride, QImage.Format.Format_BGR888).copy()
        page.close()
    return image


def _lies(pages: Any, number: int) -> bool:
    with PDFIUM:
        width, height = pages.get_page_size(number)
    return bool(width > height)
