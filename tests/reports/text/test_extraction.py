"""What is drawn is read as it was typed, in every script."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cohort_desk.reports.fonts import REGULAR, SERIF_SEMIBOLD
from scripts import SCRIPTS, as_typed


def letters(first, last, marks=""):
    """Words of an alphabet, some of whose letters carry a mark.

    Poppler takes letters that stand each by itself for one word that is spaced out, hence two.
    """
    alphabet = [chr(code) for code in range(first, last + 1)]
    letter = st.sampled_from([c for c in alphabet if unicodedata.category(c)[0] == "L"])
    marked = st.tuples(letter, st.sampled_from(["", "", *marks])).map("".join)
    return st.lists(marked, min_size=2, max_size=6).map("".join)


WORDS = st.one_of(
    letters(0x41, 0x17F, "\u0331\u0323\u030a"),
    letters(0x386, 0x3CE),
    letters(0x400, 0x45F, "\u0301"),
    letters(0x621, 0x64A, "\u064e\u064f\u0650\u0651"),
    letters(0x671, 0x6D3),
    letters(0x5D0, 0x5EA, "\u05b8\u05b4"),
    letters(0x905, 0x939, ["\u093f", "\u0940", "\u094d\u0930", "\u0902"]),
    letters(0x995, 0x9A8, "\u09bf\u09c7"),
    letters(0x4E00, 0x4FFF),
    st.sampled_from(["12", "3", "(a)", "O’Neil", "Smith-Jones", "A&B", "50%"]),
)


@pytest.mark.parametrize("face", [REGULAR, SERIF_SEMIBOLD], ids=["sans", "serif"])
def test_every_script_is_read_as_it_was_typed(drawn, face):
    read = dict(zip(SCRIPTS, drawn(list(SCRIPTS.values()), face), strict=True))
    assert read == {script: as_typed(text) for script, text in SCRIPTS.items()}


@pytest.mark.parametrize("face", [REGULAR, SERIF_SEMIBOLD], ids=["sans", "serif"])
def test_emoji_of_several_characters_are_read_as_they_were_typed(drawn, face):
    wales = "".join(chr(0xE0000 + ord(letter)) for letter in "gbwls")
    typed = [f"\U0001f3f4{wales}\U000e007f Cymru", "👩\u200d🚀 Nova", "🇬🇧 ❤️ 👍🏽"]
    assert drawn(typed, face) == typed


@settings(max_examples=25, deadline=None)
@example([*["AA"] * 8, "\u0671\u06bc", "AA"])
@given(st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=10, max_size=10))
def test_whatever_is_typed_is_read_so(drawn, texts):
    assert drawn(texts) == [as_typed(text) for text in texts]
