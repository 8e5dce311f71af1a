"""Draws a certificate by a design with somebody invented, off the window's thread."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cohort_desk.domain.certificates.design import Design
from cohort_desk.domain.certificates.starting import sample_statement
from cohort_desk.domain.certificates.wording import filled
from cohort_desk.services.programmes import read_programme

if TYPE_CHECKING:
    from cohort_desk.db.database import Database
    from cohort_desk.domain.certificates.statement import Statement

Picture = Callable[[bytes, int], object]
"""Makes a picture, its longer side so many pixels, of a PDF's first page."""

SAMPLES: tuple[tuple[str, str], ...] = (
    ("A Welsh name", "Siân Llŷr ap Gwynedd"),
    ("A short name", "Bo Li"),
    (
        "A very long name",
        "Maximiliana Wilhelmina Featherstonehaugh-Cholmondeley of Llanfairpwllgwyngyll",
    ),
    ("A Polish name", "Świętosława Brzęczyszczykiewicz"),
    ("A Vietnamese name", "Nguyễn Thị Ngọc Ánh"),
    ("A Greek name", "Ευαγγελία Παπαδοπούλου"),
    ("A Ukrainian name", "Їванна Гнатюк"),
    ("An Arabic name", "فاطمة الزهراء"),
    ("A Hindi name", "कृष्णा श्रीवास्तव"),
    ("A Chinese name", "欧阳雪梅"),
)
"""Invented names that put a design to the test, and what they test."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page of a design: its picture, and what it says for who does not see it."""

    picture: object
    words: str


class Artist:
    """Draws designs with the programme's own words."""

    def __init__(self, db: "Database", picture: Picture) -> None:
        self._db, self._picture = db, picture

    def draw(
        self, design: Design, pictures: Mapping[str, bytes], width: int, name: str = ""
    ) -> Drawn:
        """Return the certificate that a design makes for somebody invented.

        Raises:
            RuleBroken: the design cannot be drawn as it is; `field` is the part to put right.
            Unprintable: no typeface has a character of its texts.
        """
        # Only once a design is looked at: what draws it is a large library.
        from cohort_desk.reports.certificates import certificate_pdf  # noqa: PLC0415

        named, statement = self._tried(design, name)
        page = certificate_pdf(statement, named, pictures)
        return Drawn(self._picture(page, width), _words(named, statement))

    def check(self, design: Design, pictures: Mapping[str, bytes]) -> None:
        """Check that all of a design's wording has the room to be read.

        Raises:
            RuleBroken: some of it has none; `field` is the part to shorten.
            Unprintable: no typeface has a character of its texts.
        """
        from cohort_desk.reports.certificates.room import check_wording_fits  # noqa: PLC0415

        named, statement = self._tried(design)
        check_wording_fits(statement, named, pictures)

    def _tried(self, design: Design, name: str = "") -> tuple[Design, "Statement"]:
        """Return a design that has a name, and what somebody invented has certified by it."""
        programme = read_programme(self._db)
        statement = sample_statement(
            design.kind, programme.name, programme.organisation, programme.cohorts[0].name, name
        )
        return replace(design, name=design.name or "Design"), statement


def _words(design: Design, statement: "Statement") -> str:
    texts = (
        *(design.heading, design.title, design.before_name, "{name}", design.after_name),
        *(design.subject, *design.lines, design.small_print),
    )
    said = (filled(text, statement) for text in texts)
    return ". ".join(text for text in said if text)
