"""Which pages of a document are meant by "1-3, 5, 8-"."""

import re

from cohort_desk.domain.errors import RuleBroken

_PART = re.compile(r"(?P<first>\d*)\s*(?P<dash>[-–—]?)\s*(?P<last>\d*)")


def pages_in(text: str, count: int) -> tuple[int, ...]:
    """Return the numbers of the pages, from 1, in the document's order and each once.

    An empty text means all `count` pages; "8-" means from 8 to the end, "-3" the first three.

    Raises:
        RuleBroken: of `pages`; a part is no number and no range, or lies outside the document.
    """
    if not text.strip():
        return tuple(range(1, count + 1))
    wanted: set[int] = set()
    for part in filter(None, (each.strip() for each in re.split(r"[,;]", text))):
        wanted.update(_range(part, count))
    return tuple(sorted(wanted))


def _range(part: str, count: int) -> range:
    found = _PART.fullmatch(part)
    if found is None or not (found["first"] or found["last"]):
        raise RuleBroken(
            "pages", f"“{part}” is no page or range of pages. Write them as 1-3, 5, 8-."
        )
    first = int(found["first"] or 1)
    last = int(found["last"] or count) if found["dash"] else first
    if first > last:
        raise RuleBroken("pages", f"“{part}” runs backwards. Write the smaller page first.")
    if first < 1 or last > count:
        pages = "1 page" if count == 1 else f"pages 1 to {count:,}"
        raise RuleBroken("pages", f"“{part}” is outside the document, which has {pages}.")
    return range(first, last + 1)
