"""Money as it is written and typed: whole pence within, pounds on every screen and paper."""

import re
from decimal import ROUND_HALF_UP, Decimal

from cohort_desk.domain.errors import RuleBroken

MOST = 10**15
"""Pence that no amount of a programme reaches: what a column and a sum of columns can hold."""
_TYPED = re.compile(r"([-−]?)£?([-−]?)(\d[\d,]*)(?:\.(\d{1,2}))?(k|m)?", re.IGNORECASE)
_TIMES = {"": 1, "k": 1_000, "m": 1_000_000}


def pounds(pence: int | Decimal, *, about: bool = False) -> str:
    """Return an amount as it is written everywhere; parts of a penny are rounded half up.

    >>> pounds(15_000_000), pounds(15_000_050), pounds(-6_000_000), pounds(15_000_000, about=True)
    ('£150,000', '£150,000.50', '−£60,000', 'about £150,000')
    """
    whole = int(Decimal(pence).quantize(Decimal(1), ROUND_HALF_UP))
    minus, (units, parts) = "−" if whole < 0 else "", divmod(abs(whole), 100)
    written = f"{minus}£{units:,}" + (f".{parts:02}" if parts else "")
    return f"about {written}" if about else written


def read_pounds(field: str, text: str) -> int:
    """Return the pence of an amount that was typed: "£150,000", "150000.50", "150k", "1.5m".

    Raises:
        RuleBroken: it is no amount, has more than two places, or is larger than any budget.
    """
    typed = "".join(text.split())
    found = _TYPED.fullmatch(typed)
    if found is None or (found[1] and found[2]):
        raise RuleBroken(
            field, f"“{text.strip()}” is not an amount. Write it in pounds, such as £150,000."
        )
    units = Decimal(f"{found[3].replace(',', '')}.{found[4] or 0}")
    pence = int(units * 100 * _TIMES[(found[5] or "").lower()])
    if pence >= MOST:
        raise RuleBroken(field, f"{pounds(pence)} is more than any budget. Check the figure.")
    return -pence if found[1] or found[2] else pence
