"""Shows a PDF as it will be printed: read it, search it, print it, keep it, open it elsewhere.

preview = PrintPreview(Paper("Group lists", content), session.prints, parent)      # a dialog
preview.open()
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cohort_desk.domain.errors import CannotWrite
from cohort_desk.domain.words import counted
from cohort_desk.files import whole_file
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.dialogs import PDF, Dialogs, QtDialogs
from cohort_desk.ui.kit.pdf_view import PdfView
from cohort_desk.ui.kit.print_form import PrintForm
from cohort_desk.ui.kit.print_job import Paper
from cohort_desk.ui.kit.print_queue import PrintQueue
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import ButtonLook, button, label

_SIZE = QSize(1120, 760)
_SIDE = 268
_OTHER: dict[str, ButtonLook] = {"primary": "plain", "plain": "primary"}


class PrintPreview(QDialog):
    """A window with the pages and beside them how they are printed.

    Page keys turn them, Ctrl+F finds words, Ctrl+P prints, Ctrl+S saves.
    """

    def __init__(
        self,
        paper: Paper,
        prints: PrintQueue,
        parent: QWidget | None,
        dialogs: Dialogs | None = None,
    ) -> None:
        super().__init__(parent)
        self._paper, self._prints = paper, prints
        self._dialogs = dialogs or QtDialogs(self)
        self.page_count = paper.page_count
        self.setWindowTitle(paper.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE)
        self.pages = PdfView(f"Pages of {paper.title}")
        self.form = PrintForm(self.page_count, prints.last_choices)
        main = "primary" if self.form.has_printer else "plain"
        self.print_button = button("Print", "printer", look=main)
        self.print_button.setEnabled(self.form.has_printer)
        self.later = button("Add to print queue", "list-checks")
        self.later.setEnabled(self.form.has_printer)
        self.save = button("Save as PDF…", "download", look=_OTHER[main])
        self.outside = button("Open in another program", "external-link")
        self._lay_out()
        self._connect()
        self.pages.opened.connect(self.pages.take_focus)
        self.pages.open(f"{paper.title}.pdf", paper.content)

    def turn(self, pages: int) -> None:
        """Go on by so many pages, or back."""
        self.pages.turn(pages)

    def print_pages(self) -> None:
        """Send the document to the printer and close."""
        if not self.form.has_printer:
            return
        if choices := self.form.choices():
            self._prints.print_now(self._paper, choices)
            self.accept()

    def queue_pages(self) -> None:
        """Have the document wait with others, and close."""
        if self.form.has_printer and (choices := self.form.choices()):
            self._prints.add(self._paper, choices)
            self.accept()

    def save_pdf(self) -> None:
        """Ask where, and write the PDF as it is shown."""
        path = self._dialogs.path_to_save("Save as PDF", f"{self._paper.title}.pdf", PDF)
        if path is None:
            return
        try:
            with whole_file(path) as part:
                part.write_bytes(self._paper.content)
        except CannotWrite as error:
            self._dialogs.tell("That did not work", str(error))
        else:
            self.accept()

    def open_outside(self) -> None:
        """Open a copy in the program that the computer has for PDFs."""
        if not self._prints.copies.open(f"{self._paper.title}.pdf", self._paper.content):
            self._dialogs.tell(
                "That did not work",
                "This computer has no program for PDF documents. Save the document to take it "
                "elsewhere.",
            )

    def _connect(self) -> None:
        self.print_button.clicked.connect(self.print_pages)
        self.later.clicked.connect(self.queue_pages)
        self.save.clicked.connect(self.save_pdf)
        self.outside.clicked.connect(self.open_outside)
        QShortcut(QKeySequence.StandardKey.Print, self, self.print_pages)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save_pdf)
        QShortcut(QKeySequence(Qt.Key.Key_PageDown), self, lambda: self.turn(1))
        QShortcut(QKeySequence(Qt.Key.Key_PageUp), self, lambda: self.turn(-1))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.L, tokens.L, tokens.L, tokens.L)
        row.setSpacing(tokens.L)
        row.addWidget(self.pages, 1)
        side = QWidget()
        side.setFixedWidth(Theme.current().px(_SIDE))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        column.addWidget(label(self._paper.title, "heading", wrap=True))
        column.addWidget(label(counted(self.page_count, "page", "pages"), "muted"))
        column.addWidget(self.form)
        self._lay_buttons(column)
        row.addWidget(side)

    def _lay_buttons(self, column: QVBoxLayout) -> None:
        buttons: tuple[QPushButton, ...] = (self.print_button, self.later, self.save, self.outside)
        for made in buttons:
            column.addWidget(made)
            if made is self.later:
                column.addStretch(1)
        if not self.form.has_printer:
            note = "Save the document as a PDF, or open it in another program and print it there."
            column.insertWidget(column.indexOf(self.print_button), label(note, "small", wrap=True))
