"""What texts are kept without, and what scripts and emoji need of what is not seen."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.names import full_name
from cohort_desk.domain.people import clean_fields
from cohort_desk.domain.unseen import many_lines, one_line

WALES = "\U0001f3f4" + "".join(chr(0xE0000 + ord(c)) for c in "gbwls") + "\U000e007f"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("x\u202egnp.exe Smith", "xgnp.exe Smith"),
        ("a\u200bb  Zero\u00adWidth", "ab ZeroWidth"),
        ("\ufeffSia\u0302n\nLly\u0302r\x00", "Siân Llŷr"),
        ("e\u200b\u0301", "é"),
        ("\u200fمحمد\u200f Ali", "محمد Ali"),
        ("Jo\u200dy\u200c Smith", "Joy Smith"),
        ("A\U000e0067lone tag", "Alone tag"),
        ("Be\x07ll\x1b", "Bell"),
        ("Tab\x0bby\tVer\u2028tical", "Tab by Ver tical"),
        ("half \ud83d of\uffff a pair", "half of a pair"),
    ],
)
def test_what_is_not_seen_is_left_out(typed, kept):
    assert one_line(typed) == kept


def test_lines_keep_their_breaks_alone():
    text = " Be\x07ll\u200b  rings \r\n\r\n\tnow\x0bor\u2029never \n"
    assert many_lines(text) == "Bell  rings\n\n now\nor\nnever"


@pytest.mark.parametrize(
    "text", ["می\u200cخواهم", "ක්\u200dෂ", "അവന്\u200d", "👩\u200d🚀 Nova", f"{WALES} Cymru"]
)
def test_what_a_script_or_an_emoji_needs_stays(text):
    assert one_line(text) == text


@given(st.text())
def test_a_line_is_composed_and_stays_as_it_is(text):
    line = one_line(text)
    assert one_line(line) == line == unicodedata.normalize("NFC", line)
    assert len(line.splitlines()) <= 1


def test_a_name_is_entered_and_read_without_what_is_not_seen():
    names = {"given_name": "Zo\u00ade\u0308\u200b", "family_name": "\u202eO’Brien"}
    assert clean_fields(names) == {"given_name": "Zoë", "family_name": "O’Brien"}
    assert full_name(*names.values()) == "Zoë O’Brien"
