"""How the names of agencies are compared."""

import re
from collections.abc import Mapping

from cohort_desk.domain.agencies.abbreviations import without_own_abbreviation
from cohort_desk.domain.names import folded

KEY_LENGTH = 200

# Each phrase gives way to one short form, so that "Barnsley MBC" is "Barnsley Metropolitan Borough
# Council". County and city councils share "cc", as offices do; no place in the register has both.
_SHORT_FORMS: Mapping[str, str] = {
    "metropolitan borough council": "mbc",
    "metropolitan district council": "mdc",
    "county borough council": "cbc",
    "london borough council": "bc",
    "royal borough council": "bc",
    "borough council": "bc",
    "district council": "dc",
    "county council": "cc",
    "city council": "cc",
    "mayoral combined authority": "ca",
    "combined authority": "ca",
    "mca": "ca",
    "nhs foundation trust": "nhst",
    "foundation nhs trust": "nhst",
    "foundation trust": "nhst",
    "nhs trust": "nhst",
    "nhs ft": "nhst",
    "nhsft": "nhst",
    "ft": "nhst",
    "health board": "hb",
    "fire rescue service": "frs",
    "fire rescue services": "frs",
    "fire rescue authority": "frs",
    "fire rescue": "frs",
    "fire service": "frs",
    "fire authority": "frs",
    "f rs": "frs",
    "fras": "frs",
    "police service": "police",
    "police force": "police",
    "constabulary": "police",
    "housing association": "ha",
    "community interest company": "cic",
    "limited": "ltd",
    "univ": "university",
    "uni": "university",
    "saint": "st",
    "dept": "department",
    "assoc": "association",
    "yorks": "yorkshire",
    "notts": "nottinghamshire",
    "derbys": "derbyshire",
    "lincs": "lincolnshire",
    "lancs": "lancashire",
    "staffs": "staffordshire",
    "leics": "leicestershire",
    "cambs": "cambridgeshire",
    "beds": "bedfordshire",
    "bucks": "buckinghamshire",
    "herts": "hertfordshire",
    "hants": "hampshire",
    "glos": "gloucestershire",
    "northants": "northamptonshire",
    "oxon": "oxfordshire",
    "wilts": "wiltshire",
    "worcs": "worcestershire",
}
_LONGEST_FIRST = sorted(map(re.escape, _SHORT_FORMS), key=len, reverse=True)
_PHRASE = re.compile(rf"\b(?:{'|'.join(_LONGEST_FIRST)})\b")
_COMPASS = {"n": "north", "s": "south", "e": "east", "w": "west"}
_COMPASS_POINT = re.compile(r"\b([nsew]) (?=yorkshire|midlands|wales|sussex|lincolnshire|london\b)")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_SILENT = frozenset({"and", "the"})
# "University of Leeds" and "Leeds University" are one place, and so on; the last group is the name.
_TURNED_ROUND = (
    (re.compile(r"^university of (.+)$"), r"\1 university"),
    (re.compile(r"^(?:london borough|lb) of (.+?)(?: council)?$"), r"\1 bc"),
    (re.compile(r"^lb (.+?)(?: council)?$"), r"\1 bc"),
    (re.compile(r"^royal borough of (.+?)(?: council)?$"), r"\1 bc"),
    (re.compile(r"^metropolitan borough of (.+?)(?: council)?$"), r"\1 mbc"),
    (re.compile(r"^city of (.+?) council$"), r"\1 cc"),
    (re.compile(r"^city of (.+?) (m[bd]c|cc)$"), r"\1 \2"),
)


def agency_key(name: str) -> str:
    """Return the name folded so that an agency's usual spellings become equal.

    Case, accents, punctuation, "&" or "and", "the" and the usual short forms
    ("MBC", "CC", "NHS FT", "F&RS") make no difference. An abbreviation that
    follows in brackets is ignored. The key is at most KEY_LENGTH characters,
    and empty only where the name has neither letter nor digit.
    """
    text = folded(without_dots(without_own_abbreviation(name)))
    words = re.sub(r"[\W_]+", " ", text).split()
    spoken = [word for word in words if word not in _SILENT] or words
    key = _PHRASE.sub(lambda found: _SHORT_FORMS[found.group()], " ".join(spoken))
    key = _COMPASS_POINT.sub(lambda found: f"{_COMPASS[found.group(1)]} ", key)
    for pattern, turned in _TURNED_ROUND:
        key = pattern.sub(turned, key)
    return key[:KEY_LENGTH].strip()


def without_dots(name: str) -> str:
    """Return "Derbyshire CC" for "Derbyshire C.C."."""
    return _INITIALS.sub(lambda found: found.group().replace(".", "") + " ", name)
