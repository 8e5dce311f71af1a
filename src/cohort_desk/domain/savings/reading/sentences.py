"""A pasted text as its sentences, each with the page that it names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NO_END = frozenset(
    (
        *(
            "c",
            "ca",
            "approx",
            "est",
            "p",
            "pp",
            "pg",
            "no",
            "nos",
            "p.a",
            "e.g",
            "i.e",
            "cf",
            "vs",
        ),
        *("st", "mr", "mrs", "ms", "dr", "incl", "excl"),
    )
)
"""Words whose full stop ends no sentence."""

_END = re.compile(r"[.!?]['\"”’)\]]*(?=\s)")
_BULLET = re.compile(r"\s*(?:[•●▪◦‣*·–—-]|\(?\d{1,2}[.)])\s+")
_PAGE = re.compile(
    r"\b(?:pages?|pp?\.?|pg\.?)\s*(?P<first>\d{1,4})(?:\s*(?:-|–|—|to|and|&)\s*(?P<last>\d{1,4}))?\b",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(r"\S+$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it was written but for its line breaks, and its page or pages, "" if none."""

    text: str
    page: str


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text.

    A page that only one of them names ("Page 14: …", "(p. 14)") is taken to be the page of all.
    """
    made = [Sentence(each, page_in(each)) for part in _parts(text) for each in _sentences(part)]
    pages = {each.page for each in made if each.page}
    if len(pages) != 1:
        return tuple(made)
    (page,) = pages
    return tuple(Sentence(each.text, page) for each in made)


def page_in(text: str) -> str:
    """Return the page or pages that a text names, "" for none.

    >>> page_in("see p. 14"), page_in("pages 3 and 4"), page_in("saves 20p 3 times")
    ('14', '3–4', '')
    """
    found = _PAGE.search(text)
    if found is None:
        return ""
    return f"{found['first']}–{found['last']}" if found["last"] else found["first"]


def _parts(text: str) -> Iterator[str]:
    """Part a text at empty lines and bullets; other line breaks are only where a line was full."""
    part: list[str] = []
    for line in text.splitlines():
        bullet = _BULLET.match(line)
        if (bullet or not line.strip()) and part:
            yield " ".join(part)
            part = []
        rest = line[bullet.end() :] if bullet else line
        part.extend(rest.split())
    if part:
        yield " ".join(part)


def _sentences(part: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(part):
        word = _LAST_WORD.search(part[start : end.start()])
        follows = part[end.end() :].lstrip()[:1]
        if (word and word[0].strip("(\"'“").casefold() in _NO_END) or follows.islower():
            continue
        yield part[start : end.end()].strip()
        start = end.end()
    if rest := part[start:].strip():
        yield rest
