"""Reads the times of a week out of what people write: "Mon am; Tue 14:00-16:00", "not Fridays".

What is understood, whatever the case, accents, full stops and dashes:

- Days: Monday, Mondays, Mon, Tues, Weds, Thurs …; Mon-Wed, Monday to Friday; weekdays, weekend;
  dates such as 14/11/2026 or 14 November.
- Times: am, morning; pm, afternoon; evening, night; lunch; all day; 14:00-16:00, 2-4pm, 9 to 5,
  0900-1200, from 2pm, until noon, 10am (an hour). Hours before 8 without am or a nought are pm.
- A day alone is its morning and afternoon; an evening has to be said. A time alone holds on the
  days named just before it ("Mon am, pm"; "Mon, Tue, mornings"), or else on every weekday.
- Commas, semicolons, bars and new lines part what is said; "/", "&" and "and" join days that
  share the times behind them: "Mon/Wed am" is Monday morning and Wednesday morning.
- "Not Fridays", "except Tue pm" take away, from the working week if nothing else is said.
- Any other words stand for themselves: "Session A" is a time that those share who wrote it.
- A piece with a time that no day has, such as "Mon 25:00-26:00", names no time; that it could not
  be read is told.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cohort_desk.domain.names import folded

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MORNING, AFTERNOON, EVENING = (540, 720), (780, 1020), (1080, 1260)
"""The parts of a day, in minutes from midnight: 9 to 12, 13 to 17, 18 to 21."""

_WEEKDAYS, _WEEKEND = DAYS[:5], DAYS[5:]
_DATES, _WORDS = 7, 8
_HALF_DAY, _SIX, _DAY_END, _HOUR = 720, 1080, 1440, 60
_OFFICE_OPENS = 8
_SHORTEST = 30
_PARTS = {
    "am": MORNING,
    "mo": MORNING,
    "pm": AFTERNOON,
    "af": AFTERNOON,
    "ev": EVENING,
    "ni": EVENING,
    "lu": (720, 780),
}
"""The parts of a day by the two letters that each of their names begins with."""
_NOTHING_SAID = frozenset({"", "-", "?", "n/a", "na", "nil", "none", "tbc", "tba", "not known"})
_NOISE = re.compile(
    r"a|at|available|availability|be|best|both|can|days?|do|each|every|for|free|i|i'm|im|in|is|it|"
    r"me|most|mostly|of|on|only|or|please|prefer|preferably|preferred|prefers|sessions|suits|the|"
    r"times?|usually|weeks?|will|with|works?|working|[-.']*"
)
_DAY = r"(?:mon|tue|tues|wed|weds|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:days?)?"
_PART = r"(?:am|pm|mornings?|afternoons?|evenings?|eves?|nights?|lunch(?:times?)?)"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = rf"(?:{'|'.join(_MONTHS).lower()})[a-z]*"
_CLOCK = r"(?:\d{4}|\d{1,2}(?:[:.h]\d{2})?\s?(?:am|pm)?)"
_TOKEN = re.compile(
    rf"""
    (?P<date> \b\d{{4}}-\d\d?-\d\d?\b | \b\d\d?/\d\d?/(?:\d{{4}}|\d\d)\b
        | \b\d\d?(?:st|nd|rd|th)?\s{_MONTH}\b(?:\s\d{{4}}\b)?)
    | (?P<minus> \b(?:but\s)?(?:not|except|excluding|never|unavailable|cannot|cant
        |no(?=\s(?:{_DAY}|{_PART})\b))\b)
    | (?P<anything> \b(?:any|all|flexible|always|everyday|anytime|(?:full|whole)[\s-]?time
        |whole|no\s(?:preference|restriction|constraint)s?)(?:\s(?:day|time|week)s?)?\b)
    | (?P<days> \b{_DAY}\s?(?:-|\bto\b|\bthrough\b)\s?{_DAY}\b)
    | (?P<day> \b(?:{_DAY}|weekdays?|weekends?)\b)
    | (?P<range> \b{_CLOCK}\s?(?:-|\bto\b|\buntil\b|\btill\b)\s?{_CLOCK}(?![\d:/-]))
    | (?P<open> \b(?:from|after|until|till|before)\s{_CLOCK}(?![\d:/-]))
    | (?P<part> \b{_PART}\b)
    | (?P<clock> \b\d\d?(?:[:.]\d\d(?:\s?[ap]m)?|\s?[ap]m)\b)
    | (?P<word> [^\s/&+]+)
    """,
    re.VERBOSE,
)
_CLOCKS = re.compile(r"(\d{4}|\d{1,2})(?:[:.h](\d{2}))?\s?(am|pm)?")


@dataclass(frozen=True, slots=True, order=True)
class Time:
    """A stretch of a day in minutes from midnight; words that are no time have no length.

    `place` orders them: 0 to 6 for the days of the week, 7 for dates, 8 for words.
    """

    place: int
    day: str
    start: int = 0
    end: int = 0

    def covers(self, other: "Time") -> bool:
        """Tell whether whoever is free at this time is free at the other."""
        return self.day == other.day and self.start <= other.start and other.end <= self.end

    def shared_with(self, other: "Time") -> "Time | None":
        """Return the half an hour or more that two times of one day have in common."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        if self.day != other.day or end - start < _SHORTEST:
            return None
        return Time(self.place, self.day, start, end)

    @property
    def is_words(self) -> bool:
        """Whether it is words that name no time of the week and no date."""
        return self.place == _WORDS

    @property
    def name(self) -> str:
        """The time as it is shown: "Mon am", "Tue 14:00-16:00", "session a"."""
        if self.is_words:
            return self.day
        part = {MORNING: "am", AFTERNOON: "pm", EVENING: "evening"}.get((self.start, self.end))
        return f"{self.day} {part or f'{_written(self.start)}-{_written(self.end)}'}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a text.

    Attributes:
        times: those it names; None where it restricts nothing.
        impossible: whether it names a time that no day has, which is left out.
    """

    times: frozenset[Time] | None
    impossible: bool = False


@dataclass(slots=True)
class _Group:
    """Days, and the times that hold on each of them."""

    days: list[str] = field(default_factory=list[str])
    times: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])


@dataclass(slots=True)
class _Piece:
    """What one piece of a text says.

    `anything` if any time suits, `words` if no time is named, `impossible` if none such exists.
    """

    groups: list[_Group] = field(default_factory=list[_Group])
    anything: bool = False
    words: str = ""
    impossible: bool = False


def read_times(text: str) -> Reading:
    """Return the times that a text names."""
    plain = _plain(text)
    if plain.strip(" .") in _NOTHING_SAID:
        return Reading(None)
    given, taken = set[Time](), set[Time]()
    anything = impossible = False
    for section in re.split(r"[;|\n]", plain):
        pieces = [(_read(words), takes_away) for words, takes_away in _pieces(section)]
        _give_days([group for piece, _ in pieces for group in piece.groups])
        for piece, takes_away in pieces:
            anything = anything or (piece.anything and not takes_away)
            impossible = impossible or piece.impossible
            (taken if takes_away else given).update(_times(piece))
    if not taken and (anything or not given):
        return Reading(None, impossible)
    if anything or not given:
        given |= {time for day in _WEEKDAYS for time in _on(day, [])}
    left = (time for time in given if not any(one.shared_with(time) for one in taken))
    return Reading(frozenset(left), impossible)


def _plain(text: str) -> str:
    """Fold what does not matter: case, accents, kinds of dashes, brackets, full stops."""
    plain = "\n".join(folded(line) for line in text.splitlines())
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", plain)
    plain = re.sub(r"\b([ap])\.\s?m\b\.?", r"\1m", plain)
    plain = re.sub(r"\([^)]*\)|(?<=[a-z])\.|[:.](?=\s|$)", " ", plain)
    plain = re.sub(r"\b(?:12\s?)?(?:noon|midday)\b", "12:00", plain)
    plain = re.sub(r"\b(?:apart from|other than)\b", "except", plain)
    return re.sub(r"[ \t]+", " ", plain)


def _pieces(section: str) -> Iterator[tuple[str, bool]]:
    """Yield what commas part, each with whether it takes away; after "not" all of it does."""
    takes_away = False
    for part in section.split(","):
        at = next((token.start() for token in _TOKEN.finditer(part) if token["minus"]), None)
        if at is not None:
            yield part[:at], takes_away
            takes_away = True
        yield part[at or 0 :], takes_away


def _read(words: str) -> _Piece:
    """Sort a piece into days and times: "Mon am Tue pm", or "mornings on Mon and Tue"."""
    piece = _Piece()
    days_first: bool | None = None
    for token in _TOKEN.finditer(words):
        kind, found = token.lastgroup or "", token[0].strip()
        if kind in ("date", "days", "day", "range", "open", "part", "clock"):
            is_day = kind in ("date", "days", "day")
            days_first = is_day if days_first is None else days_first
            last = piece.groups[-1] if piece.groups else None
            if last is None or (is_day == days_first and (last.times if is_day else last.days)):
                last = _Group()
                piece.groups.append(last)
            if is_day:
                last.days += _days(kind, found)
            else:
                stretches = _stretches(kind, found)
                piece.impossible = piece.impossible or not stretches
                last.times += stretches
        elif kind == "anything":
            piece.anything = True
        elif kind == "word" and not _NOISE.fullmatch(found.strip("-.'")):
            piece.words = words.strip(" -.'")
    if piece.impossible:
        return _Piece(impossible=True)
    if piece.groups:
        # "All day Monday" speaks of Monday.
        piece.anything = False
    return piece


def _give_days(groups: Sequence[_Group]) -> None:
    """Have times that name no day hold on the days before: "Mon, Tue, mornings", "Mon am, pm"."""
    for place, group in enumerate(groups):
        if group.days or not place:
            continue
        before = groups[place - 1]
        group.days = list(before.days)
        for earlier in reversed(groups[:place]):
            if earlier.times:
                break
            earlier.times = group.times


def _times(piece: _Piece) -> set[Time]:
    """Return the times of a piece; times that name no day hold on every weekday."""
    if not piece.groups and not piece.anything and piece.words:
        return {Time(_WORDS, piece.words)}
    return {
        time
        for group in piece.groups
        for day in group.days or _WEEKDAYS
        for time in _on(day, group.times)
    }


def _on(day: str, stretches: Sequence[tuple[int, int]]) -> Iterator[Time]:
    """Yield times of a day, cut at noon and at six; one that holds a whole part is that part."""
    place = DAYS.index(day) if day in DAYS else _DATES
    windows = (
        (0, _HALF_DAY, MORNING),
        (_HALF_DAY, _SIX, AFTERNOON),
        (_SIX, _DAY_END, EVENING),
    )
    for start, end in stretches or (MORNING, AFTERNOON):
        for opens, closes, part in windows:
            first, last = max(start, opens), min(end, closes)
            if first <= part[0] and part[1] <= last:
                first, last = part
            if last - first >= _SHORTEST:
                yield Time(place, day, first, last)


def _days(kind: str, words: str) -> Sequence[str]:
    if kind == "date":
        return [_date(words)]
    if words.startswith("week"):
        return _WEEKEND if words.startswith("weekend") else _WEEKDAYS
    named = [DAYS.index(found[:3].capitalize()) for found in re.findall(_DAY, words)]
    first, last = named[0], named[-1]
    return [DAYS[day % 7] for day in range(first, (last if first <= last else last + 7) + 1)]


def _date(words: str) -> str:
    """Return a date in one spelling: "14 Nov 2026", day first where it is in figures."""
    named = re.match(r"(\d+)(?:st|nd|rd|th)?\s([a-z]{3})[a-z]*(?:\s(\d{4}))?", words)
    if named:
        return " ".join(filter(None, (str(int(named[1])), named[2].capitalize(), named[3])))
    day, month, year = re.split(r"[/-]", words)
    if len(day) > 2:  # noqa: PLR2004 - the year comes first
        day, year = year, day
    name = _MONTHS[int(month) - 1] if 1 <= int(month) <= len(_MONTHS) else month
    return f"{int(day)} {name} {year if len(year) > 2 else f'20{year}'}"  # noqa: PLR2004


def _stretches(kind: str, words: str) -> list[tuple[int, int]]:
    """Return what stretches of a day the words of a time mean; none if they mean no time."""
    if kind == "part":
        return [_PARTS[words[:2]]]
    clocks = _CLOCKS.findall(words)
    if kind == "range":
        (_, _, half), (_, _, later) = clocks[0], clocks[1]
        start, end = _minutes(*clocks[0]), _minutes(*clocks[1])
        if later == "pm" and not half and start + _HALF_DAY < end:
            start += _HALF_DAY
        if end <= start and not later and end + _HALF_DAY <= _DAY_END:
            end += _HALF_DAY
        return [(start, end)] if start < end <= _DAY_END else []
    start = _minutes(*clocks[0])
    if start >= _DAY_END:
        return []
    if kind == "clock":
        return [(start, start + _HOUR)]
    if words.startswith(("from", "after")):
        return [(start, AFTERNOON[1] if start < AFTERNOON[1] else EVENING[1])]
    return [(MORNING[0], start)]


def _minutes(hours: str, minutes: str, half: str) -> int:
    """Return a clock's time in minutes from midnight; 9 is 9:00, 2 is 14:00, 02 is 2:00.

    What no clock shows, such as 10:75, lies past the end of the day.
    """
    if len(hours) > 2:  # noqa: PLR2004 - 0930
        hours, minutes = hours[:2], hours[2:]
    if int(minutes or 0) >= _HOUR:
        return _DAY_END + 1
    hour = int(hours)
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif hour < _OFFICE_OPENS and not hours.startswith("0"):
        hour += 12
    return hour * _HOUR + int(minutes or 0)


def _written(minutes: int) -> str:
    return f"{minutes // _HOUR:02}:{minutes % _HOUR:02}"
