"""Labels for people's folders, on sheets as they are sold, and cards that stand at their places."""

from collections.abc import Iterator
from pathlib import Path

from reportlab.lib.units import mm

from cohort_desk.domain.agencies.short_names import short_name
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.reports.badges import BadgeLayout
from cohort_desk.reports.document import PORTRAIT, Imprint, PageCanvas, drawn_document
from cohort_desk.reports.fonts import MEDIUM, REGULAR, SEMIBOLD, Face
from cohort_desk.reports.parts import dotted
from cohort_desk.reports.printable import NothingToPrint
from cohort_desk.reports.styles import INK, MUTED, RULE
from cohort_desk.reports.tagging import numbering
from cohort_desk.reports.text import check_printable, draw_line, size_to_fit, width
from cohort_desk.services.documents.labels import Label, LabelList

L7163 = BadgeLayout(
    "Labels of 99.1 × 38.1 mm, 14 a page (L7163)", 99.1 * mm, 38.1 * mm, 2, 7, 2.5 * mm
)
L7160 = BadgeLayout(
    "Labels of 63.5 × 38.1 mm, 21 a page (L7160)", 63.5 * mm, 38.1 * mm, 3, 7, 2.5 * mm
)
L7159 = BadgeLayout(
    "Labels of 63.5 × 33.9 mm, 24 a page (L7159)", 63.5 * mm, 33.9 * mm, 3, 8, 2.5 * mm
)
SHEETS = {"L7163": L7163, "L7160": L7160, "L7159": L7159}
"""The label sheets, by the makers' numbers under which they are sold."""

_INSET = 5 * mm
_NAME, _LINE = 15.0, 9.0
"""Points: type that is read on a shelf, and type that is read in the hand."""
_CARD_WIDTH, _CARD_HALF = 180 * mm, 64 * mm
_CARDS_A_PAGE = 2
_CARD_NAME, _CARD_AGENCY = 46.0, 17.0


def write_folder_labels(
    listing: LabelList, path: Path, layout: BadgeLayout = L7163, report: Progress = unwatched
) -> None:
    """Write a label for everybody's folder, filed by family name.

    Raises:
        NothingToPrint: nobody is enrolled.
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    _check(listing)
    imprint = _imprint(listing, "Folder labels")
    with (
        drawn_document(path, imprint) as canvas,
        canvas.element("L", attributes=numbering("None")),
    ):
        for place, label in enumerate(listing.labels):
            if place and place % layout.a_page == 0:
                canvas.showPage()
            x, y = layout.corner(place)
            with canvas.element("LI"), canvas.element("LBody"):
                _draw_label(canvas, (x, y, layout), label, listing)
            report(place + 1, len(listing.labels))


def write_place_cards(listing: LabelList, path: Path, report: Progress = unwatched) -> None:
    """Write a card for everybody's place, to be cut out, folded and stood up.

    The name stands on both halves, on the far one upside down, so that it is read from both sides.

    Raises:
        NothingToPrint: nobody is enrolled.
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    _check(listing)
    with (
        drawn_document(path, _imprint(listing, "Place cards")) as canvas,
        canvas.element("L", attributes=numbering("None")),
    ):
        for number, label in enumerate(listing.labels):
            place = number % _CARDS_A_PAGE
            if number and place == 0:
                canvas.showPage()
            canvas.saveState()
            canvas.translate(*_corner(place))
            with canvas.element("LI"), canvas.element("LBody"):
                _draw_card(canvas, label)
            canvas.restoreState()
            report(number + 1, len(listing.labels))


def _check(listing: LabelList) -> None:
    if not listing.labels:
        raise NothingToPrint(f"Nobody is enrolled in {listing.cohort}, so there are no labels.")
    check_printable(_texts(listing), REGULAR)


def _imprint(listing: LabelList, title: str) -> Imprint:
    return Imprint(title, listing.programme, listing.cohort, "", listing.on)


def _draw_label(
    canvas: PageCanvas,
    where: tuple[float, float, BadgeLayout],
    label: Label,
    listing: LabelList,
) -> None:
    x, y, layout = where
    room = layout.width - 2 * _INSET
    long = f"{listing.cohort} · {listing.programme}"
    known = dotted(label.reference, label.group)
    lines = (
        (label.filed_as, SEMIBOLD, _NAME, INK),
        (_that_fits((label.agency, short_name(label.agency)), room), REGULAR, _LINE, INK),
        (known, MEDIUM, _LINE, INK),
        (_that_fits((long, listing.cohort), room), REGULAR, _LINE, MUTED),
    )
    shown = [line for line in lines if line[0]]
    tall = sum(size * _leading(size) for _text, _face, size, _colour in shown)
    base = y + (layout.height + tall) / 2
    for text, face, size, colour in shown:
        base -= size * _leading(size)
        canvas.setFillColor(colour)
        _draw(canvas, (x + _INSET, base + size * 0.28), (text, face, size), room)


def _that_fits(wordings: tuple[str, str], room: float) -> str:
    """Return the longer of two wordings where a line has room for it, else the shorter."""
    longer, shorter = wordings
    return longer if width(longer, REGULAR, _LINE) <= room else shorter


def _leading(size: float) -> float:
    """Return how much room a line takes, as a multiple of its size."""
    return 1.32 if size < _NAME else 1.4


def _draw_card(canvas: PageCanvas, label: Label) -> None:
    """Draw a card from its lower left corner: the near half upright, the far one turned."""
    _draw_half(canvas, label)
    with canvas.artifact():
        canvas.saveState()
        canvas.translate(_CARD_WIDTH, 2 * _CARD_HALF)
        canvas.rotate(180)
        _draw_half(canvas, label)
        canvas.restoreState()
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.rect(0, 0, _CARD_WIDTH, 2 * _CARD_HALF, stroke=1, fill=0)
        canvas.setDash(2, 3)
        canvas.line(0, _CARD_HALF, _CARD_WIDTH, _CARD_HALF)


def _draw_half(canvas: PageCanvas, label: Label) -> None:
    room, middle = _CARD_WIDTH - 4 * _INSET, _CARD_WIDTH / 2
    canvas.setFillColor(INK)
    line = (label.name, SEMIBOLD, _CARD_NAME)
    _draw(canvas, (middle, _CARD_HALF * 0.5), line, room, align=0.5)
    if label.agency:
        canvas.setFillColor(MUTED)
        line = (label.agency, REGULAR, _CARD_AGENCY)
        _draw(canvas, (middle, _CARD_HALF * 0.26), line, room, align=0.5)


def _draw(
    canvas: PageCanvas,
    at: tuple[float, float],
    line: tuple[str, Face, float],
    room: float,
    *,
    align: float = 0,
) -> None:
    """Draw a line of type at a point, smaller where it does not fit the room."""
    text, face, size = line
    with canvas.tagged("P"):
        draw_line(canvas, at, text, face, size_to_fit(text, face, size, room), align=align)


def _corner(place: int) -> tuple[float, float]:
    """Return the lower left corner of a card, the first at the top of the page."""
    page_width, height = PORTRAIT
    between = (height - _CARDS_A_PAGE * 2 * _CARD_HALF) / (_CARDS_A_PAGE + 1)
    from_top = (place + 1) * (between + 2 * _CARD_HALF)
    return (page_width - _CARD_WIDTH) / 2, height - from_top


def _texts(listing: LabelList) -> Iterator[str]:
    yield from (listing.programme, listing.cohort)
    for label in listing.labels:
        yield f"{label.name} {label.agency} {label.reference} {label.group}"
