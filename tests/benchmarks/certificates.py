"""Prints how fast certificates are drawn and signed, beside a bare ReportLab canvas.

    python tests/benchmarks/certificates.py [HOW MANY]

Each figure is taken in a process of its own, so that the memory is its own too. The bare canvas
writes the same words at the same places in the same faces: no border, seal, pictures or QR code, no
tags, no shaping, no standard. What is read first (fonts, pictures) is part of each time.
"""

import hashlib
import io
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageDraw
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from cohort_desk.domain.certificates.design import Design, Signatory
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.starting import NEEDS, sample_statement, starting_design
from cohort_desk.domain.certificates.statement import Statement
from cohort_desk.domain.certificates.wording import values_of
from cohort_desk.paths import resource as shipped
from cohort_desk.reports.certificates import Drawn, certificate_pdf, write_batch
from cohort_desk.reports.certificates.foot import footed
from cohort_desk.reports.certificates.issuing import press_of
from cohort_desk.reports.certificates.layout import Placed, stacked
from cohort_desk.reports.certificates.sheet import sheet_of, styles_of
from cohort_desk.services.certificates.requests import ToDraw
from cohort_desk.services.programmes import create_programme
from cohort_desk.services.signing import make_key, open_badge, signed_statement, unlock

GIVEN = (
    "Siân",
    "Zażółta",
    "Thị Ánh",
    "Mary",
    "Олена",
    "Ηλέκτρα",
    "Aisha",
    "Tomasz",
    "Ngozi",
    "Jean",
)
FAMILY = ("Llŷr", "Gęślą-Jaźń", "Nguyễn", "O’Connor", "Ковальчук", "Παππά", "Khan", "Wójcik")
PASSPHRASE = "a benchmark's key, nothing else"  # noqa: S105 - of a file that is thrown away


def picture(size: tuple[int, int]) -> bytes:
    """Return a PNG of the size that logos and signatures are kept in."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).ellipse((0, 0, *size), fill="#1f3a5f")
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def material(number: int) -> tuple[list[Statement], Design, dict[str, bytes]]:
    """Return what so many certificates say, how they look, and their pictures."""
    made = [picture((760, 240)), picture((600, 160))]
    pictures = {hashlib.sha256(data).hexdigest(): data for data in made}
    logo, hand = pictures
    signatories = (
        Signatory("Dr Amara Okafor", "Programme director", hand),
        Signatory("Rhys Bevan", "Chair of the award board", hand),
    )
    sample = sample_statement(Kind.AWARD)
    statements = [
        replace(
            sample,
            name=f"{GIVEN[at % len(GIVEN)]} {FAMILY[at % len(FAMILY)]} {at}",
            serial=f"SCRLP-2026-{at:04d}",
            code=f"K7QF-3M2P-{at:04d}",
        )
        for at in range(1, number + 1)
    ]
    return statements, starting_design(NEEDS[0], logo=logo, signatories=signatories), pictures


def ours(number: int, folder: Path) -> None:
    """Write the certificates as one tagged PDF."""
    statements, design, pictures = material(number)
    write_batch([Drawn(each, design) for each in statements], pictures, folder / "ours.pdf")


def words(statement: Statement, design: Design) -> list[Placed]:
    """Return the words of a certificate in their places."""
    sheet = sheet_of(design.orientation, design.border)
    styles = styles_of(design.typeface, design.accent, sheet.upright)
    said = values_of(statement)
    foot = footed(said, design, sheet, styles, {})
    signed = [text for signing in foot.signings for text in signing.texts]
    return [*stacked(said, design, sheet, styles, None, foot.top).texts, *signed, *foot.notes]


def bare(number: int, folder: Path) -> None:
    """Write the same words with nothing but ReportLab's canvas."""
    statements, design, _ = material(number)
    sheet = sheet_of(design.orientation, design.border)
    # Every certificate is laid out like the first, for measuring is no work of the canvas.
    places = words(statements[0], design)
    for face in {placed.block.style.face for placed in places}:
        pdfmetrics.registerFont(TTFont(f"bare-{face.name}", shipped(f"fonts/{face.file}")))
    canvas = Canvas(str(folder / "bare.pdf"), pagesize=sheet.size)
    for statement in statements:
        for placed in places:
            style = placed.block.style
            canvas.setFont(f"bare-{style.face.name}", placed.block.size)
            canvas.setFillColor(style.colour)
            for line, level in placed.lines:
                text = statement.name if placed.part == "name" else line
                text = text.replace(statements[0].serial, statement.serial)
                text = text.replace(statements[0].code, statement.code)
                canvas.drawCentredString(placed.x, level, text)
        canvas.showPage()
    canvas.save()


def single(number: int, folder: Path) -> None:
    """Write each certificate as a file of its own."""
    statements, design, pictures = material(number)
    for at, statement in enumerate(statements):
        (folder / f"{at}.pdf").write_bytes(certificate_pdf(statement, design, pictures))


def signed(number: int, folder: Path) -> None:
    """Write each certificate as issuing does: its tokens attached, signed, a file of its own."""
    statements, design, pictures = material(number)
    db = create_programme(folder / "Benchmark.cohort", "Benchmark", "Cohort", "", "Ann")
    make_key(db, PASSPHRASE)
    signer = unlock(db, PASSPHRASE)
    db.close()
    make = press_of(signer).make
    for at, statement in enumerate(statements):
        jws, badge = signed_statement(statement, signer), open_badge(statement, signer)
        pdf = make(ToDraw(statement, design, pictures, jws, badge))
        (folder / f"{at}.pdf").write_bytes(pdf)


MEASURED: dict[str, tuple[str, Callable[[int, Path], None]]] = {
    "bare": ("bare canvas, the same words", bare),
    "ours": ("one PDF, tagged", ours),
    "single": ("a file each", single),
    "signed": ("a signed file each", signed),
}


def measure(key: str, number: int) -> None:
    """Print one figure."""
    with tempfile.TemporaryDirectory() as name:
        began, worked = time.perf_counter(), time.process_time()
        MEASURED[key][1](number, Path(name))
        took, worked = time.perf_counter() - began, time.process_time() - worked
        size = sum(each.stat().st_size for each in Path(name).glob("*.pdf"))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{MEASURED[key][0]:<30}{number / took:7.0f} a second{took:7.1f} s{worked:7.1f} s of work"
        f"{most:7.0f} MB at most{size / number / 1000:8.1f} kB each"
    )


def main() -> int:
    """Measure one, or each in a process of its own, and return the exit code."""
    if len(sys.argv) > 2:
        measure(sys.argv[2], int(sys.argv[1]))
        return 0
    number = sys.argv[1] if len(sys.argv) > 1 else "1000"
    print(f"{number} certificates", flush=True)
    done = [
        subprocess.run([sys.executable, __file__, number, key], check=False).returncode
        for key in MEASURED
    ]
    return max(done)


if __name__ == "__main__":
    raise SystemExit(main())
