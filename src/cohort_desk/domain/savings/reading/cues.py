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
        r"\b(?:nearly|almost|just under|just short of|just shy of|approaching)(?: an?)? ?$",
        re.IGNORECASE,
    ),
    "“{0}” says that it is a little more: settle the amount.": re.compile(
        r"\b(?:just over|a little over)(?: an?)? ?$", re.IGNORECASE
    ),
}
_AFTER_ROUGHLY = re.compile(r"^ ?(?:or so\b|or thereabouts\b|-?ish\b|approx)", re.IGNORECASE)
_AFTER_PLUS = re.compile(r"^(?:\+| or more\b)", re.IGNORECASE)
_YEARLY = re.compile(
    r"\bannual(?:ly)?\b|(?:\bper |/ ?)annum\b|\bfull[ -]year(?: effect)?\b|\bfye\b"
    r"|\bp\.a\b\.?|\bpa\b|\byearly\b|\brecurr(?:ent|ing)\b"
    r"|\bongoing\b|(?:\b(?:a|per|each|every)|/)[ -]?(?:financial )?(?:year|yr)\b"
    r"|\byear[ -]on[ -]year\b|\b(?:each|every) (?:one )?of (?:the )?(?:next )?\w+ years\b",
    re.IGNORECASE,
)
_PER = re.compile(
    r"\b(?P<word>monthly|quarterly|weekly|fortnightly|daily|pcm|pw)\b"
    r"|(?:\b(?:a|per|each|every)|/) ?(?P<each>month|quarter|week|fortnight|(?:working )?day)\b"
    r"|\b(?P<often>twice|(?:three|four|six|ten|twelve|\d{1,2}) times) (?:a|per|each|every) year\b",
    re.IGNORECASE,
)
_EACH_ONE = re.compile(
    r"^(?: (?:a|per|for each|for every|each) | ?/ ?)"
    r"(?P<one>(?!year|yr|annum|month|quarter|week|fortnight|day|working|financial)[a-z]+)",
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
_TIMES = {
    **dict.fromkeys(("month", "monthly", "pcm"), 12),
    **dict.fromkeys(("quarter", "quarterly"), 4),
    **dict.fromkeys(("week", "weekly", "pw"), 52),
    **dict.fromkeys(("fortnight", "fortnightly"), 26),
    **dict.fromkeys(("day", "daily", "working day"), 260),
}
_OFTEN = {"twice": 2, "twelve": 12}
WORKING_DAYS = 260
"""The days of a year on which an office works, five in each week: what comes daily comes then."""

_WHEN = re.compile(
    r"^(?: (?:a|per|each|every) | ?/ ?)(?:year|yr|annum|month|quarter|week|fortnight|day)\b"
    r"|^ (?:monthly|quarterly|weekly|daily|annually|yearly)\b",
    re.IGNORECASE,
)
_ANY_ONE = frozenset({"head", "person", "employee", "individual"})
_IN_YEAR = re.compile(rf"^,? (?:in|for|by) (?:its )?year (?P<year>{_COUNT}|one)\b", re.IGNORECASE)


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
        times = _times(next(word for word in often.groups() if word).casefold())
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


def price_of_one(after: str) -> tuple[str, int]:
    """Return what an amount is the price of, and how many of them there are, 0 if that is open.

    >>> price_of_one(" per visit"), price_of_one(" per month per team across 12 teams")
    (('visit', 0), ('team', 12))
    """
    found = _EACH_ONE.match(_WHEN.sub("", after, count=1))
    if found is None or found["one"].casefold() in _NOT_ONES:
        return "", 0
    one = found["one"].casefold()
    noun = r"[a-z]+" if one in _ANY_ONE else rf"(?:[a-z]+ )?{one}(?:e?s)?"
    number = re.search(
        r"\b(?:across|for|on|over|in|at|with|by|times|×|x) (?:all |the |our |some |about )*"
        rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}}) {noun}\b",
        after,
        re.IGNORECASE,
    )
    return found["one"], int(number["number"].replace(",", "")) if number else 0


def year_of_plan(after: str) -> int:
    """Return 2 of an amount "in year 2", 0 of one that says no such thing."""
    found = _IN_YEAR.match(after)
    return (1 if found["year"].casefold() == "one" else _count(found["year"])) if found else 0


def read_first_year(text: str) -> tuple[int, int] | None:
    """Return year and month from which an amount comes; month 0 where a financial year is meant."""
    if found := _FINANCIAL_YEAR.search(text):
        return int(found["year"]), 0
    if found := _FROM_MONTH.search(text):
        return int(found["year"]), _MONTHS.index(str(found["month"]).casefold()) + 1
    if found := _FROM_YEAR.search(text):
        return int(found["year"]), 0
    return None


def _times(word: str) -> int:
    if word in _TIMES:
        return _TIMES[word]
    number = word.removesuffix(" times")
    return _OFTEN.get(number) or _count(number)


def _count(word: str) -> int:
    return int(word) if word.isdecimal() else _COUNTS[word.casefold()]
