"""The amounts of money in a sentence: "£150K", "£80–120k", "half a million pounds"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from cohort_desk.domain.savings.money import MOST, in_pence, pounds
from cohort_desk.domain.savings.reading.spelt import SPELT, is_vague, worth

_THOUSANDS = r"\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+(?!\d)"
_NUMBER = rf"(?:(?:{_THOUSANDS})(?:\.\d{{1,2}}(?!\d))?|\d*[½¼¾]|\d+(?:\.\d+)?)"
_UNIT = r"(?:k|thousand|mn?|million|bn|billion)"
_FLAGS = re.IGNORECASE | re.ASCII
_AMOUNT = re.compile(
    rf"(?:£|\bGBP) ?(?P<pound>{_NUMBER})(?:[ -]?(?P<pound_unit>{_UNIT})\b)?"
    rf"|\b(?P<named>{_NUMBER})(?:[ -]?(?P<named_unit>{_UNIT}))? ?(?:pounds\b|GBP\b)"
    rf"|(?P<spelt>{SPELT})"
    r"|(?<![\w£.,])(?P<pennies>\d{1,4})(?:p\b(?!\.? ?a\b)| pence\b)"
    rf"|\b(?P<bare>{_NUMBER}) ?(?P<bare_unit>k)\b",
    _FLAGS,
)
_SECOND = re.compile(
    rf" ?(?:[-–—]|\bto\b) ?(?P<sign>£ ?)?(?P<number>{_NUMBER})(?: ?(?P<unit>{_UNIT})\b)?", _FLAGS
)
_TO = re.compile(r" ?(?:[-–—]|to) ?", re.IGNORECASE)
_BY = re.compile(r" by (?:about |around |c\.? ?|some |up to )?", re.IGNORECASE)
_AND = re.compile(r" ?and ?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween (?:about |around |c\.? ?)?$", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:reduc\w+|cut\w*|fall\w*|fell|drop\w*|lower\w*|decreas\w+|down|bring\w*|brought"
    r"|ris\w+|rose|rais\w+|grow\w*|grew|increas\w+|up)\b[^£]{0,60}"
    r"\bfrom (?:about |around |c\.? ?)?$",
    re.IGNORECASE,
)
_FOREIGN = re.compile(r"[$€¥] ?\d|\b(?:USD|EUR)\b|\d ?(?:euros?|dollars)\b", re.IGNORECASE)
_POINT_AS_COMMA = re.compile(r"\d{1,3}\.000")
_ODDLY_PARTED = re.compile(r"(?:£|\bGBP) ?(?!(?:\d{1,3}(?:,\d{3})+)(?![,\d]))\d+(?:,\d+)+", re.I)
_PERCENT = r"(?P<percent>\d{1,3}(?:\.\d+)?) ?(?:%|per ?cent)"
_PERCENT_BEFORE = re.compile(
    rf"{_PERCENT}(?: (?:savings?|reduction|cut|efficienc\w+))?"
    r" (?:of|on|off|from|in|to)(?: (?:an?|the|our|its|this|about|around|some))*"
    r"(?: (?:total|annual|current|budget|spend|contract)(?: of)?)*(?: c\.?)? ?$",
    re.IGNORECASE,
)
_PERCENT_AFTER = re.compile(
    rf"[^.;£]{{0,20}}\bof which (?:about |around )?{_PERCENT}", re.IGNORECASE
)
_MINUS = re.compile(r"(?:^|[\s(])[-−–] ?$")
_GROSS_AND_NET = re.compile(
    r"[ (]*(?P<one>gross|net)[ ),]*(?:/|;|and|or|but|\(|,)?[ (]*(?:or )?(?:c\.? ?|about )?", re.I
)
_GROSS_OR_NET = re.compile(r"[ (]*(?P<two>gross|net)\b", re.IGNORECASE)
_ALL = 100
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
_SHARED_BELOW = 1000


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount and where it stands.

    `note` tells of a reading that is not the plain one, `doubt` why it may be none at all.
    """

    pence: int
    start: int
    end: int
    note: str = ""
    doubt: str = ""


def amounts_in(text: str) -> tuple[Amount, ...]:
    """Return the amounts of a sentence, in order; of a range or a change, the one that counts.

    Nothing and amounts beyond all sense are left out.
    """
    paired = _paired(text, list(_found(text)))
    return tuple(amount for amount in paired if 0 < amount.pence <= MOST)


def has_other_money(text: str) -> bool:
    """Tell whether a text names money that is not in pounds."""
    return bool(_FOREIGN.search(text))


def _found(text: str) -> Iterator[Amount]:
    at = 0
    while found := _AMOUNT.search(text, at):
        number, unit = _written(found)
        at = found.end()
        if found["spelt"] and is_vague(text[: found.start()]):
            continue
        if odd := _ODDLY_PARTED.match(text, found.start()):
            yield _oddly_parted(odd)
            at = odd.end()
            continue
        second = _SECOND.match(text, at) if found["pound"] else None
        if second and _goes_with(number, second):
            other = (second["unit"] or "").casefold()
            shared = unit or (other if Decimal(_plain(number)) < _SHARED_BELOW else "")
            yield _amount(number, shared, found.start(), at)
            at = second.end()
            start = second.start("sign" if second["sign"] else "number")
            yield _amount(second["number"], other or unit, start, at)
            continue
        made = _amount(number, unit, found.start(), at)
        if found["bare"]:
            note = f"“{found[0]}” is read as {pounds(made.pence)}: there is no £ sign."
            made = replace(made, note=note)
        yield _negative(text, _part_of(text, made))


def _written(found: re.Match[str]) -> tuple[str, str]:
    if found["spelt"]:
        return f"{worth(found['spelt']):f}", ""
    if found["pennies"]:
        return f"{Decimal(found['pennies']) / 100:f}", ""
    kind = next(each for each in ("pound", "named", "bare") if found[each])
    return found[kind], (found[f"{kind}_unit"] or "").casefold()


def _goes_with(low: str, second: re.Match[str]) -> bool:
    """Tell whether a number after "to" or a dash is the upper end of a range of pounds."""
    is_year = not second["sign"] and re.fullmatch(r"(?:19|20)\d\d", second["number"])
    return not is_year and Decimal(_plain(low)) < Decimal(_plain(second["number"]))


def _oddly_parted(found: re.Match[str]) -> Amount:
    """Read "£1,50,000", whose commas stand where none belong, with a doubt."""
    pence = _amount(re.sub(r"[^\d]", "", found[0]), "", *found.span()).pence
    doubt = f"“{found[0]}” has its commas in odd places: is it {pounds(pence)}?"
    return Amount(pence, *found.span(), doubt=doubt)


def _part_of(text: str, whole: Amount) -> Amount:
    """Make of "10% of £2m" the part that it says."""
    found = _PERCENT_BEFORE.search(text[: whole.start]) or _PERCENT_AFTER.match(text[whole.end :])
    if found is None or not 0 < Decimal(found["percent"]) <= _ALL:
        return whole
    pence = _whole_pence(whole.pence * Decimal(found["percent"]) / _ALL)
    said = f"{found['percent']}% of {pounds(whole.pence)} is read as {pounds(pence)}."
    return replace(whole, pence=pence, note=f"{whole.note} {said}".strip())


def _negative(text: str, amount: Amount) -> Amount:
    before, after = text[: amount.start], text[amount.end :]
    if _MINUS.search(before) or (before.strip() == "(" and after.strip() == ")"):
        return replace(amount, doubt="It is written as an amount below nothing, not as a saving.")
    return amount


def _amount(number: str, unit: str, start: int, end: int) -> Amount:
    plain, note = _plain(number), ""
    if not unit and _POINT_AS_COMMA.fullmatch(plain):
        plain = plain.replace(".", "")
        note = f"“{number}” is read as {pounds(int(plain) * 100)}."
    return Amount(_whole_pence(in_pence(plain, unit)), start, end, note)


def _whole_pence(pence: Decimal) -> int:
    return int(pence.quantize(Decimal(1), ROUND_HALF_UP)) if pence <= MOST else MOST + 1


def _plain(number: str) -> str:
    plain = number.replace(",", "").replace(" ", "")
    return f"{plain[:-1] or '0'}{_FRACTIONS[plain[-1]]}" if plain[-1] in _FRACTIONS else plain


def _paired(text: str, found: Sequence[Amount]) -> Iterator[Amount]:
    """Make one amount of two that stand for a range, or for a change from one to the other."""
    at = 0
    while at < len(found):
        one = found[at]
        two = found[at + 1] if at + 1 < len(found) else one
        between, before = text[one.end : two.start], text[: one.start]
        at += 2
        if two is not one and (net := _net_of(text, one, two)):
            yield net
        elif _TO.fullmatch(between) and (one.pence > two.pence or _CHANGE.search(before)):
            yield _change(one, two)
        elif _TO.fullmatch(between) or (_AND.fullmatch(between) and _BETWEEN.search(before)):
            yield _range(one, two)
        elif _BY.fullmatch(between):
            note = f"{pounds(one.pence)} is what it is taken off."
            yield Amount(two.pence, two.start, two.end, note)
        else:
            yield one
            at -= 1


def _net_of(text: str, one: Amount, two: Amount) -> Amount | None:
    """Return the net one of a gross and a net amount beside each other, None of any others."""
    first = _GROSS_AND_NET.fullmatch(text[one.end : two.start])
    second = _GROSS_OR_NET.match(text[two.end :])
    if not (first and second) or first["one"].casefold() == second["two"].casefold():
        return None
    net, gross = (one, two) if first["one"].casefold() == "net" else (two, one)
    note = f"The text gives {pounds(gross.pence)} gross and {pounds(net.pence)} net: net is taken."
    return replace(net, note=note)


def _range(one: Amount, two: Amount) -> Amount:
    low, high = sorted((one.pence, two.pence))
    note = f"The text gives a range, {pounds(low)} to {pounds(high)}: the lower end is proposed."
    return Amount(low, one.start, two.end, note)


def _change(one: Amount, two: Amount) -> Amount:
    way = "fall" if one.pence > two.pence else "rise"
    note = (
        f"The text gives a {way} from {pounds(one.pence)} to {pounds(two.pence)}: "
        "the difference is proposed."
    )
    return Amount(abs(one.pence - two.pence), one.start, two.end, note)
