"""Money as it is written and typed: whole pence inside, "£150,000" and "£1,234.50" outside."""

import re
from decimal import ROUND_HALF_UP, Decimal

from cohort_desk.domain.errors import RuleBroken

MOST = 10**14
"""The largest amount that is taken, in pence: a trillion pounds is a slip of the finger."""

_UNITS = {
    "": 1,
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "bn": 10**9,
    "billion": 10**9,
}
_PLAIN = re.compile(r"(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?P<pence>\.\d+)?\s*(?P<unit>[a-z]*)")


def pounds(pence: int) -> str:
    """Return an amount as it is written everywhere; pence only where there are any.

    >>> pounds(15_000_000), pounds(-123_450), pounds(0)
    ('£150,000', '−£1,234.50', '£0')
    """
    whole, rest = divmod(abs(pence), 100)
    sign = "−" if pence < 0 else ""
    return f"{sign}£{whole:,}.{rest:02}" if rest else f"{sign}£{whole:,}"


def about(pence: int, *, approximate: bool) -> str:
    """Return an amount, with "about" before one that its source gives only roughly.

    >>> about(15_000_000, approximate=True)
    'about £150,000'
    """
    return f"about {pounds(pence)}" if approximate else pounds(pence)


def typed_pence(text: str, field: str = "pence") -> int:
    """Return the pence that someone typed as "150,000", "£1,234.50", "£150K" or "1.2m".

    Raises:
        RuleBroken: of `field`; it is no amount of money, or beyond all sense.

    >>> typed_pence("£1.2m"), typed_pence("1,234.50")
    (120000000, 123450)
    """
    plain = "".join(text.split()).casefold().removeprefix("£")
    if not plain:
        raise RuleBroken(field, "Enter an amount, such as 150,000.")
    found = _PLAIN.fullmatch(plain)
    unit = found["unit"] if found else "?"
    if found is None or unit not in _UNITS:
        raise RuleBroken(
            field, f"“{text.strip()}” is no amount of money. Type it as 150,000 or £1,234.50."
        )
    return checked_pence(in_pence(f"{found['number']}{found['pence'] or ''}", unit), field)


def in_pence(number: str, unit: str = "") -> Decimal:
    """Return a written number of pounds, such as "1.2" of "m", in pence (not rounded)."""
    return Decimal(number.replace(",", "")) * _UNITS[unit] * 100


def check_whole(pence: object, field: str = "pence") -> None:
    """Refuse an amount that is no whole number of pence, as no typed one ever is.

    Raises:
        RuleBroken: of `field`.
    """
    if not isinstance(pence, int) or isinstance(pence, bool):
        raise RuleBroken(field, f"{pence} is no whole number of pence.")
    if abs(pence) > MOST:
        raise RuleBroken(field, f"An amount can be at most {pounds(MOST)}.")


def checked_pence(pence: Decimal, field: str = "pence") -> int:
    """Return an amount in whole pence, halves rounded up.

    Raises:
        RuleBroken: of `field`; it is beyond all sense.
    """
    whole = pence.quantize(Decimal(1), ROUND_HALF_UP) if abs(pence) <= MOST else None
    if whole is None:
        raise RuleBroken(field, f"An amount can be at most {pounds(MOST)}.")
    return int(whole)
