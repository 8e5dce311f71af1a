"""The bank holidays of England."""

from datetime import date
from functools import cache

_YEARS = range(2010, 2061)


@cache
def bank_holidays() -> frozenset[date]:
    """Return England's bank holidays, those in place of a weekend's included.

    Those to come are as the law has them now; a later release of the library knows more.
    """
    # Takes a fifth of a second to import, which only those who mark need to spend.
    import holidays  # noqa: PLC0415

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=_YEARS))
