"""Serials and the programme's code that they begin with."""

import pytest

from cohort_desk.domain.certificates.serial import checked_programme_code, read_serial, serial
from cohort_desk.domain.errors import RuleBroken


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sample20260005", "SAMPLE-2026-0005"),
        ("Sample2026-0005", "SAMPLE-2026-0005"),
        ("abc1 2026 0005", "ABC1-2026-0005"),
        ("scrlp202612345", "SCRLP-2026-12345"),
        ("sc202620262026", None),  # SC2026-2026-2026, or SC-2026-20262026
        ("sample2026005", None),
    ],
)
def test_hyphens_may_be_left_out_where_the_serial_is_plain(typed, meant):
    assert read_serial(typed) == meant


@pytest.mark.parametrize("number", [1, 9999, 10000])
def test_a_serial_is_read_as_it_was_written(number: int) -> None:
    written = serial("SCRLP", 2026, number)
    assert read_serial(written.lower().replace("-", " – ")) == written
    assert read_serial(f"\u200b{written.replace('-', '―')}\ufeff") == written


def test_leading_zeros_too_many_or_missing_parts_are_put_right_or_refused() -> None:
    assert read_serial("SCRLP-2026-00007") == "SCRLP-2026-0007"
    for typed in ("SCRLP-2026", "SCRLP-26-0001", "2026-0001", "SCRLP-2026-٠٠٠١"):
        assert read_serial(typed) is None


def test_a_programme_code_is_letters_and_digits() -> None:
    assert checked_programme_code(" scrlp2 ") == "SCRLP2"
    for typed in ("", "S", "2SCRLP", "SCR-LP", "ABCDEFGHIJKLM", "ÉCOLE"):
        with pytest.raises(RuleBroken, match="2 to 12 letters and digits"):
            checked_programme_code(typed)
