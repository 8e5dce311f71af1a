"""What is printed, and how: a document, the choices, and how far a job is.

job = PrintJob(Paper("Group lists", content), PrintChoices(printer="Office", pages="1-3"))
"""

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from cohort_desk.services.pdfium import PDFIUM, open_pdf

MOST_COPIES = 999


class Sides(Enum):
    """Which sides of the paper are printed on, and how it is turned over."""

    ONE = "One side"
    LONG_EDGE = "Both sides, as a book"
    SHORT_EDGE = "Both sides, as a pad"


@dataclass(frozen=True, slots=True)
class PrintChoices:
    """How a document is printed.

    Attributes:
        printer: its name as the computer has it; the usual one if empty.
        pages: such as "1-3, 5"; all if empty.
        copies: how many of the whole.
        sides: of the paper.
        grey: whether colours are printed as greys.
    """

    printer: str = ""
    pages: str = ""
    copies: int = 1
    sides: Sides = Sides.ONE
    grey: bool = False


class Paper:
    """A document as it will be printed: its title and the PDF."""

    def __init__(self, title: str, content: bytes) -> None:
        self.title, self.content = title, content

    @cached_property
    def sizes(self) -> tuple[tuple[float, float], ...]:
        """The width and height of each page, in points."""
        with PDFIUM:
            pages = open_pdf(self.content)
            sizes = tuple(pages.get_page_size(number) for number in range(len(pages)))
            pages.close()
        return sizes

    @property
    def page_count(self) -> int:
        return len(self.sizes)


class State(Enum):
    """How far a job is."""

    WAITING = "Waiting"
    PRINTING = "Printing"
    PRINTED = "Sent to the printer"
    STOPPED = "Stopped"
    FAILED = "Not printed"


@dataclass(eq=False, slots=True)
class PrintJob:
    """A document to print, and what became of it; `problem` is a sentence."""

    paper: Paper
    choices: PrintChoices
    state: State = State.WAITING
    problem: str = field(default="")
