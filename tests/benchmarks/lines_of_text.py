"""How quick lines of text are, beside a bare ReportLab canvas; asserts nothing.

    python tests/benchmarks/lines_of_text.py [number of names]

Run from the top of the project. "First" is a name that was not drawn before; a name that was is
found shaped.
"""

import io
import sys
import time
from itertools import islice, permutations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))

from reportlab.pdfgen.canvas import Canvas

from cohort_desk.reports.fonts import REGULAR, SERIF_SEMIBOLD, register_fonts
from cohort_desk.reports.text import draw_line

NAMES = {
    "Latin": "Siân Aisha Khan Łukasz Brown Cox Mason Nguyễn Smith Jones Llŷr Wood",
    "Arabic and Urdu": "محمد علی خان شگفتہ ہاشمی ڈار فاطمہ زینب حسن حسین أحمد نورة",
    "Hindi": "प्रिया शर्मा क्षितिज त्रिपाठी किरण श्री अमित सिंह राज कुमार अंजलि गुप्ता",
    "Chinese": "王 小 明 歐 陽 麗 華 李 张 伟 芳 娜",
    "two directions": "Ali علي Khan محمد Ann نورة Cox حسن Brown خان Mason علی",
}


def main(number):
    """Draw names of each script, twice, and print how long one took."""
    register_fonts()
    print(f"{number:,} names of three words, milliseconds each")
    for script, words in NAMES.items():
        names = [" ".join(each) for each in islice(permutations(words.split(), 3), number)]
        for kind, face in (("sans", REGULAR), ("serif", SERIF_SEMIBOLD)):
            canvas = Canvas(io.BytesIO())
            draw_line(canvas, (0, 0), names[0], face, 30)  # loads its fonts
            first, again = (timed(lines, canvas, names, face) for _ in range(2))
            print(f"{script + ', ' + kind:24} first {first:.3f}   again {again:.3f}")
            if script == "Latin" and kind == "sans":
                bare = timed(bare_lines, canvas, names)
                print(f"{'the same, bare canvas':24} first {bare:.3f}")


def timed(draw, canvas, names, *looks):
    """Return the milliseconds that a name takes."""
    began = time.perf_counter()
    draw(canvas, names, *looks)
    return (time.perf_counter() - began) * 1000 / len(names)


def lines(canvas, names, face):
    for name in names:
        draw_line(canvas, (300, 400), name, face, 30, align=0.5)


def bare_lines(canvas, names):
    canvas.setFont(REGULAR.name, 30)
    for name in names:
        canvas.drawCentredString(300, 400, name)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
