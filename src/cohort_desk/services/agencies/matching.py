"""Finds the agency that an office's spelling means."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from cohort_desk.domain.agencies import UNKNOWN, abbreviations, agency_key, guess_nature
from cohort_desk.domain.names import folded
from cohort_desk.services.agencies.register import PublicBody

SURE = 100
LIKELY = 90
"""From this score on the best candidate is proposed; below it the user starts from none."""

WORTH_ASKING = 72
MOST_CANDIDATES = 5
_SAME_CORE, _SAME_CORE_OTHER_SECTOR, _SAME_LETTERS = 95, 78, 94
_ONE_OF_SEVERAL = 88
_ELSEWHERE = 15
"""What a body of the register loses for lying in none of the regions that the list is from."""

_WHOLE_NATION = "England"
"""The region written for bodies whose region is not known."""
_CLOSEST_APART = 4
_NEAR_SLIP = 85
_TYPO_LENGTHS = ((9, 2), (5, 1))
"""A word of nine letters may have two of them wrong, one of five one: "north" is never "south"."""

_METROPOLITAN = "Metropolitan district"
_GENERIC = re.compile(
    r"\b(council|city|borough|district|county|metropolitan|unitary|mbc|mdc|cbc|bc|dc|cc|ca|"
    r"authority|local|police|frs|fire|rescue|nhst|nhs|trust|hospitals?|teaching|hb|university|ltd|"
    r"of|for|service|services|force|foundation)\b"
)


@dataclass(frozen=True, slots=True)
class KnownAgency:
    """An agency to match against: of the programme where it has an id, else of the register."""

    id: int | None
    name: str
    sector: str
    short_name: str = ""
    code: str = ""
    aliases: tuple[str, ...] = ()
    body: PublicBody | None = None
    region: str = ""

    @property
    def regions(self) -> frozenset[str]:
        """The region it lies in, where that is known."""
        region = self.body.region if self.body else self.region
        return frozenset({region} - {"", _WHOLE_NATION})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An agency that a spelling may mean; `score` is 0 to 100, `why` a few words."""

    agency: KnownAgency
    score: int
    why: str


@dataclass(frozen=True, slots=True)
class AgencyMatch:
    """What a spelling means: surely one agency, or the best candidates to ask about."""

    sure: KnownAgency | None
    candidates: tuple[Candidate, ...] = ()

    @property
    def likely(self) -> KnownAgency | None:
        """The best candidate, where it is good and stands clear of the next."""
        scores = [candidate.score for candidate in self.candidates]
        clear = scores and scores[0] >= max([LIKELY, *(n + _CLOSEST_APART for n in scores[1:])])
        return self.candidates[0].agency if clear else None


@dataclass(slots=True)
class _Index:
    """Agencies under each of the ways they may be written."""

    by_code: dict[str, KnownAgency] = field(default_factory=dict[str, KnownAgency])
    by_key: dict[str, KnownAgency] = field(default_factory=dict[str, KnownAgency])
    by_words: dict[str, KnownAgency] = field(default_factory=dict[str, KnownAgency])
    by_letters: dict[str, list[KnownAgency]] = field(default_factory=dict[str, list[KnownAgency]])
    by_core: dict[str, list[KnownAgency]] = field(default_factory=dict[str, list[KnownAgency]])

    def add(self, agency: KnownAgency) -> None:
        if agency.code:
            self.by_code.setdefault(agency.code.casefold(), agency)
        for name in (agency.name, *agency.aliases):
            self.by_key.setdefault(agency_key(name), agency)
            self.by_words.setdefault(folded(name), agency)
        for letters in _abbreviations(agency):
            self.by_letters.setdefault(letters, []).append(agency)
        for core in {_core(agency_key(name)) for name in (agency.name, agency.short_name) if name}:
            self.by_core.setdefault(core, []).append(agency)

    def has_several(self, place: str, sector: str) -> bool:
        """Tell whether more than one agency of a sector has a name that begins with a place."""
        there = {
            agency.name
            for core, agencies in self.by_core.items()
            if core == place or core.startswith(f"{place} ")
            for agency in agencies
            if agency.sector == sector
        }
        return len(there) > 1


class AgencyMatcher:
    """Matches spellings against the programme's agencies first, then the register's."""

    def __init__(self, own: Sequence[KnownAgency], register: Iterable[KnownAgency] = ()) -> None:
        self._own, self._register = _Index(), _Index()
        for agency in own:
            self._own.add(agency)
        for agency in not_among(own, register):
            self._register.add(agency)

    def match(
        self, spelling: str, code: str = "", regions: frozenset[str] = frozenset()
    ) -> AgencyMatch:
        """Return what a spelling or a code means.

        Args:
            spelling: the agency as the list has it.
            code: its code, where the list has one.
            regions: where the list's other agencies lie; what lies elsewhere is less likely.
        """
        sure = self.sure(spelling, code)
        key = agency_key(spelling) if spelling else ""
        if sure or not key:
            return AgencyMatch(sure)
        return AgencyMatch(None, self._candidates(spelling, key, regions))

    def sure(self, spelling: str, code: str = "") -> KnownAgency | None:
        """Return the one agency that a spelling or a code surely means, if there is one.

        Sure are a known code, a known name or alias, the programme's only agency with these
        initials, and a slip of the keyboard in a name of the programme. What the register alone
        suggests by less than its whole name is asked.
        """
        key = agency_key(spelling) if spelling else ""
        sure = self._by_code(code) or self._by_name(key)
        if sure is None and any(map(str.isdigit, spelling)):
            sure = self._by_code(spelling)  # digits, for some codes are the name of a county
        if sure is None and key:
            sure = self._only_initials(spelling) or self._slip(spelling, key)
        return sure

    def _by_code(self, code: str) -> KnownAgency | None:
        folded = code.strip().casefold()
        return self._own.by_code.get(folded) or self._register.by_code.get(folded)

    def _by_name(self, key: str) -> KnownAgency | None:
        return self._own.by_key.get(key) or self._register.by_key.get(key)

    def _only_initials(self, spelling: str) -> KnownAgency | None:
        meant = self._own.by_letters.get(_letters(spelling), [])
        return meant[0] if len(meant) == 1 else None

    def _slip(self, spelling: str, key: str) -> KnownAgency | None:
        """Return the programme's agency whose name differs by slips alone, if there is one.

        The key's short forms hide slips in "Foundatin Trust", so the whole words are looked at too.
        """
        meant: dict[int, KnownAgency] = {}
        for text, names in ((key, self._own.by_key), (folded(spelling), self._own.by_words)):
            near = process.extract(text, names.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR_SLIP)
            meant |= {id(names[n]): names[n] for n, _, _ in near if _only_slips(text, n)}
        return next(iter(meant.values())) if len(meant) == 1 else None

    def _candidates(
        self, spelling: str, key: str, regions: frozenset[str]
    ) -> tuple[Candidate, ...]:
        found: dict[str, Candidate] = {}
        for index in (self._own, self._register):
            for near in _of_index(index, spelling, key):
                candidate = _placed(near, regions)
                before = found.get(candidate.agency.name)
                if before is None or before.score < candidate.score:
                    found[candidate.agency.name] = candidate
        best = sorted(found.values(), key=lambda c: (-c.score, c.agency.id is None, c.agency.name))
        return tuple(best[:MOST_CANDIDATES])


def _of_index(index: _Index, spelling: str, key: str) -> Iterable[Candidate]:
    for agency in index.by_letters.get(_letters(spelling), []):
        yield Candidate(agency, _SAME_LETTERS, "has these initials")
    sector = guess_nature(spelling).sector
    several = _names_only_the_place(key) and index.has_several(_core(key), sector)
    for agency in index.by_core.get(_core(key), []):
        if sector not in (UNKNOWN.sector, agency.sector):
            yield Candidate(
                agency, _SAME_CORE_OTHER_SECTOR, "has the same place, in another sector"
            )
        elif several:
            yield Candidate(agency, _ONE_OF_SEVERAL, "is one of several there")
        else:
            yield Candidate(agency, _SAME_CORE, "is written so for short")
    for text, names in ((key, index.by_key), (folded(spelling), index.by_words)):
        near = process.extract(
            text,
            names.keys(),
            scorer=fuzz.token_sort_ratio,
            score_cutoff=WORTH_ASKING,
            limit=MOST_CANDIDATES,
        )
        for name, score, _ in near:
            yield Candidate(names[name], min(round(score), SURE - 1), "is spelt nearly so")


def not_among(own: Sequence[KnownAgency], register: Iterable[KnownAgency]) -> Iterable[KnownAgency]:
    """Leave out of the register what the programme has already."""
    codes = {agency.code.casefold() for agency in own if agency.code}
    keys = {agency_key(name) for agency in own for name in (agency.name, *agency.aliases)}
    return (
        agency
        for agency in register
        if agency.code.casefold() not in codes and agency_key(agency.name) not in keys
    )


def _placed(candidate: Candidate, regions: frozenset[str]) -> Candidate:
    """Put a body of the register back that lies in another region than the rest of the list."""
    agency = candidate.agency
    if agency.id is not None or not regions or not agency.regions or agency.regions & regions:
        return candidate
    (where,) = agency.regions
    return Candidate(agency, candidate.score - _ELSEWHERE, f"{candidate.why}, but in {where}")


def _abbreviations(agency: KnownAgency) -> frozenset[str]:
    """Return a name's abbreviations; DMBC is the City of Doncaster Council too."""
    found = abbreviations(agency.name)
    if agency.body and agency.body.kind == _METROPOLITAN:
        found |= abbreviations(f"{agency.short_name} Metropolitan Borough Council")
    return found


def _names_only_the_place(key: str) -> bool:
    """Tell "NHS Sheffield", which is none of the trusts there, from "Sheffield Hospital"."""
    return set(key.split()) - set(_core(key).split()) == {"nhs"}


def _letters(spelling: str) -> str:
    return re.sub(r"[\W_]", "", spelling).upper()


def _core(key: str) -> str:
    """Return what is left of a key without the words that many agencies share: the place."""
    core = " ".join(_GENERIC.sub(" ", key).split())
    return core or key


def _only_slips(one: str, other: str) -> bool:
    """Tell whether two keys differ only by mistyped letters within their words."""
    words, others = one.split(), other.split()
    return len(words) == len(others) and all(map(_slip_of, words, others))


def _slip_of(word: str, other: str) -> bool:
    shorter = min(len(word), len(other))
    allowed = next((slips for length, slips in _TYPO_LENGTHS if shorter >= length), 0)
    return OSA.distance(word, other) <= allowed
