"""Whether the labels of a chart can be read: none on another, none out of the picture."""

from itertools import combinations

from cohort_desk.reports.charts.look import PAPER
from cohort_desk.reports.charts.sketch import measured, rise
from cohort_desk.reports.charts.walk import words_of
from cohort_desk.reports.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD

FACES = {face.name: face for face in (REGULAR, MEDIUM, SEMIBOLD, BOLD)}


def check_labels(chart, width):
    """Assert that no label lies on another or reaches out of the picture."""
    drawing = chart.drawing(width, PAPER)
    boxes = {words: _box(words) for words in words_of(drawing)}
    for words, (left, low, right, high) in boxes.items():
        assert left >= -0.1, words
        assert right <= drawing.width + 0.1, words
        assert low >= -0.1, words
        assert high <= drawing.height + 0.1, words
    for (one, a), (other, b) in combinations(boxes.items(), 2):
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, (one, other)


def _box(words):
    wide = measured(words.text, FACES[words.font], words.size)
    left = words.x - wide * words.align
    return left, words.y, left + wide, words.y + rise(words.size)
