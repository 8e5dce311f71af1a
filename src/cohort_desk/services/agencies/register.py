"""The register of UK public bodies that comes with the app; its sources are beside it."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from cohort_desk.domain.agencies import abbreviations, agency_key
from cohort_desk.domain.names import folded
from cohort_desk.paths import resource


@dataclass(frozen=True, slots=True)
class PublicBody:
    """One entry; text that is unknown is empty."""

    name: str
    short_name: str
    sector: str
    kind: str
    code: str
    code_scheme: str
    region: str
    nation: str

    def as_agency(self) -> dict[str, str | None]:
        """Return the entry as the fields of an agency."""
        values: dict[str, str | None] = asdict(self)
        nation = values.pop("nation")
        return {**values, "region": self.region or nation, "code": self.code or None}


def read_register() -> tuple[PublicBody, ...]:
    """Return the register by sector and name; it is read from its file each time, in about 5 ms."""
    path = resource("register/public_bodies.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(PublicBody(**row) for row in csv.DictReader(file))


def find_in_register(
    text: str, register: Iterable[PublicBody], limit: int = 20
) -> Sequence[PublicBody]:
    """Return the bodies that the text may mean, the likeliest first.

    A body is meant by the start of each of its words in any order, by a spelling that
    `agency_key` makes equal, by its abbreviation or by its code.
    """
    words = folded(text).split()
    key, letters = agency_key(text), text.strip().upper()
    if not words:
        return ()
    ranked: list[tuple[int, str, PublicBody]] = []
    for body in register:
        rank = _rank(body, words, key, letters)
        if rank is not None:
            ranked.append((rank, body.name.casefold(), body))
    ranked.sort(key=lambda found: found[:2])
    return tuple(body for *_, body in ranked[:limit])


def _rank(body: PublicBody, words: Sequence[str], key: str, letters: str) -> int | None:
    if letters == body.code.upper() or key == agency_key(body.name):
        return 0
    if letters in abbreviations(body.name):
        return 1
    own = folded(f"{body.name} {body.short_name}").replace("-", " ").split()
    if all(any(mine.startswith(word) for mine in own) for word in words):
        return 2 if own[0].startswith(words[0]) else 3
    return None
