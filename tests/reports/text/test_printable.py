"""What no font can print is said before anything is written."""

import pytest

from cohort_desk.reports.fonts import REGULAR, SERIF
from cohort_desk.reports.printable import (
    Unprintable,
    check_names,
    check_printable,
    composed,
    in_short,
    missing_in,
    unprintable,
)

WALES = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"


def test_each_character_that_is_missing_is_told_once():
    assert missing_in("A𓂀B𓂀 ꯀ") == ("𓂀", "ꯀ")
    assert missing_in("شگفتہ क्ष 王 Ŵ̱ ❤️ می‌خواهم", SERIF) == ()


def test_every_person_is_named_with_the_characters_and_what_they_are_called():
    people = [("Ann", "Ann"), ("Candidate C1002", "Horus 𓂀"), ("Tomba", "ꯀ Tomba")]
    with pytest.raises(Unprintable) as caught:
        check_names(people, REGULAR)
    said = str(caught.value)
    assert "Candidate C1002: “Horus 𓂀” (𓂀 U+13080)" in said
    assert "Tomba: “ꯀ Tomba” (ꯀ U+ABC0)" in said
    assert "Ann" not in said
    assert [gap.whose for gap in unprintable(people)] == ["Candidate C1002", "Tomba"]


def test_a_whole_list_in_another_script_is_refused_in_short():
    names = [f"{chr(0x10330 + at)}𐌲𐌿𐍄 𐌰𐌼𐌰" for at in range(17)]
    turned = [", ".join(reversed(name.split())) for name in names]
    with pytest.raises(Unprintable) as caught:
        check_printable((*names, *turned), REGULAR)
    said = str(caught.value)
    assert "“𐌱𐌲𐌿𐍄 𐌰𐌼𐌰” (𐌱 U+10331, 𐌲 U+10332, 𐌿 U+1033F and 3 more)" in said
    assert said.count("“") == 5
    assert " and 12 others. No document was written." in said
    assert len(said) < 600


def test_a_character_without_a_shape_is_told_by_its_number():
    assert in_short("\ue000") == "U+E000"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Siobha\u0301n\tBrown\n", "Siobhán Brown "),
        ("A\u202eB\u2066C\ufeff\u00ad", "ABC"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("plain", "plain"),
        (f"{WALES} \U000e0061Cymru", f"{WALES} Cymru"),
    ],
)
def test_what_steers_the_shapes_is_kept_and_what_has_none_is_left_out(typed, kept):
    assert composed(typed) == kept
