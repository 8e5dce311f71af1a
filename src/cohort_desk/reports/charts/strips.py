"""Rows of dots on one scale: what each marker gave, and how two markers of a work differ.

Every dot is a work. Rows of too few dots are hollow and say so.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.marks.spread import Spread
from cohort_desk.domain.words import counted
from cohort_desk.reports.charts.axes import (
    AXIS_ROOM,
    Scale,
    caption_room,
    ceil_to,
    draw_caption,
    draw_ticks,
    floor_to,
    kept_in,
    round_steps,
)
from cohort_desk.reports.charts.chart import Chart
from cohort_desk.reports.charts.frame import Frame, Row, framed
from cohort_desk.reports.charts.look import Look
from cohort_desk.reports.charts.sketch import LABEL, Sketch, Sketched, measured
from cohort_desk.reports.fonts import SEMIBOLD
from cohort_desk.services.marks.consistency import FEW_MARKS, Consistency, MarkerMarks, PairMarks

_ROW, _LINE = 30.0, 13.0
_RADIUS, _LEAST_RADIUS, _STRIP = 2.6, 0.9, 0.62
_TEN = Decimal(10)
_FEW = (
    f"Fewer than {FEW_MARKS} marks say nothing about a marker: their dots are hollow, and their "
    "mean is not drawn."
)


@dataclass(frozen=True, slots=True)
class _Strip:
    """A row of dots with its mean."""

    name: str
    note: str
    values: tuple[Decimal, ...]
    spread: Spread
    few: bool


@dataclass(frozen=True, slots=True)
class _Field:
    """What lies behind the rows.

    Attributes:
        low: where the scale begins.
        high: where it ends.
        signed: whether values on the scale bear a sign.
        caption: what the scale is.
        line: a value with a line through all rows, and its words.
        band: two values between which the ground is tinted; the same twice for none.
    """

    low: Decimal
    high: Decimal
    signed: bool
    caption: str
    line: tuple[Decimal, str]
    band: tuple[Decimal, Decimal]


def marker_strips(found: Consistency) -> Chart:
    """Return the chart of the marks that each marker gave."""
    strips = [_of_marker(each) for each in found.markers]
    everybody = found.everybody
    ends = [everybody.lowest, everybody.highest] if everybody else []
    low, high = _around(ends, Decimal(0), Decimal(100))
    mean = everybody.mean if everybody else low
    line = (mean, f"Mean of all marks {written(mean, 1)}")
    caption = "Each dot is a marker’s own mark of a work; the tick is the marker’s mean"
    field = _Field(low, high, signed=False, caption=caption, line=line, band=(low, low))
    return Chart(
        title=f"What each marker gave: {found.name}",
        summary=_markers_finding(found),
        columns=("Marker", "Marks", "Mean", "Deviation", "Lowest", "Median", "Highest"),
        rows=tuple(
            (
                each.name,
                f"{each.spread.count}",
                written(each.spread.mean),
                _or_dash(each.spread.deviation),
                written(each.spread.lowest),
                written(each.spread.median),
                written(each.spread.highest),
            )
            for each in found.markers
        ),
        draw=partial(_draw, strips, field),
        note=_note(found, found.markers),
    )


def pair_strips(found: Consistency) -> Chart:
    """Return the chart of how first and second markers differ."""
    strips = [_of_pair(each) for each in found.pairs]
    most = found.most_apart
    ends = [found.all_pairs.lowest, found.all_pairs.highest] if found.all_pairs else []
    widest = max((abs(end) for end in ends), default=most)
    reach = ceil_to(Decimal(5), max(widest, most + 1))
    caption = (
        f"First marker’s mark less the second’s; up to {written(most)} apart (tinted) the rule "
        "can agree them"
    )
    line = (Decimal(0), "Same mark")
    field = _Field(-reach, reach, signed=True, caption=caption, line=line, band=(-most, most))
    return Chart(
        title=f"First and second markers: {found.name}",
        summary=_pairs_finding(found),
        columns=(
            "First marker, second marker",
            "Works",
            "Mean difference",
            "Deviation",
            "From",
            "To",
            f"More than {written(most)} apart",
        ),
        rows=tuple(
            (
                each.name,
                f"{each.spread.count}",
                signed(each.spread.mean),
                _or_dash(each.spread.deviation),
                signed(each.spread.lowest),
                signed(each.spread.highest),
                f"{each.apart}",
            )
            for each in found.pairs
        ),
        draw=partial(_draw, strips, field),
        note=_note(found, found.pairs),
    )


def signed(value: Decimal, places: int = 2) -> str:
    """Return a difference with its sign, and a real minus.

    >>> signed(Decimal("1.5")), signed(Decimal(-2)), signed(Decimal(0))
    ('+1.5', '−2', '0')
    """
    text = written(abs(value), places)
    if text == "0":
        return text
    return ("+" if value > 0 else "−") + text


def _or_dash(value: Decimal | None) -> str:
    return "–" if value is None else written(value)


def _of_marker(each: MarkerMarks) -> _Strip:
    marks = counted(each.spread.count, "mark", "marks")
    note = marks if each.few else f"mean {written(each.spread.mean, 1)}, {marks}"
    return _Strip(each.name, note, each.marks, each.spread, each.few)


def _of_pair(each: PairMarks) -> _Strip:
    works = counted(each.spread.count, "work", "works")
    note = works if each.few else f"mean {signed(each.spread.mean, 1)}, {works}"
    return _Strip(each.name, note, each.differences, each.spread, each.few)


def _note(found: Consistency, rows: Sequence[MarkerMarks] | Sequence[PairMarks]) -> str:
    said: list[str] = []
    if found.waiting:
        works = counted(found.waiting, "work is", "works are")
        said.append(f"{works} left out: not every marker of it has finished.")
    if any(each.few for each in rows):
        said.append(_FEW)
    return " ".join(said)


def _markers_finding(found: Consistency) -> str:
    enough = [each for each in found.markers if not each.few]
    if not found.markers or found.everybody is None:
        return "No work has been marked by all of its markers yet."
    total = counted(sum(len(each.marks) for each in found.markers), "mark", "marks")
    who = counted(len(found.markers), "marker", "markers")
    said = f"{total} by {who}, mean {written(found.everybody.mean)}."
    if len(enough) < 2:  # noqa: PLR2004  one has nobody to be compared with
        return f"{said} Too few markers with {FEW_MARKS} marks or more to compare."
    high = max(enough, key=lambda each: each.spread.mean)
    low = min(enough, key=lambda each: each.spread.mean)
    return (
        f"{said} Means range from {written(low.spread.mean, 1)} ({low.name}) to "
        f"{written(high.spread.mean, 1)} ({high.name})."
    )


def _pairs_finding(found: Consistency) -> str:
    if found.all_pairs is None:
        return "No work has been marked by two markers yet."
    works = counted(found.all_pairs.count, "work", "works")
    apart = sum(pair.apart for pair in found.pairs)
    mean = found.all_pairs.mean
    who = "first" if mean > 0 else "second"
    lean = (
        f"on average the {who} marker gave {written(abs(mean), 1)} more"
        if mean
        else "on average both gave the same"
    )
    return (
        f"{works} with two markers: {lean}; {apart or 'none'} more than "
        f"{written(found.most_apart)} apart, the widest "
        f"{written(max(abs(found.all_pairs.lowest), abs(found.all_pairs.highest)))}."
    )


def _around(values: Sequence[Decimal], least: Decimal, most: Decimal) -> tuple[Decimal, Decimal]:
    """Return tens around values, at least twenty apart."""
    low = floor_to(_TEN, min(values, default=Decimal(40)))
    high = ceil_to(_TEN, max(values, default=Decimal(80)))
    if high - low < 2 * _TEN:
        low, high = max(least, low - _TEN), min(most, high + _TEN)
    return low, high


def _draw(strips: Sequence[_Strip], field: _Field, width: float, look: Look) -> Sketched:
    foot = AXIS_ROOM + caption_room(field.caption, width)
    height = foot + _ROW * len(strips) + _LINE + 2
    sketch = Sketch(width, height, look)
    rows = [Row(strip.name, strip.note) for strip in strips]
    frame = framed(rows, width, height - _LINE - 2, _ROW)
    scale = Scale(float(field.low), float(field.high), frame.left + 4, frame.right - 4)
    _draw_field(sketch, frame, field, scale)
    for at, strip in enumerate(strips):
        if at:
            y = frame.middle(at) + _ROW / 2
            sketch.line((0, y), (width, y), colour=look.rule, thick=0.4)
        _draw_strip(sketch, strip, frame.middle(at), scale)
    frame.draw_words(sketch)
    steps = round_steps(float(field.low), float(field.high), 9)
    number = signed if field.signed else written
    draw_ticks(sketch, scale, frame.bottom, [number(Decimal(f"{value:.0f}")) for value in steps])
    draw_caption(sketch, field.caption)
    return sketch.drawing


def _draw_field(sketch: Sketch, frame: Frame, field: _Field, scale: Scale) -> None:
    look = sketch.look
    low, high = (scale.at(float(edge)) for edge in field.band)
    tall = frame.top - frame.bottom
    if high > low:
        sketch.box(low, frame.bottom, high - low, tall, fill=look.soft)
        for x in (low, high):
            sketch.line((x, frame.bottom), (x, frame.top), colour=look.rule)
    at, words = field.line
    x = scale.at(float(at))
    sketch.line((x, frame.bottom), (x, frame.top), colour=look.second, thick=1, dash=(3, 2))
    left, _right = kept_in(x, measured(words, SEMIBOLD, LABEL), 0, sketch.width)
    sketch.text(left, frame.top + 3, words, face=SEMIBOLD, colour=look.second)


def _draw_strip(sketch: Sketch, strip: _Strip, middle: float, scale: Scale) -> None:
    """Draw the dots, those that would lie on each other stacked, and the mean as a tick."""
    look = sketch.look
    places = Counter(round(scale.at(float(value)) / (2 * _RADIUS)) for value in strip.values)
    radius = min(_RADIUS, _ROW * _STRIP / 2 / max(places.values(), default=1))
    radius = max(radius, _LEAST_RADIUS)
    seen: Counter[int] = Counter()
    for value in strip.values:
        x = scale.at(float(value))
        place = round(x / (2 * _RADIUS))
        y = middle + (2 * seen[place] - places[place] + 1) * radius
        seen[place] += 1
        fill = look.ground if strip.few else look.mark
        sketch.dot(x, y, radius, fill=fill, edge=look.mark if strip.few else look.ground)
    if strip.few:
        return
    x, reach = scale.at(float(strip.spread.mean)), _ROW * 0.4
    sketch.line((x, middle - reach), (x, middle + reach), colour=look.ground, thick=3.4)
    sketch.line((x, middle - reach), (x, middle + reach), colour=look.ink, thick=1.6)
