"""Verification codes: what is found by the code alone, before any register is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.certificates.codes import code_of, read_code

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_code_is_55_bits_of_the_sha_256_in_three_groups() -> None:
    # SHA-256 of nothing begins e3b0c44298fc1c, bits 11100 01110 11000 01100 01000 10000 …
    code = code_of(b"")
    assert code.startswith("WERC-8GMR-")
    assert [len(part) for part in code.split("-")] == [4, 4, 4]


@given(st.binary(), st.integers(0, 11), st.sampled_from(ALPHABET))
def test_every_mistyped_character_is_found(content: bytes, place: int, typed: str) -> None:
    letters = list(code_of(content).replace("-", ""))
    right = letters[place]
    letters[place] = typed
    assert (read_code("".join(letters)) is not None) == (typed == right)


@given(st.binary(), st.integers(0, 11), st.integers(0, 11))
def test_any_two_characters_changed_over_are_found(content: bytes, one: int, other: int) -> None:
    letters = list(code_of(content).replace("-", ""))
    same = letters[one] == letters[other]
    letters[one], letters[other] = letters[other], letters[one]
    assert (read_code("".join(letters)) is not None) == same


@given(st.binary())
def test_reads_what_is_easily_mistaken_as_crockford_does(content: bytes) -> None:
    code = code_of(content)
    assert read_code(f" {code.lower().replace('-', ' ')} ") == code
    assert read_code(code.replace("0", "O").replace("1", "l")) == code


@pytest.mark.parametrize(
    "between", ["–", "—", " – ", "−", "\u00a0", "\u2009", "\u200b-", "－", "\t"]
)
def test_reads_what_word_processors_make_of_hyphens(between: str) -> None:
    code = code_of(b"")
    assert read_code(code.replace("-", between)) == code


def test_what_is_no_code_is_said_to_be_none() -> None:
    assert read_code("") is None
    assert read_code("K7QF-3M2P-9TX") is None
    assert read_code("UUUU-UUUU-UUUU") is None
