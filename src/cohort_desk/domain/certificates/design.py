"""The design of a certificate: its wording, typeface, colours, pictures and signatories."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import category

from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.wording import check_wording
from cohort_desk.domain.colours import contrast
from cohort_desk.domain.errors import RuleBroken

MOST_SIGNATORIES = 4
MOST_LINES = 4
LONGEST_NAME = 120
LONGEST_ADDRESS = 120
"""Characters of an address to verify at: more make the QR code too fine to print."""

PLACEHOLDER = "Name of who signs"
"""What designs once began with in the place of a signatory's name."""

_PAPER = "#FFFFFF"
_LEAST_CONTRAST = 4.5
"""Of WCAG 2.2 for text (1.4.3), so that what is printed in a colour can be read by everyone."""

_NEITHER_READ_NOR_KEPT = frozenset({"Cc", "Cs"})
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(:\d{1,5})?(/[A-Za-z0-9._~/-]*)?")


class Orientation(StrEnum):
    """How the A4 sheet lies."""

    LANDSCAPE = "landscape"
    PORTRAIT = "portrait"


class Typeface(StrEnum):
    """What a certificate is set in."""

    SERIF = "serif"
    SANS = "sans"


class Border(StrEnum):
    """What frames a certificate."""

    GUILLOCHE = "guilloche"
    RULES = "rules"
    BAND = "band"
    NONE = "none"


ORIENTATION_WORDS = {Orientation.LANDSCAPE: "Landscape", Orientation.PORTRAIT: "Portrait"}
TYPEFACE_WORDS = {Typeface.SERIF: "Serif (Noto Serif)", Typeface.SANS: "Sans serif (Inter)"}
BORDER_WORDS = {
    Border.GUILLOCHE: "Guilloche",
    Border.RULES: "Fine rules",
    Border.BAND: "Band of colour",
    Border.NONE: "No border",
}


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs on paper; `image` names the picture of the signature in the store, or is ''."""

    name: str
    title: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True)
class Design:
    """How certificates of a kind look, from the top of the sheet to its foot.

    The texts are wordings (see `wording`); the holder's name stands between `before_name` and
    `after_name`, and `subject` under it, large. Colours are #rrggbb, `seal` is '' for none.
    `logo` names a picture in the store. The QR code holds serial and code, or where there is a
    `verify_address` that address with both.
    """

    name: str
    kind: Kind = Kind.AWARD
    orientation: Orientation = Orientation.LANDSCAPE
    typeface: Typeface = Typeface.SERIF
    border: Border = Border.GUILLOCHE
    accent: str = "#1f3a5f"
    seal: str = "#8a5a00"
    logo: str = ""
    heading: str = "{organisation}"
    title: str = "Certificate"
    before_name: str = "This is to certify that"
    after_name: str = ""
    subject: str = ""
    lines: tuple[str, ...] = ()
    small_print: str = ""
    signatories: tuple[Signatory, ...] = ()
    verify_address: str = ""

    @property
    def pictures(self) -> tuple[str, ...]:
        """The SHA-256 of each picture it shows, each once."""
        named = (self.logo, *(each.image for each in self.signatories))
        return tuple(dict.fromkeys(sha256 for sha256 in named if sha256))


CAPTIONS = {
    "name": "Name of the design",
    "kind": "Kind of certificate",
    "orientation": "Orientation",
    "typeface": "Typeface",
    "border": "Border",
    "accent": "Main colour",
    "seal": "Seal colour",
    "logo": "Logo",
    "heading": "Heading",
    "title": "Title",
    "before_name": "Words before the name",
    "after_name": "Words after the name",
    "subject": "Main line",
    "lines": "Further lines",
    "small_print": "Small print",
    "signatories": "Signatories",
    "verify_address": "Address for verifying",
}
"""How each part of a design is called on screen, and in refusals."""

_LONGEST = {
    "heading": 160,
    "title": 80,
    "before_name": 160,
    "after_name": 200,
    "subject": 200,
    "small_print": 400,
}


def check(design: Design) -> None:
    """Check that a certificate can be drawn by the design.

    Raises:
        RuleBroken: something cannot stand; `field` is its name in `Design`, for one of several
            with its place from 0 on, such as "lines.1" or "signatories.0.title".
    """
    if not design.name.strip():
        raise RuleBroken("name", "Give the design a name, such as “Award, landscape”.")
    _check_length("name", design.name, LONGEST_NAME, CAPTIONS["name"])
    for field, text in _texts(design):
        _check_characters(field, text)
    if not design.title.strip():
        raise RuleBroken("title", "A certificate needs a title, such as “Certificate”.")
    if len(design.lines) > MOST_LINES:
        raise RuleBroken("lines", f"There is room for {MOST_LINES} further lines at most.")
    for field, text in wordings(design):
        caption = CAPTIONS[field.partition(".")[0]]
        _check_length(field, text, _LONGEST.get(field, 200), caption)
        check_wording(text, design.kind, field)
    _check_colours(design)
    _check_signatories(design)
    _check_picture("logo", design.logo)
    _check_address(design.verify_address)


def wordings(design: Design) -> Iterator[tuple[str, str]]:
    """Yield the texts that may name fields, each with its place in the design."""
    for field in _LONGEST:
        yield field, getattr(design, field)
    for place, line in enumerate(design.lines):
        yield f"lines.{place}", line


def warnings(design: Design) -> tuple[str, ...]:
    """Return in sentences what may stand, yet is seldom meant."""
    body = " ".join((design.before_name, design.after_name, design.subject, *design.lines))
    said: list[str] = []
    expected = {Kind.AWARD: "award", Kind.MODULE: "module_title", Kind.ATTENDANCE: "programme"}
    if f"{{{expected[design.kind]}}}" not in body:
        said.append(f"The wording does not name {{{expected[design.kind]}}}.")
    if not design.signatories:
        said.append("Nobody signs it: there is no signatory.")
    return (*said, *missing(design))


def missing(design: Design) -> tuple[str, ...]:
    """Return in sentences what is still missing, without which no certificate is issued by it."""
    return tuple(
        f"The name of who signs{f' as {each.title}' if each.title else ''} is still missing."
        for each in design.signatories
        if each.name.strip().casefold() in ("", PLACEHOLDER.casefold())
    )


def _texts(design: Design) -> Iterator[tuple[str, str]]:
    yield "name", design.name
    yield from wordings(design)
    for place, each in enumerate(design.signatories):
        yield f"signatories.{place}.name", each.name
        yield f"signatories.{place}.title", each.title


def _check_characters(field: str, text: str) -> None:
    if any(category(c) in _NEITHER_READ_NOR_KEPT and c not in "\n\t" for c in text):
        raise RuleBroken(
            field,
            f"{CAPTIONS[field.partition('.')[0]]}: the text has a control character, which can "
            "neither be printed nor kept. Type it again.",
        )


def _check_colours(design: Design) -> None:
    for field in ("accent", "seal"):
        colour = getattr(design, field)
        if field == "seal" and not colour:
            continue
        caption = CAPTIONS[field]
        if not _COLOUR.fullmatch(colour):
            raise RuleBroken(
                field, f"{caption}: “{colour}” is no colour. Write it as #1f3a5f, for example."
            )
        ratio = contrast(colour, _PAPER)
        if ratio < _LEAST_CONTRAST:
            raise RuleBroken(
                field,
                f"{caption}: {colour} is too pale to be read on white paper (contrast "
                f"{ratio:.1f} to 1, at least {_LEAST_CONTRAST} is needed). Choose a darker one.",
            )


def _check_signatories(design: Design) -> None:
    if len(design.signatories) > MOST_SIGNATORIES:
        raise RuleBroken(
            "signatories", f"There is room for {MOST_SIGNATORIES} signatories at most."
        )
    for place, each in enumerate(design.signatories):
        at = f"signatories.{place}"
        if not each.name.strip():
            raise RuleBroken(f"{at}.name", f"Signatory {place + 1} has no name.")
        _check_length(f"{at}.name", each.name, 80, "Name of a signatory")
        _check_length(f"{at}.title", each.title, 120, "Title of a signatory")
        _check_picture(f"{at}.image", each.image)


def _check_picture(field: str, sha256: str) -> None:
    if sha256 and not _SHA256.fullmatch(sha256):
        raise RuleBroken(field, "That picture is none of the programme’s. Choose it again.")


def _check_address(address: str) -> None:
    if not address:
        return
    caption = CAPTIONS["verify_address"]
    _check_length("verify_address", address, LONGEST_ADDRESS, caption)
    if not _ADDRESS.fullmatch(address):
        raise RuleBroken(
            "verify_address",
            f"{caption}: “{address}” is no web address that serial and code can be added to. "
            "Write it as https://example.org/verify, without a question mark.",
        )


def _check_length(field: str, text: str, longest: int, caption: str) -> None:
    if len(text) > longest:
        raise RuleBroken(
            field, f"{caption} has {len(text)} characters; it may have at most {longest}."
        )
