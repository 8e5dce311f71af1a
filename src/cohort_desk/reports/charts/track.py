"""The progress of a cohort: for each stage a bar that is filled as far as it is done."""

from collections.abc import Sequence
from functools import partial

from cohort_desk.reports.charts.chart import Chart
from cohort_desk.reports.charts.frame import ROW, Frame, Row, framed
from cohort_desk.reports.charts.look import Look
from cohort_desk.reports.charts.sketch import SMALL, Sketch, Sketched, measured
from cohort_desk.reports.fonts import MEDIUM
from cohort_desk.services.home.track import Step

_BAR = 0.7
_PAD = 4.0


def progress_track(steps: Sequence[Step], cohort: str) -> Chart:
    """Return the chart of how far a cohort has come."""
    return Chart(
        title=f"How far {cohort} has come",
        summary=_finding(steps),
        columns=("Stage", "Of", "Done", "In all", "Share", "Due later"),
        rows=tuple(
            (
                step.name,
                step.of,
                f"{step.done:,}",
                f"{step.total:,}",
                _share(step),
                f"{step.later:,}",
            )
            for step in steps
        ),
        draw=partial(_draw, steps),
        names=2,
    )


def _share(step: Step) -> str:
    """Return a percentage cut to a whole number, so that only what is all done says 100%."""
    return f"{min(step.done, step.total) * 100 // step.total}%" if step.total else "–"


def _finding(steps: Sequence[Step]) -> str:
    done = [step.name.lower() for step in steps if step.complete]
    open_ones = [step for step in steps if not step.complete]
    if not open_ones:
        return "Every stage is complete."
    now = open_ones[0]
    at = f"Now: {now.name.lower()}, {now.done:,} of {now.of}."
    if now.total == 0:
        at = f"Now: {now.name.lower()}; nothing is there yet."
    complete = f"Complete: {', '.join(done)}. " if done else ""
    return f"{complete}{at}"


def _said(step: Step) -> str:
    later = f", {step.later:,} later" if step.later else ""
    return f"{step.done:,} of {step.of}{later}" if step.total else f"nothing yet{later}"


def _draw(steps: Sequence[Step], width: float, look: Look) -> Sketched:
    height = ROW * len(steps)
    sketch = Sketch(width, height, look)
    frame = framed([Row(step.name, _said(step)) for step in steps], width, height, ROW)
    frame.draw_words(sketch)
    for at, step in enumerate(steps):
        _draw_bar(sketch, frame, at, step)
    return sketch.drawing


def _draw_bar(sketch: Sketch, frame: Frame, at: int, step: Step) -> None:
    """Draw track and bar; the share stands in the bar where it has room, or else after it."""
    look, tall, room = sketch.look, ROW * _BAR, frame.right - frame.left
    middle, bottom = frame.middle(at), frame.middle(at) - ROW * _BAR / 2
    sketch.box(frame.left, bottom, room, tall, fill=look.track, edge=look.rule)
    share = min(1.0, step.done / step.total) if step.total else 0.0
    if share:
        sketch.box(frame.left, bottom, room * share, tall, fill=look.mark)
    words = _share(step)
    wide = measured(words, MEDIUM, SMALL) + 2 * _PAD
    inside = wide <= room * share
    x = frame.left + room * share + (-_PAD if inside else _PAD)
    sketch.text_in(
        x,
        middle,
        words,
        face=MEDIUM,
        size=SMALL,
        colour=look.on_mark if inside else look.ink,
        anchor="end" if inside else "start",
    )
