"""What the tests of text share."""

import re

import pytest
from reportlab.pdfgen.canvas import Canvas

from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.text import draw_line
from pdf_checks import text_of
from scripts import as_read

_ENGLISH = "A page of English, on which the line below this one is number"
_APART = 120
"""Points from a text to the next: poppler joins the letters of lines that stand close."""


@pytest.fixture(scope="session")
def drawn(tmp_path_factory):
    """Draws texts, each on a line of an English page, and returns what is read of each."""

    def draw(texts, face=REGULAR, size=14):
        path = tmp_path_factory.mktemp("drawn") / "drawn.pdf"
        canvas = Canvas(str(path), pagesize=(2000, _APART * len(texts) + _APART), invariant=1)
        for number, text in enumerate(texts):
            y = _APART * (len(texts) - number)
            draw_line(canvas, (10, y + _APART / 2), f"{_ENGLISH} {number}", REGULAR, size)
            draw_line(canvas, (10, y), text, face, size)
        canvas.save()
        return [as_read(text) for text in re.split(rf"{_ENGLISH} \d+", text_of(path))[1:]]

    return draw
