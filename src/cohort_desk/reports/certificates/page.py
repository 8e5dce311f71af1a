"""Draws a certificate on a page of its own, in reading order, and says what each mark is."""

# ReportLab's stubs leave many parameters without a type.
# pyright: reportUnknownMemberType=false

from functools import lru_cache
from hashlib import sha256

from cohort_desk.domain.certificates.design import Border, Design, wordings
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.statement import Statement
from cohort_desk.domain.certificates.wording import check_wording
from cohort_desk.reports.certificates.arrangement import Pictures, arranged
from cohort_desk.reports.certificates.engraving import (
    Plate,
    picture_plate,
    print_plate,
)
from cohort_desk.reports.certificates.foot import Foot, Signing
from cohort_desk.reports.certificates.layout import Box, Placed, Stack
from cohort_desk.reports.certificates.ornament import border_plate, divider_plate
from cohort_desk.reports.certificates.outlines import bearing
from cohort_desk.reports.certificates.qr import draw_qr, qr_text
from cohort_desk.reports.certificates.seal import REACH, initials_of, seal_plate
from cohort_desk.reports.certificates.sheet import SEAL, Sheet, Styles
from cohort_desk.reports.styles import MUTED
from cohort_desk.reports.tagging import TaggedCanvas, figure_box
from cohort_desk.reports.text import draw_line, width

Place = tuple[float, float, float, float, float, float]
"""A matrix as PDF has it: how large and how turned, and where."""


def draw_certificate(
    canvas: TaggedCanvas, statement: Statement, design: Design, pictures: Pictures
) -> None:
    """Draw a certificate on the canvas's page, of which it makes the size; and finish the page.

    What is the same on every page of a document is embedded in it once.

    Raises:
        Unprintable: no font has a character of what it says.
        RuleBroken: a wording of the design is none for such a certificate.
    """
    _check_wordings(design, statement.kind)
    placed = arranged(statement, design, pictures)
    canvas.setPageSize(placed.sheet.size)
    with canvas.element("Art", title=f"Certificate {statement.serial}"):
        page = _Page(canvas, statement, design, placed.sheet, placed.styles, pictures)
        page.draw(placed.stack, placed.foot)
    canvas.showPage()


class _Page:
    """A page that is being drawn."""

    def __init__(  # noqa: PLR0913, PLR0917  all of it is drawn
        self,
        canvas: TaggedCanvas,
        statement: Statement,
        design: Design,
        sheet: Sheet,
        styles: Styles,
        pictures: Pictures,
    ) -> None:
        self._canvas, self._statement, self._design = canvas, statement, design
        self._sheet, self._styles, self._pictures = sheet, styles, pictures

    def draw(self, stack: Stack, foot: Foot) -> None:
        """Draw the page in reading order."""
        self._draw_ground(stack)
        if stack.logo:
            whose = self._statement.organisation or self._statement.programme
            self._picture(self._design.logo, stack.logo, f"Logo of {whose}")
        for text in stack.texts:
            self._text(text)
        for signing in foot.signings:
            self._signing(signing)
        if foot.seal:
            self._seal(foot.seal)
        for note in foot.notes:
            self._text(note)
        self._qr(foot.qr)

    def _draw_ground(self, stack: Stack) -> None:
        """Draw what is not read: the border, and the ornament under the title."""
        design, sheet = self._design, self._sheet
        with self._canvas.artifact("Layout"):
            if design.border is not Border.NONE:
                border = border_plate(design.border, sheet.size, design.accent)
                self._print(border, f"{design.border}-{design.orientation}-{design.accent[1:]}")
            divider = divider_plate(sheet.align, design.accent)
            place = (1, 0, 0, 1, sheet.anchor, stack.rule)
            self._print(divider, f"divider-{sheet.align}-{design.accent[1:]}", place)

    def _print(self, plate: Plate, name: str, place: Place | None = None) -> None:
        """Print a plate, where its matrix puts it."""
        if place is None:
            print_plate(self._canvas, name, plate)
            return
        self._canvas.saveState()
        self._canvas.transform(*place)
        print_plate(self._canvas, name, plate)
        self._canvas.restoreState()

    def _text(self, placed: Placed) -> None:
        if placed.part == "title":
            marked = f"{self._statement.name}, {self._statement.serial}"
            with self._canvas.heading(1, marked, self._sheet.size[1]):
                self._lines(placed)
        elif placed.part == "verify":
            self._link(placed)
        else:
            with self._canvas.tagged("P"):
                self._lines(placed)

    def _link(self, placed: Placed) -> None:
        address = qr_text(self._statement, self._design)
        wide = width(placed.block.lines[0], placed.block.style.face, placed.block.size)
        left = placed.x - wide * placed.align
        low, high = placed.base - 2, placed.base + placed.block.size
        with self._canvas.element("P"), self._canvas.element("Link", alt="Verify this certificate"):
            with self._canvas.content():
                self._lines(placed)
            self._canvas.link_to((left, low, left + wide, high), url=address)

    def _lines(self, placed: Placed) -> None:
        """Draw a paragraph; each line but the last ends in the space that parts two words."""
        style, size = placed.block.style, placed.block.size
        self._canvas.setFillColor(style.colour)
        last = len(placed.block.lines) - 1
        for number, (line, level) in enumerate(placed.lines):
            x = placed.x
            if not placed.align:
                # Flush by the outline of the first letter, not by the space beside it.
                x -= bearing(line[0], style.face) * size
            draw_line(self._canvas, (x, level), line, style.face, size, align=placed.align)
            if number < last and number not in placed.block.unparted:
                end = x + width(line, style.face, size) * (1 - placed.align)
                draw_line(self._canvas, (end, level), " ", style.face, size)

    def _signing(self, signing: Signing) -> None:
        if signing.image:
            alt = f"Signature of {signing.who.name}"
            self._picture(signing.who.image, signing.image, alt)
        left, right, level = signing.rule
        with self._canvas.artifact("Layout"):
            # After the picture, whose ground is white.
            self._canvas.setStrokeColor(MUTED)
            self._canvas.setLineWidth(0.5)
            self._canvas.line(left, level, right, level)
        for text in signing.texts:
            self._text(text)

    def _picture(self, name: str, box: Box, alt: str) -> None:
        left, bottom, right, top = box
        plate = picture_plate(self._pictures[name])
        with self._canvas.tagged("Figure", alt=alt, attributes=figure_box(box)):
            self._print(plate, name, (right - left, 0, 0, top - bottom, left, bottom))

    def _seal(self, middle: tuple[float, float]) -> None:
        x, y = middle
        programme, reach = self._statement.programme, SEAL * REACH
        initials = initials_of(programme, self._statement.serial.partition("-")[0])
        plate = seal_plate(programme, initials, SEAL, self._design.seal)
        of = sha256(f"{programme}\n{initials}".encode()).hexdigest()[:12]
        name = f"seal-{self._design.seal[1:]}-{of}"
        box = figure_box((x - reach, y - reach, x + reach, y + reach))
        with self._canvas.tagged("Figure", alt=f"Seal of {programme}", attributes=box):
            self._print(plate, name, (1, 0, 0, 1, x, y))

    def _qr(self, box: Box) -> None:
        said = self._statement
        alt = f"QR code of serial number {said.serial} and verification code {said.code}"
        with self._canvas.tagged("Figure", alt=alt, attributes=figure_box(box)):
            text = qr_text(said, self._design)
            draw_qr(self._canvas, text, box[0], box[1], box[2] - box[0])


@lru_cache(maxsize=64)
def _check_wordings(design: Design, kind: Kind) -> None:
    """Check once that a design's wordings are for certificates of that kind.

    Raises:
        RuleBroken: one is not.
    """
    for field, text in wordings(design):
        check_wording(text, kind, field)
