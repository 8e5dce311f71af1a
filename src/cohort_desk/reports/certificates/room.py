"""Whether all that a certificate says has the room to be read, before anything is signed."""

from collections.abc import Iterator
from dataclasses import replace

from cohort_desk.domain.certificates.design import CAPTIONS, Design
from cohort_desk.domain.certificates.statement import Statement
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.reports.certificates.arrangement import Arrangement, Pictures, arranged
from cohort_desk.reports.certificates.layout import Placed

_LEAST = {
    "heading": 8.0,
    "title": 18.0,
    "before_name": 9.0,
    "name": 14.0,
    "after_name": 9.0,
    "subject": 12.0,
    "lines": 9.0,
    "small_print": 6.0,
    "verify": 6.0,
    "signatory": 7.0,
    "role": 6.5,
}
"""The sizes in points below which each kind of text is refused."""

_FIELDS = {"verify": "verify_address", "signatory": "name", "role": "title"}
_SHORT_NAME = "Jo Ng"
_NEARLY = 0.01


def check_wording_fits(statement: Statement, design: Design, pictures: Pictures) -> None:
    """Check that a design's wording has room beside a short name.

    Args:
        statement: what it says, of anybody.
        design: how it looks.
        pictures: those of the design that are at hand.

    Raises:
        RuleBroken: some of it would be too small to be read; `field` is its place in `Design`.
        Unprintable: no font has one of the characters.
    """
    brief = replace(statement, name=_SHORT_NAME)
    if short := _too_small(arranged(brief, design, pictures)):
        part, field = short
        raise RuleBroken(
            field,
            f"{CAPTIONS[field.partition('.')[0]]}: there is no room for all of this. It would be "
            f"printed smaller than {_LEAST[part]:g} points, too small to be read. Shorten it, or "
            "leave out something else.",
        )


def check_fits(statement: Statement, design: Design, pictures: Pictures) -> None:
    """Check that a whole certificate has room, whose wording has.

    Raises:
        RuleBroken: the name leaves no room for all of it.
        Unprintable: no font has one of the characters.
    """
    if _too_small(arranged(statement, design, pictures)):
        raise RuleBroken(
            "name",
            "The name is too long to be read on a certificate of this design. Shorten the wording "
            "of the design, or choose another.",
        )


def _too_small(page: Arrangement) -> tuple[str, str] | None:
    """Return what is the farthest below its least size, as a part and a field; None if all is."""
    shares = [
        (placed.block.size / _LEAST[part], -len(placed.block.lines), part, field)
        for part, field, placed in _texts(page)
    ]
    least = min(shares)
    low = min(level for placed in page.stack.texts for _, level in placed.lines)
    crowded = low < page.foot.top - _NEARLY
    if least[0] >= 1 - _NEARLY and not crowded:
        return None
    if crowded:
        least = min(each for each in shares if each[2] not in ("name", "title"))
    return least[2], least[3]


def _texts(page: Arrangement) -> Iterator[tuple[str, str, Placed]]:
    for placed in (*page.stack.texts, *page.foot.notes):
        part = placed.part.partition(".")[0]
        if part in _LEAST:
            yield part, _FIELDS.get(part, placed.part), placed
    for at, signing in enumerate(page.foot.signings):
        for placed in signing.texts:
            yield placed.part, f"signatories.{at}.{_FIELDS[placed.part]}", placed
