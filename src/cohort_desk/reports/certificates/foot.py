"""The foot of a certificate: who signs it, its seal, how it is proved, and its QR code."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cohort_desk.domain.certificates.design import Design, Signatory
from cohort_desk.domain.certificates.wording import filled_from
from cohort_desk.reports.certificates.layout import Box, Placed
from cohort_desk.reports.certificates.qr import QUIET
from cohort_desk.reports.certificates.setting import Style, fitted
from cohort_desk.reports.certificates.sheet import QR_SIDE, SEAL, Sheet, Styles

_COLUMN = 165.0
_GAP = 20.0
_HAND_WIDE, _HAND_HIGH = 0.86, 36.0
"""How large the picture of a signature may be: in parts of its column, and in points."""

_UNDER_RULE = 4.5
_ABOVE_ROW = 18.0
_SIDE_AIR = 16.0
_UNDER_STACK = 12.0


@dataclass(frozen=True, slots=True)
class Signing:
    """A signatory: a rule from x to x to sign on, the texts under it, the picture over it."""

    who: Signatory
    rule: tuple[float, float, float]
    texts: tuple[Placed, ...]
    image: Box | None


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands at the foot of a page, and the height that it begins under."""

    signings: tuple[Signing, ...]
    notes: tuple[Placed, ...]
    seal: tuple[float, float] | None
    qr: Box
    top: float


def footed(
    said: Mapping[str, str],
    design: Design,
    sheet: Sheet,
    styles: Styles,
    images: Mapping[str, tuple[int, int]],
) -> Foot:
    """Return what stands at the foot of a certificate.

    Args:
        said: what each field says.
        design: how it looks.
        sheet: where it may stand.
        styles: what it is set in.
        images: the pixels of pictures, across and down, by their SHA-256.

    Raises:
        Unprintable: no face has one of the characters.
    """
    quiet = QR_SIDE * QUIET / 41
    right = sheet.right + quiet
    low = sheet.bottom - quiet
    qr = (right - QR_SIDE, low, right, low + QR_SIDE)
    taken = QR_SIDE - quiet + _SIDE_AIR
    left = sheet.left + (taken if sheet.align else 0)
    between = (left, sheet.right - taken)
    seal = _seal_at(design, sheet, (qr[1] + qr[3]) / 2)
    notes, notes_top = _notes(said, design, sheet, styles, between)
    if sheet.upright:
        row_top = max(notes_top, qr[3] - quiet, seal[1] + SEAL if seal and sheet.align else 0)
        space, base = (sheet.left, sheet.right), row_top + _ABOVE_ROW
    else:
        space, base = between, notes_top + _ABOVE_ROW * 0.8
    signings, top = _signings(design.signatories, sheet, styles, images, space, base)
    return Foot(signings, notes, seal, qr, max(top, qr[3] - quiet) + _UNDER_STACK)


def _seal_at(design: Design, sheet: Sheet, level: float) -> tuple[float, float] | None:
    """Return the seal's middle: across from the code; at the head of a page set from the left."""
    if not design.seal:
        return None
    if sheet.align:
        return sheet.left + SEAL * 1.045, level
    return sheet.right - SEAL * 1.045, sheet.top - SEAL * 1.045 + 6


def _notes(
    said: Mapping[str, str],
    design: Design,
    sheet: Sheet,
    styles: Styles,
    between: tuple[float, float],
) -> tuple[tuple[Placed, ...], float]:
    """Return small print and proof in their places, from the top down, and where they begin."""
    texts: list[tuple[str, str, Style]] = [
        ("small_print", filled_from(design.small_print, said), styles.small),
        *((part, text, styles.note) for part, text in _proof(said, design, sheet)),
    ]
    x = between[0] + (between[1] - between[0]) * sheet.align
    y = sheet.bottom
    placed: list[Placed] = []
    for part, text, style in reversed(texts):
        if not text:
            continue
        block = fitted(text, style, between[1] - between[0])
        base = y + (len(block.lines) - 1) * block.size * style.leading
        placed.insert(0, Placed(part, block, x, base, sheet.align))
        y = base + block.size * style.leading
    return tuple(placed), y


def _proof(said: Mapping[str, str], design: Design, sheet: Sheet) -> Iterator[tuple[str, str]]:
    serial, code = f"Serial number {said['serial']}", f"Verification code {said['code']}"
    if sheet.upright:
        yield "serial", serial
        yield "code", code
    else:
        yield "serial", f"{serial} · {code}"
    yield "signed", "The PDF of this certificate is digitally signed."
    if design.verify_address:
        yield "verify", f"Verify it at {design.verify_address.removeprefix('https://')}"


def _signings(  # noqa: PLR0913, PLR0917  who signs, how it looks, and where
    signatories: Sequence[Signatory],
    sheet: Sheet,
    styles: Styles,
    images: Mapping[str, tuple[int, int]],
    space: tuple[float, float],
    base: float,
) -> tuple[tuple[Signing, ...], float]:
    """Return the signatories side by side, and the height that they take."""
    if not signatories:
        return (), base
    count = len(signatories)
    room = space[1] - space[0]
    wide = min(_COLUMN, (room - _GAP * (count - 1)) / count)
    left = space[0] + (room - wide * count - _GAP * (count - 1)) * sheet.align
    lefts = [left + (wide + _GAP) * place for place in range(count)]
    under = [_under(each, styles, wide) for each in signatories]
    deep = max(sum(style_high for _, _, style_high in each) for each in under)
    rule = base + deep + _UNDER_RULE - 3
    signings = tuple(
        Signing(
            who,
            (x, x + wide, rule),
            _texts(parts, x + wide * sheet.align, rule - _UNDER_RULE, sheet.align),
            _image_box(images.get(who.image), x, wide, rule, sheet.align),
        )
        for who, x, parts in zip(signatories, lefts, under, strict=True)
    )
    return signings, rule + _HAND_HIGH


def _under(who: Signatory, styles: Styles, wide: float) -> list[tuple[str, Placed, float]]:
    """Return the texts under a rule, still without a place, with how far each reaches down."""
    found: list[tuple[str, Placed, float]] = []
    for part, text, style in (
        ("signatory", who.name, styles.signatory),
        ("role", who.title, styles.role),
    ):
        if text.strip():
            block = fitted(" ".join(text.split()), style, wide)
            deep = block.size * style.leading * len(block.lines)
            found.append((part, Placed(part, block, 0, 0, 0), deep))
    return found


def _texts(
    parts: Sequence[tuple[str, Placed, float]], x: float, y: float, align: float
) -> tuple[Placed, ...]:
    placed: list[Placed] = []
    for part, unplaced, deep in parts:
        block = unplaced.block
        placed.append(Placed(part, block, x, y - block.size * 0.95, align))
        y -= deep
    return tuple(placed)


def _image_box(
    pixels: tuple[int, int] | None, x: float, wide: float, rule: float, align: float
) -> Box | None:
    if not pixels:
        return None
    scale = min(wide * _HAND_WIDE / pixels[0], _HAND_HIGH / pixels[1])
    across, up = pixels[0] * scale, pixels[1] * scale
    left = x + (wide - across) * align
    # A signature stands on its line and reaches a little below it, as by hand.
    bottom = rule - up * 0.12
    return left, bottom, left + across, bottom + up
