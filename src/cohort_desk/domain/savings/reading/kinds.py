"""Of what kind an amount is: its type, gross or net, and whether it is a saving at all."""

import re
from dataclasses import dataclass

_NET = re.compile(r"\bnet(?:ted)?\b", re.IGNORECASE)
_GROSS = re.compile(r"\bgross\b|\bbefore (?:any )?costs\b", re.IGNORECASE)
_AFTER_COSTS = re.compile(
    r"\b(?:after|less|allowing for|once) (?:all |the |its |any )?(?:running |set-up )?costs\b", re.I
)
_SAVING = re.compile(
    r"\bsav(?:e|es|ed|ings?)\b|\breduc\w+|\bcut(?:s|ting)?\b|\befficienc\w+|\bfree[sd]?\b"
    r"|\bfreeing\b|\bbenefits?\b|\bbetter off\b|\bless(?:en\w*)?\b|\blower\w*|\bfall\w*|\bfell\b"
    r"|\bdrop\w*|\brelease[sd]?\b|\bdecreas\w+|\bno longer (?:spend|pay|need)\w*",
    re.IGNORECASE,
)
_INCOME = re.compile(
    r"\bincome\b|\brevenues?\b|\breceipts?\b|\bfees\b|\bearn(?:s|ed|ing|ings)?\b|\bsales\b"
    r"|\brents? (?:collected|received)\b|\brais(?:e|es|ed|ing)\b|\bbring(?:s|ing)? in\b"
    r"|\bgenerat\w+",
    re.IGNORECASE,
)
_NOT_CASH = re.compile(
    r"\b(?:time|hours?) (?:saved|released|freed|worth)\b|\bsav\w+ (?:\w+ )?(?:time|hours)\b"
    r"|\bavoid(?:s|ed|ing|ance)?\b|\bproductivity\b|\bfree(?:s|d|ing)? up\b|\bcapacity\b"
    r"|\bnon[ -]cash\w*|\bin kind\b",
    re.IGNORECASE,
)
_PEOPLE = r"(?:residents|households|tenants|families|patients|victims|businesses|employers)"
_OTHERS = re.compile(
    rf"\bthird part(?:y|ies)\b|\bsociety\b|\bsocial value\b|\bwider economy\b"
    rf"|\b{_PEOPLE} (?:(?:will|would|could|can|to|are|is|expected|projected) )*sav\w+",
    re.IGNORECASE,
)
_FOR_OTHERS = re.compile(
    rf"^.{{0,16}}\b(?:to|for) (?:local |all |most )?(?:{_PEOPLE}|taxpayers|the public)\b", re.I
)
_COST = re.compile(
    r"\bcost(?:s|ing|ed)?\b|\binvest\w*|\bset[ -]?up\b|\bspen[dt]\w*|\bbudget\w*|\bturnover\b"
    r"|\bpa(?:y|ys|id|ying)\b|\bpurchas\w+|\bbuy\w*|\bbought\b|\bfund(?:ed|ing|s)?\b|\bgrants?\b"
    r"|\bprice[ds]?\b",
    re.IGNORECASE,
)
_PUT_IN = re.compile(
    r"^ ?(?:of |in |for |to )?(?:the |an? )?(?:initial |one-off |capital )?"
    r"(?:invest\w*|set(?:ting)?[ -]?(?:it )?up|buy|implement\w*|purchase)\b",
    re.IGNORECASE,
)
_LOSS = re.compile(
    r"\b(?:deficits?|loss(?:es)?|overspen[dt]\w*|overruns?|shortfalls?|debts?|penalt(?:y|ies))\b",
    re.IGNORECASE,
)
_TAKEN_OFF = re.compile(
    r"\b(?:less|minus|net of|deducting|offset by)(?: (?:about|around|the|an?|some))* ?$", re.I
)
_LESS_COST = re.compile(
    r"\bcosts? (?:sav|reduc)\w*"
    r"|\b(?:sav|reduc|cut|lower|decreas)\w*\b(?: (?!and\b|but\b)\w+){0,4}?"
    r" (?:costs?|budgets?|spend\w*|payments?|fees|prices?|grants?"
    r"|deficits?|loss(?:es)?|overspends?|debts?|shortfalls?)\b",
    re.IGNORECASE,
)


_BARE = 6
"""With no more words than these about it, an amount was pasted for what it is."""


@dataclass(frozen=True, slots=True)
class Kind:
    """The type proposed, the word it rests on ("" for none), and what speaks against a saving."""

    type: str
    word: str
    doubt: str


def read_basis(text: str) -> str:
    """Return "net" or "gross" where a text says so, else "unknown".

    >>> read_basis("projected net savings"), read_basis("the network saves")
    ('net', 'unknown')
    """
    if _NET.search(text) or _AFTER_COSTS.search(text):
        return "net"
    return "gross" if _GROSS.search(text) else "unknown"


def read_kind(before: str, after: str) -> Kind:
    """Return of what kind the amount between two stretches of text seems to be."""
    around = f"{before} … {after}"
    if found := _OTHERS.search(around) or _FOR_OTHERS.match(after):
        return Kind("third_party", found[0].strip(), "")
    if found := _NOT_CASH.search(around):
        return Kind("non_cashable", found[0], "")
    if (found := _INCOME.search(around)) and not _SAVING.search(around):
        return Kind("cashable_income", found[0], "")
    return Kind("cashable_spend", "", _doubt(before, after))


def _doubt(before: str, after: str) -> str:
    before, after = _LESS_COST.sub("saves", before), _LESS_COST.sub("saves", after)
    if _TAKEN_OFF.search(before):
        return "This is taken off a saving: it reads like a cost."
    saves, costs = _last(_SAVING, before), _last(_COST, before)
    if _last(_LOSS, before) > saves:
        return "This reads like a loss, not like a saving."
    if costs > saves or _PUT_IN.match(after):
        return "This reads like a cost or a budget, not like a saving."
    words = len(f"{before} {after}".split())
    if saves < 0 and not _SAVING.search(after) and words > _BARE:
        return "Nothing here says that this is saved."
    return ""


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((found.start() for found in pattern.finditer(text)), default=-1)
