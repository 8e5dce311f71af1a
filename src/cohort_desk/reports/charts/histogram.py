"""How marks are spread: a bar for every five marks, the classes' boundaries, and the mean.

Bars below the pass mark are hatched, so that they differ from the others in grey too. The numbers
stand on the bars, so there is no second axis to read them from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from cohort_desk.domain.marks.numbers import written, written_cut
from cohort_desk.domain.marks.spread import FEW, Bin
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
    rows_of,
)
from cohort_desk.reports.charts.chart import Chart
from cohort_desk.reports.charts.look import Look
from cohort_desk.reports.charts.sketch import LABEL, Sketch, Sketched, measured
from cohort_desk.reports.fonts import MEDIUM, SEMIBOLD, Face
from cohort_desk.services.marks.distribution import LEAST_TOLD, PUBLISHED_TO, Distribution

_BARS = 82.0
_LINE = 12.0
_GAP, _INSET = 1.5, 2.0
_BELOW, _ABOVE = Decimal(10), Decimal(10)
"""How many marks below the pass mark and above the highest class are shown at least."""
_TEN = Decimal(10)
_LEAST_SCALE = 4
"""A bar of so many marks is as tall as bars get, so that a single mark never is."""
_HIGHEST = Decimal(100)
_COMPARED = "rounded as the regulations compare it with a boundary"
_FEWER = f"fewer than {LEAST_TOLD}"
_ROUNDED = (
    f"Numbers are rounded to the nearest {PUBLISHED_TO}, so they need not add up. Where there is "
    f"no bar, {_FEWER} people have such a mark, perhaps nobody."
)


def mark_distribution(found: Distribution, title: str = "") -> Chart:
    """Return the chart of a distribution."""
    low, high = _range(found)
    shown = [each for each in found.bins if low <= each.low < high]
    return Chart(
        title=title or f"Marks: {found.name}",
        summary=_finding(found),
        columns=("Marks, rounded" if found.whole else "Marks", "Class", "How many"),
        rows=tuple(
            (_span(each, found), _class_of(each, found), _told(each.count, found)) for each in shown
        ),
        draw=partial(_draw, found, shown),
        note=_note(found),
        names=2,
    )


def _finding(found: Distribution) -> str:
    if not found.count:
        return "Too few marks to show." if found.rounded else "There are no marks yet."
    about = "about " if found.rounded else ""
    said = [about.capitalize() + counted(found.count, "mark", "marks")]
    if found.average is not None:
        said.append(f"mean {written(found.average)}")
    if spread := found.spread:
        said.append(f"median {written(spread.median)}")
        if spread.deviation is not None:
            said.append(f"standard deviation {written(spread.deviation)}")
        said.append(f"from {written_cut(spread.lowest)} to {written_cut(spread.highest)}")
    passes = found.classes[0]
    failed = f"{_in_words(found.failed, found)} below the pass mark of {written(passes.least)}"
    top = found.classes[-1]
    high = f"{_in_words(found.best, found)} at {written(top.least)} or above"
    missing = _in_words(found.missing, found).capitalize()
    waiting = f" {missing} without a mark yet." if found.missing else ""
    judged = ", marks rounded" if found.whole and not found.rounded else ""
    return f"{', '.join(said)}. {failed.capitalize()}, {high}{judged}.{waiting}"


def _in_words(count: int, found: Distribution) -> str:
    """Return a count as a sentence has it; a rounded 0 may be one or two people, never "none"."""
    if found.rounded:
        return f"about {count}" if count else _FEWER
    return f"{count}" if count else "none"


def _told(count: int, found: Distribution) -> str:
    """Return a count as a cell of a table has it."""
    return _FEWER.capitalize() if found.rounded and not count else f"{count}"


def _note(found: Distribution) -> str:
    if found.rounded:
        return _ROUNDED
    if 0 < found.count < FEW:
        return f"Fewer than {FEW} marks: one mark more would change this picture."
    return ""


def _range(found: Distribution) -> tuple[Decimal, Decimal]:
    """Return which marks are shown: the same ones where no mark lies outside of the usual."""
    held = [each for each in found.bins if each.count]
    least = min((each.low for each in held), default=_HIGHEST)
    most = max((each.high for each in held), default=Decimal(0))
    low = min(least, found.classes[0].least - _BELOW)
    high = max(most, found.classes[-1].least + _ABOVE)
    return max(Decimal(0), floor_to(_TEN, low)), min(_HIGHEST, ceil_to(_TEN, high))


def _span(each: Bin, found: Distribution) -> str:
    step = Decimal(1) if found.whole else Decimal("0.01")
    last = each.high if each.high == _HIGHEST else each.high - step
    return f"{written(each.low)} to {written(last)}"


def _class_of(each: Bin, found: Distribution) -> str:
    """Return the class of a bin's marks, or its classes where one begins within it."""
    names = ["Below the pass mark"]
    for boundary in found.classes:
        if boundary.least <= each.low:
            names = [boundary.name]
        elif boundary.least < each.high:
            names.append(boundary.name)
    return " or ".join(names)


def _axis(found: Distribution) -> str:
    mark = f"Mark, out of 100, {_COMPARED}" if found.whole else "Mark, out of 100"
    about = "about " if found.rounded else ""
    return f"{mark}; the number on a bar is {about}how many have it"


@dataclass(frozen=True, slots=True)
class _Flag:
    """A labelled line across the bars."""

    x: float
    words: str
    face: Face
    colour: str
    dash: tuple[float, ...]
    thick: float


def _flags(found: Distribution, scale: Scale, look: Look) -> list[_Flag]:
    flags = [
        _Flag(
            scale.at(float(boundary.least)),
            f"{boundary.name} {written(boundary.least)}",
            MEDIUM,
            look.muted,
            (),
            1.2 if number == 0 else 0.7,
        )
        for number, boundary in enumerate(found.classes)
    ]
    if found.average is not None:
        words = f"Mean {written(found.average, 1)}"
        x = scale.at(float(found.average))
        flags.append(_Flag(x, words, SEMIBOLD, look.second, (3, 2), 1.2))
    return sorted(flags, key=lambda flag: flag.x)


def _draw(found: Distribution, shown: Sequence[Bin], width: float, look: Look) -> Sketched:
    scale = Scale(float(shown[0].low), float(shown[-1].high), _INSET, width - _INSET)
    flags = _flags(found, scale, look)
    spans = [kept_in(f.x, measured(f.words, f.face, LABEL), 0, width) for f in flags]
    rows = rows_of(spans)
    lines = max(rows) + 1
    axis = _axis(found)
    base = AXIS_ROOM + caption_room(axis, width)
    head = base + _BARS + LABEL * 1.6
    sketch = Sketch(width, head + lines * _LINE, look)
    _draw_bars(sketch, found, shown, scale, base)
    heights = [head + (lines - 1 - row) * _LINE for row in rows]
    for flag, y in zip(flags, heights, strict=True):
        _draw_line(sketch, flag, base, y - 2)
    _draw_counts(sketch, shown, scale, base)
    for flag, span, y in zip(flags, spans, heights, strict=True):
        sketch.box(span[0] - 1, y - 1, span[1] - span[0] + 2, _LINE, fill=look.ground)
        sketch.text(span[0], y + 1, flag.words, face=flag.face, colour=flag.colour)
    steps = round_steps(float(shown[0].low), float(shown[-1].high), 11)
    draw_ticks(sketch, scale, base, [f"{value:.0f}" for value in steps])
    draw_caption(sketch, axis)
    return sketch.drawing


def _draw_line(sketch: Sketch, flag: _Flag, base: float, top: float) -> None:
    """Draw a flag's line; a dashed one crosses bars, so it has a white border."""
    if flag.dash:
        sketch.line((flag.x, base), (flag.x, top), colour=sketch.look.ground, thick=3.2)
    sketch.line((flag.x, base), (flag.x, top), colour=flag.colour, thick=flag.thick, dash=flag.dash)


def _tall(each: Bin, shown: Sequence[Bin]) -> float:
    most = max(_LEAST_SCALE, *(other.count for other in shown))
    return each.count / most * _BARS


def _draw_bars(
    sketch: Sketch, found: Distribution, shown: Sequence[Bin], scale: Scale, base: float
) -> None:
    passes, look = found.classes[0].least, sketch.look
    for each in shown:
        x = scale.at(float(each.low)) + _GAP
        wide, tall = scale.at(float(each.high)) - _GAP - x, _tall(each, shown)
        if not each.count:
            continue
        if each.high <= passes:
            sketch.hatch(x, base, wide, tall, look.mark)
            sketch.box(x, base, wide, tall, edge=look.mark, line=1)
        else:
            sketch.box(x, base, wide, tall, fill=look.mark)


def _draw_counts(sketch: Sketch, shown: Sequence[Bin], scale: Scale, base: float) -> None:
    """Put each number on its bar, on a ground that keeps lines behind it from crossing it."""
    for each in shown:
        if each.count:
            middle = (scale.at(float(each.low)) + scale.at(float(each.high))) / 2
            top, words = base + _tall(each, shown), f"{each.count}"
            wide = measured(words, MEDIUM, LABEL) + 2
            sketch.box(middle - wide / 2, top + 1, wide, LABEL, fill=sketch.look.ground)
            sketch.text(middle, top + 2.5, words, face=MEDIUM, anchor="middle")
