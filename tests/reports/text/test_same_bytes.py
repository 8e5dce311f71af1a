"""The same text gives the same file, whatever was drawn before it and wherever."""

import io
import os
import subprocess
import sys
from hashlib import sha256

from reportlab.pdfgen.canvas import Canvas

from cohort_desk.reports.fonts import REGULAR, SERIF
from cohort_desk.reports.printable import missing_in
from cohort_desk.reports.text import draw_line
from scripts import SCRIPTS


def document(*texts):
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    for number, text in enumerate(texts):
        draw_line(canvas, (40, 800 - 30 * number), text, REGULAR, 14)
        draw_line(canvas, (300, 800 - 30 * number), text, SERIF, 14)
    canvas.save()
    return target.getvalue()


ARABIC, URDU, HINDI = (SCRIPTS[each] for each in ("Arabic with marks", "Urdu", "Hindi"))


def test_a_document_does_not_depend_on_those_made_before_it():
    first, second = document(URDU, HINDI), document(ARABIC, HINDI)
    assert document(ARABIC, HINDI) == second
    assert document(URDU, HINDI) == first


def test_documents_made_at_once_do_not_mix():
    alone = document(URDU)
    target, other = io.BytesIO(), Canvas(io.BytesIO(), invariant=1)
    canvas = Canvas(target, invariant=1)
    for face, x in ((REGULAR, 40), (SERIF, 300)):
        draw_line(other, (x, 800), ARABIC, face, 14)
        draw_line(canvas, (x, 800), URDU, face, 14)
    other.save()
    canvas.save()
    assert target.getvalue() == alone


def test_another_process_writes_the_same_bytes():
    script = (
        "import sys; from hashlib import sha256; from test_same_bytes import SCRIPTS, document;"
        "print(sha256(document(*SCRIPTS.values())).hexdigest())"
    )
    here = os.path.dirname(__file__)  # noqa: PTH120
    paths = os.pathsep.join([here, *sys.path])
    said = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": "7", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    document(HINDI)
    assert said.stdout.strip() == sha256(document(*SCRIPTS.values())).hexdigest()


def test_a_private_character_is_not_taken_for_a_glyph_that_was_drawn_before():
    document(ARABIC)
    private = "".join(map(chr, range(0xF0000, 0xF0600)))
    assert set(missing_in(private)) == set(private)
