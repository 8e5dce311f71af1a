"""The letters that stand for an agency's name."""

import re

LONGEST_ABBREVIATION = 7
_SMALL_WORDS = frozenset({"a", "and", "at", "by", "de", "for", "in", "of", "on", "the", "to"})
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_TRUST = re.compile(r"\s+NHS\s+(Foundation\s+Trust|FT|Trust)$", re.IGNORECASE)
_NUMBER_AT_END = re.compile(r"\d*$")
_SHORT_ENOUGH = 6


def abbreviation(name: str, longest: int = LONGEST_ABBREVIATION) -> str:
    """Return the name's usual abbreviation: SYP for South Yorkshire Police.

    Hospitals drop "NHS Foundation Trust" where enough is left (STH), and a name
    of one word is its own abbreviation or its first three letters. Numbers stay
    whole (C10 for Council 10). At most `longest` characters, of which a number
    at the end is the last to go; empty where the name has no letter or digit.
    """
    name = without_own_abbreviation(name).strip()
    trust = _TRUST.search(name)
    if trust is None:
        return _cut(_initials(name), longest)
    start = "".join(_initial(word).upper() for word in _telling(_words(name[: trust.start()])))
    enough = len(start) >= len("STH")
    return _cut(start if enough else start + _trust_ending(trust), longest)


def lengthened(name: str, more: int, longest: int, *, last: bool = False) -> str:
    """Return initials with so many more letters of the first word, or else of the last.

    >>> lengthened("Sheffield City Council", 1, 6)
    'ShCC'
    """
    words = _telling(_words(without_own_abbreviation(name)))
    if not words:
        return ""
    parts = [_initial(word).upper() for word in words]
    longer = words[-1 if last else 0]
    parts[-1 if last else 0] = longer[0].upper() + longer[1 : 1 + more]
    return _cut("".join(parts), longest)


def abbreviations(name: str) -> frozenset[str]:
    """Return every abbreviation by which people may mean the name, in capitals.

    Beside `abbreviation` these are the initials with "the" and "of" counted (TRFT, UOS), without a
    closing "Service" (SYFR), with the whole of "NHS Foundation Trust", and "P" for a constabulary.
    """
    name = without_own_abbreviation(name).strip()
    trust = _TRUST.search(name)
    words = _words(name[: trust.start()] if trust else name)
    every_initial = "".join(map(_initial, words))
    found = {_initials(name), every_initial}
    if trust:
        start = "".join(map(_initial, _telling(words)))
        ending = _trust_ending(trust)
        found |= {start, start + ending, every_initial + ending}
    last = words[-1].casefold() if words else ""
    if last in {"service", "services"}:
        found.add(_initials(" ".join(words[:-1])))
    if last == "constabulary":
        found.add(_initials(" ".join([*words[:-1], "Police"])))
    return frozenset(text.upper() for text in found if len(text) > 1)


def _trust_ending(trust: re.Match[str]) -> str:
    return "T" if trust.group(1).casefold() == "trust" else "FT"


def _initial(word: str) -> str:
    """Return a word's first letter; a number says nothing but as a whole."""
    return word if word.isdigit() else word[0]


def _cut(letters: str, longest: int) -> str:
    """Return at most so many characters, with the number at the end where there is room."""
    found = _NUMBER_AT_END.search(letters)
    number = found.group() if found else ""
    if len(number) >= longest:
        return letters[:longest]
    return letters[: len(letters) - len(number)][: longest - len(number)] + number


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", re.sub(r"['’]", "", name))


def _telling(words: list[str]) -> list[str]:
    return [word for word in words if word.casefold() not in _SMALL_WORDS] or words


def _initials(name: str) -> str:
    words = _words(name)
    if not words:
        return ""
    telling = _telling(words)
    if len(telling) == 1:
        word = telling[0]
        return word if len(word) <= _SHORT_ENOUGH else word[:3].upper()
    shouted = name.upper() == name
    parts = [
        word if word.isupper() and not shouted and len(word) > 1 else _initial(word).upper()
        for word in telling
    ]
    if words[0].casefold() == "university" and len(words) > 1 and words[1].casefold() == "of":
        parts.insert(1, "o")
    return "".join(parts)


def without_own_abbreviation(name: str) -> str:
    """Return "South Yorkshire Police" for "South Yorkshire Police (SYP)"."""

    def kept(found: re.Match[str]) -> str:
        rest = (name[: found.start()] + name[found.end() :]).strip()
        is_own = found.group(1).strip().upper() in abbreviations(rest)
        return "" if is_own else found.group()

    return _BRACKETS.sub(kept, name)
