"""How a document is to be printed: the printer, which pages, how many copies, which sides.

form = PrintForm(paper.page_count)
choices = form.choices()            # None, with the problem shown, where they make no sense
"""

from collections.abc import Sequence
from typing import cast

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.page_ranges import pages_in
from cohort_desk.ui.kit.form import Form, spin_box
from cohort_desk.ui.kit.print_job import MOST_COPIES, PrintChoices, Sides
from cohort_desk.ui.kit.print_painting import printers

NO_PRINTER = "No printer is set up on this computer"


class PrintForm(Form):
    """Fields that the last choices fill in."""

    def __init__(self, page_count: int, choices: PrintChoices | None = None) -> None:
        super().__init__()
        self._page_count = page_count
        self.printer = QComboBox()
        self.sides = QComboBox()
        for sides in Sides:
            self.sides.addItem(sides.value, sides)
        pages = QLineEdit()
        pages.setPlaceholderText("All")
        self.add("printer", "Printer", self.printer)
        self.add(
            "pages",
            "Pages",
            pages,
            check=self._pages_problem,
            hint="Such as 1-3, 5. Empty for all.",
        )
        self.add("copies", "Copies", spin_box(1, MOST_COPIES))
        self.add("sides", "Sides", self.sides)
        self.add("grey", "Print colours as greys", QCheckBox("Print colours as greys"))
        self.offer(printers())
        if choices:
            self.show_choices(choices)

    @property
    def has_printer(self) -> bool:
        """Whether the computer has any printer."""
        return self.printer.isEnabled()

    def offer(self, names: Sequence[str]) -> None:
        """Offer these printers, the usual one first."""
        self.printer.clear()
        self.printer.addItems(list(names) or [NO_PRINTER])
        self.printer.setEnabled(bool(names))

    def show_choices(self, choices: PrintChoices) -> None:
        """Fill in how something was printed before."""
        self.set_values(
            {
                "pages": choices.pages,
                "copies": choices.copies,
                "sides": choices.sides,
                "grey": choices.grey,
            }
        )
        if (at := self.printer.findText(choices.printer)) >= 0:
            self.printer.setCurrentIndex(at)

    def choices(self) -> PrintChoices | None:
        """Return what is chosen; None where the pages make no sense, which is then shown."""
        if not self.check_all():
            return None
        values = self.values()
        return PrintChoices(
            printer=self.printer.currentText() if self.has_printer else "",
            pages=str(values["pages"]),
            copies=cast("int", values["copies"]),
            sides=cast("Sides", values["sides"]),
            grey=bool(values["grey"]),
        )

    def _pages_problem(self, text: str) -> str:
        try:
            pages_in(text, self._page_count)
        except RuleBroken as error:
            return str(error)
        return ""
