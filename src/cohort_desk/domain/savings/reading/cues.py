"""The words around an amount, and what each tells of it."""

import re
from dataclasses import dataclass

_COUNTS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(_COUNTS)})"
_ROUGHLY = re.compile(
    r"(?:\bc(?:ca|irca|a)?\b\.?|~|≈|\babout|\baround|\bapprox(?:\.|imately)?|\broughly|\bsome"
    r"|\bclose to|\bin the (?:region|order) of|\b(?:an )?estimated|\bsomething like|\bcirca)"
    r"(?: an?)? ?$",
    re.IGNORECASE,
)
_LIMITS = {
    "“{0}” gives an upper limit: settle what is really expected.": re.compile(
        r"\b(?:up to|at most|no more than|as much as|max(?:imum)? of)(?: an?)? ?$", re.IGNORECASE
    ),
    "“{0}” gives a lower limit: settle what is really expected.": re.compile(
        r"\b(?:at least|more than|over|in excess of|upwards of|a minimum of|no less than)"
        r"(?: an?)? ?$",
        re.IGNORECASE,
    ),
    "“{0}” says that it is a little less: settle the amount.": re.compile(
        r"\b(?:nearly|almost|just under|just short of|approaching)(?: an?)? ?$", re.IGNORECASE
    ),
    "“{0}” says that it is a little more: settle the amount.": re.compile(
        r"\b(?:just over|a little over)(?: an?)? ?$", re.IGNORECASE
    ),
}
_AFTER_ROUGHLY = re.compile(r"^ ?(?:or so\b|or thereabouts\b|-?ish\b|approx)", re.IGNORECASE)
_AFTER_PLUS = re.compile(r"^(?:\+| or more\b)", re.IGNORECASE)
_YEARLY = re.compile(
    r"\bannual(?:ly)?\b|\bper annum\b|\bp\.a\b\.?|\bpa\b|\byearly\b|\brecurr(?:ent|ing)\b"
    r"|\bongoing\b|(?:\b(?:a|per|each|every)|/) ?(?:financial )?(?:year|yr)\b"
    r"|\byear[ -]on[ -]year\b|\b(?:each|every) (?:one )?of (?:the )?(?:next )?\w+ years\b",
    re.IGNORECASE,
)
_PER = re.compile(
    r"\b(?P<monthly>monthly)\b|\b(?P<quarterly>quarterly)\b|\b(?P<weekly>weekly)\b"
    r"|(?:\b(?:a|per|each|every)|/) ?(?P<each>month|quarter|week)\b",
    re.IGNORECASE,
)
_EACH_ONE = re.compile(
    r"^(?: (?:a|per|for each|for every|each) | ?/ ?)"
    r"(?P<one>(?!year|yr|annum|month|quarter|week|financial)[a-z]+)",
    re.IGNORECASE,
)
_NOT_ONES = frozenset(
    {"further", "of", "one", "total", "result", "consequence", "saving", "whole", "net", "gross"}
)
_ONCE = re.compile(
    r"\bone[ -]?off\b|\bonce\b|\bnon[ -]?recurr(?:ent|ing)\b|\bsingle (?:saving|payment|sum)\b"
    r"|\bcapital receipts?\b|\bthis year\b|\bin (?:the|its) first year\b",
    re.IGNORECASE,
)
_OVER_YEARS = re.compile(
    r"\b(?:over|across|for|during|within|in|of)\b(?: the| a)?"
    rf"(?: next| first| coming| following)? (?P<count>{_COUNT})[ -]years?\b",
    re.IGNORECASE,
)
_FINANCIAL_YEAR = re.compile(r"\b(?P<year>20\d\d) ?[/–-] ?(?:20)?\d\d\b")
_FROM_MONTH = re.compile(
    r"\b(?:from|since|starting|beginning|in)(?: in)? "
    r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* (?P<year>20\d\d)\b",
    re.IGNORECASE,
)
_FROM_YEAR = re.compile(r"\b(?:from|since|starting|beginning)(?: in)? (?P<year>20\d\d)\b", re.I)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIMES = {"month": 12, "monthly": 12, "quarter": 4, "quarterly": 4, "week": 52, "weekly": 52}


@dataclass(frozen=True, slots=True)
class Period:
    """How an amount is spread over time, as its words have it.

    `times` is how often a year it comes (12 of a monthly one, 1 of a yearly one, 0 where nothing
    is said of a year); `years` over how many years it is spread or comes, None where that is open.
    """

    times: int
    once: bool
    years: int | None
    spread: bool
    words: str

    @property
    def is_silent(self) -> bool:
        """Whether nothing at all was said."""
        return not (self.times or self.once or self.years)


def read_period(text: str) -> Period:
    """Return what a stretch of text says of when an amount comes."""
    often, yearly = _PER.search(text), _YEARLY.search(text)
    over, once = _OVER_YEARS.search(text), _ONCE.search(text)
    times = 1 if yearly else 0
    if often:
        times = _TIMES[next(word for word in often.groups() if word).casefold()]
    years = _count(over["count"]) if over else 0
    words = (often or yearly or over or once or [""])[0]
    return Period(
        times=times,
        once=once is not None and not times,
        years=years if years > 1 else None,
        spread=years > 1 and not times and not once,
        words=words.strip(),
    )


def read_roughly(before: str, after: str) -> tuple[bool, str]:
    """Return whether the words beside an amount make it approximate; of a limit, a note too."""
    for sentence, pattern in reversed(_LIMITS.items()):
        if found := pattern.search(before):
            return True, sentence.format(found[0].strip())
    if _AFTER_PLUS.match(after):
        return True, "The amount is given as a lower limit: settle what is really expected."
    return bool(_ROUGHLY.search(before) or _AFTER_ROUGHLY.match(after)), ""


def price_of_one(after: str) -> str:
    """Return what an amount is the price of, "visit" in "£12 per visit"; "" where of nothing."""
    found = _EACH_ONE.match(after)
    if found is None or found["one"].casefold() in _NOT_ONES:
        return ""
    return found["one"]


def read_first_year(text: str) -> tuple[int, int] | None:
    """Return year and month from which an amount comes; month 0 where a financial year is meant."""
    if found := _FINANCIAL_YEAR.search(text):
        return int(found["year"]), 0
    if found := _FROM_MONTH.search(text):
        return int(found["year"]), _MONTHS.index(str(found["month"]).casefold()) + 1
    if found := _FROM_YEAR.search(text):
        return int(found["year"]), 0
    return None


def _count(word: str) -> int:
    return int(word) if word.isdecimal() else _COUNTS[word.casefold()]
