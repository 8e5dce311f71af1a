"""Labels for people's folders, on sheets as they are sold, and cards that stand at their places."""

from collections.abc import Iterator
from pathlib import Path

from reportlab.lib.units import mm

from cohort_desk.domain.agencies.short_names import short_name
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.reports.badges import BadgeLayout
from cohort_desk.reports.document import PORTRAIT, Imprint, PageCanvas, drawn_document
from cohort_desk.reports.fitting import Room, set_in
from cohort_desk.reports.fonts import MEDIUM, REGULAR, SEMIBOLD
from cohort_desk.reports.parts import dotted
from cohort_desk.reports.printable import NothingToPrint
from cohort_desk.reports.styles import INK, MUTED, RULE
from cohort_desk.reports.tagging import numbering
from cohort_desk.reports.text import check_printable, width
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
_LEADING, _UNDER_NAME = 1.32, 4.0
_CARD_WIDTH, _CARD_HALF = 180 * mm, 64 * mm
_CARDS_A_PAGE = 2
_CARD_NAME, _CARD_AGENCY, _CARD_LEAST = 46.0, 17.0, 13.0


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
        (_that_fits((label.agency, short_name(label.agency)), room), REGULAR, INK),
        (known, MEDIUM, INK),
        (_that_fits((long, listing.cohort), room), REGULAR, MUTED),
    )
    one = Room(room, leading=_LEADING)
    below = [(set_in(text, face, _LINE, one), colour) for text, face, colour in lines if text]
    tall = _UNDER_NAME + sum(each.high for each, _colour in below)
    name = set_in(label.filed_as, SEMIBOLD, _NAME, Room(room, layout.height - tall - _INSET, 3))
    top = y + (layout.height + tall + name.high) / 2
    for each, colour in ((name, INK), *below):
        canvas.setFillColor(colour)
        with canvas.tagged("P"):
            each.draw(canvas, (x + _INSET, top - each.size))
        top -= each.high + (_UNDER_NAME if each is name else 0)


def _that_fits(wordings: tuple[str, str], room: float) -> str:
    """Return the longer of two wordings where a line has room for it, else the shorter."""
    longer, shorter = wordings
    return longer if width(longer, REGULAR, _LINE) <= room else shorter


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
    wide, middle = _CARD_WIDTH - 4 * _INSET, _CARD_WIDTH / 2
    room = Room(wide, _CARD_HALF * 0.45, 3, shrink=0.7, least=_CARD_LEAST)
    name = set_in(label.name, SEMIBOLD, _CARD_NAME, room)
    # About the height where one line stands.
    first = _CARD_HALF * 0.53 + (len(name.lines) - 1) * name.size * name.leading / 2
    canvas.setFillColor(INK)
    with canvas.tagged("P"):
        name.draw(canvas, (middle, first), align=0.5)
    if label.agency:
        agency = set_in(label.agency, REGULAR, _CARD_AGENCY, Room(wide, lines=2, least=_CARD_LEAST))
        canvas.setFillColor(MUTED)
        with canvas.tagged("P"):
            agency.draw(canvas, (middle, _CARD_HALF * 0.24), align=0.5)


def _corner(place: int) -> tuple[float, float]:
    """Return the lower left corner of a card, the first at the top of the page."""
    page_width, height = PORTRAIT
    between = (height - _CARDS_A_PAGE * 2 * _CARD_HALF) / (_CARDS_A_PAGE + 1)
    from_top = (place + 1) * (between + 2 * _CARD_HALF)
    return (page_width - _CARD_WIDTH) / 2, height - from_top


def _texts(listing: LabelList) -> Iterator[str]:
    yield from (listing.programme, listing.cohort)
    for label in listing.labels:
        yield from (label.name, label.agency, label.reference, label.group)
