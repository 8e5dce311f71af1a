"""Serials: which certificate of a programme and year it is, counted without gaps."""

import re
import unicodedata

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.unseen import DASHES, one_line

CODE_LENGTH = (2, 12)
"""How many characters a programme's code has, at least and at most."""
_CODE = re.compile(r"[A-Z][A-Z0-9]*")
_SERIAL = re.compile(r"([A-Z][A-Z0-9]{1,11})-(\d{4})-(\d{4,})")
_WITHOUT_HYPHENS = re.compile(r"(20\d{2})(\d{4}|[1-9]\d{4,})")
"""A year and a number; more than four digits of a number begin with no zero."""
_DASHES = re.compile(rf"\s*[{DASHES}]\s*")


def serial(programme: str, year: int, number: int) -> str:
    """Return the serial of a programme's certificate.

    >>> serial("SCRLP", 2026, 1), serial("SCRLP", 2026, 12345)
    ('SCRLP-2026-0001', 'SCRLP-2026-12345')
    """
    return f"{programme}-{year}-{number:04}"


def read_serial(typed: str) -> str | None:
    """Return a serial as it is printed, however it was typed; None if it cannot be one.

    >>> read_serial(" scrlp – 2026 – 0001 ")
    'SCRLP-2026-0001'
    >>> read_serial("sample20260005")
    'SAMPLE-2026-0005'
    """
    plain = _DASHES.sub("-", one_line(typed).upper())
    if not plain.isascii():
        return None
    found = _SERIAL.fullmatch(plain)
    if found is None:
        return _parted(plain.replace("-", "").replace(" ", ""))
    return serial(found[1], int(found[2]), int(found[3]))


def _parted(plain: str) -> str | None:
    """Return the serial that was typed without hyphens; None where several could be meant."""
    least, most = CODE_LENGTH
    fitting = [
        serial(plain[:at], int(found[1]), int(found[2]))
        for at in range(least, most + 1)
        if _CODE.fullmatch(plain[:at]) and (found := _WITHOUT_HYPHENS.fullmatch(plain, at))
    ]
    return fitting[0] if len(fitting) == 1 else None


def checked_programme_code(typed: str) -> str:
    """Return the short name that serials begin with, in capitals.

    Raises:
        RuleBroken: it is too short or too long, or has other characters than letters and digits.
    """
    code = unicodedata.normalize("NFKC", typed).strip().upper()
    least, most = CODE_LENGTH
    if not least <= len(code) <= most or not _CODE.fullmatch(code):
        raise RuleBroken(
            "code",
            f"A programme’s code has {least} to {most} letters and digits and begins with a "
            "letter, such as SCRLP.",
        )
    return code
