"""Where the text of a certificate stands: stacked, and spread over the height that there is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cohort_desk.domain.certificates.design import Design
from cohort_desk.domain.certificates.wording import filled_from
from cohort_desk.reports.certificates.setting import Block, Style, fitted
from cohort_desk.reports.certificates.sheet import SEAL, Sheet, Styles

_SHRUNK = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58, 0.52)
"""By what a crowded page is made smaller, until all fits."""

_MOST_STRETCH = 1.75
"""By what the space between the parts may grow; what is left then goes above and below."""

_ABOVE_MIDDLE = 0.42
"""How much of that goes above: what stands in the exact middle looks too low."""

_LOGO_WIDE, _LOGO_HIGH = 200.0, 58.0
_RULE_HIGH = 7.0
_CAPITALS = 0.72
"""From the foot of capitals to their head, in sizes."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph with the place of its first line; `align` says what lies left of its x."""

    part: str
    block: Block
    x: float
    base: float
    align: float

    @property
    def lines(self) -> Iterator[tuple[str, float]]:
        """The lines, each with the height that it stands at."""
        step = self.block.size * self.block.style.leading
        return ((line, self.base - at * step) for at, line in enumerate(self.block.lines))


@dataclass(frozen=True, slots=True)
class Stack:
    """What stands between the head of a page and its foot.

    Attributes:
        texts: in reading order, from the top down; each one's part is its name in `Design`.
        logo: where it goes; None without one.
        rule: the height of the ornament under the title.
    """

    texts: tuple[Placed, ...]
    logo: Box | None
    rule: float


@dataclass(frozen=True, slots=True)
class _Item:
    """A paragraph, the logo or the ornament, with the space above it."""

    part: str
    above: float
    block: Block | None
    high: float


def stacked(  # noqa: PLR0913, PLR0917  what it says, how it looks, and where
    said: Mapping[str, str],
    design: Design,
    sheet: Sheet,
    styles: Styles,
    logo: tuple[int, int] | None,
    foot: float,
) -> Stack:
    """Return the text of a certificate in its places.

    Args:
        said: what each field says.
        design: how it looks.
        sheet: where it may stand.
        styles: what it is set in.
        logo: the pixels of the logo across and down; None without one.
        foot: the height above which all must stay.

    Raises:
        Unprintable: no face has one of the characters.
    """
    texts = [
        (part, filled_from(wording, said), style, above)
        for part, wording, style, above in _parts(design, styles)
    ]
    room = sheet.top - foot
    items: Sequence[_Item] = ()
    for scale in _SHRUNK:
        items = _items(texts, design, sheet, logo, scale)
        if sum(item.high + item.above for item in items) <= room:
            break
    return _placed(items, sheet, logo, room)


def _parts(design: Design, styles: Styles) -> Iterator[tuple[str, str, Style, float]]:
    """Yield part, wording, style and the space above, from the top down."""
    upright = 1.25 if design.orientation == "portrait" else 1.0
    yield "heading", design.heading, styles.heading, 15
    yield "title", design.title, styles.title, 20 * upright
    yield "before_name", design.before_name, styles.words, 24 * upright
    yield "name", "{name}", styles.name, 17 * upright
    yield "after_name", design.after_name, styles.words, 20 * upright
    yield "subject", design.subject, styles.subject, 16 * upright
    for place, line in enumerate(design.lines):
        yield f"lines.{place}", line, styles.line, 8.5 if place else 14 * upright


def _items(
    texts: Sequence[tuple[str, str, Style, float]],
    design: Design,
    sheet: Sheet,
    logo: tuple[int, int] | None,
    scale: float,
) -> list[_Item]:
    items: list[_Item] = []
    if logo:
        items.append(_Item("logo", 0, None, _logo_height(logo) * scale))
    beside_seal = 0.0 if sheet.align or not design.seal else 2 * SEAL + 24
    for part, text, style, above in texts:
        if not text:
            continue
        room = sheet.room - (beside_seal if part in ("heading", "title") else 0)
        block = fitted(text, style, room, scale)
        high = block.size * (_CAPITALS + (len(block.lines) - 1) * style.leading)
        items.append(_Item(part, above * scale if items else 0, block, high))
        if part == "title":
            items.append(_Item("rule", 16 * scale, None, _RULE_HIGH))
    return items


def _placed(
    items: Sequence[_Item], sheet: Sheet, logo: tuple[int, int] | None, room: float
) -> Stack:
    solid = sum(item.high for item in items)
    gaps = sum(item.above for item in items)
    stretch = min(_MOST_STRETCH, (room - solid) / gaps) if gaps else 1.0
    left_over = max(0.0, room - solid - gaps * stretch)
    y = sheet.top - (left_over * _ABOVE_MIDDLE if sheet.align else 0)
    texts: list[Placed] = []
    box: Box | None = None
    rule = y
    for item in items:
        y -= item.above * stretch
        if item.block:
            base = y - item.block.size * _CAPITALS
            texts.append(Placed(item.part, item.block, sheet.anchor, base, sheet.align))
        elif item.part == "rule":
            rule = y - item.high / 2
        elif logo:
            wide = item.high * logo[0] / logo[1]
            left = sheet.anchor - wide * sheet.align
            box = (left, y - item.high, left + wide, y)
        y -= item.high
    return Stack(tuple(texts), box, rule)


def _logo_height(logo: tuple[int, int]) -> float:
    across, down = logo
    return min(_LOGO_HIGH, _LOGO_WIDE * down / across)
